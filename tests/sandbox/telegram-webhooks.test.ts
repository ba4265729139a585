import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SandboxPerson, TelegramOptions, Update } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';
import { eventually } from '#tests/support/time.ts';

vi.mock('node:timers/promises', { spy: true });

/** A machine that is busy with other tests may be slow. */
const PATIENCE = { timeout: 30_000 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

async function start(
  options: Partial<TelegramOptions> = {},
): Promise<{ telegram: TelegramServer; anna: SandboxPerson }> {
  const telegram = await serveTelegram(options);
  open.push(telegram);
  return { telegram, anna: telegram.world.person({ firstName: 'Анна', phone: '79051234567' }) };
}

const texts = (answer: { result?: Update[] }) => answer.result?.map((update) => update.message?.text);

describe('webhooks', () => {
  /** A bot that takes posts; `reply` decides what it answers. */
  async function bot(reply: (update: Update) => number | Promise<number>, body: () => string = () => '') {
    const posts: { update: Update; secret: string | string[] | undefined; at: number }[] = [];
    const server: Server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const update = JSON.parse(Buffer.concat(chunks).toString()) as Update;
      posts.push({ update, secret: request.headers['x-telegram-bot-api-secret-token'], at: performance.now() });
      response.statusCode = await reply(update);
      response.end(body());
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    open.push({
      close: () =>
        new Promise((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        }),
    });
    return { posts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
  }

  it('come with the secret, with what waited, and exclude polling', async () => {
    // Telegram takes one setting a second: here no second ends.
    vi.useFakeTimers({ toFake: ['performance'] });
    const { telegram, anna } = await start();
    anna.send('waited');
    const { posts, url } = await bot(() => 200);
    const set = await telegram.call('setWebhook', { url, secret_token: 's3cret' });
    expect(set).toMatchObject({ result: true, description: 'Webhook was set' });
    anna.send('fresh');
    await eventually('both messages', () => posts.length >= 2);
    expect(posts.map((post) => post.update.message?.text)).toEqual(['waited', 'fresh']);
    expect(posts.every((post) => post.secret === 's3cret')).toBe(true);
    expect(await telegram.call('getUpdates')).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    const info = await eventually('nothing to be left', async () => {
      const { result } = await telegram.call('getWebhookInfo');
      return result.pending_update_count === 0 && result;
    });
    expect(info).toMatchObject({ url, max_connections: 40 });
    expect(await telegram.call('setWebhook', { url })).toMatchObject({ status: 429, retryAfter: '1' });
    expect(await telegram.call('deleteWebhook')).toMatchObject({ result: true, description: 'Webhook was deleted' });
    expect(await telegram.call('deleteWebhook')).toMatchObject({ description: 'Webhook is already deleted' });
    anna.send('by polling again');
    expect(texts(await telegram.call('getUpdates'))).toEqual(['by polling again']);
  });

  it('are tried again at once and then after 2 s, holding up their own lane only', async () => {
    const { telegram, anna } = await start();
    const boris = telegram.world.person({ firstName: 'Борис' });
    anna.start();
    await telegram.call('sendMessage', {
      chat_id: anna.id,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    let failures = 2;
    vi.mocked(sleep).mockClear();
    const { posts, url } = await bot((update) => (update.message?.text === 'bad' && failures-- > 0 ? 500 : 200));
    await telegram.call('setWebhook', { url, drop_pending_updates: true });
    anna.send('bad');
    anna.send('after');
    anna.press('Go');
    boris.send('another chat');
    const seen = () => posts.map((post) => post.update.message?.text ?? 'press');
    await vi.waitFor(() => expect(seen()).toHaveLength(6), PATIENCE);
    expect(seen().filter((one) => one === 'bad')).toHaveLength(3);
    expect(seen().slice(-2)).toEqual(['bad', 'after']);
    const bad = posts.filter((post) => post.update.message?.text === 'bad').map((post) => post.at);
    expect(vi.mocked(sleep).mock.calls.map(([pause]) => pause)).toEqual([0, 2000]);
    expect((bad[2] ?? 0) - (bad[1] ?? 0)).toBeGreaterThan(1900);
    const info = await telegram.call('getWebhookInfo');
    expect(info.result.last_error_message).toBe('Wrong response from the webhook: 500 Internal Server Error');
  });

  it('carry out a call that comes in the answer', async () => {
    const { telegram, anna } = await start();
    const { url } = await bot(
      () => 200,
      () => JSON.stringify({ method: 'sendMessage', chat_id: anna.id, text: 'in the answer' }),
    );
    await telegram.call('setWebhook', { url });
    anna.start();
    await vi.waitFor(() => expect(anna.chat.at(-1)).toMatchObject({ from: 'bot', text: 'in the answer' }), PATIENCE);
  });

  it('go to https and four ports only', async () => {
    const { telegram } = await start({ allowHttpWebhook: false });
    const set = async (url: string, secret_token = '') =>
      (await telegram.call('setWebhook', { url, secret_token })).description;
    expect(await set('http://127.0.0.1:8080')).toBe(
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    );
    expect(await set('https://bot.ru:3000/')).toBe(
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    );
    expect(await set('https://bot.ru/', 'не то')).toBe('Bad Request: secret token contains unallowed characters');
    const { telegram: lenient } = await start({ allowHttpWebhook: true });
    expect((await lenient.call('setWebhook', { url: 'http://bot.ru/' })).ok).toBe(false);
  });
});
