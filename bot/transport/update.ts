import type { Envelope, Original, Signal, Unexpected } from '#bot/intake/signal.ts';
import { originalOf } from './content.ts';
import { emojiOf, type RawMessage, RawUpdate, type RawUser } from './raw-update.ts';

export interface ReadUpdate {
  envelope: Envelope;
  /** To be answered soon, whatever comes of the press. */
  callbackId?: string;
}

/**
 * Turns a raw update into a signal, or null for what does not concern the assistant: groups, channels, kinds of updates that
 * were not asked for, articles of our own that somebody picked inline. Throws (zod) for what is no update at all.
 */
export function readUpdate(raw: unknown, botId: bigint): ReadUpdate | null {
  const update = RawUpdate.parse(raw);
  const {
    message,
    edited_message: edited,
    callback_query: press,
    my_chat_member: member,
    message_reaction: reaction,
  } = update;
  const envelope = (
    user: RawUser | undefined,
    chatId: number,
    signal: Signal,
    original: Original | null = null,
  ): Envelope => ({
    key: `update:${update.update_id}`,
    chat: { botId, chatId: BigInt(chatId) },
    signal,
    ...(user ? { from: { languageCode: user.language_code } } : {}),
    ...(original ? { original } : {}),
  });

  if (press) {
    if (press.message && press.message.chat.type !== 'private') return null;
    const messageId = press.message?.message_id ?? null;
    const signal: Signal = { kind: 'press', data: press.data ?? '', messageId };
    return { envelope: envelope(press.from, press.from.id, signal), callbackId: press.id };
  }
  if (member?.chat.type === 'private' && member.new_chat_member.status === 'kicked') {
    return { envelope: envelope(member.from, member.chat.id, { kind: 'blocked' }) };
  }
  if (edited?.chat.type === 'private') {
    const original = originalOf(edited);
    // A live location is edited every few seconds: only other words and other files are worth an answer.
    if (!original || original.content.type === 'copy') return null;
    const messageId = edited.message_id;
    const signal: Signal =
      edited.text === undefined ? { kind: 'changed', messageId } : { kind: 'edited', text: edited.text, messageId };
    return { envelope: envelope(edited.from, edited.chat.id, signal, original) };
  }
  if (reaction?.chat.type === 'private') {
    const emoji = emojiOf(reaction.new_reaction);
    const signal: Signal = { kind: 'reaction', emoji, messageId: reaction.message_id };
    return { envelope: envelope(reaction.user, reaction.chat.id, signal) };
  }
  if (message?.chat.type === 'private' && message.from) {
    // Our own words: nobody asks or answers anything by them.
    if (message.via_bot && BigInt(message.via_bot.id) === botId) return null;
    return { envelope: envelope(message.from, message.chat.id, readMessage(message), passedOn(message)) };
  }
  return null;
}

/** What a message says; and whose words they are, if somebody else's. */
function passedOn(message: RawMessage): Original | null {
  const original = originalOf(message);
  const { forward_origin: origin } = message;
  if (!original || !origin || (original.content.type !== 'text' && original.content.type !== 'media')) return original;
  const { sender_user: user, sender_user_name: name, sender_chat: group, chat: channel } = origin;
  const person = [user?.first_name, user?.last_name].filter(Boolean).join(' ');
  const forwarded = person || name || group?.title || channel?.title || '';
  return { ...original, content: { ...original.content, forwarded } };
}

function readMessage(message: RawMessage): Signal {
  const { message_id: messageId, text, contact } = message;
  const forwarded = message.forward_origin !== undefined;
  if (contact) {
    // A card of somebody else's, or one that was passed on, proves nothing (abuse case 28).
    return { kind: 'contact', phone: contact.phone_number, own: !forwarded && contact.user_id === message.from?.id };
  }
  if (forwarded) return { kind: 'unexpected', what: 'forwarded', messageId };
  const fileId = pictureOf(message);
  if (fileId !== undefined) return { kind: 'picture', fileId, messageId };
  if (text === undefined) return { kind: 'unexpected', what: unexpectedKind(message), messageId };

  const command = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text);
  if (!command) return { kind: 'text', text, messageId };
  const name = command[1]?.toLowerCase() ?? '';
  if (name === 'start') return { kind: 'start', payload: command[2]?.trim() ?? '' };
  return { kind: 'command', name };
}

/** Photos come in several sizes, a picture sent as a file in one. */
function pictureOf({ photo, document }: RawMessage): string | undefined {
  const [largest] = [...(photo ?? [])].sort((one, other) => other.width * other.height - one.width * one.height);
  return largest?.file_id ?? (document?.mime_type?.startsWith('image/') ? document.file_id : undefined);
}

function unexpectedKind(message: RawMessage): Unexpected {
  const kinds = ['photo', 'sticker', 'voice', 'video', 'document', 'location'] as const;
  return kinds.find((kind) => message[kind] !== undefined) ?? (message.video_note === undefined ? 'other' : 'video');
}
