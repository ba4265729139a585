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

/** Enough to come to rest: the weights are few. */
const PASSES = 30;
/** The first passes' step; it shrinks by and by. */
const RATE = 0.2;
const SHRINKING = 5;
/** How strongly weights are drawn to zero. */
const DECAY = 1e-4;
/** A forgetting mean of squared slopes (RMSprop), because the kinds of evidence have very different scales. */
const MEMORY = 0.9;

/** Fits the weights on messages whose evidence comes from models that have not seen them: so the result is calibrated. */
export function fitStack(judged: readonly Judged[], special: readonly number[]): Stack {
  const first = judged[0]?.evidence;
  const stack: Stack = {
    perClass: (first?.perClass ?? []).map(() => 0.5),
    whole: special.map(() => (first?.whole ?? []).map(() => 0)),
  };
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  const size = flat(stack).length;
  const squares = new Float64Array(size);
  const slopes = new Float64Array(size);
  const errors = new Float64Array(first?.perClass[0]?.length ?? 0);
  for (let pass = 0; pass < PASSES; pass++) {
    slopes.set(flat(stack).map((weight) => DECAY * weight));
    for (const one of judged) addSlopes(slopes, stack, special, one, one.weight / total, errors);
    const rate = RATE / (1 + pass / SHRINKING);
    const weights = flat(stack).map((weight, index) => {
      const slope = slopes[index] ?? 0;
      const square = MEMORY * (squares[index] ?? 0) + (1 - MEMORY) * slope * slope;
      squares[index] = square;
      return weight - (rate * slope) / (Math.sqrt(square) + 1e-8);
    });
    fill(stack, weights);
  }
  return stack;
}

/** How probable each class is, all evidence taken together; written into `scores`, which is returned. */
export function judge(
  stack: Stack,
  special: readonly number[],
  { perClass, whole }: Evidence,
  scores: Float64Array = new Float64Array(perClass[0]?.length ?? 0),
): Float64Array {
  scores.fill(0);
  for (let kind = 0; kind < perClass.length; kind++) {
    const weight = stack.perClass[kind] ?? 0;
    const values = perClass[kind] as Float64Array;
    for (let label = 0; label < scores.length; label++) {
      scores[label] = (scores[label] as number) + weight * (values[label] as number);
    }
  }
  for (let index = 0; index < special.length; index++) {
    const label = special[index] as number;
    const weights = stack.whole[index] ?? [];
    for (let fact = 0; fact < whole.length; fact++) {
      scores[label] = (scores[label] as number) + (weights[fact] ?? 0) * (whole[fact] as number);
    }
  }
  return softmax(scores);
}

/** Adds this message's share to the slopes, which stand in the order of `flat`. */
function addSlopes(
  slopes: Float64Array,
  stack: Stack,
  special: readonly number[],
  { evidence, label }: Judged,
  share: number,
  errors: Float64Array,
): void {
  judge(stack, special, evidence, errors);
  errors[label] = (errors[label] as number) - 1;
  let at = 0;
  for (const values of evidence.perClass) {
    let slope = 0;
    for (let one = 0; one < errors.length; one++) slope += (errors[one] as number) * (values[one] as number);
    slopes[at] = (slopes[at] as number) + share * slope;
    at++;
  }
  for (const one of special) {
    for (const value of evidence.whole) {
      slopes[at] = (slopes[at] as number) + share * (errors[one] as number) * value;
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
