import { findGroup } from './chats.ts';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import type { Params } from './params.ts';
import type { StoredGroup, StoredTopic } from './state.ts';
import { findTopic } from './threads.ts';
import { createTopic, type Doer, deleteTopic, editTopic, ICON_COLORS, topicName, turnTopic } from './topic-changes.ts';

/** The methods for a forum's topics. */
export const topics: Record<string, Method> = {
  createForumTopic(context, params) {
    const group = forum(context, params);
    if (!mayManage(group)) throw badRequest('not enough rights to create a topic');
    const name = topicName(params.text('name'));
    if (name === '') throw badRequest('title must be non-empty');
    const iconColor = params.integer('icon_color') ?? ICON_COLORS[0] ?? 0;
    if (!ICON_COLORS.includes(iconColor))
      throw badRequest('the sandbox knows the six icon colours of the Bot API only');
    const icon = params.text('icon_custom_emoji_id');
    context.limiter.take(group.chat.id);
    const about = { name, iconColor, ...(icon ? { icon } : {}) };
    const { threadId } = createTopic(context, group, doer(context), about);
    const custom = icon ? { icon_custom_emoji_id: icon } : {};
    return { message_thread_id: threadId, name, icon_color: iconColor, ...custom };
  },

  editForumTopic(context, params) {
    const { group, topic } = managed(context, params, 'edit');
    const name = topicName(params.text('name'));
    const change = {
      ...(name ? { name } : {}),
      ...(params.fields.icon_custom_emoji_id === undefined ? {} : { icon: params.text('icon_custom_emoji_id') }),
    };
    if (Object.keys(change).length === 0) return true;
    if (!editTopic(context, group, topic, doer(context), change)) throw badRequest('TOPIC_NOT_MODIFIED');
    return true;
  },

  closeForumTopic: (context, params) => turn(context, params, true),
  reopenForumTopic: (context, params) => turn(context, params, false),

  deleteForumTopic(context, params) {
    const group = forum(context, params);
    const topic = known(group, params);
    if (group.bot !== 'administrator' || !group.rights.canDeleteMessages) {
      throw badRequest('not enough rights to delete the topic');
    }
    deleteTopic(context.state, group, topic);
    return true;
  },

  /** There are none: the sandbox has no custom emoji. */
  getForumTopicIconStickers: () => [],
};

function turn(context: Context, params: Params, closed: boolean): true {
  const { group, topic } = managed(context, params, 'close or open');
  if (!turnTopic(context, group, topic, doer(context), closed)) throw badRequest('TOPIC_NOT_MODIFIED');
  return true;
}

function forum({ state }: Context, params: Params): StoredGroup {
  const group = findGroup(state, params);
  if (!group.chat.is_forum) throw badRequest('the chat is not a forum');
  return group;
}

/** A topic that the bot may change: any with the right to, its own always. */
function managed(context: Context, params: Params, what: string): { group: StoredGroup; topic: StoredTopic } {
  const group = forum(context, params);
  const topic = known(group, params);
  if (!mayManage(group) && topic.creatorId !== context.state.bot().id) {
    throw badRequest(`not enough rights to ${what} the topic`);
  }
  return { group, topic };
}

function known(group: StoredGroup, params: Params): StoredTopic {
  const threadId = params.integer('message_thread_id') ?? 0;
  if (threadId <= 0) throw badRequest('invalid forum topic identifier specified');
  const topic = findTopic(group, threadId);
  if (!topic) throw badRequest('TOPIC_ID_INVALID');
  return topic;
}

const mayManage = ({ bot, rights }: StoredGroup): boolean => bot === 'administrator' && rights.canManageTopics;

const doer = ({ state }: Context): Doer => ({ user: state.bot(), by: 'bot' });
