import { randomBytes } from 'node:crypto';
import { badRequest } from './errors.ts';
import { imageSize, imageType } from './images.ts';
import { mediaOf } from './media.ts';
import type { Params, Upload } from './params.ts';
import type { FileKind, State, StoredFile } from './state.ts';
import type { Media } from './types.ts';

const LARGEST_PHOTO = 10_485_760;
const LARGEST_SIDES = 10_000;
const LARGEST_RATIO = 20;

type About = Pick<StoredFile, 'name'> & Partial<Pick<StoredFile, 'width' | 'height' | 'duration' | 'emoji'>>;

/** Keeps bytes under a new file id. */
export function storeFile(state: State, kind: FileKind, bytes: Uint8Array, about: About): StoredFile {
  const ending = /\.\w+$/.exec(about.name)?.[0] ?? '';
  const file: StoredFile = {
    ...about,
    kind,
    bytes,
    fileId: `AgAC${randomBytes(24).toString('base64url')}`,
    uniqueId: `AQAD${randomBytes(8).toString('base64url')}`,
    path: `${kind}s/file_${state.files.size}${ending}`,
  };
  state.files.set(file.fileId, file);
  return file;
}

/**
 * The file that a call names: uploaded (as `field` or by `attach://`), or known by its id. A known one stays of its kind, also
 * when it is sent as another: only photos and everything else do not mix.
 * @throws ApiError
 */
export function readFile(
  state: State,
  params: Params,
  kind: FileKind,
  { field = kind, value = params.text(field), about = params }: { field?: string; value?: string; about?: Params } = {},
): Media {
  const source = find(state, params, { field, value, what: kind.replace('_', ' ') });
  if ('fileId' in source) {
    if ((source.kind === 'photo') !== (kind === 'photo')) {
      throw badRequest(`can't use file of type ${TITLES[source.kind]} as ${TITLES[kind]}`);
    }
    return mediaOf(source);
  }
  if (kind === 'photo') return mediaOf(storePhoto(state, source.bytes));
  return mediaOf(storeFile(state, kind, source.bytes, { name: source.name, ...read(kind, about) }));
}

/** What the bot tells of an upload. */
function read(kind: FileKind, about: Params): Omit<About, 'name'> {
  const number = (name: string, otherwise: number) => about.integer(name) ?? otherwise;
  const duration = number('duration', 0);
  switch (kind) {
    case 'video':
    case 'animation':
      return { width: number('width', 320), height: number('height', 240), duration };
    case 'audio':
    case 'voice':
      return { duration };
    case 'video_note':
      return { width: number('length', 240), height: number('length', 240), duration };
    case 'sticker':
      return { width: 512, height: 512, ...(about.has('emoji') ? { emoji: about.text('emoji') } : {}) };
    default:
      return {};
  }
}

function storePhoto(state: State, bytes: Uint8Array): StoredFile {
  if (bytes.length > LARGEST_PHOTO) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${LARGEST_PHOTO} bytes`,
    );
  }
  const size = imageSize(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  if (short === 0 || short + long > LARGEST_SIDES || long / short > LARGEST_RATIO) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  const name = imageType(bytes) === 'image/png' ? 'photo.png' : 'photo.jpg';
  return storeFile(state, 'photo', bytes, { ...size, name });
}

function find(
  state: State,
  params: Params,
  { field, value, what }: { field: string; value: string; what: string },
): Upload | StoredFile {
  const upload = params.files.get(value.startsWith('attach://') ? value.slice('attach://'.length) : field);
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    return upload;
  }
  if (value === '') throw badRequest(`there is no ${what} in the request`);
  if (/^https?:\/\//i.test(value)) throw badRequest('failed to get HTTP URL content');
  const known = state.files.get(value);
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
  return known;
}

const TITLES: Record<FileKind, string> = {
  photo: 'Photo',
  document: 'Document',
  sticker: 'Sticker',
  voice: 'VoiceNote',
  video: 'Video',
  animation: 'Animation',
  audio: 'Audio',
  video_note: 'VideoNote',
};
