import { originalOf } from '#bot/transport/content.ts';
import { emojiOf, type RawChat, type RawMessage, RawUpdate, type RawUser } from '#bot/transport/raw-update.ts';
import { type Content, wordsOf } from '#core/helpdesk/content.ts';
import { readCommand } from './command-words.ts';

/** Telegram's stand-in for administrators who hide their names. */
const ANONYMOUS_ADMIN = 1087968824;

/** Who did it: somebody of the group; or an administrator who hides their name, who counts as a senior operator. */
export interface DeskAuthor {
  id: bigint;
  name: string;
  anonymous: boolean;
}

/** A command such as `/a pass 12 | 13`, or `/a@our_bot pass`. */
export interface DeskCommand {
  /** In small letters, without the slash. */
  name: string;
  /** What stands behind it. */
  words: string;
  /** Whose command it is, in small letters, where that was said. */
  bot: string | null;
}

/** What an operators' group tells. */
export type DeskEvent =
  | {
      kind: 'message';
      by: DeskAuthor;
      messageId: number;
      content: Content;
      command: DeskCommand | null;
      replyTo: number | null;
      quote: string | null;
      albumId: string | null;
    }
  | { kind: 'edited'; by: DeskAuthor; messageId: number; content: Content }
  /** `callbackId` is to be answered soon, whatever comes of the press. */
  | { kind: 'press'; by: DeskAuthor; callbackId: string; data: string; messageId: number }
  /** Null: taken away. */
  | { kind: 'reaction'; by: DeskAuthor; messageId: number; emoji: string | null }
  /** `ours`: the bot made it itself. */
  | { kind: 'topic-created'; ours: boolean; name: string }
  | { kind: 'topic-edited'; ours: boolean; name: string }
  | { kind: 'topic-closed' | 'topic-reopened'; ours: boolean; by: DeskAuthor | null }
  | { kind: 'migrated'; to: bigint }
  /** How the bot stands in the group from now on. */
  | { kind: 'standing'; status: string };

export interface DeskUpdate {
  /** `update:<id>`: under it the update has one effect only. */
  key: string;
  group: { botId: bigint; chatId: bigint };
  /** Null in General, and where Telegram does not say (reactions). */
  topicId: number | null;
  event: DeskEvent;
}

/**
 * What happened in a group, or null: private chats and channels, other bots' and channels' words, kinds of updates that nobody asked for.
 * Throws (zod) for what is no update at all.
 */
export function readDeskUpdate(raw: unknown, botId: bigint): DeskUpdate | null {
  const update = RawUpdate.parse(raw);
  const { message, edited_message: edited, callback_query: press, message_reaction: reaction } = update;
  const member = update.my_chat_member;
  const told = (chat: RawChat, topicId: number | null, event: DeskEvent | null): DeskUpdate | null =>
    event && isGroup(chat)
      ? { key: `update:${update.update_id}`, group: { botId, chatId: BigInt(chat.id) }, topicId, event }
      : null;

  if (message) return told(message.chat, topicOf(message), readMessage(message, botId));
  if (edited) {
    const by = authorOf(edited);
    const content = originalOf(edited)?.content;
    // A live location is edited every few seconds; a poll, whenever somebody votes.
    const event = by && content && content.type !== 'copy' ? { messageId: edited.message_id, by, content } : null;
    return told(edited.chat, topicOf(edited), event && { kind: 'edited', ...event });
  }
  if (press?.message) {
    const { chat, message_id: messageId, message_thread_id: topicId = null } = press.message;
    const by = personOf(press.from);
    return told(chat, topicId, by && { kind: 'press', by, callbackId: press.id, data: press.data ?? '', messageId });
  }
  if (reaction) {
    const by = authorOf({ chat: reaction.chat, from: reaction.user, sender_chat: reaction.actor_chat });
    const event = by && { by, messageId: reaction.message_id, emoji: emojiOf(reaction.new_reaction) };
    return told(reaction.chat, null, event && { kind: 'reaction', ...event });
  }
  return member ? told(member.chat, null, { kind: 'standing', status: member.new_chat_member.status }) : null;
}

const isGroup = ({ type }: RawChat): boolean => type === 'group' || type === 'supergroup';

/** Replies in General carry a thread of their own: only what says that it stands in a topic does. */
function topicOf({ is_topic_message: inTopic, message_thread_id: topicId, ...message }: RawMessage): number | null {
  return (inTopic || message.forum_topic_created) && topicId !== undefined ? topicId : null;
}

function readMessage(message: RawMessage, botId: bigint): DeskEvent | null {
  const { from, message_id: messageId } = message;
  if (message.migrate_to_chat_id !== undefined) return { kind: 'migrated', to: BigInt(message.migrate_to_chat_id) };
  const ours = from !== undefined && BigInt(from.id) === botId;
  const { forum_topic_created: created, forum_topic_edited: renamed } = message;
  if (created) return { kind: 'topic-created', ours, name: created.name };
  if (renamed) return renamed.name === undefined ? null : { kind: 'topic-edited', ours, name: renamed.name };
  const by = authorOf(message);
  if (message.forum_topic_closed !== undefined) return { kind: 'topic-closed', ours, by };
  if (message.forum_topic_reopened !== undefined) return { kind: 'topic-reopened', ours, by };

  const original = originalOf(message);
  if (!by || !original) return null;
  const { content, replyToMessageId: replyTo = null, quote = null, albumId = null } = original;
  const command = readCommand(wordsOf(content));
  return { kind: 'message', by, messageId, content, command, replyTo, quote, albumId };
}

/** Null for bots, and for channels that speak in the group. */
function authorOf({
  from,
  sender_chat: sender,
  chat,
}: {
  from?: RawUser | undefined;
  sender_chat?: { id: number } | undefined;
  chat: { id: number };
}): DeskAuthor | null {
  if (sender) return sender.id === chat.id ? { id: BigInt(ANONYMOUS_ADMIN), name: '', anonymous: true } : null;
  return from ? personOf(from) : null;
}

function personOf({ id, is_bot: bot, first_name: first, last_name: last }: RawUser): DeskAuthor | null {
  if (id === ANONYMOUS_ADMIN) return { id: BigInt(id), name: '', anonymous: true };
  return bot ? null : { id: BigInt(id), name: [first, last].filter(Boolean).join(' '), anonymous: false };
}
