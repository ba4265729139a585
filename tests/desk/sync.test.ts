import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLeases } from '#bot/delivery/leases.ts';
import { adopt } from '#bot/desk/sync/adopt.ts';
import { groupChanged } from '#bot/desk/sync/moves.ts';
import { CLAIM_STANDS } from '#bot/desk/sync/plan.ts';
import { deskJobs } from '#bot/desk/sync/surplus.ts';
import { type Desk, type DeskDeps, startDesk } from '#bot/desk/sync/sync.ts';
import type { SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import type { Transport } from '#bot/transport/transport.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';
import { eventually, MovableClock } from '#tests/support/world.ts';

const botId = BigInt(TOKEN.split(':')[0] ?? '');
const texts = loadTexts();
const secrets = createSecrets(Buffer.alloc(32, 1));

let database: TestDatabase;
let telegram: TelegramServer;
let transport: Transport;
let clock: MovableClock;
let desks: Desk[];
let lines: string[];
let transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
const core = (db: Db) => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });

beforeEach(async () => {
  database = await testDatabase();
  telegram = await serveTelegram();
  transport = await grammyTransport({ token: TOKEN, apiRoot: telegram.root, onUpdate: async () => undefined });
  transaction = transactions(database.prisma);
  clock = new MovableClock();
  [desks, lines] = [[], []];
});
afterEach(async () => {
  for (const desk of desks) await desk.stop();
  await telegram.close();
  await database.close();
});

const group = (): SandboxGroup => telegram.world.group({ title: 'Helpdesk' });

/** One process, for these groups of the university. */
function serve(groups: SandboxGroup[], owner = 'one', more: Partial<DeskDeps> = {}): Desk {
  const institutions = defaultInstitutions.map((one) => ({
    ...one,
    helpdesk: { ...one.helpdesk, groups: one.id === 'isu' ? groups.map(({ id }) => String(id)) : [] },
  }));
  const desk = startDesk({
    ...{
      botId,
      pool: database.pool,
      leases: { owner },
      transport,
      transaction,
      core,
      jobs: sqlJobs,
      clock,
      log,
      texts,
    },
    ...{ institutions, rate: null, albumPause: 50, onMessages: () => undefined },
    ...more,
  });
  desks.push(desk);
  return desk;
}

let people = 0;

/** Somebody opens a ticket and writes. */
async function asks(words: string): Promise<number> {
  people += 1;
  const chat = { botId, chatId: BigInt(10_000 + people) };
  return transaction(async (db) => {
    const ticketId = await core(db).tickets.open({
      ...{ chat, institutionId: 'isu', language: 'ru', reason: 'asked', facts: {} },
    });
    await says(db, ticketId, chat.chatId, words);
    return ticketId;
  });
}

let messages = 0;

async function says(db: Db, ticketId: number, chatId: bigint, words: string): Promise<void> {
  messages += 1;
  const source = { chatId, messageId: messages };
  const kept = await core(db).talk.fromPerson({ botId, chatId }, ticketId, {
    ...{ content: { type: 'text', text: words }, source },
  });
  if (!kept.ok) throw new Error(kept.error);
}

const served = () =>
  eventually(
    'all to be shown',
    async () => (await database.prisma.ticket.count({ where: { NOT: { syncSince: null } } })) === 0,
  );

/** All that the bot wrote under the cards of a group's topics. */
const words = (desk: SandboxGroup): string[] =>
  desk
    .messages()
    .filter(({ from, service, buttons, deleted }) => from === 'bot' && !service && !buttons?.length && !deleted)
    .map(({ text }) => text ?? '');

