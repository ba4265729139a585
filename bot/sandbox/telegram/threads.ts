import type { State, StoredGroup, StoredTopic } from './state.ts';
import type { Message } from './types.ts';

/** A topic that is there; undefined for unknown and deleted ones, and for General, which has no id that may be named. */
export const findTopic = (group: StoredGroup, threadId: number): StoredTopic | undefined =>
  group.topics.find((one) => one.threadId === threadId && !one.deleted);

/** The topic of a message; undefined in General. */
export const topicIdOf = (message: Message | undefined): number | undefined =>
  message?.is_topic_message ? message.message_thread_id : undefined;

/** A message as another one shows that replies to it: without what it replied to itself. */
export function asReplied({ reply_to_message: _reply, external_reply: _external, ...message }: Message): Message {
  return message;
}

/**
 * How a message says where in a group it stands. In a topic everything that answers nothing else replies to the topic's head,
 * as long as that is there. In a supergroup without topics a reply names the first message of its thread.
 */
export function standing(
  state: State,
  group: StoredGroup,
  threadId: number | undefined,
  reply: Pick<Message, 'reply_to_message' | 'external_reply'>,
): Partial<Message> {
  const replied = reply.reply_to_message;
  if (threadId === undefined) {
    if (!replied || group.chat.type !== 'supergroup' || group.chat.is_forum) return {};
    return { message_thread_id: replied.message_thread_id ?? replied.message_id };
  }
  const place = { message_thread_id: threadId, is_topic_message: true as const };
  const head = replied ? undefined : state.message(group.chat.id, threadId);
  return { ...place, ...(head && !head.deleted ? { reply_to_message: asReplied(head.message) } : {}) };
}
