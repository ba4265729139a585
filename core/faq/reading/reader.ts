import type { Language as Tongue } from '../../language.ts';
import { englishWords } from './english-words.ts';
import { createLanguage, type Language } from './language.ts';
import { createLatinDecoder } from './latin-russian.ts';
import { onLatinKeys, onRussianKeys } from './layout.ts';
import { folded, isFixed, scriptOf, tidy } from './letters.ts';
import { bestPath, type Mode, type Option } from './path.ts';
import { russianWords } from './russian-words.ts';

/** One way to read a message. */
export interface Reading {
  /** As it should have been typed: small letters, «ё» as «е», single spaces. */
  text: string;
  language: Tongue;
  /** `plain`: as it stands. `mixed`: partly on the wrong keyboard layout or in the other alphabet. */
  how: Mode | 'mixed';
  /** How probable this reading is; those of a message sum up to 1. */
  weight: number;
}

export interface Reader {
  /** @returns at most four readings, the likeliest first; never none. Works in memory, deterministic. */
  read(text: string): Reading[];
}

const RUSSIAN = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
const ENGLISH = 'abcdefghijklmnopqrstuvwxyz';

/** What a sign in the midst of a word costs, where letters were typed. */
const SIGN = -6;
const signsWithin = (chunk: string): number =>
  chunk.replace(/^[("'«]+|[.,;:!?)"'»]+$/g, '').match(/[^\p{L}\p{N}'-]/gu)?.length ?? 0;

/** Learns from plain texts how the two languages look. Takes about a third of a second. */
export function createReader(corpus: { ru: readonly string[]; en: readonly string[] }): Reader {
  const learnt = (texts: readonly string[]): string[] => texts.map((text) => folded(tidy(text)));
  const both = learnt([...corpus.ru, ...corpus.en]);
  const russian = createLanguage(RUSSIAN, both, russianWords);
  const english = createLanguage(ENGLISH, both, englishWords);
  const fromLatin = createLatinDecoder(russian);

  const plain = (chunk: string): number => scored(chunk, russian, RUSSIAN) + scored(chunk, english, ENGLISH);

  function options(chunk: string): Option[] {
    const small = folded(chunk);
    const script = scriptOf(chunk);
    const asTyped: Option = { mode: 'plain', text: small, score: plain(small) };
    if (isFixed(chunk)) return [asTyped];
    const keys = script === 'cyrillic' ? onLatinKeys(chunk) : script === 'latin' ? onRussianKeys(chunk) : chunk;
    const flipped = folded(keys);
    const result: Option[] = [
      asTyped,
      { mode: 'layout', text: flipped, score: plain(flipped) + SIGN * signsWithin(flipped) },
    ];
    if (script === 'latin') {
      let score = 0;
      const text = small.replace(/[a-z'346]*[a-z][a-z'346]*/g, (word) => {
        const read = fromLatin(word);
        score += read?.score ?? plain(word) - 5;
        return read?.text ?? word;
      });
      result.push({ mode: 'translit', text, score });
    }
    if (script === 'none') result.push({ mode: 'translit', text: small, score: 0 });
    return result;
  }

  return {
    read(text) {
      const chunks = tidy(text).split(' ');
      const parts = chunks.map(options);
      const found = [
        bestPath(parts),
        bestPath(
          parts.map((part) => part.slice(0, 1)),
          'plain',
        ),
      ];
      return weighed(found.map(({ options, score }) => ({ ...described(options), score })));
    },
  };
}

function scored(text: string, language: Language, alphabet: string): number {
  let score = 0;
  for (const word of text.match(alphabet === RUSSIAN ? /[а-я]+/g : /[a-z]+/g) ?? []) score += language.word(word);
  return score;
}

function described(options: readonly Option[]): Omit<Reading, 'weight'> {
  const text = options.map((one) => one.text).join(' ');
  const modes = new Set(options.filter((one) => scriptOf(one.text) !== 'none').map((one) => one.mode));
  const [only = 'plain'] = modes;
  const cyrillic = (text.match(/[а-я]+/g) ?? []).length;
  const latin = (text.match(/[a-z]+/g) ?? []).length;
  return { text, language: cyrillic >= latin ? 'ru' : 'en', how: modes.size > 1 ? 'mixed' : only };
}

/** Of equal texts the likeliest; probabilities from logarithms. */
function weighed(found: readonly (Omit<Reading, 'weight'> & { score: number })[]): Reading[] {
  const best = new Map<string, (typeof found)[number]>();
  for (const one of found)
    if (one.score > (best.get(one.text)?.score ?? Number.NEGATIVE_INFINITY)) best.set(one.text, one);
  const sorted = [...best.values()].sort((one, other) => other.score - one.score).slice(0, 4);
  const top = sorted[0]?.score ?? 0;
  const sum = sorted.reduce((total, one) => total + Math.exp(one.score - top), 0);
  return sorted.map(({ score, ...reading }) => ({ ...reading, weight: Math.exp(score - top) / sum }));
}
