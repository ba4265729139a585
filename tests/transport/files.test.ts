import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { telegramFiles } from '#bot/transport/files.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import { telegrafTransport } from '#bot/transport/telegraf.ts';
import { TelegramUnreachable } from '#bot/transport/transport.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';

let telegram: TelegramServer;
beforeEach(async () => {
  telegram = await serveTelegram();
  return () => telegram.close();
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010800000000', 'hex');
const transports = { grammy: grammyTransport, telegraf: telegrafTransport };

async function filesOf(framework: keyof typeof transports, apiRoot = telegram.root) {
  const transport = await transports[framework]({ token: TOKEN, apiRoot, onUpdate: async () => undefined });
  return telegramFiles({ transport, token: TOKEN, apiRoot });
}

/** A photo that somebody has sent; its key. */
function sent(bytes: Uint8Array): string {
  const anna = telegram.world.person({ firstName: 'Анна' });
  anna.start();
  anna.sendPhoto(bytes);
  return anna.chat.at(-1)?.photo?.fileId ?? '';
}

describe.each(['grammy', 'telegraf'] as const)('a file through %s', (framework) => {
  it('comes as it was sent', async () => {
    const bytes = await (await filesOf(framework)).download(sent(PNG), 1000);
    expect(Buffer.from(bytes ?? []).equals(PNG)).toBe(true);
  });

  it('does not come when it is too large, or unknown to Telegram', async () => {
    const files = await filesOf(framework);
    expect(await files.download(sent(PNG), PNG.length)).not.toBeNull();
    expect(await files.download(sent(PNG), PNG.length - 1)).toBeNull();
    expect(await files.download('AgACunknown', 1000)).toBeNull();
  });

  it('is asked for again while Telegram is away, and the error does not tell the token', async () => {
    const fileId = sent(PNG);
    const files = await filesOf(framework);
    await telegram.close();
    const error = await files.download(fileId, 1000).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TelegramUnreachable);
    expect(String(error)).not.toContain(TOKEN);
    telegram = await serveTelegram();
  });
});

describe('a Bot API server that answers oddly', () => {
  let server: ServerType;
  let asked: string[];
  let path: unknown;
  let answer: () => Response;
  let root: string;

  beforeEach(async () => {
    asked = [];
    path = 'photos/file_1.jpg';
    answer = () => new Response('bytes');
    const app = new Hono();
    app.post('/:bot/getFile', (c) => c.json({ ok: true, result: { file_id: 'x', file_path: path } }));
    app.all('*', (c) => {
      asked.push(c.req.path);
      return answer();
    });
    server = await new Promise((resolve) => {
      const started: ServerType = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
    });
    root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return () => new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('gets the token in the file’s address only', async () => {
    expect(Buffer.from((await (await filesOf('grammy', root)).download('x', 99)) ?? []).toString()).toBe('bytes');
    expect(asked).toEqual([`/file/bot${TOKEN}/photos/file_1.jpg`]);
  });

  it.each(['../../elsewhere', 'http://127.0.0.1:9/photos/1.jpg', '//127.0.0.1:9/x', '/etc/passwd', ''])(
    'leads nobody away from its files: %s',
    async (away) => {
      path = away;
      const files = await filesOf('grammy', root);
      await files.download('x', 99).catch(() => null);
      expect(asked).toEqual([]);
    },
  );

  it('is not followed to another place', async () => {
    answer = () => new Response(null, { status: 302, headers: { Location: `${root}/stolen` } });
    await expect((await filesOf('grammy', root)).download('x', 99)).rejects.toThrow(TelegramUnreachable);
    expect(asked).toHaveLength(1);
  });

  it('is not listened to for longer than the largest picture', async () => {
    answer = () => new Response('a'.repeat(100_000));
    expect(await (await filesOf('grammy', root)).download('x', 99_999)).toBeNull();
  });

  it('has lost the file, or is out of order', async () => {
    const files = await filesOf('grammy', root);
    answer = () => new Response('gone', { status: 404 });
    expect(await files.download('x', 99)).toBeNull();
    answer = () => new Response('sorry', { status: 502 });
    await expect(files.download('x', 99)).rejects.toThrow(TelegramUnreachable);
  });
});
