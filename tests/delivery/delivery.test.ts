import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createComposer } from '#bot/delivery/compose.ts';
import { type Delivery, type DeliveryDeps, startDelivery } from '#bot/delivery/delivery.ts';
import { fill } from '#bot/delivery/fill.ts';
import { type Leases, openLeases } from '#bot/delivery/leases.ts';
import type { OutboxMessage } from '#bot/delivery/message.ts';
import { countAsBlocked } from '#bot/delivery/sent.ts';
import { createUnderway } from '#bot/delivery/underway.ts';
import type { SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import type { Transport } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { concurrently, type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';
import { eventually, MovableClock } from '#tests/support/world.ts';

const botId = 7n;
const texts = loadTexts();
const sorry = texts.plain('ru', 'errors-internal');

let database: TestDatabase;
let telegram: TelegramServer;
let clock: MovableClock;
let leases: Leases;
let delivery: Delivery;
let lines: string[];

const compose: DeliveryDeps['compose'] = createComposer({
  withCore: () => Promise.reject(new Error('no pass here')),
  transaction: () => Promise.reject(new Error('no ticket here')),
  texts,
  secrets: createSecrets(Buffer.alloc(32, 1)),
  institutions: [],
  publicUrl: 'http://127.0.0.1:1',
});

const transportTo = ({ root }: TelegramServer): Promise<Transport> =>
  grammyTransport({ token: TOKEN, apiRoot: root, onUpdate: async () => undefined });

async function deliver(more: Partial<DeliveryDeps> = {}): Promise<void> {
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  leases = await openLeases(database.pool, !database.concurrent, log);
  delivery = startDelivery({
    pool: database.pool,
    leases,
    underway: createUnderway(),
    transport: await transportTo(telegram),
    compose,
    clock,
    log,
    rates: null,
    onSent: async () => undefined,
    onUndelivered: async () => undefined,
    onBlocked: (one, id) => database.prisma.$transaction((db) => countAsBlocked({ db, clock }, one, id)),
    onStranded: async () => undefined,
    ...more,
  });
}

beforeEach(async () => {
  database = await testDatabase();
  telegram = await serveTelegram();
  clock = new MovableClock();
  lines = [];
});
afterEach(async () => {
  await delivery.stop();
  await leases.close();
  await telegram.close();
  await database.close();
});

interface Chat extends ChatRef {
  person: SandboxPerson;
}

/** Somebody who has written to the bot. */
async function chat(): Promise<Chat> {
  const person = telegram.world.person({ firstName: 'Anna' });
  person.start();
  const chatId = BigInt(person.id);
  const now = clock.now();
  await database.prisma.conversation.create({
    data: { botId, chatId, language: 'ru', journey: 'welcome', step: 'institution', createdAt: now },
  });
  return { botId, chatId, person };
}

const decide = (to: Chat, messages: (string | OutboxMessage)[]): Promise<void> =>
  database.prisma.$transaction((db) =>
    fill(
      db,
      clock,
      { botId, chatId: to.chatId },
      messages.map((one) => (typeof one === 'string' ? { op: 'send', html: one } : one)),
    ),
  );

const read = ({ person }: Chat): string[] =>
  person.chat.filter(({ from }) => from === 'bot').map(({ text }) => text ?? '');

const row = ({ chatId }: Chat) => database.prisma.conversation.findFirstOrThrow({ where: { chatId } });
const empty = async (): Promise<boolean> => (await database.prisma.outbox.count({ where: { failedAt: null } })) === 0;

describe('delivery', () => {
  it('finds by itself what nobody announced', async () => {
    const anna = await chat();
    await deliver();
    await decide(anna, ['one', 'two', 'three']);
    await eventually('all three', empty);
    expect(read(anna)).toEqual(['one', 'two', 'three']);
    await eventually('the lease’s end', async () => (await row(anna)).senderId === null);
  });

  it('waits as long as Telegram says, keeps the order, and lets other chats go on', async () => {
    const [anna, boris] = [await chat(), await chat()];
    await deliver();
    telegram.world.fault({ method: 'sendMessage', chatId: Number(anna.chatId), kind: '429', retryAfter: 60 });
    const began = clock.now().getTime();
    await decide(anna, ['one', 'two']);
    delivery.kick(anna);
    const { sendAfter } = await eventually('the refusal', async () => {
      const found = await row(anna);
      return found.sendAfter && found;
    });
    expect(sendAfter?.getTime()).toBeGreaterThanOrEqual(began + 60_000);
    await decide(boris, ['hello']);
    delivery.kick(boris);
    await eventually('Boris', () => read(boris).includes('hello'));
    expect(read(anna)).toEqual([]);
    clock.move(60_000);
    await eventually('Anna', () => read(anna).length === 2);
    expect(read(anna)).toEqual(['one', 'two']);
  });

  it('gives up aloud what cannot be made, and goes on with the next', async () => {
    const anna = await chat();
    await deliver();
    // No institution, no account: the pass cannot be made, whatever is tried.
    await decide(anna, [{ op: 'pass', accountId: '00000000-0000-4000-8000-000000000000', language: 'ru' }, 'after it']);
    await eventually('the sixth attempt', async () => {
      // Only while it waits: otherwise a day could pass, and then it is given up for its age.
      if (((await row(anna)).sendAfter ?? clock.now()) > clock.now()) clock.move(60_000);
      return lines.some((line) => line.includes('a message was given up'));
    });
    await eventually('the next', () => read(anna).includes('after it'));
    // The person is not left without an answer.
    await eventually('an apology', () => read(anna).includes(sorry));
    await eventually('an end', empty);
    const [failed] = await database.prisma.outbox.findMany();
    expect(failed).toMatchObject({ attempts: 5, failure: 'Error: no pass here' });
    expect(failed?.failedAt).not.toBeNull();
  });

  it('gives up at once what Telegram will never take, and what cannot be read', async () => {
    const anna = await chat();
    await decide(anna, ['<b>unclosed', 'two']);
    await database.prisma.outbox.create({
      data: { botId, chatId: anna.chatId, message: { op: 'dance' }, createdAt: clock.now() },
    });
    await decide(anna, ['three']);
    // Only now: an apology comes after all that was decided before it.
    await deliver();
    await eventually('the rest', empty);
    expect(read(anna)).toEqual(['two', 'three', sorry]);
    expect(await database.prisma.outbox.count({ where: { NOT: { failedAt: null } } })).toBe(2);
    expect(lines.filter((line) => line.includes('a message was given up'))).toHaveLength(2);
  });

  it('says nothing to whoever has blocked the bot, until they write again', async () => {
    const anna = await chat();
    await deliver();
    anna.person.block();
    await decide(anna, ['one', 'two', 'three']);
    await eventually('the block', async () => (await row(anna)).blockedAt);
    expect(await database.prisma.outbox.count()).toBe(0);

    anna.person.unblock();
    await database.prisma.conversation.updateMany({ data: { blockedAt: null } });
    await decide(anna, ['welcome back']);
    await eventually('the welcome', () => read(anna).includes('welcome back'));
  });

  it('looks for operators’ words that wait in blocked chats: when it begins, and where it is told of something', async () => {
    const anna = await chat();
    await database.prisma.conversation.updateMany({ data: { blockedAt: clock.now() } });
    await decide(anna, [{ op: 'relay', ids: ['1'], language: 'ru' }]);
    const stranded: bigint[] = [];
    await deliver({
      async onStranded({ chatId }) {
        await database.prisma.outbox.deleteMany({ where: { chatId } });
        stranded.push(chatId);
      },
    });
    await eventually('the first look', () => stranded.length === 1);
    await decide(anna, [{ op: 'relay', ids: ['2'], language: 'ru' }]);
    delivery.kick(anna);
    await eventually('the next', () => stranded.length === 2);
    const ben = await chat();
    await decide(ben, ['one']);
    delivery.kick(ben);
    await eventually('an end', empty);
    expect(stranded).toEqual([anna.chatId, anna.chatId]);
  });

  it('does not take somebody for gone who wrote while a refusal was on its way', async () => {
    const anna = await chat();
    await deliver();
    telegram.world.fault({ method: 'sendMessage', kind: '403' });
    await decide(anna, ['to the blocked', 'to the one who is back']);
    await eventually('the second', () => read(anna).length === 1);
    expect(read(anna)).toEqual(['to the one who is back']);
    expect((await row(anna)).blockedAt).toBeNull();
  });

  it('takes a vanished message for changed, deleted and expired', async () => {
    const anna = await chat();
    await deliver();
    await decide(anna, [
      { op: 'delete', messageId: 12_345 },
      { op: 'pass-expired', messageId: 12_345, language: 'ru' },
      { op: 'edit', messageId: 12_345, html: 'instead' },
    ]);
    await eventually('an end', empty);
    expect(read(anna)).toEqual(['instead']);
    expect(await database.prisma.outbox.count()).toBe(0);
  });

  it('lets the call in hand end when it is stopped, and leaves the rest', async () => {
    const anna = await chat();
    let [begun, go] = [false, (): void => undefined];
    const stops = new Promise<void>((resolve) => {
      go = resolve;
    });
    const transport = await transportTo(telegram);
    await deliver({
      transport: {
        ...transport,
        async call(...params) {
          const answer = await transport.call(...params);
          begun = true;
          await stops;
          return answer;
        },
      },
    });
    await decide(anna, ['in hand', 'later']);
    await eventually('the call', () => begun);
    const stopped = delivery.stop();
    go();
    await stopped;
    expect(read(anna)).toEqual(['in hand']);
    expect((await database.prisma.outbox.findMany()).map(({ message }) => message)).toMatchObject([{ html: 'later' }]);
    expect((await row(anna)).senderId).toBeNull();
  });

  it('lets no number of chats with too many messages hold up the others', async () => {
    const flooded: Chat[] = [];
    for (let left = 45; left > 0; left -= 1) flooded.push(await chat());
    const anna = await chat();
    // Hours pass before anybody's second message: whoever waited for that would wait in vain.
    await deliver({ rates: { all: { rate: 1000, burst: 1000 }, chat: { rate: 0.0001, burst: 1 } } });
    for (const one of flooded) await decide(one, ['1', '2', '3', '4', '5']);
    await eventually('the first of each', () => flooded.every((one) => read(one).length > 0));
    await decide(anna, ['hello']);
    await eventually('the greeting', () => read(anna).length > 0);
    for (const one of flooded) expect(read(one)).toEqual(['1']);
  });

  it('stops although chats still wait for their turn', async () => {
    const people: Chat[] = [];
    for (let left = 20; left > 0; left -= 1) people.push(await chat());
    // The next turn comes hours later.
    await deliver({ rates: { all: { rate: 0.0001, burst: 1 }, chat: { rate: 1, burst: 1 } } });
    for (const anna of people) await decide(anna, ['hello']);
    await eventually('the first', () => people.some((anna) => read(anna).length > 0));
    await delivery.stop();
    expect(people.flatMap(read)).toEqual(['hello']);
    expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
    expect(await database.prisma.conversation.count({ where: { NOT: { senderId: null } } })).toBe(0);
  });

  it('writes to a chat no more that another process has taken over', async () => {
    const [anna, boris] = [await chat(), await chat()];
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    // Alive: what a dead one holds is taken from it.
    const another = await openLeases(database.pool, !database.concurrent, pino({ level: 'silent' }));
    await deliver({ compose: (to, message) => held.then(() => compose(to, message)) });
    await decide(anna, ['one', 'two']);
    await eventually('the lease', async () => (await row(anna)).senderId);
    await database.prisma.conversation.updateMany({
      where: { chatId: anna.chatId },
      data: { senderId: another.owner, senderUntil: new Date(clock.now().getTime() + 3_600_000) },
    });
    go();
    await eventually('one', async () => (await database.prisma.outbox.count()) === 1);
    // Another look through the outbox passes her over.
    await decide(boris, ['hello']);
    await eventually('Boris', () => read(boris).includes('hello'));
    expect(read(anna)).toEqual(['one']);
    expect((await row(anna)).senderId).toBe(another.owner);
    clock.move(3_601_000);
    await eventually('two, when that lease has run out', () => read(anna).includes('two'));
    await another.close();
  });

  it('comes back to a chat that it could not give back', async () => {
    const anna = await chat();
    await deliver();
    await database.prisma.conversation.updateMany({
      // Longer than anybody waits for it to run out.
      data: { senderId: leases.owner, senderUntil: new Date(clock.now().getTime() + 3_600_000) },
    });
    await decide(anna, ['hello']);
    await eventually('it', () => read(anna).includes('hello'));
  });

  const really = concurrently('delivery while the database goes away');
  it.runIf(really)('loses nothing when the database goes away in the middle', async () => {
    const anna = await chat();
    await deliver();
    telegram.world.fault({ method: 'sendMessage', kind: 'slow', delayMs: 200, times: 3 });
    const words = Array.from({ length: 10 }, (_, at) => `№ ${at}`);
    await decide(anna, words);
    for (let time = 0; time < 4; time += 1) {
      await database.pool
        .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()')
        .catch(() => undefined);
      await sleep(250);
    }
    await eventually('all of them', async () => read(anna).includes('№ 9') && (await empty().catch(() => false)));
    expect([...new Set(read(anna))]).toEqual(words);
  });
});
