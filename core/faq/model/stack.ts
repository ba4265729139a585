import type { Evidence } from './base.ts';
import { softmax } from './regression.ts';

/**
 * How much each kind of evidence counts: one weight per kind, the same for every class, and for the special classes
 * (`human`, `none`) a weight for each fact about the whole message.
 */
export interface Stack {
  perClass: number[];
  /** Per special class. */
  whole: number[][];
}

export interface Judged {
  evidence: Evidence;
  label: number;
  /** How much this one counts. */
  weight: number;
}

const PASSES = 60;
const RATE = 0.3;
const DECAY = 1e-4;

/** Fits the weights on messages whose evidence comes from models that have not seen them: so the result is calibrated. */
export function fitStack(judged: readonly Judged[], special: readonly number[]): Stack {
  const first = judged[0]?.evidence;
  const stack: Stack = {
    perClass: (first?.perClass ?? []).map(() => 0.5),
    whole: special.map(() => (first?.whole ?? []).map(() => 0)),
  };
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  const squares = flat(stack).map(() => 1e-8);
  for (let pass = 0; pass < PASSES; pass++) {
    const slopes = flat(stack).map((weight) => DECAY * weight);
    for (const one of judged) addSlopes(slopes, stack, special, one, one.weight / total);
    const weights = flat(stack).map((weight, index) => {
      const slope = slopes[index] ?? 0;
      // A forgetting mean of squared slopes (RMSprop): the kinds of evidence have very different scales.
      const square = 0.9 * (squares[index] ?? 0) + 0.1 * slope * slope;
      squares[index] = square;
      return weight - ((RATE / (1 + pass / 5)) * slope) / (Math.sqrt(square) + 1e-8);
    });
    fill(stack, weights);
  }
  return stack;
}

/** How probable each class is, all evidence taken together. */
export function judge(stack: Stack, special: readonly number[], evidence: Evidence): Float64Array {
  const scores = new Float64Array(evidence.perClass[0]?.length ?? 0);
  evidence.perClass.forEach((values, kind) => {
    const weight = stack.perClass[kind] ?? 0;
    for (let label = 0; label < scores.length; label++)
      scores[label] = (scores[label] ?? 0) + weight * (values[label] ?? 0);
  });
  special.forEach((label, index) => {
    evidence.whole.forEach((value, fact) => {
      scores[label] = (scores[label] ?? 0) + (stack.whole[index]?.[fact] ?? 0) * value;
    });
  });
  return softmax(scores);
}

function addSlopes(
  slopes: number[],
  stack: Stack,
  special: readonly number[],
  { evidence, label }: Judged,
  share: number,
): void {
  const errors = judge(stack, special, evidence);
  errors[label] = (errors[label] ?? 0) - 1;
  let at = 0;
  for (const values of evidence.perClass) {
    let slope = 0;
    for (let one = 0; one < errors.length; one++) slope += (errors[one] ?? 0) * (values[one] ?? 0);
    slopes[at] = (slopes[at] ?? 0) + share * slope;
    at++;
  }
  for (const one of special) {
    for (const value of evidence.whole) {
      slopes[at] = (slopes[at] ?? 0) + share * (errors[one] ?? 0) * value;
      at++;
    }
  }
}

function flat(stack: Stack): number[] {
  return [...stack.perClass, ...stack.whole.flat()];
}

function fill(stack: Stack, weights: readonly number[]): void {
  stack.perClass = weights.slice(0, stack.perClass.length);
  let at = stack.perClass.length;
  stack.whole = stack.whole.map((facts) => facts.map(() => weights[at++] ?? 0));
}
