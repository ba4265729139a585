import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import { job } from '#bot/jobs.ts';
import type { TelegramFiles } from '#bot/transport/files.ts';
import { type Clock, minutes } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { Sent } from '#core/helpdesk/content.ts';
import type { Jobs } from '#core/jobs.ts';
import { within } from '#core/limits.ts';
import { tell } from '#core/news.ts';
import { readQr } from './qr.ts';

/** What Telegram lets a photo have; a picture sent as a file may have more. */
const LARGEST = 10 * 1024 * 1024;
/** Pictures that are looked at for one chat. What comes beyond it counts as a picture without a code. */
const PER_CHAT = { max: 12, window: minutes(10) };
/** After so many tries in vain the person is told that nothing was read, and goes on by typing. */
const TRIES = 3;

const Picture = z.object({ botId: z.string(), chatId: z.string(), fileId: z.string(), sent: Sent.exactOptional() });

/** The job that reads the QR code of a picture which somebody sent; what it holds comes back as news. */
export function pictureJobs({
  files,
  transaction,
  jobs,
  clock,
  log,
}: {
  files: TelegramFiles;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  jobs(db: Db): Jobs;
  clock: Clock;
  log: Logger;
}) {
  // One at a time, so that a heap of pictures leaves the processor to the rest of the house.
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = (bytes: Uint8Array): Promise<string | null> => {
    const turn = before.then(() => readQr(bytes));
    before = turn.catch(() => undefined);
    return turn;
  };

  async function read(fileId: string, attempt: number): Promise<string | null> {
    try {
      const bytes = await files.download(fileId, LARGEST);
      return bytes && (await inTurn(bytes));
    } catch (error) {
      if (attempt < TRIES) throw error;
      log.warn({ cause: cause(error) }, 'a picture could not be read');
      return null;
    }
  }

  return {
    'read-picture': job(Picture, async ({ botId, chatId, fileId, sent }, { id, attempt }) => {
      const key = `picture:${botId}:${chatId}`;
      const permitted = attempt > 1 || (await transaction((db) => within(db, clock, key, PER_CHAT)));
      const text = permitted ? await read(fileId, attempt) : null;
      const chat = { botId: BigInt(botId), chatId: BigInt(chatId) };
      await transaction((db) =>
        tell(jobs(db), chat, `picture:${id}`, {
          type: 'picture-read',
          text,
          ...(text === null && sent ? { sent } : {}),
        }),
      );
    }),
  };
}
