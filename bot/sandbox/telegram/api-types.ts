/** The shapes of the Bot API that the sandbox speaks. */

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

export interface GroupChat {
  id: number;
  type: 'supergroup' | 'group';
  title: string;
  is_forum?: true;
}

export type Chat = PrivateChat | GroupChat;

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

export interface Place {
  latitude: number;
  longitude: number;
}

/** What a message is made of, apart from its text. A message has one of them, an animation its document besides. */
export interface Media {
  photo?: PhotoSize[];
  document?: Attachment;
  video?: Attachment & { width: number; height: number; duration: number };
  animation?: Attachment & { width: number; height: number; duration: number };
  audio?: Attachment & { duration: number; performer?: string; title?: string };
  voice?: Attachment & { duration: number };
  video_note?: Attachment & { length: number; duration: number };
  sticker?: Attachment & {
    type: string;
    width: number;
    height: number;
    is_animated: boolean;
    is_video: boolean;
    emoji?: string;
  };
  contact?: Contact;
  location?: Place;
  venue?: { location: Place; title: string; address: string };
}

/** What a service message tells of. */
export interface Service {
  forum_topic_created?: { name: string; icon_color: number; icon_custom_emoji_id?: string };
  forum_topic_edited?: { name?: string; icon_custom_emoji_id?: string };
  forum_topic_closed?: Record<string, never>;
  forum_topic_reopened?: Record<string, never>;
  new_chat_members?: User[];
  left_chat_member?: User;
  pinned_message?: Message;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
}

/** A message as the bot gets it, from an update or as the answer to a call. */
export interface Message extends Media, Service {
  message_id: number;
  message_thread_id?: number;
  from: User;
  sender_chat?: Chat;
  chat: Chat;
  date: number;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  media_group_id?: string;
  forward_origin?: Record<string, unknown>;
  is_topic_message?: true;
  reply_to_message?: Message;
  /** Instead of `reply_to_message` where the other message stands in another chat or topic. */
  external_reply?: Media & { origin: Record<string, unknown>; chat?: Chat; message_id?: number };
  quote?: { text: string; position: number; entities?: Entity[]; is_manual?: true };
  reply_markup?: { inline_keyboard: InlineButton[][] };
  via_bot?: User;
  has_protected_content?: true;
  show_caption_above_media?: true;
  link_preview_options?: Record<string, unknown>;
}

export interface Reaction {
  type: 'emoji';
  emoji: string;
}

export interface MessageReaction {
  chat: Chat;
  message_id: number;
  user: User;
  date: number;
  old_reaction: Reaction[];
  new_reaction: Reaction[];
}

export interface Update {
  update_id: number;
  message?: Message;
  edited_message?: Message;
  callback_query?: {
    id: string;
    from: User;
    message: Message | { chat: Chat; message_id: number; date: 0 };
    chat_instance: string;
    data: string;
  };
  message_reaction?: MessageReaction;
  my_chat_member?: MemberChange;
  chat_member?: MemberChange;
  inline_query?: { id: string; from: User; query: string; offset: string; chat_type: 'sender' };
}

/** Somebody's standing in a chat, before and after. */
export interface MemberChange {
  chat: Chat;
  from: User;
  date: number;
  old_chat_member: Record<string, unknown>;
  new_chat_member: Record<string, unknown>;
}

export type UpdateKind = Exclude<keyof Update, 'update_id'>;
