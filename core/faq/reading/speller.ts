/** Puts right words that were mistyped. */
export interface Speller {
  /** @returns the known word that is meant; null when the word is known itself, or nothing near enough is. Small letters. */
  correct(word: string): string | null;
}

/** Shorter words have too many neighbours. Letters. */
const SHORTEST = 4;
/** From here on two mistakes are believed. Letters. */
const TWO_MISTAKES = 8;

/** @param words the vocabulary, the commonest first; small letters, «ё» as «е» */
export function createSpeller(words: Iterable<string>): Speller {
  const known = new Set(words);
  const byLength = new Map<number, string[]>();
  for (const word of known) byLength.set(word.length, [...(byLength.get(word.length) ?? []), word]);

  return {
    correct(word) {
      if (known.has(word) || word.length < SHORTEST) return null;
      const most = word.length < TWO_MISTAKES ? 1 : 2;
      let best: string | null = null;
      let least = most + 1;
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        for (const one of byLength.get(length) ?? []) {
          const mistakes = distance(word, one, least);
          if (mistakes < least) {
            best = one;
            least = mistakes;
          }
        }
      }
      return best;
    },
  };
}

/** Damerau–Levenshtein (neighbours may be swapped); anything above `limit` is `limit`. */
function distance(one: string, other: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
      );
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      line.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    before = above;
    above = line;
  }
  return above[other.length] ?? limit;
}
