import type { ArmedTrouble, Desk } from './desk-protocol.ts';
import type { Command, Deed, Message, Toast } from './message-protocol.ts';

/** What the sandbox's page and its server say to each other. Types only: both sides import them. */
export type * from './desk-protocol.ts';
export type * from './message-protocol.ts';

export interface Bilingual {
  readonly ru: string;
  readonly en: string;
}

export interface Key {
  readonly text: string;
  readonly asks?: 'contact' | 'location';
}

export interface Keyboard {
  readonly rows: readonly (readonly Key[])[];
  readonly placeholder?: string;
}

export interface Person {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly language: string;
  /** What is special about this person, when the directory of the sandbox knows it. */
  readonly about?: Bilingual;
  readonly blocked: boolean;
  readonly messages: readonly Message[];
  readonly keyboard: Keyboard | null;
  readonly commands: readonly Command[];
  readonly toasts: readonly Toast[];
}

export interface LetterSummary {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly date: number;
}

export interface LetterText extends LetterSummary {
  readonly from: string;
  readonly text: string;
  readonly html: boolean;
  /** Whether whoever got it can answer: it says where answers go. */
  readonly answerable: boolean;
  /** What came with it. */
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

export type CallOutcome = 'answered' | 'no-such-number' | 'bot-unreachable';

export interface Call {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly outcome: CallOutcome;
}

/** A printed invitation that somebody of a school could hold in their hands. */
export interface PrintedSheet {
  readonly id: string;
  readonly addressee: 'pupil' | 'parents' | 'staff';
  readonly name: string;
  /** Empty for staff. */
  readonly className: string;
  readonly schoolName: string;
  readonly address: string;
  readonly journal: string;
  readonly code: string;
  /** The QR code as a picture's `data:` address; what it opens is read from the picture. */
  readonly qr: string;
}

/** The sheets that come out of the printer together. */
export interface SheetPile {
  /** For the address of the pile as a PDF. */
  readonly id: string;
  readonly schoolName: string;
  readonly className: string;
  readonly sheets: readonly PrintedSheet[];
}

export interface Snapshot {
  readonly botName: string;
  /** Where people outside Telegram find the bot: the deep links of the world around begin with one of these. */
  readonly botLinks: readonly string[];
  /** Without the @: a text field that begins with it lists what the bot offers. */
  readonly botUsername: string;
  /** The numbers that the exchange connects to the bot. */
  readonly numbers: readonly string[];
  readonly people: readonly Person[];
  readonly letters: readonly LetterSummary[];
  readonly calls: readonly Call[];
  /** Null where the sandbox has no operators. */
  readonly desk: Desk | null;
  readonly troubles: readonly ArmedTrouble[];
}

/** What the event stream says: which part to read again. */
export type News =
  | { readonly what: 'person'; readonly id: number }
  | { readonly what: 'typing'; readonly id: number }
  | { readonly what: 'letters' }
  | { readonly what: 'calls' }
  /** The group, or the list of its topics. */
  | { readonly what: 'desk' }
  /** What stands in a topic; 0 for General, null for whichever it is. */
  | { readonly what: 'topic'; readonly thread: number | null }
  | { readonly what: 'troubles' };

export interface GateAnswer {
  readonly open: boolean;
  /** `OK`, or the reason of the refusal, e.g. `E_REPLAY`. */
  readonly code: string;
  /** Whose pass it is, for the guard's screen. */
  readonly holder?: string;
}

/** What the bot offers to whoever types after its name. */
export interface InlineList {
  readonly queryId: string;
  readonly results: readonly { readonly id: string; readonly title: string; readonly description: string }[];
  /** Asks for the list's next part; empty at its end. */
  readonly nextOffset: string;
  /** Above the list: starts the bot with this payload. */
  readonly button?: { readonly text: string; readonly startParameter: string };
}

/** What a person can do in the chat. */
export type Action =
  | { readonly do: 'start'; readonly payload?: string }
  | Deed
  | { readonly do: 'pick'; readonly queryId: string; readonly resultId: string }
  | { readonly do: 'share-contact' }
  | { readonly do: 'share-location' }
  | { readonly do: 'send-contact'; readonly phone: string; readonly firstName: string }
  | { readonly do: 'forward'; readonly text: string; readonly from: string }
  | { readonly do: 'block' }
  | { readonly do: 'unblock' }
  | { readonly do: 'language'; readonly language: string };

export interface NewPerson {
  readonly firstName: string;
  readonly lastName?: string;
  readonly phone: string;
  readonly language: string;
}
