import { newAlbumId } from './albums.ts';
import { recipient, sourceChat } from './chats.ts';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { readMarkup } from './keyboards.ts';
import { mediaIn } from './media.ts';
import { findMessage, post, postAll } from './messages.ts';
import { originOf } from './origins.ts';
import type { Params } from './params.ts';
import { captionFields } from './sending.ts';
import { serviceNote } from './service.ts';
import { captionText } from './text.ts';
import type { Message } from './types.ts';

/** The methods that repeat a message elsewhere. A copy does not say whose it was. */
export const copying: Record<string, Method> = {
  copyMessage(context, params) {
    const caption = captionText(params);
    const markup = readMarkup(params);
    const message = source(context, params, 'copy');
    const target = recipient(context.state, params);
    const content = contentOf(message);
    // An empty caption takes the old one away; a text has none.
    const anew = params.fields.caption !== undefined && message.text === undefined && !bare(message);
    const words = anew ? captionFields(caption, params) : captionOf(message);
    const { message_id } = post(context, params, target, { ...content, ...words }, markup);
    return { message_id };
  },

  copyMessages(context, params) {
    const keep = !params.flag('remove_caption');
    return repeat(context, params, 'copy', (message) => ({
      ...contentOf(message),
      ...(keep ? captionOf(message) : {}),
    }));
  },

  forwardMessage(context, params) {
    const message = source(context, params, 'forward');
    const target = recipient(context.state, params);
    return post(context, params, target, forwardOf(message), undefined);
  },

  forwardMessages: (context, params) => repeat(context, params, 'forward', forwardOf),
};

type Way = 'copy' | 'forward';

function source({ state }: Context, params: Params, way: Way): Message {
  const { id } = sourceChat(state, params);
  const { message } = findMessage(state, id, params.integer('message_id'), `message to ${way} not found`);
  if (!repeatable(message, way)) {
    throw badRequest(`the message can't be ${way === 'copy' ? 'copied' : 'forwarded'}`);
  }
  return message;
}

const repeatable = (message: Message, way: Way): boolean =>
  !serviceNote(message) && !(way === 'forward' && message.has_protected_content);

/** Up to a hundred at once; what is not there or cannot be repeated is passed over. Albums stay together. */
function repeat(
  context: Context,
  params: Params,
  way: Way,
  contentFor: (message: Message) => Partial<Message>,
): { message_id: number }[] {
  const { state } = context;
  const { id } = sourceChat(state, params);
  const ids = params.json('message_ids', "can't parse message identifiers JSON object");
  if (!Array.isArray(ids)) throw badRequest('expected an Array of message identifiers');
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest(`too many messages to ${way}`);
  if (ids.some((one, at) => at > 0 && Number(one) <= Number(ids[at - 1]))) {
    throw badRequest('message identifiers must be in a strictly increasing order');
  }
  const found = ids
    .map((one) => state.message(id, Number(one)))
    .flatMap((one) => (one && !one.deleted && repeatable(one.message, way) ? [one.message] : []));
  if (found.length === 0) throw badRequest(`there are no messages to ${way}`);
  const target = recipient(state, params);
  const fresh = new Map<string, string>();
  const contents = found.map((message) => {
    const album = message.media_group_id;
    if (album === undefined) return contentFor(message);
    const media_group_id = fresh.get(album) ?? newAlbumId();
    fresh.set(album, media_group_id);
    return { ...contentFor(message), media_group_id };
  });
  return postAll(context, params, target, contents).map(({ message_id }) => ({ message_id }));
}

/** What a copy takes over: the content, without the keyboard and whose it was. */
const contentOf = ({ text, entities, ...message }: Message): Partial<Message> => ({
  ...(text === undefined ? {} : { text }),
  ...(entities ? { entities } : {}),
  ...mediaIn(message),
});

function captionOf({ caption, caption_entities, show_caption_above_media }: Message): Partial<Message> {
  if (caption === undefined) return {};
  return {
    caption,
    ...(caption_entities ? { caption_entities } : {}),
    ...(show_caption_above_media ? { show_caption_above_media } : {}),
  };
}

const forwardOf = (message: Message): Partial<Message> => ({
  ...contentOf(message),
  ...captionOf(message),
  forward_origin: originOf(message),
});

/** Whether there is nothing that a caption could stand below. */
const bare = ({ sticker, video_note, contact, location }: Message): boolean =>
  Boolean(sticker ?? video_note ?? contact ?? location);
