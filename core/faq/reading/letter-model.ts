/** How probable a run of letters is in a language: interpolated four-letter contexts (Witten–Bell), a byte each. */
export interface LetterModel {
  /** Letters' numbers from 1; 0 for what the alphabet does not hold. */
  codes(word: string): Uint8Array;
  /** Natural logarithm of the probability of a letter (0 ends the word) after three others (0 stands before the word). */
  next(before3: number, before2: number, before1: number, letter: number): number;
  /** Of the whole word with its end. Natural logarithm. */
  word(word: string): number;
}

/** Steps in a unit of the natural logarithm: a byte reaches to e⁻²⁰. */
const STEPS = 12.5;
const UNKNOWN_LETTER = -9;

const numbered = (alphabet: string): Map<string, number> =>
  new Map([...alphabet].map((letter, at) => [letter, at + 1]));

/**
 * How probable each letter is after each three others, in steps.
 * @param words each with how much it counts
 */
export function learnLetters(alphabet: string, words: Iterable<readonly [string, number]>): Uint8Array {
  const size = alphabet.length + 1;
  const numbers = numbered(alphabet);
  const counts = [1, 2, 3, 4].map((order) => new Float32Array(size ** order));
  const [ones = new Float32Array(), twos = ones, threes = ones, fours = ones] = counts;
  for (const [word, weight] of words) {
    let [a, b, c] = [0, 0, 0];
    for (let at = 0; at <= word.length; at += 1) {
      const d = numbers.get(word[at] ?? '') ?? 0;
      add(ones, d, weight);
      add(twos, c * size + d, weight);
      add(threes, (b * size + c) * size + d, weight);
      add(fours, ((a * size + b) * size + c) * size + d, weight);
      [a, b, c] = [b, c, d];
    }
  }
  const chances = smoothed(counts, size);
  const table = new Uint8Array(chances.length);
  for (let at = 0; at < table.length; at += 1)
    table[at] = Math.min(255, Math.round(-Math.log(chances[at] ?? 0) * STEPS));
  return table;
}

/** @param table of `learnLetters` for the same alphabet */
export function createLetterModel(alphabet: string, table: Uint8Array): LetterModel {
  const size = alphabet.length + 1;
  const numbers = numbered(alphabet);
  const codes = (word: string): Uint8Array => Uint8Array.from(word, (letter) => numbers.get(letter) ?? 0);
  const logs = Float64Array.from({ length: 256 }, (_, step) => -step / STEPS);

  const next = (a: number, b: number, c: number, d: number): number =>
    logs[table[((a * size + b) * size + c) * size + d] ?? 255] ?? -20;

  return {
    codes,
    next,
    word(word) {
      let [a, b, c, sum] = [0, 0, 0, 0];
      for (const letter of word) {
        const d = numbers.get(letter) ?? 0;
        sum += d === 0 ? UNKNOWN_LETTER : next(a, b, c, d);
        a = b;
        b = c;
        c = d;
      }
      return sum + next(a, b, c, 0);
    },
  };
}

const add = (table: Float32Array, at: number, weight: number): void => {
  table[at] = (table[at] ?? 0) + weight;
};

/** Probabilities after contexts of three letters, from counts of all orders: what a context does not know it takes from the shorter one. */
function smoothed(counts: readonly Float32Array[], size: number): Float32Array {
  let shorter = new Float32Array(size).fill(1 / size);
  for (const table of counts) {
    const longer = new Float32Array(table.length);
    // The same contexts without their first letters, once for each first letter.
    for (let at = 0; at < longer.length; at += shorter.length) longer.set(shorter, at);
    for (let row = 0; row < table.length; row += size) {
      let total = 0;
      let kinds = 0;
      for (let at = row; at < row + size; at += 1) {
        const count = table[at] ?? 0;
        if (count > 0) {
          total += count;
          kinds += 1;
        }
      }
      if (total === 0) continue;
      for (let at = row; at < row + size; at += 1) {
        longer[at] = ((table[at] ?? 0) + kinds * (longer[at] ?? 0)) / (total + kinds);
      }
    }
    shorter = longer;
  }
  return shorter;
}
