import type { Lexicon } from './lexicon.ts';
import { tokens } from './tokens.ts';

/** The kinds of features; each kind is brought to its own length, so that many of one kind do not drown the few of another. */
export const kinds = ['word', 'bigram', 'char', 'concept', 'pair'] as const;
export type Kind = (typeof kinds)[number];

/** Features are numbered by a hash: 2^17 places keep collisions below one in ten. */
export const PLACES = 2 ** 17;

const SHORTEST = 3;
const LONGEST = 4;

/** How often each feature (by its place) occurs, by kind. */
export type Counts = Record<Kind, Map<number, number>>;

/** Reads a message's features. */
export function features(text: string, lexicon: Lexicon): Counts {
  const counts: Counts = { word: new Map(), bigram: new Map(), char: new Map(), concept: new Map(), pair: new Map() };
  const words = tokens(text);
  words.forEach(({ word, stem }, index) => {
    count(counts.word, place('w', stem));
    const next = words[index + 1];
    if (next) count(counts.bigram, place('b', `${stem} ${next.stem}`));
    const bounded = `<${word}>`;
    for (let size = SHORTEST; size <= LONGEST; size++) {
      for (let at = 0; at + size <= bounded.length; at++) count(counts.char, place('c', bounded.slice(at, at + size)));
    }
  });
  const found = [...lexicon.find(words)].sort((a, b) => a - b);
  found.forEach((one, index) => {
    count(counts.concept, place('k', String(one)));
    for (const other of found.slice(index + 1)) count(counts.pair, place('p', `${one} ${other}`));
  });
  return counts;
}

function count(map: Map<number, number>, at: number): void {
  map.set(at, (map.get(at) ?? 0) + 1);
}

/** FNV-1a over the kind's letter and the text. */
function place(kind: string, text: string): number {
  let hash = 0x811c9dc5 ^ kind.charCodeAt(0);
  hash = Math.imul(hash, 0x01000193);
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  return (hash >>> 0) % PLACES;
}
