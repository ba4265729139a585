import { z } from 'zod';
import { TelegramRefusal, TelegramUnreachable, type Transport } from './transport.ts';

const TELEGRAM = 'https://api.telegram.org';
/** For the file's bytes, milliseconds. */
const PATIENCE = 30_000;

const File = z.object({ file_path: z.string().min(1).optional(), file_size: z.number().optional() });

export interface TelegramFiles {
  /**
   * The bytes of a file that somebody sent; null when there are more than `most`, or Telegram no longer has it.
   * @throws {TelegramUnreachable} when it is worth another try
   */
  download(fileId: string, most: number): Promise<Uint8Array | null>;
}

/** Fetches what people send. Neither framework does so under an API root of one's own: the address is made here, for both. */
export function telegramFiles({
  transport,
  token,
  apiRoot,
}: {
  transport: Pick<Transport, 'call'>;
  token: string;
  /** Without a slash at the end; null means Telegram's. */
  apiRoot: string | null;
}): TelegramFiles {
  const root = `${apiRoot ?? TELEGRAM}/file/bot${token}/`;

  async function locate(fileId: string, most: number): Promise<string | null> {
    try {
      const file = File.parse(await transport.call('getFile', { file_id: fileId }, AbortSignal.timeout(PATIENCE)));
      if (file.file_path === undefined || (file.file_size ?? 0) > most) return null;
      const address = new URL(file.file_path, root);
      return address.href.startsWith(root) && address.href !== root ? address.href : null;
    } catch (error) {
      // 400: no such file, or one of more than 20 MB.
      if (error instanceof TelegramRefusal && error.code === 400) return null;
      throw error;
    }
  }

  return {
    async download(fileId, most) {
      const address = await locate(fileId, most);
      if (address === null) return null;
      try {
        // The address holds the token: nobody leads it elsewhere.
        const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
        if (response.status === 404) return null;
        if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
        return await read(response.body, most);
      } catch (error) {
        throw new TelegramUnreachable('a file', error);
      }
    },
  };
}

/** All of a stream, unless it grows beyond `most` bytes: whatever was announced, no more is kept. */
async function read(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
