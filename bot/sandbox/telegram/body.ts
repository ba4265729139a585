import { ApiError, badRequest } from './errors.ts';
import { isObject, Params, type Upload } from './params.ts';

const LARGEST_BODY = 52_428_800;

/** Reads a call's parameters from the address and the body: JSON, urlencoded or multipart. @throws ApiError 400, 413. */
export async function readParams(request: Request, query: Record<string, string>): Promise<Params> {
  if (request.method !== 'POST') return new Params(query);
  const type = request.headers.get('content-type') ?? '';
  if (/^application\/json/i.test(type)) {
    const text = await request.text();
    return new Params({ ...query, ...parseJson(text) });
  }
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    return new Params({ ...query, ...Object.fromEntries(new URLSearchParams(await request.text())) });
  }
  if (/^multipart\/form-data/i.test(type)) {
    const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
    const name = boundary?.[1] ?? boundary?.[2];
    if (!name) throw badRequest('boundary not found');
    const body = Buffer.from(await request.arrayBuffer());
    if (body.length > LARGEST_BODY) throw new ApiError(413, 'Request Entity Too Large');
    const { fields, files } = parseMultipart(body, name);
    return new Params({ ...query, ...fields }, files);
  }
  return new Params(query);
}

function parseJson(text: string): Record<string, unknown> {
  if (!text.trim()) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (!isObject(value)) throw badRequest('JSON object expected');
  return value;
}

/** Splits a multipart body. File names may be unquoted, as grammY sends them. */
export function parseMultipart(body: Buffer, boundary: string) {
  const fields: Record<string, string> = {};
  const files = new Map<string, Upload>();
  const delimiter = Buffer.from(`--${boundary}`);
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const end = body.indexOf(delimiter, start + delimiter.length);
    if (end < 0) break;
    readPart(body.subarray(start + delimiter.length + 2, end - 2), fields, files);
    start = end;
  }
  return { fields, files };
}

function readPart(part: Buffer, fields: Record<string, string>, files: Map<string, Upload>): void {
  const split = part.indexOf('\r\n\r\n');
  if (split < 0) return;
  const head = part.subarray(0, split).toString('utf8');
  const content = part.subarray(split + 4);
  const disposition = head.split('\r\n').find((line) => /^content-disposition:/i.test(line)) ?? '';
  const name = attribute(disposition, 'name');
  if (name === undefined) return;
  const fileName = attribute(disposition, 'filename');
  if (fileName === undefined) fields[name] = content.toString('utf8');
  else files.set(name, { name: fileName, bytes: new Uint8Array(content) });
}

function attribute(line: string, name: string): string | undefined {
  const match = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;]*))`, 'i').exec(line);
  return match?.[1] ?? match?.[2]?.trim();
}
