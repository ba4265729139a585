import { pino } from 'pino';
import QRCode from 'qrcode';
import { beforeEach, describe, expect, it } from 'vitest';
import { pictureJobs } from '#bot/intake/pictures.ts';
import { TelegramUnreachable } from '#bot/transport/transport.ts';
import { minutes } from '#core/clock.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { verificationWorld } from '#tests/verification/world.ts';

let world: Awaited<ReturnType<typeof verificationWorld>>;
let answers: (() => Promise<Uint8Array | null>)[];
let asked: string[];
let lines: string[];

beforeEach(async () => {
  world = await verificationWorld();
  answers = [];
  asked = [];
  lines = [];
  return () => world.close();
});

/** Runs the job as graphile-worker would. */
function read(fileId: string, { id = '1', attempt = 1, chatId = '5', more = {} } = {}): Promise<void> {
  const files = {
    download: async (file: string) => {
      asked.push(file);
      return (await answers.shift()?.()) ?? null;
    },
  };
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const jobs = pictureJobs({ files, transaction: world.transaction, jobs: sqlJobs, clock: world.clock, log });
  const info = { id, attempt, name: 'read-picture', maxAttempts: 25, signal: undefined };
  return jobs['read-picture']({ botId: '7', chatId, fileId, ...more }, info);
}

const told = async () => (await world.jobs('signal')).map(({ payload }) => payload);
const code = () => QRCode.toBuffer('pt4k7m2x9qrw', { scale: 6 });

describe('a picture that somebody sent', () => {
  it('comes back as news with the text of its QR code', async () => {
    answers = [code];
    await read('the-file', { id: '42' });

    expect(asked).toEqual(['the-file']);
    expect(await told()).toEqual([
      { botId: '7', chatId: '5', id: 'picture:42', news: { type: 'picture-read', text: 'pt4k7m2x9qrw' } },
    ]);
  });

  it('is told of as well when it has no code, or Telegram no longer has it', async () => {
    answers = [async () => Buffer.from('no picture'), async () => null];
    await read('first', { id: '1' });
    await read('second', { id: '2' });

    expect((await told()).map(({ news }) => news)).toEqual([
      { type: 'picture-read', text: null },
      { type: 'picture-read', text: null },
    ]);
  });

  it('comes back itself, for the helpdesk, where it has no code only', async () => {
    const sent = { messageId: 9, content: { type: 'media' as const, kind: 'photo' as const, fileId: 'file' } };
    answers = [code, async () => Buffer.from('no picture')];
    await read('file', { id: '1', more: { sent } });
    await read('file', { id: '2', more: { sent } });

    expect((await told()).map(({ news }) => news)).toEqual([
      { type: 'picture-read', text: 'pt4k7m2x9qrw' },
      { type: 'picture-read', text: null, sent },
    ]);
  });

  it('is tried again while Telegram is away; the third time the person goes on without it', async () => {
    const away = () => Promise.reject(new TelegramUnreachable('a file', new Error('refused')));
    answers = [away, away, away];
    await expect(read('file', { attempt: 1 })).rejects.toThrow(TelegramUnreachable);
    await expect(read('file', { attempt: 2 })).rejects.toThrow(TelegramUnreachable);
    expect(await told()).toEqual([]);
    await read('file', { attempt: 3 });

    expect((await told()).map(({ news }) => news)).toEqual([{ type: 'picture-read', text: null }]);
    expect(lines).toHaveLength(1);
  });

  it('is left unread when a chat sends a heap of them, for ten minutes', async () => {
    for (let count = 1; count <= 14; count += 1) await read(`file-${count}`, { id: String(count) });
    expect(asked).toHaveLength(12);
    await read('of another chat', { id: '20', chatId: '6' });
    world.move(minutes(11));
    await read('later', { id: '21' });

    expect(asked.slice(12)).toEqual(['of another chat', 'later']);
    expect(await told()).toHaveLength(16);
  });
});
