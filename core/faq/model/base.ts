import { createBayes, type Tally, tally } from './bayes.ts';
import type { Counts, Kind } from './features.ts';
import { learn, probabilities, type RegressionOptions } from './regression.ts';
import { createVectors, type Frequencies, frequencies, type KindWeights } from './vectors.ts';

/** One text to learn from, read. */
export interface Example {
  label: number;
  counts: Counts;
}

/** How much each kind of features counts for the regression. Chosen by cross-validation. */
const kinds: KindWeights = { word: 1, bigram: 0.5, char: 0.6, concept: 1.2, pair: 1 };
const learning: RegressionOptions = { passes: 4, rate: 1, decay: 0.005 };

/** What naive Bayes looks at. It errs otherwise than the regression: together they err less. */
const counted: readonly Kind[] = ['word', 'concept', 'pair'];

/** What was learnt from examples: all that a base is made of. */
export interface Knowledge {
  classes: number;
  frequencies: Frequencies;
  /** Of the regression. */
  weights: Float32Array;
  /** Per kind that is counted. */
  tallies: Tally[];
}

/** Learns from examples. */
export function learnFrom(examples: readonly Example[], classes: number): Knowledge {
  const seen = frequencies(examples.map(({ counts }) => counts));
  const vectors = createVectors(seen);
  const samples = examples.map(({ counts, label }) => ({ vector: vectors.of(counts, kinds), label }));
  return {
    classes,
    frequencies: seen,
    weights: learn(samples, vectors.rows, classes, learning).weights,
    tallies: counted.map((kind) => tally(examples, classes, kind)),
  };
}

/** What speaks for each class: one array of values per kind of evidence, and facts about the message as a whole. */
export interface Evidence {
  perClass: Float64Array[];
  whole: number[];
}

export type Base = (message: Counts) => Evidence;

/** Judges messages by what was learnt. */
export function createBase({ classes, frequencies, weights, tallies }: Knowledge): Base {
  const vectors = createVectors(frequencies);
  const bayes = counted.map((kind, index) => {
    const counts = tallies[index];
    if (!counts) throw new Error(`nothing was counted of ${kind}`);
    return createBayes(counts, classes, kind);
  });
  const regression = { classes, rows: vectors.rows, weights };

  return (counts) => {
    const likely = probabilities(regression, vectors.of(counts, kinds), new Float64Array(classes));
    return {
      perClass: [likely.map((value) => Math.log(value + FLOOR)), ...bayes.map((score) => score(counts))],
      // Whether anybody can know what is meant: the share of unknown words, and how short the message is.
      whole: [1, 1 - vectors.known(counts), 1 / (1 + counts.word.size)],
    };
  };
}

/** The least probability that is told from zero. */
const FLOOR = 1e-6;
