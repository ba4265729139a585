import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { telegramRates } from '#bot/delivery/pacing.ts';
import { createUnderway } from '#bot/delivery/underway.ts';
import { type Desk, startDesk } from '#bot/desk/sync/sync.ts';
import type { ChatMessage, SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import { systemClock } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';
import { eventually } from '#tests/support/world.ts';

/** Telegram's limits in a world where minutes are shorter, and our own pace there. */
const limitsOf = (scale: number) => ({ perGroupPerMinute: 20, minuteMs: 60_000 / scale, global: 30 * scale });
const rateOf = (scale: number) => ({ ...telegramRates.group, within: telegramRates.group.within / scale });

const botId = BigInt(TOKEN.split(':')[0] ?? '');
const texts = loadTexts();
const secrets = createSecrets(Buffer.alloc(32, 1));
const clock = systemClock;
const core = (db: Db) => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });

let database: TestDatabase;
let telegram: TelegramServer;
let transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
let groups: SandboxGroup[];
let scale: number;
const desks: Desk[] = [];

/** @param shorter how many times shorter minutes are */
async function open(count: number, shorter: number): Promise<void> {
  scale = shorter;
  database = await testDatabase();
  telegram = await serveTelegram({ limits: limitsOf(scale) });
  transaction = transactions(database.prisma);
  groups = Array.from({ length: count }, (_, at) => telegram.world.group({ title: `Helpdesk ${at + 1}` }));
}

async function close(): Promise<void> {
  for (const desk of desks.splice(0)) await desk.stop();
  await telegram?.close();
  await database?.close();
}

/** A process that serves the university's groups. */
async function serve(owner: string): Promise<Desk> {
  const institutions = defaultInstitutions.map((one) => ({
    ...one,
    helpdesk: { ...one.helpdesk, groups: one.id === 'isu' ? groups.map(({ id }) => String(id)) : [] },
  }));
  const transport = await grammyTransport({ token: TOKEN, apiRoot: telegram.root, onUpdate: async () => undefined });
  const desk = startDesk({
    ...{
      botId,
      pool: database.pool,
      leases: { owner },
      underway: createUnderway(),
      transport,
      transaction,
      core,
      jobs: sqlJobs,
      clock,
      texts,
    },
    ...{
      log: pino({ level: 'silent' }),
      institutions,
      rate: rateOf(scale),
      albumPause: 50,
      onMessages: () => undefined,
    },
  });
  desks.push(desk);
  return desk;
}

let said = 0;

async function says(db: Db, ticketId: number, chatId: bigint, words: string): Promise<void> {
  said += 1;
  const source = { chatId, messageId: said };
  const kept = await core(db).talk.fromPerson({ botId, chatId }, ticketId, {
    ...{ content: { type: 'text', text: words }, source },
  });
  if (!kept.ok) throw new Error(kept.error);
}

/** Somebody opens a ticket, writes, and is told how long the operators' queue is: minutes. */
const asks = (person: number): Promise<{ ticketId: number; minutes: number }> =>
  transaction(async (db) => {
    const chat = { botId, chatId: BigInt(10_000 + person) };
    const { tickets, deskQueue } = core(db);
    const ticketId = await tickets.open({
      ...{ chat, institutionId: 'isu', language: 'ru', reason: 'asked', facts: {} },
    });
    await says(db, ticketId, chat.chatId, `question ${person}`);
    return { ticketId, minutes: (await deskQueue.aheadOf(ticketId, groups.length)).minutes };
  });

/** People who come in a crowd: as if each had asked. */
async function crowd(people: readonly number[]): Promise<void> {
  const { prisma } = database;
  const now = clock.now();
  const made = await prisma.ticket.createManyAndReturn({
    data: people.map((person) => ({
      ...{ botId, chatId: 10_000 + person, institutionId: 'isu', openKey: `crowd:${person}` },
      ...{ reason: 'asked', language: 'ru', facts: {}, createdAt: now, waitingSince: now, syncSince: now },
    })),
  });
  await prisma.ticketMessage.createMany({
    data: made.map(({ id, chatId }) => ({
      ...{ ticketId: id, botId, author: 'person', audience: 'desk', via: 'chat', createdAt: now },
      content: { type: 'text', text: `question ${chatId - 10_000n}` },
    })),
  });
}

const waiting = () => database.prisma.ticket.count({ where: { NOT: { syncSince: null } } });

/** Words under cards. */
const isWords = ({ from, service, buttons, deleted }: ChatMessage): boolean =>
  from === 'bot' && !service && !buttons?.length && !deleted;

