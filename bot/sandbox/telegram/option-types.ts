export interface CallRecord {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  /** The description of the refusal, e.g. `Bad Request: chat not found`. */
  readonly error?: string;
  /** Milliseconds since 1970, by the world's clock. */
  readonly at: number;
}

export type FaultKind = '400' | '429' | '403' | '500' | 'slow' | 'late-answer' | 'lost-answer' | 'reset';

/** Something that goes wrong. Without `method`, `chatId` or `threadId` it concerns every one; `times` is 1 unless told. */
export interface FaultRule {
  method?: string;
  chatId?: number;
  threadId?: number;
  times?: number;
  kind: FaultKind;
  /**
   * For `400` and `403`: what stands after `Bad Request: ` or `Forbidden: `, e.g. `TOPIC_CLOSED` or `message thread not found`.
   * Unless told: `TOPIC_CLOSED`; for 403 what fits the chat.
   */
  description?: string;
  /** The topic that the call is about is deleted first, as by an operator's hand. */
  deletesTopic?: boolean;
  /** Seconds, for `429`; 1 unless told. */
  retryAfter?: number;
  /** Milliseconds, for `slow` before it is done and for `late-answer` after that; 1,000 unless told. */
  delayMs?: number;
  /** Methods that it does not concern. */
  spares?: readonly string[];
  /** Called for each call that it meets, with how many more it will. */
  onMet?: (left: number) => void;
}

export interface PersonProfile {
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  /** Telegram's `language_code`; `ru` unless told. */
  languageCode?: string;
  /** With or without a plus; needed for `shareContact`. */
  phone?: string;
}

export interface GroupOptions {
  /** Negative; -100… unless it is a basic group. */
  id?: number;
  title: string;
  kind?: 'supergroup' | 'group';
  /** Whether it has topics; true unless it is a basic group. */
  forum?: boolean;
  /** How the bot stands in it; `administrator` (with all rights) unless told. */
  bot?: 'administrator' | 'member' | 'absent';
}

/** The rights that an administrator may have or lack; each true unless told. */
export interface BotRights {
  canManageTopics?: boolean;
  canDeleteMessages?: boolean;
  canPinMessages?: boolean;
}

export interface GroupTopic {
  readonly threadId: number;
  readonly name: string;
  readonly iconColor: number;
  readonly closed: boolean;
  readonly deleted: boolean;
}

export interface SendOptions {
  /** The id of a message of the same chat. */
  replyTo?: number;
  /** A part of that message, word for word. */
  quote?: string;
  /** In groups, the topic; that of the message replied to, else General, unless told. */
  thread?: number;
}

/** The same, by the name that says where `thread` counts. */
export type GroupSendOptions = SendOptions;

/** What plays or is looked at; everything has a stand-in. */
export interface ClipOptions {
  bytes?: Uint8Array;
  name?: string;
  caption?: string;
  /** Seconds; 3 unless told. */
  duration?: number;
}

export interface AlbumItem {
  kind: 'photo' | 'video' | 'document' | 'audio';
  bytes?: Uint8Array;
  name?: string;
  caption?: string;
}

export interface Limits {
  /** Messages and edits a second in one chat, in the long run; 1 unless told. */
  perChatPerSecond?: number;
  /** How many may come at once in one chat; 20 unless told. */
  burst?: number;
  /** Messages and edits a second over all chats; 30 unless told. */
  global?: number;
  /** Messages, edits and new topics a minute in one group; 20 unless told. Groups know no other limit of their own. */
  perGroupPerMinute?: number;
  /** How long that minute is, in milliseconds; shorter for a test that has no time. */
  minuteMs?: number;
}

export interface TelegramOptions {
  token: string;
  username?: string;
  name?: string;
  /** Whether @BotFather's /setinline is on; true unless told. */
  inline?: boolean;
  /** Milliseconds since 1970. Dates, the 150 s of callbacks and the 48 h of deletion go by it; limits and waiting by real time. */
  clock?: () => number;
  /** Whether a bot that is no administrator of a group gets only what concerns it (@BotFather's /setprivacy); true unless told. */
  privacy?: boolean;
  /** A JSON file. State is read from it at start and written 150 ms after a change and on close. */
  statePath?: string;
  /** Telegram's own unless told; `false` switches them off. */
  limits?: Limits | false;
  /** Accepts webhooks over plain http on loopback addresses, on any port. Telegram never does. */
  allowHttpWebhook?: boolean;
}
