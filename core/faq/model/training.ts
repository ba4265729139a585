import { type Base, createBase, type Evidence, type Example } from './base.ts';
import type { Lexicon } from './lexicon.ts';
import { fitStack, type Judged, type Stack } from './stack.ts';

/** How many parts the examples are divided into: each part is judged by a model that learnt from the others. */
const FOLDS = 3;

/** The share of messages that want nothing of ours (`none`); measured messages have 15 %. */
const NONE_SHARE = 0.15;

export interface Learnt {
  base: Base;
  stack: Stack;
}

/** Learns from all examples, and how much to trust each kind of evidence from examples that were held back. */
export function learnAll(
  examples: readonly Example[],
  classes: number,
  special: readonly number[],
  lexicon: Lexicon,
): Learnt {
  const evidence = heldBack(examples, classes, lexicon);
  const none = special[special.length - 1];
  const nones = examples.filter(({ label }) => label === none).length;
  const noneWeight = nones === 0 ? 1 : (NONE_SHARE * (examples.length - nones)) / ((1 - NONE_SHARE) * nones);
  const judged: Judged[] = examples.flatMap(({ label }, index) => {
    const one = evidence[index];
    return one ? [{ evidence: one, label, weight: label === none ? noneWeight : 1 }] : [];
  });
  return { base: createBase(examples, classes, lexicon), stack: fitStack(judged, special) };
}

/** The evidence for every example from a model that has not seen it. */
export function heldBack(examples: readonly Example[], classes: number, lexicon: Lexicon): Evidence[] {
  const evidence: Evidence[] = [];
  const fold = folds(examples);
  for (let part = 0; part < FOLDS; part++) {
    const base = createBase(
      examples.filter((_, index) => fold[index] !== part),
      classes,
      lexicon,
    );
    examples.forEach(({ text, counts }, index) => {
      if (fold[index] === part) evidence[index] = base.evidence(text, counts);
    });
  }
  return evidence;
}

/** Spreads each class's examples evenly over the parts. */
function folds(examples: readonly Example[]): number[] {
  const next = new Map<number, number>();
  return examples.map(({ label }) => {
    const part = next.get(label) ?? label;
    next.set(label, part + 1);
    return part % FOLDS;
  });
}
