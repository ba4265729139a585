import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { minutes } from '#core/clock.ts';
import { allWithin, countUse, forgetUse } from '#core/limits.ts';
import { concurrently } from '#tests/support/database.ts';
import { type JournalWorld, journalWorld } from './world.ts';

let world: JournalWorld;
beforeAll(async () => {
  world = await journalWorld();
}, 60_000);
afterAll(() => world.close());

it('a form sent twice: taking tries back and counting them never wait for each other', async () => {
  concurrently('that tries are counted and taken back in one order');
  const [pair, place, login] = ['sign-in:pair:anna', 'sign-in:place:home', 'sign-in:login:anna'];
  // So many that the database finds rows by their keys, and in the keys' order if it may.
  await world.prisma.$executeRaw`
    INSERT INTO "Limit" (key, count, "resetAt") SELECT 'other:' || n, 1, now() FROM generate_series(1, 20000) n`;
  const allowance = { max: 10, window: minutes(1) };
  const begin = async (pause: number) =>
    world.transaction(async (db) => {
      await allWithin(db, world.clock, [
        { key: pair, ...allowance },
        { key: place, ...allowance },
      ]);
      await sleep(pause);
      return countUse(db, world.clock, login, minutes(1));
    });
  await begin(0);
  await world.prisma.$executeRaw`ANALYZE "Limit"`;

  const second = begin(300);
  await sleep(100);
  await Promise.all([second, world.transaction((db) => forgetUse(db, [pair, place, login]))]);
  const left = await world.prisma.limit.findMany({ where: { key: { in: [pair, place, login] } } });
  expect(left.map(({ count }) => count)).toEqual([1, 1, 1]);
});
