import { createLetterModel, type LetterModel, learnLetters } from './letter-model.ts';
import { createSpeller, learnSpeller, type SpellerData } from './speller.ts';

/** What is known of a language: its words with their frequency, and how words are spelled that nobody has seen. */
export interface Language {
  letters: LetterModel;
  /** Natural logarithm of a known word's probability; undefined for an unknown one. */
  known(word: string): number | undefined;
  /** Of any word, in small letters of this language. */
  word(word: string): number;
  /** Of any word as people type it: it may be a slip of a known one. */
  typed(word: string): number;
}

/** What was learnt of a language. */
export interface LanguageData {
  /** Of the letter model. */
  letters: Uint8Array;
  /** Of all known words. */
  speller: SpellerData;
  /** Natural logarithm of each word's probability, in the speller's order. */
  logs: Float64Array;
}

/** How much of the probability is left for words that are in no list. */
const UNSEEN = Math.log(0.05);
const SEEN = Math.log(0.95);
/** The corpus is what people ask here; the list is what they say everywhere. */
const CORPUS_SHARE = 0.5;
/** How likely a word is mistyped in one certain way. */
const SLIP = -6;
/** Words without which a small corpus makes its rarest word too rare to be believed. */
const LEAST_TOTAL = 5_000;

/**
 * @param alphabet small letters of the language
 * @param list the commonest words, the commonest first
 */
export function learnLanguage(alphabet: string, corpus: readonly string[], list: readonly string[]): LanguageData {
  const run = new RegExp(`[${alphabet}]+`, 'g');
  const counts = new Map<string, number>();
  let total = LEAST_TOTAL;
  for (const text of corpus) {
    for (const word of text.match(run) ?? []) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total += 1;
    }
  }

  const ranks = new Map(list.map((word, at) => [word, at + 1]));
  // Zipf’s law over the list.
  const zipf = 1 / (Math.log(list.length + 1) + 0.58);
  const logs = new Map<string, number>();
  for (const word of new Set([...ranks.keys(), ...counts.keys()])) {
    const rank = ranks.get(word);
    const asked = (CORPUS_SHARE * (counts.get(word) ?? 0)) / total;
    const said = rank === undefined ? 0 : ((1 - CORPUS_SHARE) * zipf) / (rank + 3);
    logs.set(word, Math.log(asked + said));
  }

  // Kinds of words teach spelling, not how often they are said.
  const letters = learnLetters(
    alphabet,
    [...logs.keys()].map((word) => [word, 1 + Math.log(1 + (counts.get(word) ?? 0))] as const),
  );
  const sorted = [...logs].sort((one, other) => other[1] - one[1]);
  return {
    letters,
    speller: learnSpeller(sorted.map(([word]) => word)),
    logs: Float64Array.from(sorted, ([, log]) => log),
  };
}

/** @param alphabet the one that was learnt with */
export function createLanguage(alphabet: string, data: LanguageData): Language {
  const letters = createLetterModel(alphabet, data.letters);
  const speller = createSpeller(data.speller);
  const { logs } = data;
  const known = (word: string): number | undefined => logs[speller.number(word) ?? -1];

  const word = (word: string): number => {
    const unseen = UNSEEN + letters.word(word);
    const seen = known(word);
    return seen === undefined ? unseen : Math.max(unseen, SEEN + seen);
  };
  return {
    letters,
    known,
    word,
    typed(typed) {
      const meant = speller.correct(typed);
      return meant === null ? word(typed) : Math.max(word(typed), word(meant) + SLIP);
    },
  };
}
