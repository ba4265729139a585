import { recipient } from './chats.ts';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { readFile } from './files.ts';
import { readMarkup } from './keyboards.ts';
import { post, topicToWriteIn } from './messages.ts';
import { isObject, type Params } from './params.ts';
import type { FileKind } from './state.ts';
import { captionText, type FormattedText, messageText } from './text.ts';
import type { Message } from './types.ts';
import { checkUrl } from './urls.ts';

const ACTIONS = new Set(
  (
    'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location ' +
    'record_video_note upload_video_note'
  ).split(' '),
);

/** The methods that put one message into a chat. */
export const sending: Record<string, Method> = {
  sendMessage(context, params) {
    const text = messageText(params);
    checkPreview(params);
    const markup = readMarkup(params);
    return post(context, params, recipient(context.state, params), textFields(text), markup);
  },

  sendPhoto: fileMethod('photo'),
  sendDocument: fileMethod('document'),
  sendVideo: fileMethod('video'),
  sendAnimation: fileMethod('animation'),
  sendAudio: fileMethod('audio'),
  sendVoice: fileMethod('voice'),
  sendVideoNote: fileMethod('video_note'),
  sendSticker: fileMethod('sticker'),

  sendLocation(context, params) {
    const location = readPlace(params);
    return postPlain(context, params, { location });
  },

  sendVenue(context, params) {
    const location = readPlace(params);
    const venue = { location, title: required(params, 'title'), address: required(params, 'address') };
    return postPlain(context, params, { location, venue });
  },

  sendContact(context, params) {
    const contact = {
      phone_number: required(params, 'phone_number'),
      first_name: required(params, 'first_name'),
      ...(params.has('last_name') ? { last_name: params.text('last_name') } : {}),
    };
    return postPlain(context, params, { contact });
  },

  sendChatAction({ state }, params) {
    const action = params.text('action');
    if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
    const { id, group } = recipient(state, params);
    const threadId = group && topicToWriteIn(state, group, params);
    const thread = threadId === undefined ? {} : { threadId };
    state.emit(
      group ? { type: 'group-action', groupId: id, ...thread, action } : { type: 'action', personId: id, action },
    );
    return true;
  },
};

/** Stickers and video notes have no caption; one that comes with them is passed over. */
function fileMethod(kind: FileKind): Method {
  return (context, params) => {
    const caption = kind === 'sticker' || kind === 'video_note' ? undefined : captionText(params);
    const markup = readMarkup(params);
    const target = recipient(context.state, params);
    const file = readFile(context.state, params, kind);
    return post(context, params, target, { ...file, ...captionFields(caption, params) }, markup);
  };
}

function postPlain(context: Context, params: Params, content: Partial<Message>): Message {
  const markup = readMarkup(params);
  return post(context, params, recipient(context.state, params), content, markup);
}

function readPlace(params: Params): { latitude: number; longitude: number } {
  for (const name of ['latitude', 'longitude']) if (!params.has(name)) throw badRequest(`${name} is empty`);
  const [latitude, longitude] = [Number(params.text('latitude')), Number(params.text('longitude'))];
  // Written so that what is no number is refused too.
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw badRequest('invalid location specified');
  return { latitude, longitude };
}

function required(params: Params, name: string): string {
  const text = params.text(name).trim();
  if (text === '') throw badRequest(`${name.replace('_', ' ')} must be non-empty`);
  return text;
}

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
