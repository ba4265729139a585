/** How a part of a message came to be as it is. */
export type Mode = 'plain' | 'layout' | 'translit';

export interface Option {
  mode: Mode;
  text: string;
  /** Natural logarithm of its probability. */
  score: number;
}

/** A message is seldom in a mode other than plain… */
const FIRST: Readonly<Record<Mode, number>> = {
  plain: Math.log(0.97),
  layout: Math.log(0.02),
  translit: Math.log(0.01),
};
/** …and people do not change it from word to word. */
const SWITCH = -8;

/** The best way through the parts' options (Viterbi). @returns one option for each part */
export function bestPath(parts: readonly (readonly Option[])[], only?: Mode): { options: Option[]; score: number } {
  let reached = new Map<Mode, { score: number; chain: Chain | null }>();
  for (const mode of Object.keys(FIRST) as Mode[]) {
    if (only === undefined || only === mode) reached.set(mode, { score: FIRST[mode], chain: null });
  }
  for (const options of parts) {
    const next: typeof reached = new Map();
    for (const option of options) {
      for (const [mode, { score, chain }] of reached) {
        const total = score + option.score + (mode === option.mode ? 0 : SWITCH);
        const target = option.mode;
        if (total > (next.get(target)?.score ?? Number.NEGATIVE_INFINITY)) {
          next.set(target, { score: total, chain: { option, before: chain } });
        }
      }
    }
    reached = next;
  }
  let winner: { score: number; chain: Chain | null } = { score: Number.NEGATIVE_INFINITY, chain: null };
  for (const one of reached.values()) if (one.score > winner.score) winner = one;
  const options: Option[] = [];
  for (let chain = winner.chain; chain !== null; chain = chain.before) options.unshift(chain.option);
  return { options, score: winner.score };
}

interface Chain {
  option: Option;
  before: Chain | null;
}
