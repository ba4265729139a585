import { soundsOf } from './english-sounds.ts';
import type { Language } from './language.ts';
import type { Decoded } from './latin-russian.ts';
import { heard, soundCodes, soundDistance } from './sound-distance.ts';

/** Consonants that are taken for one another have one sign in the key that words are found by; vowels have none. */
const CLASSES = new Map(
  Object.entries({
    п: 'p',
    б: 'p',
    т: 't',
    д: 't',
    к: 'k',
    г: 'k',
    с: 's',
    з: 's',
    ф: 'f',
    в: 'f',
    м: 'm',
    н: 'n',
    л: 'l',
    р: 'r',
    х: 'h',
  }),
);
for (const letter of 'жшч') CLASSES.set(letter, 'c');
/** The signs of english-sounds.ts that may be heard as one consonant or another, or none. */
const EITHER = new Map(Object.entries({ D: ['s', 't', 'f'], w: ['f', ''], R: ['r', ''], G: ['k', ''] }));

/** What the distance of 1 takes from the logarithm of the probability. */
const PER_DISTANCE = 8;
/** Farther is not meant. */
const FARTHEST = 1.6;
/** Writing it so at all. */
const WAYS = -0.8;
const BEST = 3;
/** Rarer words of the corpus that are not in the list are mostly mistyped. Natural logarithm of the probability. */
const RAREST = -9.5;

interface Entry {
  word: string;
  sounds: Uint8Array;
  score: number;
}

/** Reads an English word that was written in Russian letters by ear. */
export function createCyrillicDecoder(english: Language, list: readonly string[]): (word: string) => Decoded[] {
  const common = new Set(list);
  const index = new Map<string, Entry[]>();
  for (const word of english.vocabulary()) {
    const score = english.known(word);
    if (
      score === undefined ||
      (score < RAREST && !common.has(word)) ||
      (word.length === 1 && word !== 'a' && word !== 'i')
    )
      continue;
    for (const signs of soundsOf(word)) {
      const entry = { word, sounds: soundCodes(signs), score };
      for (const key of keysOf(signs)) {
        const entries = index.get(key);
        if (entries) entries.push(entry);
        else index.set(key, [entry]);
      }
    }
  }

  return (word) => {
    const typed = heard(word);
    const codes = soundCodes(typed);
    const found = new Map<string, number>();
    for (const { word, sounds, score } of index.get(keyOf(typed)) ?? []) {
      const distance = soundDistance(sounds, codes, FARTHEST);
      if (distance >= FARTHEST) continue;
      const total = score - distance * PER_DISTANCE + WAYS;
      if (total > (found.get(word) ?? Number.NEGATIVE_INFINITY)) found.set(word, total);
    }
    return [...found]
      .map(([text, score]) => ({ text, score }))
      .sort((one, other) => other.score - one.score)
      .slice(0, BEST);
  };
}

const keyOf = (typed: string): string => {
  let key = '';
  for (const letter of typed) key += CLASSES.get(letter) ?? '';
  return key.replace(/(.)\1+/g, '$1');
};

function keysOf(signs: string): Set<string> {
  let keys = [''];
  for (const sign of signs) {
    const either = EITHER.get(sign);
    const only = CLASSES.get(sign);
    if (either) keys = keys.flatMap((key) => either.map((one) => key + one));
    else if (only !== undefined) keys = keys.map((key) => key + only);
  }
  return new Set(keys.map((key) => key.replace(/(.)\1+/g, '$1')));
}
