import type { Language as Tongue } from '../../language.ts';
import { createCyrillicDecoder } from './cyrillic-english.ts';
import { englishWords } from './english-words.ts';
import { createLanguage } from './language.ts';
import { createLatinDecoder } from './latin-russian.ts';
import { onLatinKeys, onRussianKeys } from './layout.ts';
import { folded, isFixed, scriptOf, tidy } from './letters.ts';
import { bestPath, type Found, type Mode, type Option } from './path.ts';
import { russianWords } from './russian-words.ts';
import { createPairs } from './word-pairs.ts';

/** One way to read a message. */
export interface Reading {
  /** As it should have been typed: small letters, «ё» as «е», single spaces. */
  text: string;
  language: Tongue;
  /** `plain`: as it stands. `mixed`: partly on the wrong keyboard layout or in the other language’s letters. */
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
/** What a word costs that stays as it is amid words in the other language’s letters… */
const STAYS = -6;
/** …of which there may be so many. Share of the words. */
const MOST_STAY = 0.25;
/** What it costs a word that is English as it stands to be Russian in Latin letters… */
const ENGLISH_ITSELF = -5;
/** …from this length on: short ones are both. Letters. */
const SHORTEST_ENGLISH = 4;
/** What it costs «код» or «май», which are Russian words as they stand, to be English ones. */
const RUSSIAN_ITSELF = -2;
/** What it costs capitals such as “CSV” to be anything else. */
const CAPITALS = -6;
/** So much of a message known as it stands, by letters, and only its unknown words may be anything else. */
const MOSTLY_KNOWN = 0.75;
/** Words of this house that are nothing but themselves. */
const NAMES =
  /^(?:isu|qr|st|pt|tr|ar|eljur|sechenov|esia|sms|id|pin|ios|android|app|email|e-mail|sim|wifi|google|play|appstore)$/;

/** Learns from plain texts how the two languages look. Takes about a third of a second. */
export function createReader(corpus: { ru: readonly string[]; en: readonly string[] }): Reader {
  const texts = [...corpus.ru, ...corpus.en].map((text) => folded(tidy(text)));
  const russian = createLanguage(RUSSIAN, texts, russianWords);
  const english = createLanguage(ENGLISH, texts, englishWords);
  const fromLatin = createLatinDecoder(russian);
  const fromCyrillic = createCyrillicDecoder(english);
  const pairs = createPairs(texts);

  const known = (text: string): number => summed(text, /[а-я]+/g, russian.word) + summed(text, /[a-z]+/g, english.word);
  const typed = (text: string): number =>
    summed(text, /[а-я]+/g, russian.typed) + summed(text, /[a-z]+/g, english.typed);

  /** Russian in Latin letters. */
  function russianOption(small: string): Option {
    let score = 0;
    const text = small.replace(/[a-z'346]*[a-z][a-z'346]*/g, (word) => {
      const read = NAMES.test(word) ? null : fromLatin(word);
      if (read === null) {
        score += english.word(word) + STAYS;
        return word;
      }
      const both = word.length >= SHORTEST_ENGLISH && english.known(word) !== undefined;
      score += read.score + (both ? ENGLISH_ITSELF : 0);
      return read.text;
    });
    return { mode: 'translit', text, score };
  }

  /** English in Russian letters: the likeliest ways. */
  function englishOptions(chunk: string): Option[] {
    let found: Option[] = [{ mode: 'translit', text: chunk, score: 0 }];
    for (const [word] of chunk.matchAll(/[а-яё]+/g)) {
      const same = folded(word);
      const itself = russian.known(same) === undefined ? 0 : RUSSIAN_ITSELF;
      const ways = [
        ...fromCyrillic(word).map(({ text, score }) => ({ text, score: score + itself })),
        { text: same, score: russian.word(same) + STAYS },
      ];
      found = found.flatMap((one) =>
        ways.map((way) => ({ mode: one.mode, text: one.text.replace(word, way.text), score: one.score + way.score })),
      );
      found = found.sort((one, other) => other.score - one.score).slice(0, 3);
    }
    return found;
  }

  const isKnown = (word: string): boolean => (russian.known(word) ?? english.known(word)) !== undefined;
  const allKnown = (small: string): boolean => (small.match(/[а-я]+|[a-z]+/g) ?? []).every(isKnown);

  /** Share of the letters that stand in known words. */
  function coverage(chunks: readonly string[]): number {
    let [all, known] = [0, 0];
    for (const chunk of chunks) {
      for (const [word] of folded(chunk).matchAll(/[а-я]+|[a-z]+/g)) {
        all += word.length;
        if (isKnown(word)) known += word.length;
      }
    }
    return all === 0 ? 1 : known / all;
  }

  function options(chunk: string, mostlyKnown: boolean): Option[] {
    const small = folded(chunk);
    const script = scriptOf(chunk);
    const fixed = isFixed(chunk);
    const score = fixed ? 0 : typed(small);
    const plain: Option = { mode: 'plain', text: small, score };
    if (mostlyKnown && allKnown(small)) return [plain];
    const keys = fixed
      ? small
      : script === 'cyrillic'
        ? onLatinKeys(chunk)
        : script === 'both'
          ? small
          : onRussianKeys(chunk);
    const flipped = folded(keys);
    const capitals = /^[^\p{L}]*[A-Z]{2,5}[^\p{L}]*$/u.test(chunk) ? CAPITALS : 0;
    const read = script === 'latin' && !fixed ? russianOption(small) : { ...plain, mode: 'translit' as const };
    return [
      plain,
      { mode: 'layout', text: flipped, score: known(flipped) + SIGN * signsWithin(flipped) + capitals },
      { ...read, score: read.score + capitals },
    ];
  }

  /** English by ear is the whole message or none of it: one foreign word in Russian letters is a Russian word. */
  function byEar(chunks: readonly string[], parts: readonly (readonly Option[])[]): Found | null {
    const heard = chunks.map((chunk, at) =>
      scriptOf(chunk) === 'cyrillic' ? englishOptions(chunk.toLowerCase()) : (parts[at] ?? []).slice(0, 1),
    );
    const found = bestPath(heard, pairs);
    const words = chunks.flatMap((chunk) => folded(chunk).match(/[а-я]+/g) ?? []).length;
    const stayed = found.options.flatMap((one) => one.text.match(/[а-я]+/g) ?? []).length;
    return stayed <= words * MOST_STAY ? found : null;
  }

  return {
    read(text) {
      const chunks = tidy(text).split(' ');
      const mostlyKnown = coverage(chunks) >= MOSTLY_KNOWN;
      const parts = chunks.map((chunk) => options(chunk, mostlyKnown));
      const found: (Found | null)[] = [
        bestPath(parts, pairs),
        bestPath(
          parts.map((part) => part.slice(0, 1)),
          pairs,
        ),
      ];
      if (!mostlyKnown && chunks.some((chunk) => scriptOf(chunk) === 'cyrillic')) found.push(byEar(chunks, parts));
      return weighed(found.flatMap((one) => (one ? [{ ...described(one.options), score: one.score }] : [])));
    },
  };
}

function summed(text: string, words: RegExp, score: (word: string) => number): number {
  let sum = 0;
  for (const [word] of text.matchAll(words)) sum += score(word);
  return sum;
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
