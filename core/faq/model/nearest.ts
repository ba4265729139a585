import type { Sample } from './regression.ts';
import type { Vector } from './vectors.ts';

/** How alike a message and the examples of each class are, 0–1. */
export interface Likeness {
  /** The most alike example of each class. */
  best: Float64Array;
  /** The mean of the most alike three: one stray example says little. */
  three: Float64Array;
}

export interface Nearest {
  of(vector: Vector): Likeness;
}

const SEVERAL = 3;

/** Finds examples that share features with a message, by cosine over an inverted index. */
export function createNearest(samples: readonly Sample[], rows: number, classes: number): Nearest {
  const starts = new Int32Array(rows + 1);
  for (const { vector } of samples) for (const row of vector.rows) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const filled = starts.slice();
  const examples = new Int32Array(starts[rows] ?? 0);
  const values = new Float32Array(examples.length);
  samples.forEach(({ vector }, example) => {
    vector.rows.forEach((row, index) => {
      const at = filled[row] ?? 0;
      filled[row] = at + 1;
      examples[at] = example;
      values[at] = vector.values[index] ?? 0;
    });
  });
  const labels = Int32Array.from(samples, ({ label }) => label);
  const scores = new Float32Array(samples.length);

  return {
    of(vector) {
      scores.fill(0);
      vector.rows.forEach((row, index) => {
        const value = vector.values[index] ?? 0;
        const end = starts[row + 1] ?? 0;
        for (let at = starts[row] ?? 0; at < end; at++) {
          const example = examples[at] as number;
          scores[example] = (scores[example] as number) + value * (values[at] as number);
        }
      });
      const tops = Array.from({ length: classes }, () => [0, 0, 0]);
      for (let example = 0; example < labels.length; example++)
        insert(tops[labels[example] ?? 0] ?? [], scores[example] ?? 0);
      return {
        best: Float64Array.from(tops, (top) => top[0] ?? 0),
        three: Float64Array.from(tops, (top) => top.reduce((sum, one) => sum + one, 0) / SEVERAL),
      };
    },
  };
}

/** Keeps the highest of `top`, highest first. */
function insert(top: number[], score: number): void {
  let moved = score;
  for (let index = 0; index < top.length; index++) {
    const there = top[index] ?? 0;
    if (moved > there) {
      top[index] = moved;
      moved = there;
    }
  }
}
