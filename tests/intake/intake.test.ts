import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIntake } from '#bot/intake/intake.ts';
import type { Envelope, Signal } from '#bot/intake/signal.ts';
import { systemClock } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { createFaq } from '#core/faq/create-faq.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { concurrently, type TestDatabase, testDatabase } from '#tests/support/database.ts';

const texts = loadTexts();
const secrets = createSecrets(Buffer.alloc(32, 1));
const clock = systemClock;
const faq = createFaq({ articles: [], model: null });

let database: TestDatabase;
let lines: string[];
let kicked: number;
beforeEach(async () => {
  database = await testDatabase();
  lines = [];
  kicked = 0;
});
afterEach(() => database.close());

type Transaction = <T>(work: (db: Db) => Promise<T>) => Promise<T>;

const intake = (transaction: Transaction = (work) => database.prisma.$transaction(work)) =>
  createIntake({
    transaction,
    arrived: async () => undefined,
    core: (db) => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null }),
    faq: () => faq,
    clock,
    texts,
    institutions: defaultInstitutions,
    log: pino({}, { write: (line: string) => lines.push(line) }),
    onMessages: () => {
      kicked += 1;
    },
  });

const envelope = (key: string, signal: Signal, chatId = 1n): Envelope => ({
  key,
  chat: { botId: 7n, chatId },
  signal,
  from: { languageCode: 'en' },
});
const start: Signal = { kind: 'start', payload: '' };

describe('intake', () => {
  it('takes a signal once, however often and from however many sides it comes', async () => {
    concurrently('the same update twice at the same time');
    const [one, other] = [intake(), intake()];
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 ? one : other).accept(envelope('update:1', start))),
    );
    await one.accept(envelope('update:1', start));
    const { prisma } = database;
    expect([await prisma.processed.count(), await prisma.conversation.count(), await prisma.outbox.count()]).toEqual([
      1, 1, 1,
    ]);
    expect(kicked).toBe(1);
  });

  it('takes a rush of signals of one chat one after the other', async () => {
    const taken = intake();
    await Promise.all(
      Array.from({ length: 30 }, (_, at) => taken.accept(envelope(`update:${at}`, { kind: 'command', name: 'help' }))),
    );
    const conversation = await database.prisma.conversation.findFirstOrThrow();
    expect(await database.prisma.processed.count()).toBe(30);
    // Every screen has a number of its own: no turn saw another's unfinished state.
    const shown = await database.prisma.outbox.findMany({ orderBy: { id: 'asc' } });
    const numbers = shown.flatMap(
      ({ message }) => JSON.stringify(message).match(/(?<="data":")\d+(?=:to:isu")/g) ?? [],
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.map(Number)).toEqual([...numbers.map(Number)].sort((a, b) => a - b));
    expect(conversation.screen).toBeGreaterThanOrEqual(numbers.length);
  });

  it('rejects when the database is out of reach, so that the signal comes again, and takes it then', async () => {
    let away = true;
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const taken = intake(async (work) => {
      if (away) throw refused;
      return database.prisma.$transaction(work);
    });
    await expect(taken.accept(envelope('update:1', start))).rejects.toBe(refused);
    away = false;
    await taken.accept(envelope('update:1', start));
    expect(await database.prisma.outbox.count()).toBe(1);
  });

  it('leaves nothing of a signal whose transaction broke off half-way', async () => {
    let breaks = 1;
    const taken = intake((work) =>
      database.prisma.$transaction(async (db) => {
        const result = await work(db);
        if (breaks-- > 0) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
        return result;
      }),
    );
    // Tried again at once: the second time is the first that counts.
    await taken.accept(envelope('update:1', start));
    expect([await database.prisma.processed.count(), await database.prisma.outbox.count()]).toEqual([1, 1]);
  });

  it('begins a turn again that ran out of time, and apologises where it does so always', async () => {
    let slow = 1;
    const taken = intake((work) => {
      const isSlow = slow-- > 0;
      return database.prisma.$transaction(
        async (db) => {
          const result = await work(db);
          if (isSlow) await setTimeout(100);
          return result;
        },
        isSlow ? { timeout: 50 } : {},
      );
    });
    await taken.accept(envelope('update:1', start));
    expect([await database.prisma.processed.count(), await database.prisma.outbox.count()]).toEqual([1, 1]);
    expect(lines).toEqual([]);
    slow = 4;
    await taken.accept(envelope('update:2', start));
    expect(await database.prisma.outbox.count()).toBe(2);
    expect(lines.join('')).toContain('a signal failed');
  });

  it('apologises for a fault of ours, once, and does not try for ever', async () => {
    let faults = 1;
    const taken = intake((work) =>
      database.prisma.$transaction(async (db) => {
        const result = await work(db);
        if (faults-- > 0) throw new TypeError('something is undefined');
        return result;
      }),
    );
    await taken.accept(envelope('update:1', start));
    await taken.accept(envelope('update:1', start));
    const messages = await database.prisma.outbox.findMany();
    expect(messages).toHaveLength(1);
    expect(JSON.stringify(messages[0]?.message)).toContain(texts.plain('en', 'errors-internal'));
    expect(lines.join('')).toContain('a signal failed');
  });

  it('writes nothing to whoever has blocked the bot, until they come back', async () => {
    const taken = intake();
    await taken.accept(envelope('update:1', start));
    await taken.accept(envelope('update:2', { kind: 'blocked' }));
    expect(await database.prisma.outbox.count()).toBe(0);
    await taken.accept(
      envelope('news:1', {
        kind: 'news',
        news: { type: 'registered', accountId: '00000000-0000-4000-8000-000000000000' },
      }),
    );
    expect(await database.prisma.outbox.count()).toBe(0);
    await taken.accept(envelope('update:3', start));
    expect(await database.prisma.outbox.count()).toBe(1);
    expect((await database.prisma.conversation.findFirstOrThrow()).blockedAt).toBeNull();
  });
});
