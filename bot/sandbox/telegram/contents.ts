import { detectEntities } from './entities.ts';
import { storeFile } from './files.ts';
import { imageSize } from './images.ts';
import { mediaOf } from './media.ts';
import type { State } from './state.ts';
import type { AlbumItem, ClipOptions, Contact, Media, Message } from './types.ts';

/** A white pixel: what a phone sends where nobody says which picture. */
const PIXEL = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const STAND_IN = new Uint8Array([0]);

/** What a phone makes of the things that somebody sends: the content of messages, with their files stored. */
export const textContent = (text: string): Pick<Message, 'text' | 'entities'> => {
  const clean = text.trim();
  if (!clean) throw new Error('A phone does not send an empty message');
  const entities = detectEntities(clean);
  return { text: clean, ...(entities.length ? { entities } : {}) };
};

/** Nothing for a caption of nothing. */
export const captionContent = (caption: string | undefined): Pick<Message, 'caption' | 'caption_entities'> => {
  const clean = caption?.trim();
  if (!clean) return {};
  const entities = detectEntities(clean);
  return { caption: clean, ...(entities.length ? { caption_entities: entities } : {}) };
};

export function photoContent(state: State, bytes: Uint8Array = PIXEL): Media {
  const size = imageSize(bytes);
  if (!size) throw new Error('Not a PNG or JPEG');
  return mediaOf(storeFile(state, 'photo', bytes, { ...size, name: 'photo.jpg' }));
}

export const documentContent = (state: State, bytes: Uint8Array = STAND_IN, name = 'document.pdf'): Media =>
  mediaOf(storeFile(state, 'document', bytes, { name }));

export const stickerContent = (state: State, emoji: string): Media =>
  mediaOf(storeFile(state, 'sticker', STAND_IN, { name: 'sticker.webp', width: 512, height: 512, emoji }));

/** How large each kind is, and what its file is called unless told. */
const CLIPS = {
  video: { name: 'video.mp4', width: 640, height: 360 },
  animation: { name: 'animation.mp4', width: 320, height: 240 },
  audio: { name: 'audio.mp3' },
  voice: { name: 'voice.oga' },
  video_note: { name: 'note.mp4', width: 240, height: 240 },
};

export function clipContent(
  state: State,
  kind: keyof typeof CLIPS,
  { bytes = STAND_IN, name, duration = 3 }: ClipOptions,
) {
  const about = CLIPS[kind];
  return mediaOf(storeFile(state, kind, bytes, { ...about, name: name ?? about.name, duration }));
}

export const contactContent = (contact: SharedContact): Media & { contact: Contact } => ({
  contact: {
    phone_number: contact.phone,
    first_name: contact.firstName,
    ...(contact.lastName ? { last_name: contact.lastName } : {}),
    ...(contact.userId === undefined ? {} : { user_id: contact.userId }),
  },
});

export interface SharedContact {
  phone: string;
  firstName: string;
  lastName?: string;
  /** Left out where the number belongs to nobody's account. */
  userId?: number;
}

/** Throws for what phones do not send together: pictures and videos mix, documents and audios do not. */
export function albumContents(state: State, items: readonly AlbumItem[]): Partial<Message>[] {
  if (items.length < 2 || items.length > 10) throw new Error('An album has two to ten items');
  const kinds = new Set(items.map(({ kind }) => (kind === 'photo' ? 'video' : kind)));
  if (kinds.size > 1) throw new Error('Documents and audios stand in albums of their own');
  return items.map((item) => ({ ...albumItem(state, item), ...captionContent(item.caption) }));
}

function albumItem(state: State, item: AlbumItem): Media {
  switch (item.kind) {
    case 'photo':
      return photoContent(state, item.bytes);
    case 'video':
      return clipContent(state, 'video', item);
    case 'document':
      return documentContent(state, item.bytes, item.name);
    case 'audio':
      return clipContent(state, 'audio', item);
  }
}
