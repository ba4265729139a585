import type { TrainingInput } from './types.ts';

/** How many times less likely an article is meant by a message that does not name what the article is about. */
const UNNAMED = 20;

/** What articles are about that a message must name: «забыл пароль» alone is no question about the app. */
export interface Names {
  /**
   * Probabilities of all intents, in place, once it is known what the message names; they sum up to 1 as before.
   * @param found the concepts of the message
   */
  weighed(probabilities: Float64Array, found: ReadonlySet<number>): Float64Array;
}

/** @param intents in the order of their numbers */
export function createNames({ examples, concepts }: TrainingInput, intents: readonly string[]): Names {
  const numbers = new Map(concepts.map(({ name }, at) => [name, at]));
  const wanted = new Map<number, Set<number>>();
  for (const { intent, names = [] } of examples) {
    const known = names.flatMap((name) => numbers.get(name) ?? []);
    if (known.length === 0) continue;
    const label = intents.indexOf(intent);
    wanted.set(label, new Set([...(wanted.get(label) ?? []), ...known]));
  }
  return {
    weighed(probabilities, found) {
      let sum = 1;
      for (const [label, concepts] of wanted) {
        if ([...concepts].some((one) => found.has(one))) continue;
        const before = probabilities[label] ?? 0;
        probabilities[label] = before / UNNAMED;
        sum -= before - before / UNNAMED;
      }
      return sum === 1 ? probabilities : probabilities.map((one) => one / sum);
    },
  };
}
