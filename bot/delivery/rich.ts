import { Upload } from '#bot/transport/transport.ts';
import type { Content, Entity, MediaKind } from '#core/helpdesk/content.ts';

/** A text with what Telegram knows of its parts; places are UTF-16 units, as Telegram counts. */
export interface Rich {
  text: string;
  entities: Entity[];
}

export const plain = (text: string): Rich => ({ text, entities: [] });

/** A text that is all bold, struck, … */
export const styled = (text: string, type: string): Rich => ({
  text,
  entities: text ? [{ type, offset: 0, length: text.length }] : [],
});

export function joined(parts: readonly Rich[]): Rich {
  const whole: Rich = { text: '', entities: [] };
  for (const { text, entities } of parts) {
    const by = whole.text.length;
    whole.entities.push(...entities.map((entity) => ({ ...entity, offset: entity.offset + by })));
    whole.text += text;
  }
  return whole;
}

/** At most so many units, with a sign that something is missing. */
export function cut({ text, entities }: Rich, limit: number): Rich {
  if (text.length <= limit) return { text, entities };
  // No sign is cut in half.
  const kept = text.slice(0, Math.max(0, limit - 1)).replace(/[\uD800-\uDBFF]$/, '');
  return {
    text: `${kept}…`,
    entities: entities
      .filter(({ offset }) => offset < kept.length)
      .map((entity) => ({ ...entity, length: Math.min(entity.length, kept.length - entity.offset) })),
  };
}

/** What a text or caption says. */
export function richOf(content: Content): Rich {
  if (content.type === 'text') return { text: content.text, entities: content.entities ?? [] };
  if (content.type === 'media') return { text: content.caption ?? '', entities: content.entities ?? [] };
  return plain(content.type === 'file' ? content.caption : '');
}

/** Without what leads to somebody's profile: operators who name each other by a tap stay nameless to the person. */
export const withoutPeople = ({ text, entities }: Rich): Rich => ({
  text,
  entities: entities.filter(({ type, url }) => type !== 'text_mention' && !/^tg:/i.test(String(url ?? ''))),
});

/** What was changed, as both sides read it: the new words, and the old ones struck out below, as much of them as there is room for. */
export function withOld(now: Rich, before: Content | null, label: string, limit: number): Rich {
  const old = before ? richOf(before).text : '';
  if (!old || old === now.text) return now;
  const sign = `${now.text ? '\n\n' : ''}${label} `;
  const room = limit - now.text.length - sign.length;
  return room < 10 ? now : joined([now, plain(sign), styled(cut(plain(old), room).text, 'strikethrough')]);
}

/** Telegram's limits, in UTF-16 units. */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

const METHODS: Record<MediaKind, string> = {
  photo: 'sendPhoto',
  video: 'sendVideo',
  animation: 'sendAnimation',
  audio: 'sendAudio',
  document: 'sendDocument',
  voice: 'sendVoice',
  video_note: 'sendVideoNote',
  sticker: 'sendSticker',
};

export const takesCaption = (kind: MediaKind): boolean => kind !== 'sticker' && kind !== 'video_note';

/** How one file is sent: a `file_id`, or an upload. */
export function mediaCall(kind: MediaKind, file: unknown, caption: Rich): Sending {
  return { method: METHODS[kind], params: { [kind]: file, ...(takesCaption(kind) ? captionParams(caption) : {}) } };
}

/** Telegram takes photos of 10 MB. */
const LARGEST_PHOTO = 10_000_000;

/** How a file of ours is uploaded, the best way first: as a picture, which Telegram refuses where it is too large, too long or too thin; as a file. */
export function uploads(
  { name, mimeType, bytes }: { name: string; mimeType: string; bytes: Uint8Array },
  caption: Rich,
): Sending[] {
  const isPicture = /^image\/(png|jpeg)$/.test(mimeType) && bytes.byteLength <= LARGEST_PHOTO;
  const kinds: MediaKind[] = isPicture ? ['photo', 'document'] : ['document'];
  return kinds.map((kind) => mediaCall(kind, new Upload(bytes, name), caption));
}

/** A file among others, or in place of another. */
export const inputMedia = (kind: MediaKind, media: unknown, caption: Rich): Record<string, unknown> => ({
  ...{ type: kind, media },
  ...captionParams(caption),
});

export const captionParams = ({ text, entities }: Rich): Record<string, unknown> =>
  text ? { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) } : {};

export const textParams = ({ text, entities }: Rich): Record<string, unknown> => ({
  ...{ text, link_preview_options: { is_disabled: true } },
  ...(entities.length > 0 ? { entities } : {}),
});

export interface Sending {
  method: string;
  params: Record<string, unknown>;
}
