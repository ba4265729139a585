import type { Option } from './path.ts';

/** How much a pair that has been seen is preferred, at most. Natural logarithm. */
const MOST = 4;

/**
 * Which English words stand side by side: of words that sound alike it picks the one that fits its neighbour («код»: “clear code”, «кэш»: “clear
 * cache”).
 */
export function createPairs(texts: readonly string[]): (option: Option, next: Option) => number {
  const pairs = new Map<string, number>();
  const words = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    let before = '';
    for (const [word] of text.matchAll(/[a-z]+|[.!?]/g)) {
      if (before) pairs.set(`${before} ${word}`, (pairs.get(`${before} ${word}`) ?? 0) + 1);
      words.set(word, (words.get(word) ?? 0) + 1);
      before = word;
      total += 1;
    }
  }
  return (option, next) => {
    if (next.mode !== 'translit') return 0;
    const first = /[a-z]+$/.exec(option.text)?.[0];
    const second = /^[a-z]+/.exec(next.text)?.[0];
    const seen = first && second ? pairs.get(`${first} ${second}`) : undefined;
    if (first === undefined || second === undefined || seen === undefined) return 0;
    const chance = (words.get(first) ?? 1) * (words.get(second) ?? 1);
    return Math.min(MOST, Math.log(1 + (0.5 * seen * total) / chance));
  };
}
