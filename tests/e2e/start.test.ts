import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '#bot/web/server.ts';
import type { Actor } from '#tests/support/actor.ts';
import { concurrently } from '#tests/support/database.ts';
import { freePort } from '#tests/support/ports.ts';
import { BotProcess, type Command, NPM } from '#tests/support/process.ts';
import { eventually, World } from '#tests/support/world.ts';

const bots: BotProcess[] = [];
const begin = async (settings: Record<string, string>, command?: Command): Promise<BotProcess> => {
  const bot = await BotProcess.begin(settings, command);
  bots.push(bot);
  return bot;
};
const start = async (settings: Record<string, string>): Promise<BotProcess> => {
  const bot = await begin(settings);
  await bot.ready();
  return bot;
};
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.kill9();
});

let world: World;
beforeAll(async () => {
  world = await World.open({ house: 'elsewhere' });
});
afterAll(() => world?.close());

describe('a start that cannot be', () => {
  it('names every wrong setting at once', async () => {
    const bot = await begin({
      ...{ BOT_TOKEN: 'abc', BOT_FRAMEWORK: 'aiogram', PORT: '99999', PUBLIC_URL: 'https://localhost/bot' },
      ...{ DATABASE_URL: 'mysql://localhost/x', CALL_PROVIDER: 'webhook', MAIL_FROM: 'nobody', LOG_LEVEL: 'loud' },
      ...{ INSTITUTIONS: '/nowhere.json', SECRET_KEY: 'short', ONEC_URL: 'https://1c.example.org' },
    });
    const { code, stdout, stderr } = await bot.ended();
    expect(code).toBe(1);
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines[0]).toBe('The settings cannot be used:');
    for (const name of [
      ...['BOT_TOKEN', 'BOT_FRAMEWORK', 'PORT', 'PUBLIC_URL', 'DATABASE_URL', 'MAIL_FROM', 'LOG_LEVEL', 'INSTITUTIONS'],
      ...['SECRET_KEY', 'SMTP_URL', 'CALL_NUMBER', 'CALL_WEBHOOK_SECRET', 'ONEC_USER and ONEC_PASSWORD'],
    ])
      expect(lines.filter((line) => line.startsWith(`  - ${name}: `))).toHaveLength(1);
    expect(lines).toHaveLength(14);
  });

  it('says which port is taken', async () => {
    const port = await freePort();
    const another = await listen('127.0.0.1', port);
    const bot = await begin({ ...world.settings, PORT: String(port) });
    const { code, stderr } = await bot.ended();
    await another.close();
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `Propusk cannot start: 127.0.0.1:${port} is taken by another program. Stop that one, or choose another PORT (PORT=0 finds a free one).`,
    );
  });

  it('says that Telegram does not know the token', async () => {
    const bot = await begin({ ...world.settings, BOT_TOKEN: '7000000009:of-somebody-else' });
    const { code, stdout } = await bot.ended();
    expect(code).toBe(1);
    expect(stdout).toContain('Telegram does not know BOT_TOKEN: ask @BotFather for the right one');
    expect(stdout).not.toContain('of-somebody-else');
  });

  it.each(['127.0.0.1', 'localhost'])('says that the database at %s cannot be reached', async (host) => {
    const port = await freePort();
    const bot = await begin({
      ...world.settings,
      DATABASE_URL: `postgres://propusk:secret-word@${host}:${port}/propusk`,
    });
    const { code, stderr } = await bot.ended();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Propusk cannot start: the database of DATABASE_URL cannot be reached.*ECONNREFUSED/s);
    expect(stderr).not.toContain('secret-word');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('a start', () => {
  it('waits for Telegram, alive but not ready, and is ready when Telegram is there', async () => {
    const port = await freePort();
    const bot = await begin({ ...world.settings, TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` });
    await bot.answers('/healthz', 200);
    await eventually('an attempt', () =>
      bot.log.some((line) => line.includes('Telegram cannot be reached, will retry')),
    );
    await bot.answers('/readyz', 503);
    await bot.answers('/healthz', 200);

    const telegram = await listen('127.0.0.1', port);
    telegram.mount(world.telegram.app);
    await bot.ready();
    const ended = await bot.terminate();
    await telegram.close();
    expect(ended.code).toBe(0);
  });

  it('with a real token has no sandbox', async () => {
    const bot = await start(world.settings);
    for (const path of ['/sandbox/', '/sandbox/api/state', '/sandbox-telegram/botx/getMe', '/'])
      await bot.answers(path, 404);
    expect(bot.log.join('')).not.toContain('sandbox');
  });
});

describe('the word to stop', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'propusk-start-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['SIGTERM to npm', 'Ctrl+C in the terminal'])(
    'reaches a sandbox that npm started: %s',
    { timeout: 120_000 },
    async (how) => {
      const bot = await begin({ DATA_DIR: folder }, NPM);
      await bot.ready();
      await eventually('the invitation', () => bot.log.some((line) => line.includes(`${bot.url}/sandbox/`)));
      const { stdout } = how.startsWith('SIGTERM') ? await bot.terminate() : await bot.pressCtrlC();
      // npm goes first; the bot itself ends in good order.
      expect(stdout).toContain('"msg":"stopped"');
      expect(await bot.status('/healthz')).toBe(0);
    },
  );

  it('lets the requests in hand end first', { timeout: 120_000 }, async () => {
    const bot = await start(world.settings);
    const holder = await world.database.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('LOCK TABLE "CallEvent"');
      world.url = bot.url;
      const call = world.telephone.call({ from: '+79051112233', to: '+78005553535' });
      await eventually('the call to be in hand', async () => {
        const { rows } = await world.database.pool.query(
          `SELECT 1 FROM pg_locks WHERE relation = '"CallEvent"'::regclass AND NOT granted`,
        );
        return rows.length > 0;
      });
      const ended = bot.terminate();
      await eventually('a closed door', async () => (await bot.status('/healthz')) === 0);
      await holder.query('COMMIT');
      expect((await call).outcome).toBe('answered');
      expect((await ended).code).toBe(0);
    } finally {
      holder.release(true);
    }
  });

  it('leaves nothing undone, and nothing to be done twice', { timeout: 120_000 }, async () => {
    const people: Actor[] = [];
    for (let left = 20; left > 0; left -= 1) people.push(await world.person());
    const bot = await start(world.settings);
    const acts = ['/start', '/help', '/privacy', '/language', 'hello', '/start'];
    const first = world.telegram.lastUpdateId;
    const flow = Promise.all(
      people.map(async ({ person }, at) => {
        await sleep(at * 23);
        for (const act of acts) {
          person.send(act);
          await sleep(90);
        }
      }),
    );
    await sleep(400);
    const { code, stderr } = await bot.terminate();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { prisma } = world.database;
    const takenAtStop = await prisma.processed.count();
    // What Telegram was told is taken, is taken; the rest waits there.
    expect(world.telegram.pendingUpdates + takenAtStop).toBeGreaterThanOrEqual(world.telegram.lastUpdateId - first);
    const held = await prisma.conversation.count({ where: { NOT: { senderId: null } } });
    expect(held).toBe(0);

    await flow;
    await bot.restart();
    await eventually('all of them', async () => (await prisma.processed.count()) === people.length * acts.length);
    await eventually('silence', async () => (await prisma.outbox.count()) === 0 && world.telegram.pendingUpdates === 0);
    const answers = (anna: Actor) => anna.person.chat.filter(({ from }) => from === 'bot').length;
    const [one, ...others] = people.map(answers);
    for (const other of others) expect(other).toBe(one);
    expect(one).toBeGreaterThanOrEqual(acts.length);
    await bot.terminate();
  });
});

describe.runIf(concurrently('a database that goes away'))('a database that goes away', () => {
  /** Ends all connections to the world's database; `admin` is to another one of the same server. */
  async function sever(admin: pg.Client): Promise<void> {
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name()]);
  }
  const name = (): string => new URL(world.database.url).pathname.slice(1);
  async function withAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
    const url = new URL(world.database.url);
    url.pathname = '/postgres';
    const admin = new pg.Client(url.href);
    await admin.connect();
    return work(admin).finally(() => admin.end());
  }

  it('costs no update: broken connections, then twelve seconds without it', { timeout: 120_000 }, async () => {
    await withAdmin(async (admin) => {
      const bot = await start(world.settings);
      const people: Actor[] = [];
      for (let left = 10; left > 0; left -= 1) people.push(await world.person());
      for (const { person } of people) person.send('/start');
      for (let time = 0; time < 5; time += 1) {
        await sever(admin);
        await sleep(100);
        for (const { person } of people) person.send('/help');
      }
      const everybodyHas = (pattern: RegExp, times: number) => async () => {
        const counts = people.map(
          ({ person }) => person.chat.filter(({ from, text }) => from === 'bot' && pattern.test(text ?? '')).length,
        );
        return counts.every((count) => count >= times);
      };
      await eventually('help for everybody', everybodyHas(/Что можно сделать на любом шаге/, 5));

      await admin.query(`ALTER DATABASE "${name()}" ALLOW_CONNECTIONS false`);
      await sever(admin);
      await eventually('not ready', async () => (await bot.status('/readyz')) === 503);
      for (const { person } of people) person.send('/help');
      await sleep(12_000);
      await bot.answers('/healthz', 200);
      await admin.query(`ALTER DATABASE "${name()}" ALLOW_CONNECTIONS true`);
      await bot.ready();
      await eventually('help for everybody', everybodyHas(/Что можно сделать на любом шаге/, 6)).catch(() =>
        eventually('help for everybody', everybodyHas(/Что можно сделать на любом шаге/, 6)),
      );
      // The process holds its name again, and still runs jobs.
      await eventually('its name', async () => {
        const { rows } = await world.database.pool.query(
          `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 1886547824 AND granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows.length === 1;
      });
      const [anna] = people as [Actor];
      await anna.presses('Сеченовский университет').presses('Согласен(на), продолжить').shares();
      world.url = bot.url;
      await world.telephone.call({ from: anna.phone, to: '+78005553535' });
      await anna.expects(/Напишите адрес/);
      const ended = await bot.terminate();
      expect(ended.code).toBe(0);
    });
  });
});
