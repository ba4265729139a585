import { type Counts, type Kind, PLACES } from './features.ts';

/** How many examples of each class have each feature of one kind: those of `places[row]` stand from `row * classes` on. */
export interface Tally {
  places: Int32Array;
  times: Uint16Array;
}

/** Counts the features of one kind. */
export function tally(examples: readonly { counts: Counts; label: number }[], classes: number, kind: Kind): Tally {
  const places = [...new Set(examples.flatMap(({ counts }) => [...counts[kind].keys()]))].sort((a, b) => a - b);
  const rowOf = new Map(places.map((at, row) => [at, row]));
  const times = new Uint16Array(places.length * classes);
  for (const { counts, label } of examples) {
    for (const at of counts[kind].keys()) {
      const cell = (rowOf.get(at) ?? 0) * classes + label;
      times[cell] = (times[cell] as number) + 1;
    }
  }
  return { places: Int32Array.from(places), times };
}

/** What a feature counts that a class has never had; and of how many such features a class is thought to be made. */
const UNSEEN = 0.1;
const VOCABULARY = 100;

/**
 * The score of each class by naive Bayes: the logarithm of how likely its examples are to have just these features. Over the square
 * root of their number, because features of one message repeat each other.
 */
export function createBayes({ places, times }: Tally, classes: number, kind: Kind): (counts: Counts) => Float64Array {
  const rowOf = new Int32Array(PLACES).fill(-1);
  places.forEach((at, row) => {
    rowOf[at] = row;
  });
  const totals = new Float64Array(classes);
  for (let start = 0; start < times.length; start += classes) {
    for (let label = 0; label < classes; label++) {
      totals[label] = (totals[label] as number) + (times[start + label] as number);
    }
  }
  const logarithms = totals.map((total) => Math.log(total + UNSEEN * VOCABULARY));

  return (counts) => {
    const scores = new Float64Array(classes);
    let found = 0;
    for (const at of counts[kind].keys()) {
      const row = rowOf[at] as number;
      if (row < 0) continue;
      found++;
      for (let label = 0; label < classes; label++) {
        const likely = Math.log((times[row * classes + label] as number) + UNSEEN) - (logarithms[label] as number);
        scores[label] = (scores[label] as number) + likely;
      }
    }
    return found === 0 ? scores : scores.map((score) => score / Math.sqrt(found));
  };
}
