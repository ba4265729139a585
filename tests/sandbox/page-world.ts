import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createTransport } from 'nodemailer';
import { sandboxDesk } from '#bot/sandbox/desk.ts';
import { notablePeople } from '#bot/sandbox/directory.ts';
import { type Exchange, exchange } from '#bot/sandbox/exchange.ts';
import { sandboxRoutes } from '#bot/sandbox/http.ts';
import { startMailbox } from '#bot/sandbox/mailbox.ts';
import type { SheetRack } from '#bot/sandbox/sheets.ts';
import { TelegramWorld } from '#bot/sandbox/telegram/world.ts';
import { line, passText, startEchoBot } from './echo-bot.ts';

const SECRET = 'a-secret-of-the-exchange';

export interface HeardCall {
  body: string;
  signature: string;
}

const noSheets: SheetRack = { piles: async () => [], pdf: async () => null };

/** The sandbox's routes behind a real HTTP server, with a stand-in bot, a gate of one rule, and whatever calls it heard. */
export async function pageWorld({ withBot = true, sheets = noSheets }: { withBot?: boolean; sheets?: SheetRack } = {}) {
  const telegram = new TelegramWorld({ token: '100:sandbox', limits: false });
  // Tests call people by their place in this list: operators come after them.
  for (const { about: _about, ...profile } of notablePeople) telegram.person(profile);
  const mailbox = await startMailbox();
  const heard: HeardCall[] = [];
  const used = new Set<string>();
  const app = new Hono();
  let origin = '';
  let takesCalls = true;
  let gateWorks = true;
  let starting = false;
  const phones: Exchange = exchange({ webhookUrl: () => `${origin}/webhooks/call`, secret: SECRET, numbers: [line] });

  app.post('/webhooks/call', async (c) => {
    if (!takesCalls) return c.json({}, 500);
    heard.push({ body: await c.req.text(), signature: c.req.header('X-Signature') ?? '' });
    return c.json({});
  });
  app.use('/sandbox/api/*', (c, next) => (starting ? Promise.resolve(c.text('starting', 503)) : next()));
  app.route('/telegram', telegram.app);
  app.route(
    '/sandbox',
    sandboxRoutes({
      telegram,
      mailbox,
      exchange: phones,
      people: notablePeople,
      desk: sandboxDesk(telegram),
      botName: 'Пропуск',
      botLinks: () => ['https://t.me/propusk_sandbox_bot', `${origin}/sandbox/open`],
      sheets,
      gate: async (text, which) => {
        if (!gateWorks) return { status: 503, body: { error: 'unavailable' } };
        if (text !== passText) return { status: 200, body: { result: 'REFUSED', reason: 'E_SIG' } };
        if (used.size > 0 && !used.has(which)) return { status: 200, body: { result: 'REFUSED', reason: 'E_REPLAY' } };
        used.add(which);
        return {
          status: 200,
          body: { result: 'OK', holder: 'Примерова Анна Ивановна', validUntil: '2030-01-01T00:00:00Z' },
        };
      },
    }),
  );
  const server: ServerType = await new Promise((resolve) => {
    const started: ServerType = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  // A test that thinks for a while still finds its connection.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 65_000;
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bot = withBot ? await startEchoBot(`${origin}/telegram`, telegram.token) : null;

  return {
    telegram,
    mailbox,
    exchange: phones,
    heard,
    origin,
    url: `${origin}/sandbox/`,
    secret: SECRET,
    /** What a bot does: a call to the sandbox's Bot API. */
    async call<Value>(method: string, params: object): Promise<Value> {
      const answer = await fetch(`${origin}/telegram/bot${telegram.token}/${method}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(params),
      });
      const { ok, result, description } = (await answer.json()) as { ok: boolean; result: Value; description?: string };
      if (!ok) throw new Error(description);
      return result;
    },
    person: (id: number) => telegram.person({ id, firstName: 'Кто-то' }),
    /** Cuts every open connection, the pages' event streams too, as a restart of the sandbox does. */
    dropConnections: () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
    /** Answers the page as a program that has just been started again: 503 until it is ready. */
    beStarting: (yes: boolean) => {
      starting = yes;
    },
    refuseCalls: () => {
      takesCalls = false;
    },
    breakGate: () => {
      gateWorks = false;
    },
    /** A GET with headers that fetch() does not let one set, such as Host. */
    request: (path: string, headers: Record<string, string>) =>
      new Promise<{ status: number }>((resolve, reject) => {
        request(`${origin}${path}`, { headers }, (answer) => {
          answer.resume();
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0 }));
        })
          .on('error', reject)
          .end();
      }),
    async letter(to: string, subject: string, text: string, html: string, more: object = {}): Promise<void> {
      const mail = createTransport(mailbox.url);
      await mail.sendMail({ from: 'Пропуск <no-reply@propusk.example>', to, subject, text, html, ...more });
      mail.close();
    },
    async close(): Promise<void> {
      await bot?.close();
      await telegram.close();
      await mailbox.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
