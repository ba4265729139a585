import { soundsOf } from './english-sounds.ts';
import type { LanguageData } from './language.ts';
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

/** How English words sound. */
export interface SoundsData {
  /** Of each way to say a word: the word's number in the language, … */
  words: Uint32Array;
  /** … and where its sounds end; they begin where those of the way before end. */
  ends: Uint32Array;
  sounds: Uint8Array;
  /** One a line. */
  keys: string;
  /** Where each key's ways end. */
  keyEnds: Uint32Array;
  /** The ways of all keys, one key after another. */
  ways: Uint32Array;
}

/** @param list words that are common, however seldom they are asked */
export function learnSounds({ speller, logs }: LanguageData, list: readonly string[]): SoundsData {
  const common = new Set(list);
  const words: number[] = [];
  const ends: number[] = [];
  const sounds: number[] = [];
  const index = new Map<string, number[]>();
  for (const [number, word] of speller.words.split(' ').entries()) {
    const rare = (logs[number] ?? 0) < RAREST && !common.has(word);
    if (rare || (word.length === 1 && word !== 'a' && word !== 'i')) continue;
    for (const signs of soundsOf(word)) {
      for (const key of keysOf(signs)) {
        const ways = index.get(key);
        if (ways) ways.push(words.length);
        else index.set(key, [words.length]);
      }
      words.push(number);
      sounds.push(...soundCodes(signs));
      ends.push(sounds.length);
    }
  }
  let end = 0;
  return {
    words: Uint32Array.from(words),
    ends: Uint32Array.from(ends),
    sounds: Uint8Array.from(sounds),
    keys: [...index.keys()].join('\n'),
    keyEnds: Uint32Array.from(index.values(), (ways) => (end += ways.length)),
    ways: Uint32Array.from([...index.values()].flat()),
  };
}

/** Reads an English word that was written in Russian letters by ear. */
export function createCyrillicDecoder(data: SoundsData, { speller, logs }: LanguageData): (word: string) => Decoded[] {
  const { words, ends, sounds, keys, keyEnds, ways } = data;
  // Most messages need them never.
  let known: { vocabulary: readonly string[]; keys: ReadonlyMap<string, number> } | undefined;

  function* sounding(key: string): Iterable<{ word: string; sounds: Uint8Array; score: number }> {
    known ??= {
      vocabulary: speller.words.split(' '),
      keys: new Map(keys.split('\n').map((one, at) => [one, at])),
    };
    const at = known.keys.get(key);
    if (at === undefined) return;
    for (const way of ways.subarray(at === 0 ? 0 : keyEnds[at - 1], keyEnds[at])) {
      const number = words[way] ?? 0;
      yield {
        word: known.vocabulary[number] ?? '',
        sounds: sounds.subarray(way === 0 ? 0 : ends[way - 1], ends[way]),
        score: logs[number] ?? 0,
      };
    }
  }

  return (word) => {
    const typed = heard(word);
    const codes = soundCodes(typed);
    const found = new Map<string, number>();
    for (const { word, sounds, score } of sounding(keyOf(typed))) {
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
