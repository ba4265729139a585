import type { Examples } from '../article.ts';
import { spaced } from './tokens.ts';

/** What decides without weighing: system messages that somebody pasted, and messages that are an example word for word. */
export interface Rules {
  /** The intent of the longest system message that stands in the text, else of the example that the text is, else null. */
  match(text: string): string | null;
}

/** The examples and system messages, one a line, each with the number of its intent. */
export interface RulesData {
  whole: string;
  /** -1: claimed by two intents, decides nothing. */
  wholeIntents: Int16Array;
  /** The longest first. */
  pasted: string;
  pastedIntents: Int16Array;
}

/** @param read as a message would be */
export function learnRules(
  examples: readonly Examples[],
  intents: readonly string[],
  read: (text: string) => string,
): RulesData {
  const whole = new Map<string, string | null>();
  const pasted = new Map<string, string>();
  for (const { intent, utterances, errors } of examples) {
    for (const utterance of utterances) {
      const key = spaced(read(utterance));
      // What two intents claim decides nothing.
      whole.set(key, whole.has(key) && whole.get(key) !== intent ? null : intent);
    }
    for (const error of errors) pasted.set(spaced(read(error)), intent);
  }
  const longestFirst = [...pasted].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
  const number = ([, intent]: readonly [string, string | null]): number =>
    intent === null ? -1 : intents.indexOf(intent);
  return {
    whole: [...whole.keys()].join('\n'),
    wholeIntents: Int16Array.from(whole, number),
    pasted: longestFirst.map(([error]) => error).join('\n'),
    pastedIntents: Int16Array.from(longestFirst, number),
  };
}

export function createRules(data: RulesData, intents: readonly string[]): Rules {
  const whole = new Map(data.whole.split('\n').map((example, at) => [example, data.wholeIntents[at] ?? -1]));
  const pasted = data.pastedIntents.length === 0 ? [] : data.pasted.split('\n');
  const named = (number = -1): string | null => intents[number] ?? null;
  return {
    match(text) {
      const message = spaced(text);
      const error = pasted.findIndex((one) => message.includes(one));
      return named(error < 0 ? whole.get(message) : data.pastedIntents[error]);
    },
  };
}
