import type { Language } from '../../language.ts';
import { type Examples, isCommon } from '../article.ts';
import type { FaqFiles } from '../files.ts';
import { trained } from '../weights.ts';

/** An utterance that was held back, and what the bot made of it. */
export interface HeldBack {
  intent: string;
  language: Language;
  utterance: string;
  /** The likeliest three, most probable first. */
  found: string[];
}

export interface CrossValidation {
  parts: number;
  utterances: number;
  /** Shares of the utterances whose intent comes first, or among the first three. */
  top1: number;
  top3: number;
  /** Which intent is taken for which, worst first. */
  confusions: { intent: string; takenFor: string; utterances: HeldBack[] }[];
  /** What is not found among the first three. */
  unreached: HeldBack[];
  /** Articles that come first for too few of their own utterances, worst first. */
  weak: { intent: string; language: Language; recall: number; utterances: number }[];
}

/** An article that is found less often than this is hard to reach. */
const REACHABLE = 0.7;

/** Each learns in a thread of its own. */
const AT_ONCE = 2;

/**
 * Holds each part of the utterances back in turn, learns from the others, and looks what the bot makes of those that it has not seen.
 * Takes as long as `parts` trainings.
 */
export async function crossValidate(
  { examples, concepts }: Pick<FaqFiles, 'examples' | 'concepts'>,
  parts: number,
): Promise<CrossValidation> {
  const never = new AbortController().signal;
  const results: HeldBack[][] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (next < parts) {
      const part = next;
      next += 1;
      const learnt = examples
        .map((one) => ({ ...one, utterances: one.utterances.filter((_, at) => at % parts !== part) }))
        .filter(({ utterances }) => utterances.length > 0);
      const { model } = await trained({ examples: learnt, concepts }, null, never);
      results[part] = held(examples, parts, part).map((one) => {
        const { ranking, intents } = model.understand(one.utterance, { language: one.language });
        return { ...one, found: (ranking ?? intents).map(({ intent }) => intent).slice(0, 3) };
      });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { parts, ...summary(results.flat()) };
}

const held = (examples: readonly Examples[], parts: number, part: number): Omit<HeldBack, 'found'>[] =>
  examples.flatMap(({ intent, language, utterances }) =>
    utterances.filter((_, at) => at % parts === part).map((utterance) => ({ intent, language, utterance })),
  );

/** What the results say, in the order in which an editor should look at them. */
export function summary(results: readonly HeldBack[]): Omit<CrossValidation, 'parts'> {
  const first = ({ intent, found }: HeldBack): boolean => found[0] === intent;
  const near = ({ intent, found }: HeldBack): boolean => found.includes(intent);
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

  const wrong = groups(
    results.filter((one) => !first(one)),
    ({ intent, found }) => `${intent} ${found[0] ?? 'nothing'}`,
  );
  const own = groups(
    results.filter(({ intent }) => !isCommon(intent)),
    ({ intent, language }) => `${intent} ${language}`,
  );
  return {
    utterances: results.length,
    top1: share(results.filter(first).length, results.length),
    top3: share(results.filter(near).length, results.length),
    confusions: [...wrong]
      .map(([name, utterances]) => {
        const [intent = '', takenFor = ''] = name.split(' ');
        return { intent, takenFor, utterances };
      })
      .sort(
        (one, other) =>
          other.utterances.length - one.utterances.length ||
          byName(one.intent, other.intent) ||
          byName(one.takenFor, other.takenFor),
      ),
    unreached: results.filter((one) => !near(one)),
    weak: [...own.values()]
      .flatMap((all) => {
        const [one] = all;
        const recall = share(all.filter(first).length, all.length);
        return one && recall < REACHABLE
          ? [{ intent: one.intent, language: one.language, recall, utterances: all.length }]
          : [];
      })
      .sort((one, other) => one.recall - other.recall || byName(one.intent, other.intent)),
  };
}

function groups<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return found;
}
