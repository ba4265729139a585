import { isDeepStrictEqual } from 'node:util';
import { readInputMedia } from './albums.ts';
import { findChat, recipient, type Target } from './chats.ts';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { readInlineMarkup } from './keyboards.ts';
import { dataOf, findMessage, inline } from './messages.ts';
import type { Params } from './params.ts';
import { captionFields, checkPreview, textFields } from './sending.ts';
import { serviceNote } from './service.ts';
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
    if (!captioned(stored.message)) {
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
    if (media === undefined) throw badRequest('media is empty');
    const markup = readInlineMarkup(params);
    const content = readInputMedia(context.state, params, media);
    const stored = target(context, params);
    const { message } = stored;
    if (message.text === undefined && (!captioned(message) || message.voice)) {
      throw badRequest("message media can't be edited");
    }
    const {
      text: _1,
      entities: _2,
      caption: _3,
      caption_entities: _4,
      show_caption_above_media: _5,
      ...rest
    } = message;
    const { photo: _6, document: _7, video: _8, animation: _9, audio: _10, ...kept } = rest;
    return save(context, stored, { ...kept, ...content }, markup);
  },

  editMessageReplyMarkup(context, params) {
    const markup = readInlineMarkup(params);
    const stored = target(context, params);
    return save(context, stored, stored.message, markup);
  },

  deleteMessage(context, params) {
    const chat = findChat(context.state, params);
    const messageId = params.integer('message_id');
    if (!messageId) throw badRequest('message identifier is not specified');
    const stored = findMessage(context.state, chat.id, messageId, 'message to delete not found');
    if (!deletable(context, chat, stored)) throw badRequest("message can't be deleted");
    context.state.delete(chat.id, messageId);
    return true;
  },

  /** Ids of which there is nothing to delete are passed over; one that must not be deleted keeps all. */
  deleteMessages(context, params) {
    const chat = findChat(context.state, params);
    const ids = params.json('message_ids', "can't parse message identifiers JSON object");
    if (!Array.isArray(ids)) throw badRequest('expected an Array of message identifiers');
    if (ids.length === 0) throw badRequest('message identifiers are not specified');
    if (ids.length > 100) throw badRequest('too many message identifiers specified');
    const found = ids.flatMap((id) => {
      const stored = context.state.message(chat.id, Number(id));
      return stored && !stored.deleted ? [stored] : [];
    });
    if (!found.every((one) => deletable(context, chat, one))) throw badRequest("message can't be deleted");
    for (const one of found) context.state.delete(chat.id, one.message.message_id);
    return true;
  },
};

/** In a group the bot deletes its own messages, and with the right to it anybody's; a topic's head never. */
function deletable({ state }: Context, { group }: Target, { at, by, message }: StoredMessage): boolean {
  if (state.now() - at > DELETABLE_MS) return false;
  if (!group) return true;
  if (message.forum_topic_created ?? message.migrate_from_chat_id) return false;
  return by === 'bot' || (group.bot === 'administrator' && group.rights.canDeleteMessages);
}

const captioned = ({ photo, video, animation, audio, document, voice }: Message): boolean =>
  Boolean(photo ?? video ?? animation ?? audio ?? document ?? voice);

function target({ state }: Context, params: Params): StoredMessage {
  if (!params.has('chat_id') && params.has('inline_message_id')) throw badRequest('MESSAGE_ID_INVALID');
  const { id } = recipient(state, params);
  const messageId = params.integer('message_id');
  if (!messageId) throw badRequest('message identifier is not specified');
  const stored = findMessage(state, id, messageId, 'message to edit not found');
  const editable =
    stored.by === 'bot' &&
    !serviceNote(stored.message) &&
    (!stored.markup || stored.markup.kind === 'inline') &&
    !stored.message.forward_origin;
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
