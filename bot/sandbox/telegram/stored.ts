import type { BotRights, CallbackAnswer, GroupChat, Markup, Message, ReplyKeyboard, User } from './types.ts';

/** What the server remembers: plain data, so that it can be written to a file. */

export interface StoredPerson {
  user: User;
  phone?: string;
  /** Has written to the bot, so that the bot may write to them. */
  started: boolean;
  blocked: boolean;
  /** Has deleted their Telegram account. */
  gone?: boolean;
  keyboard: ReplyKeyboard | null;
  answers: CallbackAnswer[];
}

/** Never changed in place: an edit stores another one. */
export interface StoredMessage {
  readonly by: 'bot' | 'person';
  /** Whoever really wrote it, where the message names somebody else: an administrator who writes as the group. */
  readonly authorId?: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: Message;
  /** As it was sent, of any kind; the message itself carries inline keyboards only. */
  readonly markup?: Markup;
  /** Every callback data that its buttons ever had. */
  readonly hadData?: readonly string[];
  /** The bot's own. */
  readonly reaction?: string;
  /** People's. */
  readonly reactions?: readonly { readonly by: number; readonly emoji: string }[];
  readonly deleted?: true;
}

export type FileKind = 'photo' | 'document' | 'sticker' | 'voice' | 'video' | 'animation' | 'audio' | 'video_note';

export interface StoredFile {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
  /** Seconds. */
  readonly duration?: number;
  readonly emoji?: string;
}

export type BotStatus = 'administrator' | 'member' | 'left' | 'kicked' | 'absent';
export type MemberStatus = 'creator' | 'administrator' | 'member';

export interface StoredTopic {
  /** The id of the message that tells of its creation. */
  readonly threadId: number;
  readonly creatorId: number;
  name: string;
  readonly iconColor: number;
  icon?: string;
  closed: boolean;
  deleted: boolean;
}

export interface StoredGroup {
  chat: GroupChat;
  bot: BotStatus;
  rights: Required<BotRights>;
  /** By their ids, in the order they came. */
  members: [userId: number, status: MemberStatus][];
  topics: StoredTopic[];
  /** The newest last. */
  pinned: number[];
  /** Of a supergroup only: basic groups share the ids of private chats. */
  lastMessageId: number;
  /** The supergroup that this basic group has become. */
  movedTo?: number;
}

export interface WebhookConfig {
  url: string;
  secret: string;
  maxConnections: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export interface Query {
  personId: number;
  /** Milliseconds since 1970. */
  at: number;
  answered: boolean;
}

/** What the bot says of itself; the keys are language codes, '' for all languages. */
export interface Profile {
  names: Record<string, string>;
  descriptions: Record<string, string>;
  shortDescriptions: Record<string, string>;
  /** `<scope>:<chat>:<language>` to commands. */
  commands: Record<string, { command: string; description: string }[]>;
  /** '' for everybody, else a chat's id. */
  menuButtons: Record<string, Record<string, unknown>>;
}
