import type { Sample } from './regression.ts';
import type { Vector } from './vectors.ts';

/** How alike a message and the examples of each class are, 0–1. */
export interface Likeness {
  /** The most alike example of each class. */
  best: Float64Array;
  /** The mean of the most alike three: one stray example says little. */
  three: Float64Array;
}

/** Which examples have a feature: those of row `r` stand from `starts[r]` to `starts[r + 1]`. */
export interface Index {
  starts: Int32Array;
  examples: Uint16Array;
  values: Float32Array;
  /** The class of every example. */
  labels: Uint8Array;
}

/** Turns the examples' vectors about. */
export function indexOf(samples: readonly Sample[], rows: number): Index {
  const starts = new Int32Array(rows + 1);
  for (const { vector } of samples) for (const row of vector.rows) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const filled = starts.slice();
  const examples = new Uint16Array(starts[rows] ?? 0);
  const values = new Float32Array(examples.length);
  samples.forEach(({ vector }, example) => {
    for (let index = 0; index < vector.rows.length; index++) {
      const row = vector.rows[index] as number;
      const at = filled[row] as number;
      filled[row] = at + 1;
      examples[at] = example;
      values[at] = vector.values[index] as number;
    }
  });
  return { starts, examples, values, labels: Uint8Array.from(samples, ({ label }) => label) };
}

const SEVERAL = 3;

/** Finds the examples that share features with a message, by cosine. */
export function createNearest(
  { starts, examples, values, labels }: Index,
  classes: number,
): (vector: Vector) => Likeness {
  const scores = new Float32Array(labels.length);
  const tops = new Float64Array(classes * SEVERAL);

  return (vector) => {
    scores.fill(0);
    tops.fill(0);
    for (let index = 0; index < vector.rows.length; index++) {
      const row = vector.rows[index] as number;
      const value = vector.values[index] as number;
      const end = starts[row + 1] as number;
      for (let at = starts[row] as number; at < end; at++) {
        const example = examples[at] as number;
        scores[example] = (scores[example] as number) + value * (values[at] as number);
      }
    }
    for (let example = 0; example < labels.length; example++) {
      insert(tops, (labels[example] as number) * SEVERAL, scores[example] as number);
    }
    const best = new Float64Array(classes);
    const three = new Float64Array(classes);
    for (let label = 0; label < classes; label++) {
      const at = label * SEVERAL;
      best[label] = tops[at] as number;
      three[label] = ((tops[at] as number) + (tops[at + 1] as number) + (tops[at + 2] as number)) / SEVERAL;
    }
    return { best, three };
  };
}

/** Keeps the highest of a class, highest first. */
function insert(tops: Float64Array, from: number, score: number): void {
  let moved = score;
  for (let at = from; at < from + SEVERAL; at++) {
    const there = tops[at] as number;
    if (moved <= there) continue;
    tops[at] = moved;
    moved = there;
  }
}
