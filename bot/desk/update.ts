import { z } from 'zod';
import { contentShape, originalOf, originShape, Text } from '#bot/transport/content.ts';
import { type Content, wordsOf } from '#core/helpdesk/content.ts';
import { readCommand } from './command-words.ts';

/** Telegram's stand-in for administrators who hide their names. */
const ANONYMOUS_ADMIN = 1087968824;

const User = z.object({
  id: z.int(),
  is_bot: z.boolean().default(false),
  first_name: Text.default(''),
  last_name: Text.optional(),
});
const Chat = z.object({ id: z.int(), type: z.string() });
const there = z.unknown().optional();

const Message = z.object({
  ...{ ...contentShape, ...originShape },
  from: User.optional(),
  sender_chat: z.object({ id: z.int() }).optional(),
  chat: Chat,
  is_topic_message: z.boolean().optional(),
  forum_topic_created: z.object({ name: Text }).optional(),
  forum_topic_edited: z.object({ name: Text.optional() }).optional(),
  ...{ forum_topic_closed: there, forum_topic_reopened: there },
  migrate_to_chat_id: z.int().optional(),
});

const Standing = z.object({ status: z.string(), can_manage_topics: z.boolean().optional() });

const Update = z.object({
  update_id: z.int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: User,
      data: Text.optional(),
      message: z.object({ message_id: z.int(), message_thread_id: z.int().optional(), chat: Chat }).optional(),
    })
    .optional(),
  message_reaction: z
    .object({
      ...{ chat: Chat, message_id: z.int(), user: User.optional(), actor_chat: z.object({ id: z.int() }).optional() },
      new_reaction: z.array(z.object({ type: z.string(), emoji: z.string().optional() })),
    })
    .optional(),
  my_chat_member: z.object({ chat: Chat, new_chat_member: Standing }).optional(),
});

type Message = z.infer<typeof Message>;

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
  | { kind: 'standing'; status: string; managesTopics: boolean };

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
  const update = Update.parse(raw);
  const { message, edited_message: edited, callback_query: press, message_reaction: reaction } = update;
  const member = update.my_chat_member;
  const told = (chat: z.infer<typeof Chat>, topicId: number | null, event: DeskEvent | null): DeskUpdate | null =>
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
    const emoji = reaction.new_reaction.find(({ type }) => type === 'emoji')?.emoji ?? null;
    return told(reaction.chat, null, by && { kind: 'reaction', by, messageId: reaction.message_id, emoji });
  }
  if (member) {
    const { status, can_manage_topics: managesTopics = false } = member.new_chat_member;
    return told(member.chat, null, { kind: 'standing', status, managesTopics });
  }
  return null;
}

const isGroup = ({ type }: z.infer<typeof Chat>): boolean => type === 'group' || type === 'supergroup';

/** Replies in General carry a thread of their own: only what says that it stands in a topic does. */
function topicOf({ is_topic_message: inTopic, message_thread_id: topicId, ...message }: Message): number | null {
  return (inTopic || message.forum_topic_created) && topicId !== undefined ? topicId : null;
}

function readMessage(message: Message, botId: bigint): DeskEvent | null {
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
  from?: z.infer<typeof User> | undefined;
  sender_chat?: { id: number } | undefined;
  chat: { id: number };
}): DeskAuthor | null {
  if (sender) return sender.id === chat.id ? { id: BigInt(ANONYMOUS_ADMIN), name: '', anonymous: true } : null;
  return from ? personOf(from) : null;
}

function personOf({ id, is_bot: bot, first_name: first, last_name: last }: z.infer<typeof User>): DeskAuthor | null {
  if (id === ANONYMOUS_ADMIN) return { id: BigInt(id), name: '', anonymous: true };
  return bot ? null : { id: BigInt(id), name: [first, last].filter(Boolean).join(' '), anonymous: false };
}
