import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { z } from 'zod';

/**
 * Words and phrases of both languages that mean the same: `турникет`, `вертушка`, `turnstile`, `gate`.
 * They let the model understand a word that no example contains.
 */
export interface Concept {
  name: string;
  /** A word, or a phrase of several; any form of the word is found. A trailing `*` finds whatever begins so. */
  words: readonly string[];
}
export type Concepts = readonly Concept[];

const Words = z.array(z.string());
const Lexicon = z.record(z.string(), z.union([Words, z.record(z.string(), Words)]));

/** Reads `locales/concepts.yml`: `name: { ru: [words], en: [words] }`. Throws with a zod or YAML error when it is not that. */
export function readConcepts(yaml: string): Concepts {
  const lexicon = Lexicon.parse(load(yaml, { schema: FAILSAFE_SCHEMA }) ?? {});
  return Object.entries(lexicon).map(([name, words]) => ({
    name,
    words: Array.isArray(words) ? words : Object.values(words).flat(),
  }));
}
