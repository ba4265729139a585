import type { Room } from './delivery.ts';
import { tellBot } from './delivery.ts';
import type { State, StoredGroup, StoredTopic } from './state.ts';
import { standing } from './threads.ts';
import type { Service, User } from './types.ts';

const LONGEST_NAME = 128;
export const ICON_COLORS = [7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];

/** Who does something in a group. */
export interface Doer {
  readonly user: User;
  readonly by: 'bot' | 'person';
}

/** A topic's name as the server keeps it: trimmed, on one line, cut. */
export const topicName = (text: string): string =>
  [...text.replace(/\s+/gu, ' ').trim()].slice(0, LONGEST_NAME).join('');

/** Puts a service message into a group; the bot is told of it, also of its own. Returns its id. */
export function announce(room: Room, group: StoredGroup, doer: Doer, service: Service, threadId?: number): number {
  const { state } = room;
  const message_id = state.takeMessageId(group.chat.id);
  const place = service.forum_topic_created
    ? { message_thread_id: message_id, is_topic_message: true as const }
    : standing(state, group, threadId, {});
  const message = {
    message_id,
    from: { ...doer.user },
    chat: state.chatOf(group.chat.id),
    date: state.seconds(),
    ...place,
    ...service,
  };
  state.append({ by: doer.by, at: state.now(), message });
  tellBot(room, group, { message });
  return message_id;
}

export function createTopic(
  room: Room,
  group: StoredGroup,
  doer: Doer,
  { name, iconColor = ICON_COLORS[0] ?? 0, icon }: { name: string; iconColor?: number; icon?: string },
): StoredTopic {
  const custom = icon ? { icon_custom_emoji_id: icon } : {};
  const threadId = announce(room, group, doer, { forum_topic_created: { name, icon_color: iconColor, ...custom } });
  const about = { name, iconColor, ...(icon ? { icon } : {}) };
  const topic = { threadId, creatorId: doer.user.id, ...about, closed: false, deleted: false };
  group.topics.push(topic);
  room.state.emit({ type: 'topic', groupId: group.chat.id, threadId });
  return topic;
}

/** Renames a topic, or gives it another icon ('' for none). Returns false where that changes nothing. */
export function editTopic(
  room: Room,
  group: StoredGroup,
  topic: StoredTopic,
  doer: Doer,
  change: { name?: string; icon?: string },
): boolean {
  const name = change.name && change.name !== topic.name ? change.name : undefined;
  const icon = change.icon !== undefined && change.icon !== (topic.icon ?? '') ? change.icon : undefined;
  if (name === undefined && icon === undefined) return false;
  if (name !== undefined) topic.name = name;
  if (icon !== undefined) topic.icon = icon;
  const edited = {
    ...(name === undefined ? {} : { name }),
    ...(icon === undefined ? {} : { icon_custom_emoji_id: icon }),
  };
  announce(room, group, doer, { forum_topic_edited: edited }, topic.threadId);
  room.state.emit({ type: 'topic', groupId: group.chat.id, threadId: topic.threadId });
  return true;
}

/** Closes or opens a topic. Returns false where it is so already. */
export function turnTopic(room: Room, group: StoredGroup, topic: StoredTopic, doer: Doer, closed: boolean): boolean {
  if (topic.closed === closed) return false;
  topic.closed = closed;
  announce(room, group, doer, closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} }, topic.threadId);
  room.state.emit({ type: 'topic', groupId: group.chat.id, threadId: topic.threadId });
  return true;
}

/** Deletes a topic with all its messages. Nobody is told. */
export function deleteTopic(state: State, group: StoredGroup, topic: StoredTopic): void {
  topic.deleted = true;
  const inside = state.messagesOf(group.chat.id).filter(({ message }) => message.message_thread_id === topic.threadId);
  for (const { message } of inside) state.delete(group.chat.id, message.message_id);
  state.emit({ type: 'topic', groupId: group.chat.id, threadId: topic.threadId });
}
