import { createBase, type Evidence, type Example, type Knowledge, learnFrom } from './base.ts';
import { fitStack, type Judged, type Stack } from './stack.ts';

/** How many parts the examples are divided into: each part is judged by a model that learnt from the others. */
const FOLDS = 2;

/** The share of messages that want nothing of ours (`none`); measured messages have 15 %. */
const NONE_SHARE = 0.15;

export interface Learnt {
  knowledge: Knowledge;
  stack: Stack;
}

/** Learns from all examples, and how much to trust each kind of evidence from examples that were held back. */
export function learnAll(examples: readonly Example[], classes: number, special: readonly number[]): Learnt {
  return {
    knowledge: learnFrom(examples, classes),
    stack: fitStack(weighed(examples, heldBack(examples, classes), special), special),
  };
}

function weighed(examples: readonly Example[], evidence: readonly Evidence[], special: readonly number[]): Judged[] {
  const none = special[special.length - 1];
  const nones = examples.filter(({ label }) => label === none).length;
  const noneWeight = nones === 0 ? 1 : (NONE_SHARE * (examples.length - nones)) / ((1 - NONE_SHARE) * nones);
  return examples.flatMap(({ label }, index) => {
    const one = evidence[index];
    return one ? [{ evidence: one, label, weight: label === none ? noneWeight : 1 }] : [];
  });
}

/** The evidence for every example from a model that has not seen it. */
function heldBack(examples: readonly Example[], classes: number): Evidence[] {
  const evidence: Evidence[] = [];
  const fold = folds(examples);
  for (let part = 0; part < FOLDS; part++) {
    const known = examples.filter((_, index) => fold[index] !== part);
    const base = createBase(learnFrom(known, classes));
    examples.forEach(({ counts }, index) => {
      if (fold[index] === part) evidence[index] = base(counts);
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
