import { type Counts, type Kind, kinds, PLACES } from './features.ts';

/** A sparse vector: rows of known features, and their values. */
export interface Vector {
  rows: Int32Array;
  values: Float32Array;
}

export type KindWeights = Readonly<Partial<Record<Kind, number>>>;

/** In how many examples each feature (by its place) occurs, and how many examples there are. */
export interface Frequencies {
  seen: Uint16Array;
  examples: number;
}

export interface Vectors {
  /** How many features are worth a row. */
  rows: number;
  /** A message as a vector of length 1, of the kinds that have a weight; features that have no row are left out. */
  of(counts: Counts, weights: KindWeights): Vector;
  /** The share of a message's words that some example has, 0–1; 1 for a message without words. */
  known(counts: Counts): number;
}

/** A feature of these kinds that only one example has tells nothing about others, and there are very many of them. */
const commonOnly: readonly Kind[] = ['char', 'bigram', 'pair'];

/** Counts in how many examples each feature occurs. What is seen once and not worth a row is counted as not seen. */
export function frequencies(examples: readonly Counts[]): Frequencies {
  const seen = new Uint16Array(PLACES);
  const kept = new Uint8Array(PLACES);
  for (const counts of examples) {
    for (const kind of kinds) {
      const always = commonOnly.includes(kind) ? 0 : 1;
      for (const at of counts[kind].keys()) {
        seen[at] = (seen[at] ?? 0) + 1;
        if (always) kept[at] = 1;
      }
    }
  }
  for (let at = 0; at < PLACES; at++) if (seen[at] === 1 && kept[at] === 0) seen[at] = 0;
  return { seen, examples: examples.length };
}

/** Gives each feature a row, and says how telling it is: the rarer among the examples, the more. */
export function createVectors({ seen, examples }: Frequencies): Vectors {
  const rowOf = new Int32Array(PLACES).fill(-1);
  const telling = new Float32Array(PLACES);
  let rows = 0;
  for (let at = 0; at < PLACES; at++) {
    const times = seen[at] ?? 0;
    if (times === 0) continue;
    rowOf[at] = rows++;
    telling[at] = Math.log(1 + examples / times);
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
          const value = (times === 1 ? 1 : 1 + Math.log(times)) * (telling[at] ?? 0);
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
      for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) / length;
      return { rows: new Int32Array(found), values: new Float32Array(values) };
    },
    known(counts) {
      if (counts.word.size === 0) return 1;
      let known = 0;
      for (const at of counts.word.keys()) if ((seen[at] ?? 0) > 0) known++;
      return known / counts.word.size;
    },
  };
}
