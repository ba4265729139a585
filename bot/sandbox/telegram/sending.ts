import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { readDocument, readPhoto } from './files.ts';
import { readMarkup } from './keyboards.ts';
import { findChat, findMessage, post, recipient } from './messages.ts';
import { isObject, type Params } from './params.ts';
import { captionText, type FormattedText, messageText } from './text.ts';
import type { Message } from './types.ts';
import { checkUrl } from './urls.ts';

const ACTIONS = new Set(
  (
    'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location ' +
    'record_video_note upload_video_note'
  ).split(' '),
);

/** The methods that put a message into a chat. */
export const sending: Record<string, Method> = {
  sendMessage(context, params) {
    const text = messageText(params);
    checkPreview(params);
    const markup = readMarkup(params);
    return post(context, params, recipient(context.state, params), textFields(text), markup);
  },

  sendPhoto(context, params) {
    const caption = captionText(params);
    const markup = readMarkup(params);
    const person = recipient(context.state, params);
    const photo = readPhoto(context.state, params, 'photo');
    return post(context, params, person, { photo, ...captionFields(caption, params) }, markup);
  },

  sendDocument(context, params) {
    const caption = captionText(params);
    const markup = readMarkup(params);
    const person = recipient(context.state, params);
    const document = readDocument(context.state, params, 'document');
    return post(context, params, person, { document, ...captionFields(caption, params) }, markup);
  },

  copyMessage(context, params) {
    const caption = captionText(params);
    const markup = readMarkup(params);
    const person = recipient(context.state, params);
    const { content } = source(context, params, 'message to copy not found');
    const words = params.has('caption') ? captionFields(caption, params) : {};
    const { message_id } = post(context, params, person, { ...content, ...words }, markup);
    return { message_id };
  },

  forwardMessage(context, params) {
    const person = recipient(context.state, params);
    const { message, content } = source(context, params, 'message to forward not found');
    if (message.has_protected_content) throw badRequest("message can't be forwarded");
    const origin = message.forward_origin ?? { type: 'user', sender_user: message.from, date: message.date };
    return post(context, params, person, { ...content, forward_origin: origin }, undefined);
  },

  sendChatAction(context, params) {
    const action = params.text('action');
    if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
    const person = recipient(context.state, params);
    context.state.emit({ type: 'action', personId: person.user.id, action });
    return true;
  },
};

export const textFields = ({ text, entities }: FormattedText): Pick<Message, 'text' | 'entities'> => ({
  text,
  ...(entities.length ? { entities } : {}),
});

export function captionFields(caption: FormattedText | undefined, params: Params): Partial<Message> {
  if (!caption) return {};
  return {
    caption: caption.text,
    ...(caption.entities.length ? { caption_entities: caption.entities } : {}),
    ...(params.flag('show_caption_above_media') ? { show_caption_above_media: true } : {}),
  };
}

/** @throws ApiError */
export function checkPreview(params: Params): void {
  const options = params.json('link_preview_options', "can't parse link preview options JSON object");
  if (options === undefined) return;
  if (!isObject(options)) throw badRequest('object expected as link preview options');
  for (const name of ['is_disabled', 'prefer_small_media', 'prefer_large_media', 'show_above_text']) {
    if (options[name] !== undefined && typeof options[name] !== 'boolean') {
      throw badRequest(`field "${name}" must be of type Boolean`);
    }
  }
  if (options.url !== undefined && !checkUrl(String(options.url)).ok) throw badRequest('WEBPAGE_URL_INVALID');
}

/** What a copy takes over: the content, without the keyboard and whose it was. */
function source({ state }: Context, params: Params, complaint: string) {
  const from = findChat(state, params, 'from_chat_id');
  const { message } = findMessage(state, from.user.id, params.integer('message_id'), complaint);
  const { text, entities, caption, caption_entities, photo, document, sticker, voice, contact, location } = message;
  const all = { text, entities, caption, caption_entities, photo, document, sticker, voice, contact, location };
  const content: Partial<Message> = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return { message, content };
}
