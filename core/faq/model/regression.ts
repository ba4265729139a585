import { randomNumbers, shuffled } from './random.ts';
import type { Vector } from './vectors.ts';

export interface Sample {
  vector: Vector;
  label: number;
}

/** A softmax regression: `classes` weights for every feature's row, then one bias for every class. */
export interface Regression {
  classes: number;
  rows: number;
  weights: Float32Array;
}

export interface RegressionOptions {
  passes: number;
  rate: number;
  /** The share of every weight that each pass takes away. */
  decay: number;
}

const SEED = 20_260_301;
/** A smaller slope moves nothing that matters. */
const SMALLEST_SLOPE = 0.002;
/** Keeps the very first steps short. */
const FIRST_SQUARE = 0.01;

/** Learns by stochastic gradient descent with a step per row that shrinks as the row learns (Adagrad); deterministic. */
export function learn(
  samples: readonly Sample[],
  rows: number,
  classes: number,
  options: RegressionOptions,
): Regression {
  const weights = new Float32Array((rows + 1) * classes);
  const regression = { classes, rows, weights };
  const labels = new Int32Array(classes);
  const squares = new Float32Array(rows + 1).fill(FIRST_SQUARE);
  const random = randomNumbers(SEED);
  const slopes = new Float64Array(classes);
  for (let pass = 0; pass < options.passes; pass++) {
    for (const at of shuffled(samples.length, random)) {
      const sample = samples[at];
      if (!sample) continue;
      probabilities(regression, sample.vector, slopes);
      slopes[sample.label] = (slopes[sample.label] ?? 0) - 1;
      const active = shrink(slopes, labels);
      let square = 0;
      for (let index = 0; index < active; index++) square += (slopes[index] as number) ** 2;
      const { rows: found, values } = sample.vector;
      for (let index = 0; index <= found.length; index++) {
        const row = index < found.length ? (found[index] as number) : rows;
        const value = index < found.length ? (values[index] as number) : 1;
        const sum = (squares[row] as number) + square * value * value;
        squares[row] = sum;
        const pushed = (options.rate * value) / Math.sqrt(sum);
        const start = row * classes;
        for (let one = 0; one < active; one++) {
          const weight = start + (labels[one] as number);
          weights[weight] = (weights[weight] as number) - pushed * (slopes[one] as number);
        }
      }
    }
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) * (1 - options.decay);
  }
  return regression;
}

/** Moves the slopes that are worth a step to the front, with their labels; returns how many. Most are next to nothing. */
function shrink(slopes: Float64Array, labels: Int32Array): number {
  let active = 0;
  for (let label = 0; label < labels.length; label++) {
    const slope = slopes[label] as number;
    if (Math.abs(slope) < SMALLEST_SLOPE) continue;
    slopes[active] = slope;
    labels[active] = label;
    active++;
  }
  return active;
}

/** How probable each class is for a vector; written into `into`, which is returned. */
export function probabilities(
  { classes, rows, weights }: Regression,
  vector: Vector,
  into: Float64Array,
): Float64Array {
  const { rows: found, values } = vector;
  for (let label = 0; label < classes; label++) into[label] = weights[rows * classes + label] as number;
  for (let index = 0; index < found.length; index++) {
    const row = (found[index] as number) * classes;
    const value = values[index] as number;
    for (let label = 0; label < classes; label++)
      into[label] = (into[label] as number) + value * (weights[row + label] as number);
  }
  return softmax(into);
}

/** Turns scores into probabilities, in place. */
export function softmax(scores: Float64Array): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let index = 0; index < scores.length; index++) {
    const value = Math.exp((scores[index] as number) - highest);
    scores[index] = value;
    sum += value;
  }
  for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] as number) / sum;
  return scores;
}
