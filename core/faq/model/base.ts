import { type Counts, features } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { createNearest } from './nearest.ts';
import { pieces } from './pieces.ts';
import { learn, probabilities, type Regression, type RegressionOptions } from './regression.ts';
import { createVectors, type KindWeights, type Vector } from './vectors.ts';

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

/** What speaks for each class: one array of values per kind of evidence, and facts about the message as a whole. */
export interface Evidence {
  perClass: Float64Array[];
  whole: number[];
}

export interface Base {
  regressions: readonly Regression[];
  evidence(text: string, counts: Counts): Evidence;
}

/** Learns from examples, or takes what was learnt from the same examples before. */
export function createBase(
  examples: readonly Example[],
  classes: number,
  lexicon: Lexicon,
  learnt?: readonly Regression[],
): Base {
  const vectors = createVectors(examples.map(({ counts }) => counts));
  const regressions =
    learnt ??
    views.map((view) =>
      learn(
        examples.map(({ counts, label }) => ({ vector: vectors.of(counts, view.kinds), label })),
        vectors.rows,
        classes,
        view.learning,
      ),
    );
  const nearest = createNearest(
    examples.map(({ counts, label }) => ({ vector: vectors.of(counts, likeness), label })),
    vectors.rows,
    classes,
  );
  const seen = (counts: Counts, view: number): Float64Array => {
    const regression = regressions[view];
    if (!regression) throw new Error(`no view ${view}`);
    const vector: Vector = vectors.of(counts, views[view]?.kinds ?? {});
    return probabilities(regression, vector, new Float64Array(classes));
  };

  return {
    regressions,
    evidence(text, counts) {
      const perView = views.map((_, view) => seen(counts, view));
      const parts = pieces(text);
      const votes = new Float64Array(classes);
      if (parts.length === 1) votes.set(perView[0] ?? []);
      else {
        for (const part of parts) {
          const vote = seen(features(part, lexicon), 0);
          for (let label = 0; label < classes; label++)
            votes[label] = (votes[label] ?? 0) + (vote[label] ?? 0) / parts.length;
        }
      }
      const { best, three } = nearest.of(vectors.of(counts, likeness));
      const known = vectors.known(counts);
      return {
        perClass: [...perView.map(logarithms), logarithms(votes), best, three],
        whole: [1, 1 - known, Math.max(...best), 1 / (1 + counts.word.size)],
      };
    },
  };
}

/** The least probability that is told from zero. */
const FLOOR = 1e-6;

function logarithms(values: Float64Array): Float64Array {
  return values.map((value) => Math.log(value + FLOOR));
}
