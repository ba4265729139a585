import type { Language } from '../language.ts';

/**
 * What to do with a message: show the one article; offer up to three; hand over to a human; or say that we do not know.
 * Decided by calibrated confidence.
 */
export type Outcome = 'answer' | 'suggest' | 'human' | 'none';

export interface Candidate {
  /** An article's name such as `isu.qr_where`, or `human`, or `none`. */
  intent: string;
  /** How probable it is that this is what the person means, 0–1. */
  confidence: number;
}

export interface Understanding {
  outcome: Outcome;
  /** At most three, most probable first. `suggest` lists only articles. */
  intents: Candidate[];
  /** The likeliest three of all, `none` and `human` among them, for whoever measures. */
  ranking?: Candidate[];
}

export interface AskOptions {
  /** The language of the chat: decides nothing, tips the balance. */
  language?: Language;
  /** The folder of articles of the chat's institution (`isu`, `eljur`): its articles are more likely meant. */
  institution?: string;
}
