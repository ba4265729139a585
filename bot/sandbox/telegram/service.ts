import type { Message, ServiceNote, User } from './types.ts';

/** What a service message tells; undefined for one that somebody wrote. */
export function serviceNote(message: Message): ServiceNote | undefined {
  const { forum_topic_created: created, forum_topic_edited: edited, pinned_message: pinned } = message;
  if (created) return { kind: 'topic-created', name: created.name };
  if (edited) return { kind: 'topic-edited', ...(edited.name === undefined ? {} : { name: edited.name }) };
  if (message.forum_topic_closed) return { kind: 'topic-closed' };
  if (message.forum_topic_reopened) return { kind: 'topic-reopened' };
  if (message.new_chat_members) return { kind: 'joined', names: message.new_chat_members.map(nameOf) };
  if (message.left_chat_member) return { kind: 'left', names: [nameOf(message.left_chat_member)] };
  if (pinned) return { kind: 'pinned', messageId: pinned.message_id };
  if (message.migrate_to_chat_id !== undefined) return { kind: 'migrated-to', chatId: message.migrate_to_chat_id };
  if (message.migrate_from_chat_id !== undefined)
    return { kind: 'migrated-from', chatId: message.migrate_from_chat_id };
  return undefined;
}

/** Somebody's first and last name, as phones show them. */
export const nameOf = ({ first_name, last_name }: User): string => [first_name, last_name].filter(Boolean).join(' ');
