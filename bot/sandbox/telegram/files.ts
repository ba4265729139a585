import { randomBytes } from 'node:crypto';
import { badRequest } from './errors.ts';
import { imageSize, imageType } from './images.ts';
import type { Params, Upload } from './params.ts';
import type { State, StoredFile } from './state.ts';
import type { Attachment, PhotoSize } from './types.ts';

const LARGEST_PHOTO = 10_485_760;
const LARGEST_SIDES = 10_000;
const LARGEST_RATIO = 20;

/** Keeps bytes under a new file id. */
export function storeFile(
  state: State,
  kind: StoredFile['kind'],
  bytes: Uint8Array,
  about: { name: string; width?: number; height?: number },
): Required<Pick<Attachment, 'file_id' | 'file_unique_id' | 'file_size'>> {
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
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: bytes.length };
}

/** The photo that a call names: uploaded (as `field` or by `attach://`), or known by its file id. @throws ApiError */
export function readPhoto(state: State, params: Params, field: string, value = params.text(field)): PhotoSize[] {
  const source = find(state, params, field, value, 'photo');
  if ('fileId' in source) {
    if (source.kind !== 'photo') throw badRequest(`can't use file of type ${title(source.kind)} as Photo`);
    return [sizeOf(source)];
  }
  const { bytes } = source;
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
  return [{ ...storeFile(state, 'photo', bytes, { ...size, name }), ...size }];
}

/** The document that a call names. @throws ApiError */
export function readDocument(state: State, params: Params, field: string, value = params.text(field)): Attachment {
  const source = find(state, params, field, value, 'document');
  if ('fileId' in source) {
    if (source.kind !== 'document') throw badRequest(`can't use file of type ${title(source.kind)} as Document`);
    return {
      file_id: source.fileId,
      file_unique_id: source.uniqueId,
      file_name: source.name,
      file_size: source.bytes.length,
    };
  }
  return { ...storeFile(state, 'document', source.bytes, { name: source.name }), file_name: source.name };
}

function find(state: State, params: Params, field: string, value: string, what: string): Upload | StoredFile {
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

function sizeOf(file: StoredFile): PhotoSize {
  return {
    file_id: file.fileId,
    file_unique_id: file.uniqueId,
    file_size: file.bytes.length,
    width: file.width ?? 0,
    height: file.height ?? 0,
  };
}

const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