describe('topics for many', () => {
  it('come oldest first, at the groups’ pace, in equal shares', async () => {
    const groups = [group(), group()];
    for (let at = 1; at <= 8; at += 1) await asks(`question ${at}`);
    const calls = ({ id }: SandboxGroup) => telegram.world.calls.filter(({ params }) => params.chat_id === id).length;
    // For an hour there is room for two tickets: a topic, a card and words for each.
    const slow = serve(groups, 'one', { rate: { most: 6, within: 3_600_000 } });
    await eventually('the first tickets', () => groups.every((desk) => calls(desk) === 6));
    await slow.stop();
    expect(groups.map(calls)).toEqual([6, 6]);
    expect(groups.flatMap(words).sort()).toEqual([1, 2, 3, 4].map((at) => `question ${at}`));

    serve(groups);
    await served();
    for (const desk of groups) {
      const numbers = desk.topics().map(({ name }) => Number(/#(\d+)/.exec(name)?.[1]));
      expect(numbers).toHaveLength(4);
      expect([...numbers].sort((one, other) => one - other)).toEqual(numbers);
    }
    const all = Array.from({ length: 8 }, (_, at) => `question ${at + 1}`);
    expect(groups.flatMap(words).sort()).toEqual(all.sort());
  });

  it('are made once, and words shown once, by however many processes', async () => {
    const desk = group();
    const tickets = [await asks('a'), await asks('b'), await asks('c')];
    const both = [serve([desk], 'one'), serve([desk], 'two')];
    for (const word of ['d', 'e', 'f']) {
      for (const id of tickets) {
        await transaction(async (db) => {
          const { chatId } = await db.ticket.findUniqueOrThrow({ where: { id } });
          await says(db, id, chatId, `${word}${id}`);
        });
      }
      for (const one of both) one.kick();
    }
    await served();
    expect(desk.topics()).toHaveLength(3);
    const shown = words(desk).flatMap((text) => text.split('\n'));
    expect(shown).toHaveLength(12);
    expect(new Set(shown).size).toBe(12);
  });

  it('lose no word when what shares a message grows, or is refused together', async () => {
    const desk = group();
    const ticketId = await asks('one');
    const { chatId } = await database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    await transaction((db) => says(db, ticketId, chatId, 'two'));
    serve([desk]);
    await served();
    expect(words(desk)).toEqual(['one\ntwo']);
    const long = `one ${'a'.repeat(4088)} end`;
    const place = { botId, chatId, messageId: messages - 1 };
    await transaction((db) => core(db).talk.edit(place, { type: 'text', text: long }));
    await served();
    // The old words stay where they are, and the new ones reply to them.
    expect(words(desk)).toEqual(['one\ntwo', expect.stringContaining(long)]);

    telegram.world.fault({ method: 'sendMessage', kind: '400', description: 'message is too long' });
    await transaction(async (db) => {
      for (const word of ['three', 'four', 'five']) await says(db, ticketId, chatId, word);
    });
    await served();
    expect(words(desk).slice(2)).toEqual(['three', 'four\nfive']);
  });

  it('whose answer from Telegram was lost come again as they were, are called that, and are in no hurry', async () => {
    const desk = group();
    const ticketId = await asks('hello');
    const { chatId } = await database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    serve([desk]);
    await served();
    const repeat = texts.plain('ru', 'desk-maybe-again');
    telegram.world.fault({ method: 'sendMessage', kind: 'lost-answer', times: 3 });
    await transaction((db) => says(db, ticketId, chatId, 'one'));
    await transaction((db) => says(db, ticketId, chatId, 'two'));
    const waits: number[] = [];
    for (let lost = 1; lost <= 3; lost += 1) {
      const ticket = await eventually('a lost answer', async () => {
        const found = await database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
        return found.syncAttempts === lost && found.syncAfter && found;
      });
      waits.push((ticket.syncAfter?.getTime() ?? 0) - clock.now().getTime());
      // Said meanwhile: it is no repeat, and shares no message with one.
      await transaction((db) => says(db, ticketId, chatId, `later ${lost}`));
      clock.move(60_000);
    }
    await served();
    expect(words(desk).slice(1)).toEqual([
      'one\ntwo',
      ...Array.from({ length: 3 }, () => `${repeat}\none\ntwo`),
      'later 1\nlater 2\nlater 3',
    ]);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBeGreaterThan(2 * (waits[0] ?? 0));
    expect(await database.prisma.ticketMessage.count({ where: { NOT: { unsureAt: null } } })).toBe(0);
  });

  it('wait for nobody whose ticket fails again and again', async () => {
    const desk = group();
    const broken = await asks('broken');
    await database.prisma.ticketMessage.updateMany({
      where: { ticketId: broken },
      data: { content: { type: 'riddle' } },
    });
    await asks('whole');
    serve([desk]);
    await eventually('the other', () => words(desk).includes('whole'));
    const { syncAttempts, syncSince } = await eventually('its failures', async () => {
      const ticket = await database.prisma.ticket.findUniqueOrThrow({ where: { id: broken } });
      return ticket.syncAfter && ticket;
    });
    expect(syncAttempts).toBeGreaterThan(1);
    expect(syncSince).not.toBeNull();
    expect(lines.join('')).toContain('a ticket cannot be shown');
  });
});

describe('a group', () => {
  it('that puts the bot out has letters planned at once for all who wait, and for nobody who was answered', async () => {
    const desk = group();
    const [waits, answered] = [await asks('anybody?'), await asks('thanks')];
    serve([desk]);
    await served();
    await database.prisma.ticket.update({ where: { id: answered }, data: { waitingSince: null } });
    await database.pool.query('DELETE FROM graphile_worker._private_jobs');
    desk.removeBot();
    const put = { botId, chatId: BigInt(desk.id) };
    const told = () => transaction((db) => groupChanged({ db, jobs: sqlJobs(db), clock }, put, { status: 'kicked' }));
    expect([await told(), await told()]).toEqual([true, false]);
    const { rows } = await database.pool.query<{ payload: unknown }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'ticket-mail'`,
    );
    expect(rows).toEqual([{ payload: { ticketId: waits } }]);
    desk.addBot();
    clock.move(61_000);
    await served();
    expect(words(desk)).toEqual(['anybody?', 'thanks']);
  });

  it('that is lost gives its waiting tickets to another one', async () => {
    const [lost, well] = [group(), group()];
    lost.removeBot();
    for (const word of ['a', 'b', 'c', 'd']) await asks(word);
    serve([lost, well]);
    await served();
    expect(words(well).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(await database.prisma.deskGroup.findMany({ where: { NOT: { lostAt: null } } })).toMatchObject([
      { chatId: BigInt(lost.id), lostWhy: 'kicked' },
    ]);
  });

  it.each([
    [
      'has no topics',
      'not-forum',
      (desk: SandboxGroup) => desk.setForum(false),
      (desk: SandboxGroup) => desk.setForum(true),
    ],
    [
      'lets the bot make none',
      'no-rights',
      (desk: SandboxGroup) => desk.setBotRights({ canManageTopics: false }),
      (desk: SandboxGroup) => desk.setBotRights({ canManageTopics: true }),
    ],
  ])('that %s is lost, and looked at again every minute', async (_what, why, lose, mend) => {
    const desk = group();
    lose(desk);
    await asks('words');
    serve([desk]);
    await eventually('the loss', () => database.prisma.deskGroup.findFirst({ where: { lostWhy: why } }));
    clock.move(61_000);
    await eventually('another look', () => telegram.world.calls.some(({ method }) => method === 'getChat'));
    expect(await database.prisma.deskGroup.count({ where: { lostWhy: why } })).toBe(1);
    mend(desk);
    clock.move(61_000);
    await served();
    expect(words(desk)).toEqual(['words']);
  });

  it('that the settings name no more gives its open tickets to the others', async () => {
    const [old, fresh] = [group(), group()];
    const ticketId = await asks('words');
    const before = serve([old]);
    await served();
    await before.stop();
    await transaction(async (db) => {
      const { chatId } = await db.ticket.findUniqueOrThrow({ where: { id: ticketId } });
      await says(db, ticketId, chatId, 'more words');
    });
    serve([fresh]);
    await served();
    expect(words(old)).toEqual(['words']);
    expect(words(fresh)).toEqual(['more words']);
    const card = fresh.messages().find(({ buttons }) => buttons?.length);
    expect(card?.text).toContain('words');
  });

  it('that a dead process held is served on', async () => {
    const desk = group();
    await asks('words');
    await database.prisma.deskGroup.create({
      data: { botId, chatId: desk.id, senderId: 'dead', senderUntil: new Date(Date.now() + 3_600_000) },
    });
    const leases = await openLeases(database.pool, !database.concurrent, log);
    serve([desk], leases.owner);
    await leases.freeDead();
    await served();
    expect(words(desk)).toEqual(['words']);
    await leases.close();
  });
});

describe('a topic of which nobody knows whether it was made', () => {
  it('is made anew after a while, and the first one taken away when Telegram tells of it', async () => {
    const desk = group();
    telegram.world.fault({ method: 'createForumTopic', kind: 'lost-answer' });
    const ticketId = await asks('words');
    serve([desk]);
    await eventually('the first', () => desk.topics().length === 1);
    const claim = await database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    expect(claim).toMatchObject({ topicId: null, topicClaimedAt: expect.any(Date) });
    clock.move(CLAIM_STANDS + 1000);
    await served();
    expect(desk.topics()).toHaveLength(2);

    const [first, second] = desk.topics();
    const told = (topic = first) =>
      transaction((db) =>
        adopt(
          { db, jobs: sqlJobs(db) },
          { group: { botId, chatId: BigInt(desk.id) }, topicId: topic?.threadId ?? 0, name: topic?.name ?? '' },
        ),
      );
    expect(await told(second)).toBe('known');
    expect(await told(first)).toBe('surplus');
    const { rows } = await database.pool.query<{ payload: unknown }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'desk-surplus-topic'`,
    );
    expect(rows).toHaveLength(1);
    const info = { id: '1', name: '', attempt: 1, maxAttempts: 1, signal: undefined };
    await deskJobs({ transport })['desk-surplus-topic']?.(rows[0]?.payload, info);
    expect(desk.topics().map(({ deleted }) => deleted)).toEqual([true, false]);
  });

  it('is nobody’s where its name is not ours', async () => {
    const where = { group: { botId, chatId: -1n }, topicId: 5 };
    const meet = (name: string) => transaction((db) => adopt({ db, jobs: sqlJobs(db) }, { ...where, name }));
    expect(await meet('Lunch')).toBe('foreign');
    expect(await meet('#999 · Петрова')).toBe('foreign');
  });
});

it('shows nothing of an institution whose group is another one by now to those who read in the old one', async () => {
  const [old, its] = [group(), group()];
  const first = serve([old]);
  const open = await asks('Открытое');
  const closed = await asks('Закрытое');
  await served();
  await transaction((db) => core(db).tickets.close(closed, 'person'));
  await served();
  await first.stop();

  const institutions = defaultInstitutions.map((one) => ({
    ...one,
    helpdesk: { ...one.helpdesk, groups: [String(one.id === 'isu' ? its.id : old.id)] },
  }));
  const before = old.messages().length;
  serve([], 'two', { institutions });
  await eventually('the tickets to be free', async () => {
    const held = await database.prisma.ticket.count({ where: { groupId: old.id } });
    return held === 0;
  });
  for (const id of [open, closed]) {
    const { chatId } = await database.prisma.ticket.findUniqueOrThrow({ where: { id } });
    await transaction((db) => says(db, id, chatId, `Тайна ${id}`));
  }
  await served();
  expect(old.messages()).toHaveLength(before);
  const seen = its
    .messages()
    .map(({ text }) => text ?? '')
    .join();
  for (const id of [open, closed]) expect(seen).toContain(`Тайна ${id}`);
});
