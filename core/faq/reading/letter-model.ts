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

/** @param words each with how much it counts */
export function createLetterModel(alphabet: string, words: Iterable<readonly [string, number]>): LetterModel {
  const size = alphabet.length + 1;
  const numbers = new Map([...alphabet].map((letter, at) => [letter, at + 1]));
  const codes = (word: string): Uint8Array => Uint8Array.from(word, (letter) => numbers.get(letter) ?? 0);

  const counts = [1, 2, 3, 4].map((order) => new Float32Array(size ** order));
  for (const [word, weight] of words) {
    let [a, b, c] = [0, 0, 0];
    for (const d of [...codes(word), 0]) {
      const context = (a * size + b) * size + c;
      for (const [at, index] of [d, c * size + d, (b * size + c) * size + d, context * size + d].entries()) {
        const table = counts[at];
        if (table) table[index] = (table[index] ?? 0) + weight;
      }
      [a, b, c] = [b, c, d];
    }
  }
  const table = Uint8Array.from(smoothed(counts, size), (chance) =>
    Math.min(255, Math.round(-Math.log(chance) * STEPS)),
  );
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

/** Probabilities after contexts of three letters, from counts of all orders: what a context does not know it takes from the shorter one. */
function smoothed(counts: readonly Float32Array[], size: number): Float32Array {
  let shorter = new Float32Array(size).fill(1 / size);
  for (const table of counts) {
    const longer = new Float32Array(table.length);
    for (let row = 0; row < table.length; row += size) {
      let total = 0;
      let kinds = 0;
      for (let letter = 0; letter < size; letter += 1) {
        const count = table[row + letter] ?? 0;
        total += count;
        if (count > 0) kinds += 1;
      }
      // The row of the same context without its first letter.
      const base = row % shorter.length;
      for (let letter = 0; letter < size; letter += 1) {
        const fallback = shorter[base + letter] ?? 0;
        longer[row + letter] =
          total === 0 ? fallback : ((table[row + letter] ?? 0) + kinds * fallback) / (total + kinds);
      }
    }
    shorter = longer;
  }
  return shorter;
}