const refusals = () => telegram.world.calls.filter(({ error }) => error?.startsWith('Too Many Requests')).length;

describe('a flood', () => {
  const PEOPLE = 1000;
  /** Of so many one asks through the door, and is told how long it takes; the others crowd around them. */
  const CROWD = 25;
  const CHATTY = 25;
  beforeAll(() => open(4, 120));
  afterAll(close);

  it('of a thousand tickets is shown within Telegram’s limits, oldest first, as people were told', {
    timeout: 480_000,
  }, async () => {
    const told = new Map<number, number>();
    for (let first = 1; first <= PEOPLE; first += CROWD) {
      const { ticketId, minutes } = await asks(first);
      told.set(ticketId, minutes);
      await crowd(Array.from({ length: CROWD - 1 }, (_, at) => first + 1 + at));
    }
    const [chatty = 0] = told.keys();
    await serve('one');
    // Somebody who is shown already goes on and on.
    for (let word = 1; word <= CHATTY; word += 1) {
      const before = telegram.world.calls.length;
      await transaction((db) => says(db, chatty, 10_001n, `and ${word}`));
      await eventually('some progress', () => telegram.world.calls.length > before + PEOPLE / CHATTY);
    }
    // The database has enough to do: it is asked now and then.
    const MANY = 100;
    for (let left = await waiting(); left > 0; left = await waiting()) {
      const before = telegram.world.calls.length;
      await eventually('some progress', async () => {
        if (telegram.world.calls.length > before + MANY) return true;
        return left < MANY && (await waiting()) < left;
      });
    }

    expect(refusals()).toBe(0);
    let compared = 0;
    for (const group of groups) {
      const numbers = group.topics().map(({ name }) => Number(/#(\d+)/.exec(name)?.[1]));
      expect(numbers).toHaveLength(PEOPLE / groups.length);
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));

      // When the words came, counted in what the pace lets through: whatever else this machine was busy with.
      const all = group.messages().filter(({ from }) => from === 'bot');
      const ticketOf = new Map(group.topics().map(({ threadId }, at) => [threadId, numbers[at] ?? 0]));
      for (const [at, { threadId, text = '' }] of all.entries()) {
        const was = told.get(ticketOf.get(threadId ?? 0) ?? 0);
        if (was === undefined || !/^question/.test(text)) continue;
        const minutes = ((at + 1) / telegramRates.group.most) * (telegramRates.group.within / 60_000);
        compared += 1;
        expect(Math.abs(minutes - was)).toBeLessThan(2 + minutes / 10);
      }
    }
    expect(compared).toBe(told.size);

    // Everything was shown, once; who wrote again waited behind those who were there before, and came as few messages.
    const words = groups.flatMap((group) =>
      group
        .messages()
        .filter(isWords)
        .map(({ text = '' }) => text),
    );
    const lines = words.flatMap((text) => text.split('\n'));
    expect(lines.filter((line) => /^question/.test(line))).toHaveLength(PEOPLE);
    expect(lines.filter((line) => /^and /.test(line))).toEqual(
      Array.from({ length: CHATTY }, (_, at) => `and ${at + 1}`),
    );
    expect(words.filter((text) => /^and /.test(text)).length).toBeLessThan(CHATTY / 5);
  });
});

describe('a trickle', () => {
  beforeAll(() => open(1, 20));
  afterAll(close);

  it('keeps the pace of the group, whichever process shows it', { timeout: 60_000 }, async () => {
    const both = [await serve('one'), await serve('two')];
    for (let person = 1; person <= 12; person += 1) {
      await asks(person);
      for (const at of [0, 1]) both[(person + at) % 2]?.kick();
      await eventually('the words', async () => (await waiting()) === 0);
    }
    expect(groups[0]?.topics()).toHaveLength(12);
    expect(refusals()).toBe(0);
  });

  it('lets nobody with much to show hold up the others', { timeout: 60_000 }, async () => {
    const MUCH = 12;
    const { ticketId: greedy } = await asks(101);
    // None of them fits into a message with another one.
    const long = 'much '.repeat(780);
    await transaction(async (db) => {
      for (let at = 1; at <= MUCH; at += 1) await says(db, greedy, 10_101n, long);
    });
    await asks(102);
    await eventually('the words', async () => (await waiting()) === 0);
    const shown = groups[0]?.messages().filter(isWords) ?? [];
    const much = shown.flatMap(({ text = '' }, at) => (text.includes('much') ? [at] : []));
    expect(much).toHaveLength(MUCH);
    expect(shown.findIndex(({ text }) => text === 'question 102')).toBeLessThan(much[MUCH / 2] ?? 0);
  });
});
