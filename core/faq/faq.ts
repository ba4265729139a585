import type { Language } from '../language.ts';
import type { Article } from './article.ts';
import type { AskOptions, Understanding } from './understanding.ts';

/** The questions that the house can answer. Immutable: a reload makes a new one. */
export interface Faq {
  /** Understands a message. Works in memory, no I/O, a few milliseconds. */
  ask(text: string, options?: AskOptions): Understanding;
  /** What a message may mean to say, as it should have been typed: slips, the wrong keyboard and other letters undone. The likeliest first. */
  readings(text: string, language?: Language): string[];
  /** Null for `human`, `none` and what no longer exists. An article that one language lacks is given in the other. */
  article(intent: string, language: Language): Article | null;
  /** All articles of an institution's folder in their order: by topic, then by place. */
  articles(institution: string, language: Language): Article[];
  /** For lists that grow while one types (inline mode): the best articles for a text or the beginning of one; all for an empty text. The institution's own come first. */
  search(text: string, options: { language: Language; limit: number; institution?: string }): Article[];
}
