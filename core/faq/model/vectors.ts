import { type Counts, type Kind, kinds, PLACES } from './features.ts';

/** A sparse vector: rows of known features, and their values. */
export interface Vector {
  rows: Int32Array;
  values: Float32Array;
}

export type KindWeights = Readonly<Partial<Record<Kind, number>>>;

export interface Vectors {
  /** How many features the examples have. */
  rows: number;
  /** A message as a vector of length 1, of the kinds that have a weight; features that no example has are left out. */
  of(counts: Counts, weights: KindWeights): Vector;
  /** The share of a message's words that some example has, 0–1; 1 for a message without words. */
  known(counts: Counts): number;
}

/** Learns how telling each feature is (the rarer among the examples, the more), and gives each a row. */
export function createVectors(examples: readonly Counts[]): Vectors {
  const seen = new Int32Array(PLACES);
  for (const counts of examples) {
    for (const kind of kinds) for (const at of counts[kind].keys()) seen[at] = (seen[at] ?? 0) + 1;
  }
  const rowOf = new Int32Array(PLACES).fill(-1);
  let rows = 0;
  const telling = new Float32Array(PLACES);
  for (let at = 0; at < PLACES; at++) {
    const times = seen[at] ?? 0;
    if (times === 0) continue;
    rowOf[at] = rows++;
    telling[at] = Math.log(1 + examples.length / times);
  }

  return {
    rows,
    of(counts, weights) {
      const found: number[] = [];
      const values: number[] = [];
      let total = 0;
      for (const kind of kinds) {
        const weight = weights[kind] ?? 0;
        if (weight === 0) continue;
        const from = values.length;
        let square = 0;
        for (const [at, times] of counts[kind]) {
          const row = rowOf[at] ?? -1;
          if (row < 0) continue;
          const value = (1 + Math.log(times)) * (telling[at] ?? 0);
          found.push(row);
          values.push(value);
          square += value * value;
        }
        if (square === 0) continue;
        const scale = weight / Math.sqrt(square);
        for (let index = from; index < values.length; index++) values[index] = (values[index] ?? 0) * scale;
        total += weight * weight;
      }
      const length = Math.sqrt(total) || 1;
      return { rows: Int32Array.from(found), values: Float32Array.from(values, (value) => value / length) };
    },
    known(counts) {
      if (counts.word.size === 0) return 1;
      let known = 0;
      for (const at of counts.word.keys()) if ((seen[at] ?? 0) > 0) known++;
      return known / counts.word.size;
    },
  };
}
