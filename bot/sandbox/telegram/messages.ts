import type { Context } from './context.ts';
import { badRequest, forbidden } from './errors.ts';
import { isObject, type Params } from './params.ts';
import type { State, StoredMessage, StoredPerson } from './state.ts';
import type { Markup, Message } from './types.ts';

/** The person whose chat a parameter names. @throws ApiError when nobody is there. */
export function findChat(state: State, params: Params, field = 'chat_id'): StoredPerson {
  const text = params.text(field);
  if (text === '') throw badRequest(`${field} is empty`);
  const person = /^-?\d+$/.test(text) ? state.people.get(Number(text)) : undefined;
  if (!person) throw badRequest('chat not found');
  return person;
}

/** The person to write to. @throws ApiError 403 when they do not want the bot's messages, or never wrote to it. */
export function recipient(state: State, params: Params): StoredPerson {
  const person = findChat(state, params);
  if (person.gone) throw forbidden('user is deactivated');
  if (person.blocked) throw forbidden('bot was blocked by the user');
  if (!person.started) throw forbidden("bot can't initiate conversation with a user");
  if (params.integer('message_thread_id')) throw badRequest('message thread not found');
  return person;
}

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
  { state, limiter }: Context,
  params: Params,
  person: StoredPerson,
  content: Partial<Message>,
  markup: Markup | undefined,
): Message {
  const chatId = person.user.id;
  const repliedTo = findReplied(state, chatId, params);
  limiter.take(chatId);
  const message: Message = {
    message_id: state.takeMessageId(chatId),
    from: state.bot(),
    chat: state.chatOf(chatId),
    date: state.seconds(),
    ...content,
    ...(repliedTo ? { reply_to_message: repliedTo } : {}),
    ...(params.flag('protect_content') ? { has_protected_content: true } : {}),
    ...inline(markup),
  };
  const hadData = dataOf(markup);
  state.append({
    by: 'bot',
    at: state.now(),
    message,
    ...(markup ? { markup } : {}),
    ...(hadData.length ? { hadData } : {}),
  });
  if (markup?.kind === 'keyboard') {
    const { kind: _kind, ...keyboard } = markup;
    state.showKeyboard(chatId, keyboard);
  }
  if (markup?.kind === 'remove' && person.keyboard) state.showKeyboard(chatId, null);
  return message;
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

function findReplied(state: State, chatId: number, params: Params): Message | undefined {
  const given = params.json('reply_parameters', "can't parse reply parameters JSON object");
  const legacy = params.integer('reply_to_message_id');
  if (given === undefined && !legacy) return undefined;
  if (given !== undefined && !isObject(given)) throw badRequest('object expected as reply parameters');
  if (given && given.message_id === undefined) throw badRequest('can\'t find field "message_id"');
  const stored = state.message(chatId, given ? Number(given.message_id) : (legacy ?? 0));
  if (stored && !stored.deleted) {
    const { reply_to_message: _nested, ...message } = stored.message;
    return message;
  }
  if (given?.allow_sending_without_reply === true || params.flag('allow_sending_without_reply')) return undefined;
  throw badRequest('message to be replied not found');
}
