import { z } from 'zod';
import type { Signal } from '#bot/intake/signal.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Core } from '#core/core.ts';
import type { Faq } from '#core/faq/faq.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { errorKey, type TextArgs, type Texts } from '#locales/texts.ts';
import type { Phrase, Screen } from './screen.ts';

/** What a step may know and use. */
export interface StepContext<Data> {
  data: Data;
  core: Core;
  faq: Faq;
  chat: ChatRef;
  language: Language;
  texts: Texts;
  /** Chosen by the person, or the only one there is; null before that. */
  institution: Institution | null;
  institutions: readonly Institution[];
  accountId: string | null;
  /** What was last told to have gone wrong in the journey. */
  lastError: Phrase | null;
  /** When the turn happens. */
  now: Date;
}

/** A signal as a step sees it: pressed buttons are actions, whatever keyboard they came from. */
export type StepSignal =
  | Extract<Signal, { kind: 'text' | 'contact' | 'edited' | 'picture' | 'news' }>
  | { kind: 'action'; action: string };

/** What comes of a signal. */
export type Move =
  /** The same step again, with a reason in front. `unread`: a text has not the shape of what was asked for, so it may be a question; `words`: words were asked for. */
  | { to: 'again'; notes: Phrase[]; unread?: true | 'words' }
  /** Another step; `notes` stand before its text. */
  | { to: 'step'; journey: string | null; step: string; data: unknown; notes: Phrase[]; effects: Effects }
  /** Nothing to show: a short toast at the button at most. */
  | { to: 'stay'; toast?: Phrase; data?: unknown };

/**
 * Whether a text answers a step. `yes`: and says nothing else; `no`: it does not, or something else as well. A slip is rather meant as an answer, and why it is none can be told.
 */
export type Taken = 'yes' | 'no' | { slip: Phrase };

/** What else changes together with the move. */
export interface Effects {
  institutionId?: string;
  /** The chat speaks for this account from now on. */
  accountId?: string;
  language?: Language;
  /** A message of the person's to take out of the chat (a password). */
  deleteMessage?: number;
  /** Shows the pass before the next step. */
  pass?: boolean;
}

export interface Step<Data = unknown> {
  data: z.ZodType<Data>;
  /** A text that clearly asks something is a question before it is an answer, though a number or an address stands in it. */
  questionsFirst?: true;
  /** What it takes out of a typed text. */
  reads?: 'phone' | 'email';
  /** Somebody reads whatever is typed here: no word of it is a command. */
  openWords?: true;
  /** It waits for a letter's code, wherever that is typed. */
  code?: true;
  /** Any text may be a password here: none is kept. */
  secret?: true;
  /** The next step asks for a password, and who types one too early is told where it is thought up. */
  passwordNext?: true;
  /** Whether a typed text is an answer to it; unless told, what `reads` names and a letter's code are. Matters where the helpdesk waits for words, too. */
  takes?(text: string, context: StepContext<Data>): Taken | Promise<Taken>;
  screen(context: StepContext<Data>): Screen | Promise<Screen>;
  /** Null means that the step has no use for the signal: the person gets a kind answer and the step again. */
  on(signal: StepSignal, context: StepContext<Data>): Move | null | Promise<Move | null>;
}

/** A journey's steps by name. A step's data is checked on the way out of the database, hence the wider type. */
// biome-ignore lint/suspicious/noExplicitAny: steps of different data live in one table; `data` parses before use
export type Journey = Record<string, Step<any>>;

/** Declares a step; without `data` it needs none. */
export function step<Data = Record<string, never>>(
  definition: Omit<Step<Data>, 'data'> & { data?: z.ZodType<Data> },
): Step<Data> {
  return { data: z.object({}) as unknown as z.ZodType<Data>, ...definition };
}

export const again = (error?: string, args?: TextArgs): Move => ({
  to: 'again',
  notes: error ? [{ key: errorKey(error), ...(args ? { args } : {}) }] : [],
});

/** The same step again, unless the text is a question: it has not the shape of what the step asks for. */
export const unread = (error: string, args?: TextArgs): Move => ({
  to: 'again',
  notes: [args ? { key: errorKey(error), args } : { key: errorKey(error) }],
  unread: true,
});

/** The same step again, after something worth saying that is no error. */
export const note = (key: string, args?: TextArgs): Move => ({ to: 'again', notes: [args ? { key, args } : { key }] });

export const go = (step: string, data: unknown = {}, notes: Phrase[] = [], effects: Effects = {}): Move => ({
  to: 'step',
  journey: null,
  step,
  data,
  notes,
  effects,
});

/** To a step of another journey. */
export const enter = (
  journey: string,
  step: string,
  data: unknown = {},
  notes: Phrase[] = [],
  effects: Effects = {},
): Move => ({ to: 'step', journey, step, data, notes, effects });

export const stay = (toast?: string, args?: TextArgs): Move => ({
  to: 'stay',
  ...(toast ? { toast: args ? { key: toast, args } : { key: toast } } : {}),
});
