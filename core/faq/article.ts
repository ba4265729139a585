import { z } from 'zod';
import type { Language } from '../language.ts';

/** Where an article's button can lead: names that the chat knows. */
export const journeyNames = [
  'register',
  'authorize',
  'pass',
  'code',
  'children',
  'confirm-email',
  'recover',
  'recover-app',
  'login-help',
  'curator',
  'gosuslugi',
  'find-school',
  'human',
] as const;
export type JourneyName = (typeof journeyNames)[number];

/** Under what an article stands in `/faq`. */
export const topicNames = [
  'registration',
  'authorization',
  'pass',
  'codes',
  'email',
  'access',
  'gosuslugi',
  'apps',
  'help',
] as const;

/** Intents without an article: whoever wants a person, and what is none of our business. */
export const commonIntents = ['human', 'none'] as const;
export const isCommon = (intent: string): boolean => commonIntents.some((one) => one === intent);

const Utterances = z.array(z.string().trim().min(1)).min(1);

/** The front matter of `locales/<language>/faq/<institution>/<name>.md`. */
export const ArticleHeader = z.strictObject({
  title: z.string().trim().min(1).max(64),
  topic: z.enum(topicNames),
  /** Place within the topic, from 1. */
  order: z.int().positive(),
  /** The one button below the answer. */
  journey: z.enum(journeyNames).optional(),
  /** Articles that are easily taken for this one. */
  siblings: z.array(z.string()).default([]),
  /** What people type who want this article. */
  utterances: Utterances,
  /** System messages that people paste; found anywhere in a message, they decide. */
  errors: Utterances.optional(),
  /** Concepts one of which a message names that wants this article; of one that names none it is hardly meant. */
  names: Utterances.optional(),
});

/** The common intents (folder `common`) have no answer to show. */
export const ExamplesHeader = z.strictObject({ utterances: Utterances, errors: Utterances.optional() });

export interface Article extends z.infer<typeof ArticleHeader> {
  /** `<institution>.<name>`, such as `isu.qr_where`. */
  intent: string;
  institution: string;
  language: Language;
  /** Markdown; `{ $email }` and the like stand for the institution's own. */
  body: string;
}

/** What the model learns from: one language's examples of one intent. */
export interface Examples {
  intent: string;
  language: Language;
  utterances: string[];
  errors: string[];
  names?: string[];
}

/** Whatever order the files came in. */
export const byIntent = (
  one: Pick<Examples, 'intent' | 'language'>,
  other: Pick<Examples, 'intent' | 'language'>,
): number => (`${one.intent} ${one.language}` < `${other.intent} ${other.language}` ? -1 : 1);
