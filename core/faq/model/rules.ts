import type { Examples } from '../article.ts';
import { plain } from './tokens.ts';

/** What decides without weighing: system messages that somebody pasted, and messages that are an example word for word. */
export interface Rules {
  /** The intent of the longest system message that stands in the text, else of the example that the text is, else null. */
  match(text: string): string | null;
}

export function createRules(examples: readonly Examples[], read: (text: string) => string): Rules {
  const whole = new Map<string, string | null>();
  const pasted = new Map<string, string>();
  for (const { intent, utterances, errors } of examples) {
    for (const utterance of utterances) {
      const key = words(read(utterance));
      // What two intents claim decides nothing.
      whole.set(key, whole.has(key) && whole.get(key) !== intent ? null : intent);
    }
    for (const error of errors) pasted.set(words(read(error)), intent);
  }
  const longestFirst = [...pasted].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));

  return {
    match(text) {
      const message = words(text);
      for (const [error, intent] of longestFirst) if (message.includes(error)) return intent;
      return whole.get(message) ?? null;
    },
  };
}

/** Only the words, between single spaces: quotes, dashes and line breaks of a pasted text do not matter. */
function words(text: string): string {
  return ` ${(plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}
