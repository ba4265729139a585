import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Leases, openLeases } from '#bot/delivery/leases.ts';
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

const living = new Set<Leases>();
/** A process begins to live. */
async function begins(embedded = false): Promise<Leases> {
  const leases = await openLeases(database.pool, embedded, log);
  living.add(leases);
  return leases;
}
async function ends(leases: Leases): Promise<void> {
  living.delete(leases);
  await leases.close();
}
afterEach(async () => {
  for (const leases of living) await ends(leases);
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

/** Whoever can take the lock under a process's name knows that it is gone. */
async function isGone(owner: string): Promise<boolean | undefined> {
  const { rows } = await database.pool.query<{ gone: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS gone',
    [0x70726f70, owner],
  );
  return rows[0]?.gone;
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
    const first = await begins();
    const second = await begins();
    await holds(first.owner);
    for (const { owner } of [first, second]) expect(await isGone(owner)).toBe(false);
    expect(await isGone(randomUUID())).toBe(true);
    await second.freeDead();
    expect(await holders()).toEqual([first.owner, first.owner]);
    expect(await takes(second.owner)).toBe(false);

    await ends(first);
    // Its connection has gone; the server may take a moment to notice.
    await expect
      .poll(async () => {
        await second.freeDead();
        return holders();
      })
      .toEqual([null, null]);
    expect(await takes(second.owner)).toBe(true);
  });

  it('stays its own, whoever looks for the dead', async () => {
    const one = await begins();
    await holds(one.owner);
    await one.freeDead();
    expect(await holders()).toEqual([one.owner, one.owner]);
  });
});

it('what was held when the only process of an embedded database starts is a dead one’s, and what is held later is not', async () => {
  const alone = await begins(true);
  await holds(randomUUID());
  await database.prisma.deskGroup.updateMany({ data: { senderId: alone.owner } });
  await alone.freeDead();
  expect(await holders()).toEqual([null, alone.owner]);
  await database.prisma.conversation.updateMany({ data: { senderId: 'later', senderUntil: MUCH_LATER } });
  await alone.freeDead();
  expect(await holders()).toEqual(['later', alone.owner]);
});
