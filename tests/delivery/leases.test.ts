import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLeases } from '#bot/delivery/leases.ts';
import { openOutbox } from '#bot/delivery/outbox.ts';
import { systemClock } from '#core/clock.ts';
import { concurrently, type TestDatabase, testDatabase } from '#tests/support/database.ts';

const log = pino({ level: 'silent' });
const [BOT, MUCH_LATER] = [7n, new Date(Date.now() + 24 * 3_600_000)];
const held = { chat: { botId: BOT, chatId: 1n }, group: -1001n };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const { prisma } = database;
  await prisma.outbox.deleteMany();
  await prisma.conversation.deleteMany();
  await prisma.deskGroup.deleteMany();
});

/** A chat with something to send, and a group, that a process is writing to. */
async function holds(senderId: string): Promise<void> {
  const { prisma } = database;
  const createdAt = new Date();
  const lease = { senderId, senderUntil: MUCH_LATER };
  const place = { language: 'ru', journey: 'home', step: 'home', createdAt };
  await prisma.conversation.create({ data: { ...held.chat, ...place, ...lease } });
  await prisma.deskGroup.create({ data: { botId: BOT, chatId: held.group, ...lease } });
  await prisma.outbox.create({ data: { ...held.chat, message: { op: 'send', html: 'x' }, createdAt } });
}

const holders = async (): Promise<(string | null)[]> => [
  (await database.prisma.conversation.findFirstOrThrow()).senderId,
  (await database.prisma.deskGroup.findFirstOrThrow()).senderId,
];
/** What a process of this name would send now. */
const takes = async (owner: string): Promise<boolean> => {
  const outbox = openOutbox({ pool: database.pool, clock: systemClock, owner });
  const seen = await outbox.look();
  const taken = await outbox.take(held.chat);
  expect(seen.length > 0).toBe(taken !== null);
  return taken !== null;
};

describe.runIf(concurrently('two processes that hold chats'))('what a process holds', () => {
  it('is nobody else’s while it lives, and free as soon as it is gone', async () => {
    const first = await openLeases(database.pool, false, log);
    const second = await openLeases(database.pool, false, log);
    await holds(first.owner);
    await second.freeDead();
    const whileAlive = { holders: await holders(), taken: await takes(second.owner) };

    await first.close();
    // Its connection has gone; the server may take a moment to notice.
    await expect
      .poll(async () => {
        await second.freeDead();
        return holders();
      })
      .toEqual([null, null]);
    expect(await takes(second.owner)).toBe(true);
    await second.close();
    expect(whileAlive).toEqual({ holders: [first.owner, first.owner], taken: false });
  });

  it('stays its own, whoever looks for the dead', async () => {
    const one = await openLeases(database.pool, false, log);
    await holds(one.owner);
    await one.freeDead();
    const after = await holders();
    await one.close();
    expect(after).toEqual([one.owner, one.owner]);
  });
});

it('what was held when the only process of an embedded database starts is a dead one’s, and what is held later is not', async () => {
  const alone = await openLeases(database.pool, true, log);
  await holds(randomUUID());
  await alone.freeDead();
  expect(await holders()).toEqual([null, null]);
  await database.prisma.conversation.updateMany({ data: { senderId: 'later', senderUntil: MUCH_LATER } });
  await alone.freeDead();
  expect(await holders()).toEqual(['later', null]);
  await alone.close();
});
