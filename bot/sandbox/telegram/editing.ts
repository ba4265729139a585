import { isDeepStrictEqual } from 'node:util';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { readDocument, readPhoto } from './files.ts';
import { readInlineMarkup } from './keyboards.ts';
import { dataOf, findChat, findMessage, inline, recipient } from './messages.ts';
import { isObject, Params } from './params.ts';
import { captionFields, checkPreview, textFields } from './sending.ts';
import type { StoredMessage } from './state.ts';
import { captionText, messageText } from './text.ts';
import type { Markup, Message } from './types.ts';

const DELETABLE_MS = 48 * 3_600_000;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content ' +
  'and reply markup of the message';

/** The methods that change or remove a message. An edit without `reply_markup` takes the buttons away. */
export const editing: Record<string, Method> = {
  editMessageText(context, params) {
    const text = messageText(params);
    checkPreview(params);
    const markup = readInlineMarkup(params);
    const stored = target(context, params);
    if (stored.message.text === undefined) throw badRequest('there is no text in the message to edit');
    const { text: _text, entities: _entities, ...rest } = stored.message;
    return save(context, stored, { ...rest, ...textFields(text) }, markup);
  },

  editMessageCaption(context, params) {
    const caption = captionText(params);
    const markup = readInlineMarkup(params);
    const stored = target(context, params);
    if (!stored.message.photo && !stored.message.document) {
      throw badRequest('there is no caption in the message to edit');
    }
    const {
      caption: _caption,
      caption_entities: _entities,
      show_caption_above_media: _above,
      ...rest
    } = stored.message;
    return save(context, stored, { ...rest, ...captionFields(caption, params) }, markup);
  },

  editMessageMedia(context, params) {
    const media = params.json('media', "can't parse input media JSON object");
    if (!isObject(media)) throw badRequest('media is empty');
    const words = new Params(media);
    const caption = captionText(words);
    const markup = readInlineMarkup(params);
    const stored = target(context, params);
    const content = { ...readMedia(context, params, media), ...captionFields(caption, words) };
    const {
      text: _1,
      entities: _2,
      caption: _3,
      caption_entities: _4,
      photo: _5,
      document: _6,
      ...rest
    } = stored.message;
    const { show_caption_above_media: _7, ...kept } = rest;
    return save(context, stored, { ...kept, ...content }, markup);
  },

  editMessageReplyMarkup(context, params) {
    const markup = readInlineMarkup(params);
    const stored = target(context, params);
    return save(context, stored, stored.message, markup);
  },

  deleteMessage(context, params) {
    const { user } = findChat(context.state, params);
    const messageId = params.integer('message_id');
    if (!messageId) throw badRequest('message identifier is not specified');
    const { at } = findMessage(context.state, user.id, messageId, 'message to delete not found');
    if (context.state.now() - at > DELETABLE_MS) throw badRequest("message can't be deleted");
    context.state.delete(user.id, messageId);
    return true;
  },

  /** Ids of which there is nothing to delete are passed over. */
  deleteMessages(context, params) {
    const { user } = findChat(context.state, params);
    const ids = params.json('message_ids', "can't parse message identifiers JSON object");
    if (!Array.isArray(ids)) throw badRequest('expected an Array of message identifiers');
    if (ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > 100) throw badRequest('too many message identifiers specified');
    const found = ids.map((id) => context.state.message(user.id, Number(id))).filter((one) => one !== undefined);
    if (found.some((one) => context.state.now() - one.at > DELETABLE_MS)) throw badRequest("message can't be deleted");
    for (const one of found) context.state.delete(user.id, one.message.message_id);
    return true;
  },

  setMessageReaction(context, params) {
    const person = recipient(context.state, params);
    const complaint = 'message to react not found';
    const stored = findMessage(context.state, person.user.id, params.integer('message_id'), complaint);
    const reactions = params.json('reaction', "can't parse reaction types JSON object") ?? [];
    if (!Array.isArray(reactions)) throw badRequest("can't parse reaction types JSON object");
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    const [reaction] = reactions;
    if (
      reaction !== undefined &&
      !(isObject(reaction) && reaction.type === 'emoji' && typeof reaction.emoji === 'string')
    ) {
      throw badRequest('REACTION_INVALID');
    }
    const { reaction: _old, ...rest } = stored;
    context.state.replace(reaction ? { ...rest, reaction: String(reaction.emoji) } : rest);
    return true;
  },
};

function target({ state }: Context, params: Params): StoredMessage {
  if (!params.has('chat_id') && params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const person = recipient(state, params);
  const messageId = params.integer('message_id');
  if (!messageId) throw badRequest('message identifier is not specified');
  const stored = findMessage(state, person.user.id, messageId, 'message to edit not found');
  const editable =
    stored.by === 'bot' && (!stored.markup || stored.markup.kind === 'inline') && !stored.message.forward_origin;
  if (!editable) throw badRequest("message can't be edited");
  return stored;
}

function save(
  { state, limiter }: Context,
  stored: StoredMessage,
  content: Message,
  markup: Markup | undefined,
): Message {
  const { reply_markup: _buttons, edit_date, ...rest } = content;
  const message: Message = { ...rest, ...inline(markup) };
  const { edit_date: _date, ...before } = stored.message;
  if (isDeepStrictEqual(message, before)) throw badRequest(NOT_MODIFIED);
  limiter.take(message.chat.id);
  // New buttons alone are not an edit that the phone marks.
  const { reply_markup: _new, ...newContent } = message;
  const { reply_markup: _old, ...oldContent } = before;
  const date = isDeepStrictEqual(newContent, oldContent) ? edit_date : state.seconds();
  const edited: Message = { ...message, ...(date === undefined ? {} : { edit_date: date }) };
  const { markup: _markup, ...old } = stored;
  const hadData = [...new Set([...(stored.hadData ?? []), ...dataOf(markup)])];
  state.replace({ ...old, message: edited, ...(markup ? { markup } : {}), ...(hadData.length ? { hadData } : {}) });
  return edited;
}

function readMedia({ state }: Context, params: Params, media: Record<string, unknown>): Partial<Message> {
  if (media.type === undefined) throw badRequest('can\'t parse InputMedia: Can\'t find field "type"');
  const file = typeof media.media === 'string' ? media.media : '';
  if (media.type === 'photo') return { photo: readPhoto(state, params, 'media', file) };
  if (media.type === 'document') return { document: readDocument(state, params, 'media', file) };
  throw badRequest('the sandbox edits photos and documents only');
}
