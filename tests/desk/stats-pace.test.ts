import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createUnderway } from '#bot/delivery/underway.ts';
import { statsJobs } from '#bot/desk/stats/job.ts';
import { type Desk, startDesk } from '#bot/desk/sync/sync.ts';
import type { SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';
import { MovableClock } from '#tests/support/world.ts';

const botId = BigInt(TOKEN.split(':')[0] ?? '');
const texts = loadTexts();
const log = pino({ level: 'silent' });
const secrets = createSecrets(Buffer.alloc(32, 1));

let database: TestDatabase;
let telegram: TelegramServer;
let group: SandboxGroup;
let desk: Desk;
let opens: (institutionId: string) => Promise<unknown>;
let asks: (wish?: Record<string, unknown>) => Promise<void>;

beforeEach(async () => {
  database = await testDatabase();
  telegram = await serveTelegram();
  group = telegram.world.group({ title: 'Helpdesk' });
  const clock = new MovableClock();
  const transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T> = transactions(database.prisma);
  const core = (db: Db) => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });
  const transport = await grammyTransport({ token: TOKEN, apiRoot: telegram.root, onUpdate: async () => undefined });
  const institutions = defaultInstitutions.map((one) => ({
    ...one,
    helpdesk: { ...one.helpdesk, groups: one.id === 'isu' ? [String(group.id)] : [] },
  }));
  const shared = { transaction, core, jobs: sqlJobs, clock, log, texts, institutions };
  await database.prisma.deskGroup.create({ data: { botId, chatId: BigInt(group.id) } });
  desk = startDesk({
    ...shared,
    ...{
      botId,
      pool: database.pool,
      leases: { owner: 'one' },
      underway: createUnderway(),
      transport,
      onMessages: () => undefined,
    },
    rate: { most: 2, within: 600_000 },
  });
  const { 'desk-stats': job } = statsJobs({ ...shared, desk });
  const info = { id: '1', name: 'desk-stats', attempt: 1, maxAttempts: 8, signal: undefined };
  let people = 0;
  opens = (institutionId) =>
    transaction(async (db) => {
      people += 1;
      const chat = { botId, chatId: BigInt(people) };
      const id = await core(db).tickets.open({ chat, institutionId, language: 'ru', reason: 'asked', facts: {} });
      // All of it is shown already: its topic takes nothing of the group's pace.
      await db.ticket.update({ where: { id }, data: { syncSince: null } });
    });
  asks = async (wish = {}) => {
    const [chatId, at] = [String(group.id), clock.now().toISOString()];
    const usual = { botId: String(botId), chatId, topicId: null, institutions: ['isu'], count: 7, table: false, at };
    await job?.({ ...usual, ...wish }, info);
  };
});
afterEach(async () => {
  await desk.stop();
  await telegram.close();
  await database.close();
});

/** Pictures that wait for their time. */
async function waiting(): Promise<{ seconds: number; waited: number; unsure: boolean }[]> {
  const { rows } = await database.pool.query(
    `SELECT extract(epoch FROM job.run_at - now())::float AS seconds, (job.payload ->> 'waited')::int AS waited,
       (job.payload ->> 'unsure')::bool AS unsure
     FROM graphile_worker._private_jobs AS job`,
  );
  return rows;
}
const pictures = (): number => group.messages(null).filter(({ photo }) => photo).length;

it('figures wait for the group’s pace as tickets do, however often they are asked for', async () => {
  await asks();
  await asks();
  expect(pictures()).toBe(2);
  await asks();
  await asks({ count: 30 });
  expect(pictures()).toBe(2);
  const [later, ...others] = await waiting();
  // Of two that wait for the same place the later one is what is wanted.
  expect(others).toEqual([]);
  expect(later?.waited).toBe(1);
  expect(later?.seconds).toBeGreaterThan(500);
  expect(later?.seconds).toBeLessThan(602);
});

it('what Telegram asks for holds up the whole group, and the figures come afterwards', async () => {
  telegram.world.fault({ kind: '429', method: 'sendPhoto', retryAfter: 600, times: 1 });
  await asks();
  expect(pictures()).toBe(0);
  expect((await waiting())[0]?.seconds).toBeGreaterThan(500);
  const { sendAfter } = await database.prisma.deskGroup.findFirstOrThrow();
  expect((sendAfter?.getTime() ?? 0) - Date.now()).toBeGreaterThan(500_000);
  await expect(desk.call(BigInt(group.id), 'sendMessage', { chat_id: group.id, text: 'x' })).rejects.toThrow('429');
  expect(group.messages(null).filter(({ text }) => text === 'x')).toEqual([]);
});

it('figures whose arrival nobody knows of come again, and say so', async () => {
  telegram.world.fault({ kind: 'lost-answer', method: 'sendPhoto', times: 1 });
  await asks();
  const [again] = await waiting();
  expect(again?.waited).toBe(1);
  await asks({ waited: 1, unsure: again?.unsure });
  const said = group.messages(null).map(({ caption = '' }) => caption.split('\n')[0]);
  expect(said).toEqual([expect.not.stringContaining('🔁'), texts.plain('ru', 'desk-maybe-again')]);
});

it('a topic that is gone, or a group that is lost, gets nothing and is not asked for ever', async () => {
  await asks({ topicId: 4242 });
  group.removeBot();
  await asks();
  expect(pictures()).toBe(0);
  expect(await waiting()).toEqual([]);
});

it('figures are those of the institutions that were meant, and of no other', async () => {
  for (const institutionId of ['isu', 'eljur', 'eljur']) await opens(institutionId);
  await asks();
  const [picture] = group.messages(null);
  expect(picture?.caption).toContain('Открыто сейчас: 1');
  await asks({ table: true });
  const tables = group.messages(null).flatMap(({ document }) => (document ? [document] : []));
  const words = tables.map(({ fileId }) => Buffer.from(telegram.world.file(fileId)?.bytes ?? []).toString());
  expect(words).toHaveLength(2);
  expect(words.join()).toContain('isu');
  expect(words.join()).not.toContain('eljur');
});
