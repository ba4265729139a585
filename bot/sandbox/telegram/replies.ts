import { isDeepStrictEqual } from 'node:util';
import { sourceChat } from './chats.ts';
import { badRequest } from './errors.ts';
import { mediaIn } from './media.ts';
import { originOf } from './origins.ts';
import { isObject, Params } from './params.ts';
import { serviceNote } from './service.ts';
import type { State, StoredMessage } from './state.ts';
import { QUOTED, quoteText } from './text.ts';
import { asReplied, topicIdOf } from './threads.ts';
import type { Entity, Message, SendOptions } from './types.ts';

type Reply = Pick<Message, 'reply_to_message' | 'external_reply' | 'quote'>;

const LONGEST_QUOTE = 1024;

/** What somebody's message replies to. Throws where the phone shows no such message, or nothing to quote. */
export function personReply(state: State, chatId: number, { replyTo, quote }: SendOptions): Reply {
  if (replyTo === undefined) {
    if (quote !== undefined) throw new Error('Only a reply quotes');
    return {};
  }
  const stored = state.message(chatId, replyTo);
  if (!stored || stored.deleted) throw new Error(`No message ${replyTo} to reply to`);
  const found = quote === undefined ? undefined : findQuote(stored.message, quote);
  if (quote !== undefined && !found) throw new Error(`Message ${replyTo} does not say “${quote}”`);
  return { reply_to_message: asReplied(stored.message), ...(found ? { quote: found } : {}) };
}

/** What a call's message replies to (`reply_parameters`). @throws ApiError */
export function readReply(state: State, chatId: number, params: Params): Reply & { threadId?: number } {
  const given = params.json('reply_parameters', "can't parse reply parameters JSON object");
  const legacy = params.integer('reply_to_message_id');
  if (given === undefined && !legacy) return {};
  if (given !== undefined && !isObject(given)) throw badRequest('object expected as reply parameters');
  if (given && given.message_id === undefined) throw badRequest('can\'t find field "message_id"');
  const words = new Params(given ?? {});
  const source = words.has('chat_id') ? sourceChat(state, words, 'chat_id').id : chatId;
  const stored = state.message(source, words.integer('message_id') ?? legacy ?? 0);
  if (!stored || stored.deleted) {
    if (words.flag('allow_sending_without_reply') || params.flag('allow_sending_without_reply')) return {};
    throw badRequest('message to be replied not found');
  }
  const quote = readQuote(words, stored.message);
  const topic = topicIdOf(stored.message);
  const asked = params.integer('message_thread_id');
  const elsewhere = source !== chatId || (asked !== undefined && asked !== 0 && asked !== topic);
  if (elsewhere) return external(stored, quote);
  return {
    reply_to_message: asReplied(stored.message),
    ...(quote ? { quote } : {}),
    ...(topic === undefined ? {} : { threadId: topic }),
  };
}

/** A reply across chats or topics. Service messages and protected ones of other chats are not replied to. */
function external({ message }: StoredMessage, quote: Message['quote']): Reply {
  if (serviceNote(message) || message.has_protected_content) return {};
  const words = message.text ?? message.caption ?? '';
  const shown = quote ?? (words ? { text: [...words].slice(0, LONGEST_QUOTE).join(''), position: 0 } : undefined);
  const place = message.chat.type === 'supergroup' ? { chat: message.chat, message_id: message.message_id } : {};
  return {
    external_reply: { origin: originOf(message), ...place, ...mediaIn(message) },
    ...(shown ? { quote: shown } : {}),
  };
}

function readQuote(words: Params, message: Message): Message['quote'] {
  const { text, entities } = quoteText(words);
  if (text === '') return undefined;
  const near = words.integer('quote_position') ?? 0;
  const found = [...text].length <= LONGEST_QUOTE && findQuote(message, text, { near, entities });
  if (!found) throw badRequest('QUOTE_TEXT_INVALID');
  return found;
}

/**
 * Where a message says these words, formatted like that if `entities` are given; the place nearest to `near`, where it says them
 * more than once.
 */
function findQuote(
  message: Message,
  quote: string,
  { near = 0, entities }: { near?: number; entities?: readonly Entity[] } = {},
): NonNullable<Message['quote']> | undefined {
  const words = message.text ?? message.caption ?? '';
  let best: NonNullable<Message['quote']> | undefined;
  for (let at = words.indexOf(quote); at >= 0 && quote !== ''; at = words.indexOf(quote, at + 1)) {
    const inside = formatting(message, at, quote.length);
    const same = entities === undefined || isDeepStrictEqual(new Set(inside.map(key)), new Set(entities.map(key)));
    if (same && (!best || Math.abs(at - near) < Math.abs(best.position - near))) {
      best = { text: quote, position: at, ...(inside.length ? { entities: inside } : {}), is_manual: true };
    }
  }
  return best;
}

/** The part of a message's formatting that a quote of this part keeps. */
function formatting(message: Message, start: number, length: number): Entity[] {
  const all = message.entities ?? message.caption_entities ?? [];
  return all.flatMap((entity) => {
    const from = Math.max(entity.offset, start);
    const end = Math.min(entity.offset + entity.length, start + length);
    return QUOTED.has(entity.type) && end > from ? [{ ...entity, offset: from - start, length: end - from }] : [];
  });
}

const key = ({ type, offset, length }: Entity): string => `${type}:${offset}:${length}`;
