import type { Target } from './chats.ts';
import type { Context } from './context.ts';
import { badRequest } from './errors.ts';
import type { Params } from './params.ts';
import { readReply } from './replies.ts';
import type { State, StoredGroup, StoredMessage } from './state.ts';
import { findTopic, standing } from './threads.ts';
import type { Markup, Message } from './types.ts';

/** A message that is still there. @throws ApiError with `complaint`. */
export function findMessage(
  state: State,
  chatId: number,
  messageId: number | undefined,
  complaint: string,
): StoredMessage {
  const stored = messageId === undefined ? undefined : state.message(chatId, messageId);
  if (!stored || stored.deleted) throw badRequest(complaint);
  return stored;
}

/** Sends a message of the bot and shows its keyboard. */
export function post(
  context: Context,
  params: Params,
  target: Target,
  content: Partial<Message>,
  markup: Markup | undefined,
): Message {
  const [message] = postAll(context, params, target, [content], markup);
  if (!message) throw new Error('A message was expected');
  return message;
}

/** Sends messages that belong together. All of them reply to what the call says. @throws ApiError */
export function postAll(
  { state, limiter }: Context,
  params: Params,
  target: Target,
  contents: readonly Partial<Message>[],
  markup?: Markup,
): Message[] {
  const { threadId: repliedThread, ...reply } = readReply(state, target.id, params);
  const threadId = target.group ? topicToWriteIn(state, target.group, params, repliedThread) : undefined;
  if (target.group) checkForGroup(markup);
  limiter.take(target.id, contents.length);
  const hadData = dataOf(markup);
  const messages = contents.map((content): Message => {
    const message: Message = {
      message_id: state.takeMessageId(target.id),
      from: state.bot(),
      chat: state.chatOf(target.id),
      date: state.seconds(),
      ...content,
      ...reply,
      ...(target.group ? standing(state, target.group, threadId, reply) : {}),
      ...(params.flag('protect_content') ? { has_protected_content: true } : {}),
      ...inline(markup),
    };
    state.append({
      by: 'bot',
      at: state.now(),
      message,
      ...(markup ? { markup } : {}),
      ...(hadData.length ? { hadData } : {}),
    });
    return message;
  });
  if (target.person) showKeyboard(state, target.id, markup);
  return messages;
}

/** The topic that a call's message goes to; undefined for General and where there are no topics. @throws ApiError */
export function topicToWriteIn(
  state: State,
  group: StoredGroup,
  params: Params,
  repliedThread?: number,
): number | undefined {
  const threadId = params.integer('message_thread_id') || repliedThread;
  if (threadId === undefined) return undefined;
  const topic = group.chat.is_forum ? findTopic(group, threadId) : undefined;
  if (!topic) throw badRequest('message thread not found');
  const may = group.bot === 'administrator' && group.rights.canManageTopics;
  if (topic.closed && !may && topic.creatorId !== state.bot().id) throw badRequest('TOPIC_CLOSED');
  return threadId;
}

/** Some buttons are for private chats. */
function checkForGroup(markup: Markup | undefined): void {
  if (markup?.kind === 'inline' && markup.inline_keyboard.flat().some((button) => button.web_app)) {
    throw badRequest('BUTTON_TYPE_INVALID');
  }
  if (markup?.kind !== 'keyboard') return;
  for (const key of markup.keyboard.flat()) {
    if (key.request_contact) throw badRequest('phone number can be requested in private chats only');
    if (key.request_location) throw badRequest('location can be requested in private chats only');
    if (key.web_app) throw badRequest('web App buttons can be used in private chats only');
  }
}

function showKeyboard(state: State, personId: number, markup: Markup | undefined): void {
  if (markup?.kind === 'keyboard') {
    const { kind: _kind, ...keyboard } = markup;
    state.showKeyboard(personId, keyboard);
  }
  if (markup?.kind === 'remove' && state.personOrThrow(personId).keyboard) state.showKeyboard(personId, null);
}

/** Messages carry inline keyboards only, never reply keyboards. */
export const inline = (markup: Markup | undefined): Pick<Message, 'reply_markup'> =>
  markup?.kind === 'inline' ? { reply_markup: { inline_keyboard: markup.inline_keyboard } } : {};

export const dataOf = (markup: Markup | undefined): string[] =>
  markup?.kind === 'inline'
    ? markup.inline_keyboard
        .flat()
        .flatMap((button) => (button.callback_data === undefined ? [] : [button.callback_data]))
    : [];
