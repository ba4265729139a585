/** How a part of a message came to be as it is: as typed, on the other keyboard layout, in the letters of the other language. */
export type Mode = 'plain' | 'layout' | 'translit';

export interface Option {
  mode: Mode;
  text: string;
  /** Natural logarithm of its probability. */
  score: number;
}

/** A message is seldom anything but plain… */
const FIRST: Readonly<Record<Mode, number>> = {
  plain: Math.log(0.97),
  layout: Math.log(0.02),
  translit: Math.log(0.01),
};
/** …and people do not change over from word to word. */
const SWITCH = -10;
/** Least of all to writing one language in the other’s letters: there any rare word or name looks like one of the other language. */
const RESPELL = -14;

interface Reached {
  option: Option;
  score: number;
  before: Reached | null;
}

/** One option for each part, and the logarithm of their probability. */
export interface Found {
  options: Option[];
  score: number;
}

/**
 * The best way through the parts’ options (Viterbi).
 * @param joined what is gained where two options stand side by side
 */
export function bestPath(
  parts: readonly (readonly Option[])[],
  joined: (option: Option, next: Option) => number,
): Found {
  let reached: Reached[] = [];
  for (const [at, options] of parts.entries()) {
    reached = options.map((option) => {
      if (at === 0) return { option, score: FIRST[option.mode] + option.score, before: null };
      let best: Reached | null = null;
      let score = Number.NEGATIVE_INFINITY;
      for (const before of reached) {
        const total = before.score + changed(before.option.mode, option.mode) + joined(before.option, option);
        if (total > score) {
          score = total;
          best = before;
        }
      }
      return { option, score: score + option.score, before: best };
    });
  }
  let last: Reached | null = null;
  for (const one of reached) if (last === null || one.score > last.score) last = one;
  const score = last?.score ?? 0;
  const options: Option[] = [];
  for (; last !== null; last = last.before) options.push(last.option);
  return { options: options.reverse(), score };
}

function changed(before: Mode, mode: Mode): number {
  if (before === mode) return 0;
  return before === 'translit' || mode === 'translit' ? RESPELL : SWITCH;
}
