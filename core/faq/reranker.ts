import { seconds } from '../clock.ts';
import type { Language } from '../language.ts';

/** Allowed for the answer, in milliseconds: whoever has asked is still looking at what was offered. */
export const RERANK_TIMEOUT = seconds(3);

/** What may leave the house of a question that several articles may answer. */
export interface Doubt {
  /** In the articles' words only: `…` stands for every other. */
  text: string;
  language: Language;
  /** Likeliest first. */
  candidates: readonly { intent: string; title: string }[];
}

/** Somebody else's opinion on which article a question means: a language model of the institution's choice. */
export interface Reranker {
  /**
   * @returns the intent of one of the candidates; null when none of them is meant
   * @throws when there is no answer, or none that can be understood
   */
  choose(doubt: Doubt): Promise<string | null>;
}
