import type { Command, Deed, Message, Toast } from './message-protocol.ts';

/** What the page and its server say to each other of the helpdesk's group, and of what goes wrong on purpose. */

export interface Operator {
  readonly id: number;
  readonly name: { readonly ru: string; readonly en: string };
  /** Whether they are one of the group's administrators. */
  readonly senior: boolean;
  readonly toasts: readonly Toast[];
}

export interface Topic {
  /** 0 for General. */
  readonly thread: number;
  readonly name: string;
  readonly closed: boolean;
  /** Milliseconds since 1970, of the last message; 0 while there is none. */
  readonly date: number;
  readonly last: Message | null;
  /** How many messages the bot has written here, for counting what is new. */
  readonly fromBot: number;
}

/** The operators' group. */
export interface Desk {
  readonly id: number;
  readonly title: string;
  /** A basic group has no topics until it is upgraded. */
  readonly kind: 'supergroup' | 'group';
  readonly bot: 'administrator' | 'member' | 'absent';
  readonly operators: readonly Operator[];
  /** What the bot offers there, in the group's own language. */
  readonly commands: readonly Command[];
  /** The newest first; General last. */
  readonly topics: readonly Topic[];
}

/** What an operator can do in the opened topic, or with the group. */
export type DeskAction =
  | Deed
  | { readonly do: 'close-topic' | 'reopen-topic' | 'delete-topic' }
  | { readonly do: 'rename-topic'; readonly name: string }
  /** `demote-bot` takes its rights away, `return-bot` gives all of them. */
  | { readonly do: 'remove-bot' | 'return-bot' | 'demote-bot' | 'upgrade' };

export interface DeskRequest {
  /** The operator's id. */
  readonly as: number;
  readonly thread: number;
  readonly action: DeskAction;
}

/** `down`: Telegram does not answer at all; `mail-down`: the mail server refuses every letter for now. */
export type Trouble =
  | 'too-many'
  | 'forbidden'
  | 'topic-deleted'
  | 'topic-closed'
  | 'slow'
  | 'lost-answer'
  | 'down'
  | 'mail-down';

export type TroubleTarget = 'everything' | 'desk' | 'person';

export interface NewTrouble {
  readonly trouble: Trouble;
  readonly target: TroubleTarget;
  /** Null: until it is repaired, as mail always is. */
  readonly times: number | null;
  /** Whose chat, where the target is a person. */
  readonly personId: number;
}

export interface ArmedTrouble {
  readonly id: string;
  readonly trouble: Trouble;
  readonly target: TroubleTarget;
  readonly personId?: number;
  /** How many calls it will still meet; null: until it is repaired. */
  readonly left: number | null;
}
