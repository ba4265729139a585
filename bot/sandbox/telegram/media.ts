import { imageSize, imageType } from './images.ts';
import type { StoredFile } from './stored.ts';
import type { Media } from './types.ts';

/** How a message shows a file. */
export function mediaOf(file: StoredFile): Media {
  const { fileId, uniqueId, name, bytes, width = 0, height = 0, duration = 0 } = file;
  const base = { file_id: fileId, file_unique_id: uniqueId, file_size: bytes.length };
  const named = (mime_type: string) => ({ ...base, file_name: name, mime_type });
  switch (file.kind) {
    case 'photo':
      return { photo: [{ ...base, width, height }] };
    case 'document':
      return { document: { ...base, file_name: name, ...(imageSize(bytes) ? { mime_type: imageType(bytes) } : {}) } };
    case 'video':
      return { video: { ...named('video/mp4'), width, height, duration } };
    case 'animation': {
      // It comes with a document of the same file, for whoever does not know animations.
      const document = named('video/mp4');
      return { animation: { ...document, width, height, duration }, document };
    }
    case 'audio':
      return { audio: { ...named('audio/mpeg'), duration } };
    case 'voice':
      return { voice: { ...base, mime_type: 'audio/ogg', duration } };
    case 'video_note':
      return { video_note: { ...base, length: width, duration } };
    case 'sticker': {
      const emoji = file.emoji ? { emoji: file.emoji } : {};
      return { sticker: { ...base, type: 'regular', width, height, is_animated: false, is_video: false, ...emoji } };
    }
  }
}

/** What of a message is no text: the part that copies and replies take over. */
export function mediaIn(message: Media): Media {
  const { photo, document, video, animation, audio, voice, video_note, sticker, contact, location, venue } = message;
  const all = { photo, document, video, animation, audio, voice, video_note, sticker, contact, location, venue };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
