import type { Language as Tongue } from '../../language.ts';
import { createChunks } from './chunks.ts';
import { createCyrillicDecoder, learnSounds, type SoundsData } from './cyrillic-english.ts';
import { englishWords } from './english-words.ts';
import { createLanguage, type LanguageData, learnLanguage } from './language.ts';
import { createLatinDecoder } from './latin-russian.ts';
import { folded, scriptOf, tidy } from './letters.ts';
import { bestPath, type Found, type Mode, type Option } from './path.ts';
import { russianWords } from './russian-words.ts';
import { createPairs, learnPairs, type PairsData, phrases } from './word-pairs.ts';

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

/** So much of a message known as it stands, by letters, and hardly anything in it is anything else. */
const MOSTLY_KNOWN = 0.75;
/** Nobody writes Russian in Latin letters so that so much of it is English. */
const RATHER_KNOWN = 0.6;
/** Short words by ear are often words of the language too. */
const KNOWN_BY_EAR = 0.85;
/** Of the words of a message in English by ear so many may be none. Share. */
const MOST_STAY = 0.25;
/** A single word by ear: every language has «стоп» and «тест». */
const SINGLE = -5;
/** «кью ар» is one word. */
const SPELLED_QR = /(?<!\S)(кь?ю) ([аэ]р)(?=$|[\s-])/gi;
/** Longer messages are no attempts to write by ear. Words. */
const MOST_CHUNKS = 120;

/** What reading needs to know: learnt slowly, ready at once when it comes back from bytes. */
export interface ReaderData {
  russian: LanguageData;
  english: LanguageData;
  sounds: SoundsData;
  pairs: PairsData;
}

/** Learns from plain texts how the two languages look. Takes about a third of a second. */
export function learnReader(corpus: { ru: readonly string[]; en: readonly string[] }): ReaderData {
  const texts = [...corpus.ru, ...corpus.en].map((text) => folded(tidy(text)).replaceAll('e-mail', 'email'));
  const english = learnLanguage(ENGLISH, texts, englishWords);
  return {
    russian: learnLanguage(RUSSIAN, texts, russianWords),
    english,
    sounds: learnSounds(english, englishWords),
    pairs: learnPairs([...texts, ...phrases]),
  };
}

export function createReader(data: ReaderData): Reader {
  const russian = createLanguage(RUSSIAN, data.russian);
  const english = createLanguage(ENGLISH, data.english);
  const fromLatin = createLatinDecoder(russian);
  const fromCyrillic = createCyrillicDecoder(data.sounds, data.english);
  const pairs = createPairs(data.pairs);
  const chunksOf = createChunks({ russian, english, fromLatin, fromCyrillic });

  /** English by ear is the whole message or none of it: one foreign word in Russian letters is a Russian word. */
  function byEar(chunks: readonly string[], parts: readonly (readonly Option[])[]): Found[] {
    const heard = chunks.map((chunk, at): Option[] => {
      if (scriptOf(chunk) === 'cyrillic') return chunksOf.byEar(chunk);
      return (parts[at] ?? []).slice(0, 1).map((one) => ({ ...one, mode: 'translit' }));
    });
    const { options, score } = bestPath(heard, pairs);
    const words = count(chunks.join(' '), /[а-яё]+/gi);
    const stayed = count(options.map((one) => one.text).join(' '), /[а-я]+/g);
    if (words === 0 || stayed > words * MOST_STAY) return [];
    return [{ options, score: score + (words === 1 ? SINGLE : 0) }];
  }

  return {
    read(text) {
      const chunks = tidy(text).replace(SPELLED_QR, '$1$2').split(' ').map(chunksOf.squeezed);
      const known = chunksOf.coverage(chunks);
      const latin = count(text, /[a-z]/gi) > count(text, /[а-яё]/gi);
      const message = { mostlyKnown: known >= MOSTLY_KNOWN, latin, english: latin && known >= RATHER_KNOWN };
      const parts = chunks.map((chunk) => chunksOf.options(chunk, message));
      const plain = parts.map((part) => part.slice(0, 1));
      const found = [bestPath(parts, pairs), bestPath(plain, pairs)];
      if (known < KNOWN_BY_EAR && !latin && chunks.length <= MOST_CHUNKS) found.push(...byEar(chunks, parts));
      return weighed(found.map(({ options, score }) => ({ ...described(options), score })));
    },
  };
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

function described(options: readonly Option[]): Omit<Reading, 'weight'> {
  const text = options.map((one) => one.text).join(' ');
  const modes = new Set(options.filter((one) => scriptOf(one.text) !== 'none').map((one) => one.mode));
  const [only = 'plain'] = modes;
  const language = count(text, /[а-я]+/g) >= count(text, /[a-z]+/g) ? 'ru' : 'en';
  return { text, language, how: modes.size > 1 ? 'mixed' : only };
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
