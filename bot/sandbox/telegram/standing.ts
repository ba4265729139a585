import { findChat, findGroup, recipient } from './chats.ts';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { botMember, changeBot, memberOf, statusOf } from './members.ts';
import { findMessage } from './messages.ts';
import type { Params } from './params.ts';
import { asReplied, topicIdOf } from './threads.ts';
import { announce } from './topic-changes.ts';

const GIFTS = {
  unlimited_gifts: true,
  limited_gifts: true,
  unique_gifts: true,
  premium_subscription: true,
  gifts_from_channels: true,
};

/** What the bot may learn of a chat and of who is in it, and what it may pin there. */
export const standings: Record<string, Method> = {
  getChat({ state }, params) {
    const { id, group } = findChat(state, params);
    const pinned = state.message(id, group?.pinned.at(-1) ?? 0);
    return {
      ...state.chatOf(id),
      accent_color_id: Math.abs(id) % 7,
      max_reaction_count: 11,
      accepted_gift_types: GIFTS,
      ...(pinned ? { pinned_message: asReplied(pinned.message) } : {}),
      ...(group ? { permissions: PERMISSIONS } : {}),
    };
  },

  getChatMember({ state }, params) {
    const { id, group } = findChat(state, params);
    const userId = params.integer('user_id') ?? 0;
    const bot = state.bot();
    if (group && userId === bot.id) return botMember(state, group);
    const user = userId === bot.id ? bot : state.people.get(userId)?.user;
    if (!user) throw badRequest(userId > 0 ? 'user not found' : 'invalid user_id specified');
    if (group) return memberOf(group, { ...user }, statusOf(group, userId));
    return { status: userId === id || userId === bot.id ? 'member' : 'left', user };
  },

  getChatAdministrators({ state }, params) {
    const { group } = findChat(state, params);
    if (!group) throw badRequest('there are no administrators in the private chat');
    const people = group.members
      .filter(([, status]) => status !== 'member')
      .map(([id, status]) => memberOf(group, { ...state.personOrThrow(id).user }, status));
    return [...people, ...(group.bot === 'administrator' ? [botMember(state, group)] : [])];
  },

  getChatMemberCount({ state }, params) {
    const { group } = findChat(state, params);
    return group ? group.members.length + 1 : 2;
  },

  pinChatMessage(context, params) {
    const { state } = context;
    const { id, group } = recipient(state, params);
    const { message } = findMessage(state, id, params.integer('message_id'), 'message to pin not found');
    if (!group) return true;
    mustPin(group.rights.canPinMessages && group.bot === 'administrator');
    const rest = group.pinned.filter((one) => one !== message.message_id);
    group.pinned = [...rest, message.message_id].sort((one, other) => one - other);
    const doer = { user: state.bot(), by: 'bot' as const };
    announce(context, group, doer, { pinned_message: asReplied(message) }, topicIdOf(message));
    state.emit({ type: 'group', groupId: id });
    return true;
  },

  unpinChatMessage(context, params) {
    const { state } = context;
    const { id, group } = recipient(state, params);
    if (!group) return true;
    const messageId = params.integer('message_id') ?? group.pinned.at(-1);
    findMessage(state, id, messageId, 'message to unpin not found');
    mustPin(group.rights.canPinMessages && group.bot === 'administrator');
    unpin(context, params, (one) => one === messageId);
    return true;
  },

  unpinAllChatMessages(context, params) {
    const { group } = recipient(context.state, params);
    if (!group) return true;
    mustPin(group.rights.canPinMessages && group.bot === 'administrator');
    unpin(context, params, () => true);
    return true;
  },

  leaveChat(context, params) {
    const group = findGroup(context.state, params);
    const user = context.state.bot();
    announce(context, group, { user, by: 'bot' }, { left_chat_member: user });
    changeBot(context, group, 'left', {}, user);
    return true;
  },
};

function mustPin(may: boolean): void {
  if (!may) throw badRequest('not enough rights to manage pinned messages in the chat');
}

function unpin({ state }: Context, params: Params, which: (id: number) => boolean): void {
  const group = findGroup(state, params);
  group.pinned = group.pinned.filter((one) => !which(one));
  state.emit({ type: 'group', groupId: group.chat.id });
}

const PERMISSIONS = Object.fromEntries(
  (
    'can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes ' +
    'can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_react_to_messages'
  )
    .split(' ')
    .map((name) => [name, true]),
);
