/** The shapes of the Bot API that the sandbox speaks, and those through which the sandbox shows what happened. */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface PrivateChat {
  id: number;
  type: 'private';
  first_name: string;
  last_name?: string;
  username?: string;
}

export interface Entity {
  type: string;
  /** In UTF-16 code units, as Telegram counts. */
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: User;
  custom_emoji_id?: string;
}

export interface PhotoSize {
  file_id: string;
  file_unique_id: string;
  width: number;
  height: number;
  file_size: number;
}

export interface Attachment {
  file_id: string;
  file_unique_id: string;
  file_name?: string;
  mime_type?: string;
  file_size?: number;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  copy_text?: { text: string };
  login_url?: { url: string };
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
  pay?: boolean;
  style?: string;
}

export interface ReplyButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
  web_app?: { url: string };
  style?: string;
}

export interface ReplyKeyboard {
  keyboard: ReplyButton[][];
  is_persistent?: boolean;
  resize_keyboard?: boolean;
  one_time_keyboard?: boolean;
  input_field_placeholder?: string;
  selective?: boolean;
}

export type Markup =
  | { kind: 'inline'; inline_keyboard: InlineButton[][] }
  | ({ kind: 'keyboard' } & ReplyKeyboard)
  | { kind: 'remove' }
  | { kind: 'force'; input_field_placeholder?: string };

export interface Contact {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
}

/** A message as the bot gets it, from an update or as the answer to a call. */
export interface Message {
  message_id: number;
  from: User;
  chat: PrivateChat;
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  photo?: PhotoSize[];
  document?: Attachment;
  sticker?: Attachment & Record<string, unknown>;
  voice?: Attachment & { duration: number };
  contact?: Contact;
  location?: { latitude: number; longitude: number };
  forward_origin?: Record<string, unknown>;
  reply_to_message?: Message;
  reply_markup?: { inline_keyboard: InlineButton[][] };
  via_bot?: User;
  has_protected_content?: true;
  show_caption_above_media?: true;
  link_preview_options?: Record<string, unknown>;
}

export interface Update {
  update_id: number;
  message?: Message;
  edited_message?: Message;
  callback_query?: {
    id: string;
    from: User;
    message: Message | { chat: PrivateChat; message_id: number; date: 0 };
    chat_instance: string;
    data: string;
  };
  my_chat_member?: Record<string, unknown>;
  inline_query?: { id: string; from: User; query: string; offset: string; chat_type: 'sender' };
}

export type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** What a person's phone shows of one message. A deleted one stays in its place, without its content. */
export interface ChatMessage {
  readonly messageId: number;
  readonly from: 'bot' | 'person';
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
  readonly sticker?: true;
  readonly voice?: true;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  readonly forwardedFrom?: string;
  /** Picked from the list of the bot with this username. */
  readonly viaBot?: string;
  readonly replyTo?: number;
  readonly buttons?: readonly (readonly InlineButton[])[];
  /** The reply keyboard that came with this message (what is on the phone now: `SandboxPerson.replyKeyboard`). */
  readonly replyKeyboard?: ReplyKeyboard;
  readonly reaction?: string;
  readonly protected?: true;
  readonly edited?: true;
  readonly deleted?: true;
}

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

export type WorldEvent =
  | { readonly type: 'message' | 'edit'; readonly personId: number; readonly message: ChatMessage }
  | { readonly type: 'delete'; readonly personId: number; readonly messageId: number }
  | { readonly type: 'callback-answer'; readonly personId: number; readonly answer: CallbackAnswer }
  | { readonly type: 'inline-answer'; readonly personId: number; readonly queryId: string }
  | { readonly type: 'keyboard'; readonly personId: number; readonly keyboard: ReplyKeyboard | null }
  | { readonly type: 'action'; readonly personId: number; readonly action: string }
  | { readonly type: 'blocked' | 'unblocked'; readonly personId: number }
  | { readonly type: 'person'; readonly personId: number }
  | { readonly type: 'profile' };

export interface CallRecord {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  /** The description of the refusal, e.g. `Bad Request: chat not found`. */
  readonly error?: string;
  /** Milliseconds since 1970, by the world's clock. */
  readonly at: number;
}

export type FaultKind = '429' | '403' | '500' | 'slow' | 'lost-answer' | 'reset';

/** Something that goes wrong. Without `method` or `chatId` it concerns every one; `times` is 1 unless told. */
export interface FaultRule {
  method?: string;
  chatId?: number;
  times?: number;
  kind: FaultKind;
  /** Seconds, for `429`; 1 unless told. */
  retryAfter?: number;
  /** Milliseconds, for `slow`; 1,000 unless told. */
  delayMs?: number;
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

/** What a press of a button led to. */
export type Pressed =
  | { readonly kind: 'callback'; readonly callbackId: string }
  | { readonly kind: 'message'; readonly messageId: number }
  | { readonly kind: 'url' | 'web_app'; readonly url: string }
  | { readonly kind: 'copy'; readonly text: string };

export interface Limits {
  /** Messages and edits a second in one chat, in the long run; 1 unless told. */
  perChatPerSecond?: number;
  /** How many may come at once in one chat; 20 unless told. */
  burst?: number;
  /** Messages and edits a second over all chats; 30 unless told. */
  global?: number;
}

export interface TelegramOptions {
  token: string;
  username?: string;
  name?: string;
  /** Whether @BotFather's /setinline is on; true unless told. */
  inline?: boolean;
  /** Milliseconds since 1970. Dates, the 150 s of callbacks and the 48 h of deletion go by it; limits and waiting by real time. */
  clock?: () => number;
  /** A JSON file. State is read from it at start and written 150 ms after a change and on close. */
  statePath?: string;
  /** Telegram's own unless told; `false` switches them off. */
  limits?: Limits | false;
  /** Accepts webhooks over plain http on loopback addresses, on any port. Telegram never does. */
  allowHttpWebhook?: boolean;
}
