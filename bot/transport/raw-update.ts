import { z } from 'zod';
import { contentShape, originShape, Text } from './content.ts';

const Chat = z.object({ id: z.int(), type: z.string() });

const User = z.object({
  id: z.int(),
  is_bot: z.boolean().default(false),
  first_name: Text.default(''),
  last_name: Text.optional(),
  language_code: z.string().optional(),
});

const Name = Text.optional().catch(undefined);
const Titled = z.object({ title: Name }).optional().catch(undefined);

/** From whom somebody passed a message on. */
const Origin = z
  .object({
    sender_user: z.object({ first_name: Name, last_name: Name }).optional().catch(undefined),
    sender_user_name: Name,
    ...{ sender_chat: Titled, chat: Titled },
  })
  .catch({});

const there = z.unknown().optional();

const Message = z.object({
  ...{ ...contentShape, ...originShape },
  from: User.optional(),
  sender_chat: z.object({ id: z.int() }).optional(),
  chat: Chat,
  forward_origin: Origin.optional(),
  via_bot: z.object({ id: z.int() }).optional(),
  is_topic_message: z.boolean().optional(),
  forum_topic_created: z.object({ name: Text }).optional(),
  forum_topic_edited: z.object({ name: Text.optional() }).optional(),
  ...{ forum_topic_closed: there, forum_topic_reopened: there },
  migrate_to_chat_id: z.int().optional(),
});

/** What we read of an update, from a person's chat or from a group. What Telegram adds to it does no harm. */
export const RawUpdate = z.object({
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
  my_chat_member: z
    .object({
      from: User.optional(),
      chat: Chat,
      new_chat_member: z.object({ status: z.string() }),
    })
    .optional(),
});

export type RawChat = z.infer<typeof Chat>;
export type RawUser = z.infer<typeof User>;
export type RawMessage = z.infer<typeof Message>;

/** What somebody put under a message; null where they took it away. */
export const emojiOf = (reactions: readonly { type: string; emoji?: string | undefined }[]): string | null =>
  reactions.find(({ type }) => type === 'emoji')?.emoji ?? null;
