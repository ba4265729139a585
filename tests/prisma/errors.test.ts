import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '#prisma/connect.ts';
import { isConflict } from '#prisma/errors.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { isRetryable, isUniqueViolation } from '#prisma/open.ts';
import { testDatabase } from '#tests/support/database.ts';

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );

describe('an error of the database', async () => {
  const database = await testDatabase();
  const { prisma, pool } = database;
  afterAll(() => database.close());

  const data = { key: 'taken', count: 1, resetAt: new Date(0) };

  it('is known as a key that is taken, from Prisma’s model, its raw SQL and pg', async () => {
    await prisma.limit.create({ data });
    const insert = `INSERT INTO "Limit" (key, count, "resetAt") VALUES ('taken', 1, now())`;
    for (const error of [
      await caught(prisma.limit.create({ data })),
      await caught(prisma.$executeRawUnsafe(insert)),
      await caught(pool.query(insert)),
    ]) {
      expect(isUniqueViolation(error)).toBe(true);
      expect(isRetryable(error)).toBe(false);
    }
  });

  it('is retryable when transactions got into each other’s way', async () => {
    for (const state of ['40001', '40P01']) {
      const raise = `DO $$ BEGIN RAISE SQLSTATE '${state}'; END $$`;
      expect(isRetryable(await caught(prisma.$executeRawUnsafe(raise)))).toBe(true);
      expect(isRetryable(await caught(prisma.$transaction((db) => db.$executeRawUnsafe(raise))))).toBe(true);
      expect(isRetryable(await caught(pool.query(raise)))).toBe(true);
      expect(isConflict(await caught(prisma.$transaction((db) => db.$executeRawUnsafe(raise))))).toBe(true);
    }
    expect(isRetryable(new Prisma.PrismaClientKnownRequestError('', { code: 'P2034', clientVersion: '' }))).toBe(true);
  });

  it('is retryable when the server is not there', async () => {
    const nobody = connect({ host: '127.0.0.1', port: 1, user: 'x', database: 'x' });
    const gone = await caught(nobody.prisma.limit.count());
    expect([isRetryable(gone), isConflict(gone)]).toEqual([true, false]);
    expect(isRetryable(await caught(nobody.pool.query('SELECT 1')))).toBe(true);
    await nobody.close();
  });

  it('is neither, when it is a mistake', async () => {
    for (const error of [
      await caught(pool.query('SELECT nonsense')),
      await caught(prisma.$queryRawUnsafe('SELECT nonsense')),
      new TypeError('x is not a function'),
      'a string',
      undefined,
    ]) {
      expect(isRetryable(error)).toBe(false);
      expect(isUniqueViolation(error)).toBe(false);
    }
  });

  it('is retryable when the server ends the connection in the middle', async () => {
    if (!database.concurrent) return;
    const error = await caught(
      prisma.$transaction(async (db) => {
        const [row] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        await pool.query('SELECT pg_terminate_backend($1)', [row?.pid]);
        await db.limit.count();
      }),
    );
    expect(isRetryable(error), String(error)).toBe(true);
  });
});
