import type { Letter } from '../../mail/letter.ts';
import { fileName } from '../../mail/printable.ts';
import type { MediaKind } from '../content.ts';
import type { Said } from './said.ts';
import { LARGEST_LETTER } from './waiting.ts';

/** How files that people sent to the chat are fetched. */
export interface ChatFiles {
  /** The bytes; null when there are more than `most`, or the file is gone. Throws when it is worth another try. */
  download(fileId: string, most: number): Promise<Uint8Array | null>;
}

const kinds: Record<MediaKind, { extension: string; mimeType: string }> = {
  photo: { extension: 'jpg', mimeType: 'image/jpeg' },
  video: { extension: 'mp4', mimeType: 'video/mp4' },
  animation: { extension: 'mp4', mimeType: 'video/mp4' },
  audio: { extension: 'mp3', mimeType: 'audio/mpeg' },
  document: { extension: 'bin', mimeType: 'application/octet-stream' },
  voice: { extension: 'ogg', mimeType: 'audio/ogg' },
  video_note: { extension: 'mp4', mimeType: 'video/mp4' },
  sticker: { extension: 'webp', mimeType: 'image/webp' },
};

type Attachment = NonNullable<Letter['attachments']>[number];

/**
 * Fetches the files of what was said, as far as they fit into a letter.
 * @param patient true: a file that cannot be fetched now fails the letter, to be tried again; false: it is left out
 */
export async function attach(
  lines: readonly Omit<Said, 'file'>[],
  { files, patient }: { files: ChatFiles; patient: boolean },
): Promise<{ said: Said[]; attachments: Attachment[] }> {
  const attachments: Attachment[] = [];
  const said: Said[] = [];
  let room = LARGEST_LETTER;
  for (const line of lines) {
    const { content, id, author } = line.message;
    // Operators know what they sent; of a deleted message nothing goes along.
    if (content.type !== 'media' || author !== 'person' || line.what === 'deleted') {
      said.push({ ...line, file: null });
      continue;
    }
    const bytes =
      (content.size ?? 0) > room
        ? null
        : await files.download(content.fileId, room).catch((error: unknown) => {
            if (patient) throw error;
            return null;
          });
    if (bytes) {
      room -= bytes.byteLength;
      const { extension, mimeType } = kinds[content.kind];
      const named = fileName(content.name ?? '');
      const name = named || `${content.kind}-${id}.${extension}`;
      attachments.push({ name, mimeType: named ? 'application/octet-stream' : mimeType, bytes });
    }
    said.push({ ...line, file: bytes ? 'attached' : 'left-out' });
  }
  return { said, attachments };
}
