import { randomNumbers, shuffled } from './random.ts';
import type { Vector } from './vectors.ts';

export interface Sample {
  vector: Vector;
  label: number;
}

/** A softmax regression: `width` weights for every feature's row, then a row of biases. */
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

/** Rows are this many classes at a time: sums of four stay in the processor's registers, which halves the time. */
const BLOCK = 4;
const widthFor = (classes: number): number => Math.ceil(classes / BLOCK) * BLOCK;

const SEED = 20_260_301;
/** A smaller slope moves nothing that matters. */
const SMALLEST_SLOPE = 0.004;
/** Keeps the very first steps short. */
const FIRST_SQUARE = 0.01;
/** A sample whose squared slopes stay below this is learnt, and is looked at in every second pass only. */
const LEARNT = 0.004;

/** Learns by stochastic gradient descent with a step per row that shrinks as the row learns (Adagrad); deterministic. */
export function learn(
  samples: readonly Sample[],
  rows: number,
  classes: number,
  { passes, rate, decay }: RegressionOptions,
): Regression {
  const width = widthFor(classes);
  const weights = new Float32Array((rows + 1) * width);
  const regression = { classes, rows, weights };
  const squares = new Float32Array(rows + 1).fill(FIRST_SQUARE);
  const labels = new Int32Array(classes);
  const slopes = new Float64Array(classes);
  const resting = new Uint8Array(samples.length);
  const random = randomNumbers(SEED);
  for (let pass = 0; pass < passes; pass++) {
    for (const at of shuffled(samples.length, random)) {
      const sample = samples[at];
      if (!sample) continue;
      if (resting[at] === 1) {
        resting[at] = 0;
        continue;
      }
      probabilities(regression, sample.vector, slopes);
      slopes[sample.label] = (slopes[sample.label] ?? 0) - 1;
      const active = shrink(slopes, labels);
      let square = 0;
      for (let one = 0; one < active; one++) square += (slopes[one] as number) ** 2;
      if (square < LEARNT) resting[at] = 1;
      const { rows: found, values } = sample.vector;
      for (let index = 0; index <= found.length; index++) {
        const row = index < found.length ? (found[index] as number) : rows;
        const value = index < found.length ? (values[index] as number) : 1;
        const sum = (squares[row] as number) + square * value * value;
        squares[row] = sum;
        const pushed = (rate * value) / Math.sqrt(sum);
        const start = row * width;
        for (let one = 0; one < active; one++) {
          const weight = start + (labels[one] as number);
          weights[weight] = (weights[weight] as number) - pushed * (slopes[one] as number);
        }
      }
    }
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) * (1 - decay);
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
  const width = widthFor(classes);
  const { rows: found, values } = vector;
  const biases = rows * width;
  for (let label = 0; label < classes; label += BLOCK) {
    let first = weights[biases + label] as number;
    let second = weights[biases + label + 1] as number;
    let third = weights[biases + label + 2] as number;
    let fourth = weights[biases + label + 3] as number;
    for (let index = 0; index < found.length; index++) {
      const at = (found[index] as number) * width + label;
      const value = values[index] as number;
      first += value * (weights[at] as number);
      second += value * (weights[at + 1] as number);
      third += value * (weights[at + 2] as number);
      fourth += value * (weights[at + 3] as number);
    }
    // What lies beyond the last class falls off the array's end.
    into[label] = first;
    into[label + 1] = second;
    into[label + 2] = third;
    into[label + 3] = fourth;
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
