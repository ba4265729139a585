import { type Counts, features } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { createNearest, type Index, indexOf } from './nearest.ts';
import { pieces } from './pieces.ts';
import { learn, probabilities, type RegressionOptions } from './regression.ts';
import { createVectors, type Frequencies, frequencies, type KindWeights } from './vectors.ts';

/** One text to learn from, read. */
export interface Example {
  text: string;
  label: number;
  counts: Counts;
}

/** The views of a message that a regression learns from; they err differently, so together they err less. */
const views: readonly { kinds: KindWeights; learning: RegressionOptions }[] = [
  {
    kinds: { word: 1, bigram: 0.6, char: 0.8, concept: 1, pair: 0.6 },
    learning: { passes: 6, rate: 0.5, decay: 0.01 },
  },
  { kinds: { concept: 1, pair: 1, word: 0.5 }, learning: { passes: 6, rate: 0.5, decay: 0.01 } },
];
/** By what the nearest examples are found. */
const likeness: KindWeights = { word: 1, bigram: 0.3, char: 0.7, concept: 0.8, pair: 0.3 };

/** What was learnt from examples: all that a base is made of. */
export interface Knowledge {
  classes: number;
  frequencies: Frequencies;
  /** Per view: the weights of a regression. */
  weights: Float32Array[];
  index: Index;
}

/** Learns from examples. */
export function learnFrom(examples: readonly Example[], classes: number): Knowledge {
  const counted = frequencies(examples.map(({ counts }) => counts));
  const vectors = createVectors(counted);
  const samples = (kinds: KindWeights) =>
    examples.map(({ counts, label }) => ({ vector: vectors.of(counts, kinds), label }));
  return {
    classes,
    frequencies: counted,
    weights: views.map((view) => learn(samples(view.kinds), vectors.rows, classes, view.learning).weights),
    index: indexOf(samples(likeness), vectors.rows),
  };
}

/** What speaks for each class: one array of values per kind of evidence, and facts about the message as a whole. */
export interface Evidence {
  perClass: Float64Array[];
  whole: number[];
}

export type Base = (text: string) => Evidence;

/** Judges messages by what was learnt. */
export function createBase({ classes, frequencies, weights, index }: Knowledge, lexicon: Lexicon): Base {
  const vectors = createVectors(frequencies);
  const nearest = createNearest(index, classes);
  const seen = (counts: Counts, view: number): Float64Array => {
    const regression = { classes, rows: vectors.rows, weights: weights[view] ?? new Float32Array() };
    return probabilities(regression, vectors.of(counts, views[view]?.kinds ?? {}), new Float64Array(classes));
  };

  return (text) => {
    const counts = features(text, lexicon);
    const perView = views.map((_, view) => seen(counts, view));
    const parts = pieces(text);
    const votes = new Float64Array(classes);
    if (parts.length === 1) votes.set(perView[0] ?? []);
    else {
      for (const part of parts) {
        const vote = seen(features(part, lexicon), 0);
        for (let label = 0; label < classes; label++)
          votes[label] = (votes[label] as number) + (vote[label] as number) / parts.length;
      }
    }
    const { best, three } = nearest(vectors.of(counts, likeness));
    return {
      perClass: [...perView.map(logarithms), logarithms(votes), best, three],
      whole: [1, 1 - vectors.known(counts), Math.max(...best), 1 / (1 + counts.word.size)],
    };
  };
}

/** The least probability that is told from zero. */
const FLOOR = 1e-6;

function logarithms(values: Float64Array): Float64Array {
  return values.map((value) => Math.log(value + FLOOR));
}
