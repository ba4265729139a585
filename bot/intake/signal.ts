import type { ChatRef } from '#core/chat.ts';
import type { Content, Sent } from '#core/helpdesk/content.ts';
import type { News } from '#core/news.ts';

/** Anything that can move a conversation. */
export type Signal =
  | { kind: 'start'; payload: string }
  | { kind: 'command'; name: string }
  | { kind: 'text'; text: string; messageId: number }
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'press'; data: string; messageId: number | null }
  /** A photo, or a picture sent as a file: Telegram's own key of its largest form. `sent`: for the helpdesk, should the step find nothing in it. */
  | { kind: 'picture'; fileId: string; messageId: number; sent?: Sent }
  | { kind: 'edited'; text: string; messageId: number }
  /** A caption, or what a message shows, was changed: a helpdesk's matter only. */
  | { kind: 'changed'; messageId: number }
  /** What the person put under a message, or that it was taken away. */
  | { kind: 'reaction'; emoji: string | null; messageId: number }
  | { kind: 'unexpected'; what: Unexpected; messageId: number }
  | { kind: 'blocked' }
  | { kind: 'news'; news: News };

/** Kinds of messages that no step asks for; each has a kind answer. */
export type Unexpected = 'photo' | 'sticker' | 'voice' | 'video' | 'document' | 'location' | 'forwarded' | 'other';

/** A message as a conversation keeps it. */
export interface Original {
  content: Content;
  messageId: number;
  /** The message replied to, in the same chat. */
  replyToMessageId?: number;
  /** What its buttons say to us. */
  replyToData?: string[];
  /** The quoted part of it. */
  quote?: string;
  /** Telegram's media_group_id. */
  albumId?: string;
}

/** A signal with its address and the key under which it has one effect only. */
export interface Envelope {
  /** `update:<id>` or `news:<id>`. */
  key: string;
  chat: ChatRef;
  signal: Signal;
  /** What Telegram tells of the person; absent for news. */
  from?: { languageCode?: string | undefined };
  /** A typed or sent message as it came, for a human to read; absent for what says nothing. */
  original?: Original;
}
