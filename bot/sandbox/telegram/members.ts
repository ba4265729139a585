import { type Room, tellBot } from './delivery.ts';
import type { BotStatus, MemberStatus, State, StoredGroup } from './state.ts';
import { announce } from './topic-changes.ts';
import type { BotRights, User } from './types.ts';

/** Whoever runs a group of which nobody says whose it is. */
const FOUNDER: User = { id: 1_000_000_001, is_bot: false, first_name: 'Основатель' };
/** Behind this account administrators write as the group. */
export const ANONYMOUS: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};

export const statusOf = (group: StoredGroup, userId: number): MemberStatus | undefined =>
  group.members.find(([id]) => id === userId)?.[1];

/** Who runs the group: sets the bot's rights, adds and removes it. */
export function founder(state: State, group: StoredGroup): User {
  const found =
    group.members.find(([, status]) => status === 'creator') ??
    group.members.find(([, status]) => status === 'administrator');
  return found ? { ...state.personOrThrow(found[0]).user } : FOUNDER;
}

/** Somebody's standing, as the Bot API tells it. */
export function memberOf(group: StoredGroup, user: User, status: MemberStatus | undefined): Record<string, unknown> {
  if (status === 'creator') return { status, user, is_anonymous: false };
  if (status === 'administrator') return administrator(user, ALL, group);
  return { status: status ?? 'left', user };
}

/** The bot's standing, as the Bot API tells it. */
export function botMember(state: State, group: StoredGroup): Record<string, unknown> {
  const user = state.bot();
  if (group.bot === 'administrator') return administrator(user, group.rights, group);
  if (group.bot === 'kicked') return { status: 'kicked', user, until_date: 0 };
  return { status: group.bot === 'member' ? 'member' : 'left', user };
}

/** Changes how the bot stands in a group, and tells it so. */
export function changeBot(room: Room, group: StoredGroup, status: BotStatus, rights: BotRights, by?: User): void {
  const { state, updates } = room;
  const before = botMember(state, group);
  group.bot = status;
  group.rights = { ...group.rights, ...rights };
  const from = by ?? founder(state, group);
  state.emit({ type: 'group', groupId: group.chat.id });
  updates.add({
    my_chat_member: {
      chat: state.chatOf(group.chat.id),
      from,
      date: state.seconds(),
      old_chat_member: before,
      new_chat_member: botMember(state, group),
    },
  });
}

/** Lets somebody in, makes them something else, or (without `status`) out. */
export function changeMember(room: Room, group: StoredGroup, userId: number, status: MemberStatus | undefined): void {
  const { state } = room;
  const user = { ...state.personOrThrow(userId).user };
  const old = statusOf(group, userId);
  if (old === status) return;
  group.members = group.members.filter(([id]) => id !== userId);
  if (status) group.members.push([userId, status]);
  state.emit({ type: 'group', groupId: group.chat.id });
  const change = {
    chat: state.chatOf(group.chat.id),
    date: state.seconds(),
    old_chat_member: memberOf(group, user, old),
    new_chat_member: memberOf(group, user, status),
  };
  const from = old && status ? founder(state, group) : user;
  tellBot(room, group, { chat_member: { ...change, from } });
  const doer = { user, by: 'person' as const };
  if (!old) announce(room, group, doer, { new_chat_members: [user] });
  if (!status) announce(room, group, doer, { left_chat_member: user });
}

const ALL = { canManageTopics: true, canDeleteMessages: true, canPinMessages: true };

function administrator(user: User, rights: Required<BotRights>, { chat }: StoredGroup): Record<string, unknown> {
  const forum = chat.type === 'supergroup' ? { can_manage_topics: rights.canManageTopics } : {};
  return {
    ...{ status: 'administrator', user, can_be_edited: false, is_anonymous: false, can_manage_chat: true },
    ...{ can_delete_messages: rights.canDeleteMessages, can_manage_video_chats: true, can_restrict_members: true },
    ...{ can_promote_members: false, can_change_info: true, can_invite_users: true, can_post_stories: false },
    ...{ can_edit_stories: false, can_delete_stories: false, can_pin_messages: rights.canPinMessages, ...forum },
  };
}
