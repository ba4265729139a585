import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Prisma } from '#prisma/generated/client.ts';
import { transactions } from '#prisma/transactions.ts';
import { concurrently, testDatabase } from '#tests/support/database.ts';

describe('a transaction', async () => {
  const { prisma, close } = await testDatabase();
  const transaction = transactions(prisma);
  afterAll(close);
  beforeEach(async () => {
    await prisma.limit.deleteMany();
    const limit = (key: string) => ({ key, count: 0, resetAt: new Date(0) });
    await prisma.limit.createMany({ data: [limit('one'), limit('other')] });
  });

  const count = (db: Prisma.TransactionClient, key: string) =>
    db.limit.update({ where: { key }, data: { count: { increment: 1 } } });

  it('is tried again when it and another wait for each other, and has one effect', async () => {
    concurrently('that two transactions which wait for each other both succeed');
    let tries = 0;
    const both = (first: string, second: string) =>
      transaction(async (db) => {
        tries += 1;
        await count(db, first);
        await sleep(200);
        await count(db, second);
        return first;
      });
    expect(await Promise.all([both('one', 'other'), both('other', 'one')])).toEqual(['one', 'other']);
    expect((await prisma.limit.findMany()).map((limit) => limit.count)).toEqual([2, 2]);
    expect(tries).toBeGreaterThanOrEqual(2);
  });

  it('is given up after four times, and at once for what no second try mends', async () => {
    let tries = 0;
    const failing = (raise: string) =>
      transaction(async (db) => {
        tries += 1;
        await db.$executeRawUnsafe(raise);
      });
    await expect(failing(`DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$`)).rejects.toThrow();
    expect(tries).toBe(4);
    await expect(failing('SELECT nonsense')).rejects.toThrow();
    expect(tries).toBe(5);
  });
});
