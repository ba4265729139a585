import type { TextArgs } from '#locales/texts.ts';

/** A text to be rendered in the person's language. */
export interface Phrase {
  key: string;
  args?: TextArgs;
  /** Right below the one before: a line of a list. */
  tight?: true;
}

/** Which page of ours a button opens: the first part of its address. */
export type PageKind = 'p' | 'enroll' | 'reset' | 'gosuslugi' | 'desk';

/** A button under a message. `label` is an i18n key. */
export type Button =
  /** Comes back as a signal of this screen; stale once another screen is shown. */
  | { label: string; args?: TextArgs; action: string }
  /** Works from any message, however old: continue, pass, `request-take:12`… */
  | { label: string; args?: TextArgs; anywhere: string }
  | { label: string; args?: TextArgs; url: string }
  /** A page of ours that is open to everybody, such as `/s/1399/login`. */
  | { label: string; args?: TextArgs; site: string }
  /** A one-time page of ours; its address is made when the message leaves, so that no token rests in the database. */
  | { label: string; args?: TextArgs; page: string; at?: PageKind };

/** What a step shows. No Telegram types in it. */
export interface Screen {
  text: Phrase[];
  /** Below the text: an article, in Telegram's HTML. */
  html?: string;
  buttons?: Button[][];
  /** Instead of buttons: a keyboard below the text field. The first shares the contact, the others come back as actions. */
  keyboard?: KeyboardKey[][];
}

/** A key of the reply keyboard: its label comes back as text and is recognised in every language. */
export type KeyboardKey =
  | { label: string; contact: true }
  | { label: string; action: string }
  | { label: string; anywhere: string };

export const phrase = (key: string, args?: TextArgs): Phrase => (args ? { key, args } : { key });

/** A screen of one text. */
export const screen = (key: string, buttons: Button[][] = [], args?: TextArgs): Screen => ({
  text: [phrase(key, args)],
  buttons,
});

export const button = (label: string, action: string, args?: TextArgs): Button =>
  args ? { label, action, args } : { label, action };

export const anywhere = (label: string, action: string, args?: TextArgs): Button =>
  args ? { label, anywhere: action, args } : { label, anywhere: action };

export const back = button('button-back', 'back');
export const human = anywhere('button-human', 'human');
export const goOn = anywhere('button-continue', 'continue');
