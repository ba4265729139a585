import { randomBytes } from 'node:crypto';
import { recipient } from './chats.ts';
import type { Method } from './context.ts';
import { badRequest } from './errors.ts';
import { readFile } from './files.ts';
import { postAll } from './messages.ts';
import { isObject, Params } from './params.ts';
import { captionFields } from './sending.ts';
import type { State } from './state.ts';
import { captionText } from './text.ts';
import type { Message } from './types.ts';

const KINDS = ['photo', 'video', 'animation', 'audio', 'document'] as const;

export const albums: Record<string, Method> = {
  /** Sends two to ten messages with one `media_group_id`: pictures and videos together, documents or audios among themselves. */
  sendMediaGroup(context, params) {
    const list = params.json('media', "can't parse media JSON object");
    if (!Array.isArray(list)) throw badRequest('expected an Array of InputMedia');
    if (list.length > 10) throw badRequest('too many messages to send as an album');
    if (list.length === 0) throw badRequest('there are no messages to send');
    if (list.length === 1) throw badRequest('the sandbox wants two to ten items in an album, as its description says');
    const target = recipient(context.state, params);
    const items = list.map((item) => readInputMedia(context.state, params, item));
    for (const item of items) checkMix(item, items);
    const media_group_id = newAlbumId();
    return postAll(
      context,
      params,
      target,
      items.map((item) => ({ ...item, media_group_id })),
    );
  },
};

export const newAlbumId = (): string => String(randomBytes(8).readBigUInt64BE());

/** The content of an `InputMedia`: the file with its caption. @throws ApiError */
export function readInputMedia(state: State, params: Params, value: unknown): Partial<Message> {
  if (!isObject(value)) throw badRequest("can't parse InputMedia: Expected an Object");
  const fields = new Params(value);
  if (value.type === undefined) throw badRequest('can\'t parse InputMedia: Can\'t find field "type"');
  const kind = KINDS.find((one) => one === value.type);
  if (!kind) throw badRequest("can't parse InputMedia: invalid type specified");
  const caption = captionText(fields);
  if (!fields.has('media')) throw badRequest('can\'t parse InputMedia: Can\'t find field "media"');
  const file = readFile(state, params, kind, { field: 'media', value: fields.text('media'), about: fields });
  return { ...file, ...captionFields(caption, fields) };
}

function checkMix(item: Partial<Message>, all: readonly Partial<Message>[]): void {
  if (item.animation || item.sticker || item.voice || item.video_note) {
    throw badRequest("message content type can't be used in an album");
  }
  if (item.document && !all.every((one) => one.document)) {
    throw badRequest("document can't be mixed with other media types");
  }
  if (item.audio && !all.every((one) => one.audio)) throw badRequest("audio can't be mixed with other media types");
}
