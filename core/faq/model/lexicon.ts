import type { Concepts } from './concepts.ts';
import { type Token, tokens } from './tokens.ts';

interface Phrase {
  concept: number;
  /** The stems after the first; a `*` at a stem's end finds whatever begins so. */
  rest: readonly string[];
}

export interface Lexicon {
  /** The numbers of the concepts that a message has a word or a phrase of. */
  find(words: readonly Token[]): ReadonlySet<number>;
}

/** The shortest beginning that an entry with `*` may have. */
const SHORTEST_BEGINNING = 3;

/** The entries of the concepts in stems, one a line: the number of the concept, then its words. */
export function learnLexicon(concepts: Concepts): string {
  return concepts
    .flatMap(({ words }, concept) =>
      words.map((entry) => {
        const parts = entry
          .split(/\s+/)
          .flatMap((part) => (part.endsWith('*') ? [beginning(part)] : tokens(part).map(({ stem }) => stem)));
        return [concept, ...parts].join(' ');
      }),
    )
    .join('\n');
}

/** Prepares the concepts for finding: about 1 µs per word of a message. */
export function createLexicon(entries: string): Lexicon {
  const byStem = new Map<string, Phrase[]>();
  const byBeginning = new Map<string, Phrase[]>();
  for (const entry of entries.split('\n')) {
    const [concept, first, ...rest] = entry.split(' ');
    if (first === undefined) continue;
    const open = first.endsWith('*');
    const map = open ? byBeginning : byStem;
    const key = open ? first.slice(0, -1) : first;
    const phrase = { concept: Number(concept), rest };
    const phrases = map.get(key);
    if (phrases) phrases.push(phrase);
    else map.set(key, [phrase]);
  }

  return {
    find(words) {
      const found = new Set<number>();
      words.forEach((token, at) => {
        const consider = (phrases: readonly Phrase[] | undefined) => {
          for (const { concept, rest } of phrases ?? []) {
            if (rest.every((part, index) => fits(words[at + 1 + index], part))) found.add(concept);
          }
        };
        consider(byStem.get(token.stem));
        for (let end = SHORTEST_BEGINNING; end <= token.word.length; end++)
          consider(byBeginning.get(token.word.slice(0, end)));
      });
      return found;
    },
  };
}

function beginning(part: string): string {
  return `${part.slice(0, -1).toLowerCase().replaceAll('ё', 'е')}*`;
}

function fits(token: Token | undefined, part: string): boolean {
  if (!token) return false;
  return part.endsWith('*') ? token.word.startsWith(part.slice(0, -1)) : token.stem === part;
}
