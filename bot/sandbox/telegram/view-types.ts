import type { Entity, InlineButton, ReplyKeyboard } from './api-types.ts';

/** What a person's phone shows of one message. A deleted one stays in its place, without its content. */
export interface ChatMessage {
  readonly messageId: number;
  readonly from: 'bot' | 'person';
  /** The user's id; the bot's own of what the bot sent; GroupAnonymousBot's (1087968824) for an anonymous administrator. */
  readonly authorId: number;
  readonly authorName: string;
  /** The topic's id; missing in General, in groups without topics and in private chats. */
  readonly threadId?: number;
  /** Messages with the same one were sent together. */
  readonly albumId?: string;
  /** Milliseconds since 1970. */
  readonly date: number;
  readonly text?: string;
  readonly caption?: string;
  readonly entities?: readonly Entity[];
  /** Text or caption as safe HTML, for the page. */
  readonly html?: string;
  readonly photo?: { readonly fileId: string; readonly width: number; readonly height: number };
  readonly document?: { readonly fileId: string; readonly name: string; readonly size: number };
  readonly contact?: { readonly phone: string; readonly firstName: string; readonly userId?: number };
  readonly video?: Clip & { readonly width: number; readonly height: number };
  readonly animation?: Clip & { readonly width: number; readonly height: number };
  readonly audio?: Clip;
  readonly videoNote?: Clip;
  readonly sticker?: true;
  readonly stickerEmoji?: string;
  readonly voice?: true;
  readonly voiceClip?: Clip;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly venue?: { readonly title: string; readonly address: string };
  /** Nobody wrote it: Telegram tells what happened in the group. */
  readonly service?: ServiceNote;
  readonly forwardedFrom?: string;
  /** Picked from the list of the bot with this username. */
  readonly viaBot?: string;
  /** Missing where a message merely stands in its topic. */
  readonly replyTo?: number;
  /** The part of the message it replies to that its author picked. */
  readonly quote?: string;
  readonly buttons?: readonly (readonly InlineButton[])[];
  /** The reply keyboard that came with this message (what is on the phone now: `SandboxPerson.replyKeyboard`). */
  readonly replyKeyboard?: ReplyKeyboard;
  /** The bot's own reaction. */
  readonly reaction?: string;
  /** People's reactions; `by` is a user's id. */
  readonly reactions?: readonly { readonly emoji: string; readonly by: number }[];
  readonly protected?: true;
  readonly edited?: true;
  readonly deleted?: true;
}

/** Something that plays. */
export interface Clip {
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  /** Seconds. */
  readonly duration: number;
}

export type ServiceNote =
  | { readonly kind: 'topic-created'; readonly name: string }
  /** `name` is missing where only the icon changed. */
  | { readonly kind: 'topic-edited'; readonly name?: string }
  | { readonly kind: 'topic-closed' | 'topic-reopened' }
  | { readonly kind: 'joined' | 'left'; readonly names: readonly string[] }
  | { readonly kind: 'pinned'; readonly messageId: number }
  /** The group became a supergroup; `chatId` is the other one. */
  | { readonly kind: 'migrated-to' | 'migrated-from'; readonly chatId: number };

export interface CallbackAnswer {
  readonly id: string;
  readonly text?: string;
  readonly alert?: boolean;
  readonly url?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a phone lists above the text field while somebody types after the bot's name. */
export interface InlineAnswer {
  readonly results: readonly InlineResult[];
  /** Asks for the list's next part; empty at its end. */
  readonly nextOffset: string;
  /** Above the list: leads into the chat with the bot, or to a Mini App. */
  readonly button?:
    | { readonly text: string; readonly startParameter: string }
    | { text: string; readonly webApp: string };
}

export interface InlineResult {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/**
 * What happened. With `personId`: in somebody's private chat with the bot, or on their phone; with `groupId`: in a group.
 * `group-message` and `group-edit` carry the message as it stands now (new text, buttons, reactions); `topic` tells that a topic
 * was created, renamed, closed, reopened or deleted (look it up in `SandboxGroup.topics()`); `group` that the group itself is new
 * or changed: its members, the bot's standing, its id after an upgrade. A press in a group is answered as every press is: by a
 * `callback-answer` on the presser's phone.
 */
export type WorldEvent =
  | { readonly type: 'group-message' | 'group-edit'; readonly groupId: number; readonly message: ChatMessage }
  | { readonly type: 'group-delete'; readonly groupId: number; readonly messageId: number }
  | { readonly type: 'group-action'; readonly groupId: number; readonly threadId?: number; readonly action: string }
  | { readonly type: 'topic'; readonly groupId: number; readonly threadId: number }
  | { readonly type: 'group'; readonly groupId: number }
  | { readonly type: 'message' | 'edit'; readonly personId: number; readonly message: ChatMessage }
  | { readonly type: 'delete'; readonly personId: number; readonly messageId: number }
  | { readonly type: 'callback-answer'; readonly personId: number; readonly answer: CallbackAnswer }
  | { readonly type: 'inline-answer'; readonly personId: number; readonly queryId: string }
  | { readonly type: 'keyboard'; readonly personId: number; readonly keyboard: ReplyKeyboard | null }
  | { readonly type: 'action'; readonly personId: number; readonly action: string }
  | { readonly type: 'blocked' | 'unblocked'; readonly personId: number }
  | { readonly type: 'person'; readonly personId: number }
  | { readonly type: 'profile' };

/** What a press of a button led to. */
export type Pressed =
  | { readonly kind: 'callback'; readonly callbackId: string }
  | { readonly kind: 'message'; readonly messageId: number }
  | { readonly kind: 'url' | 'web_app'; readonly url: string }
  | { readonly kind: 'copy'; readonly text: string };
