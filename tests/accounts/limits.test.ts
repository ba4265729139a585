import { afterAll, beforeAll, expect, it } from 'vitest';
import { minutes } from '#core/clock.ts';
import { allWithin, countUse, forgetUse } from '#core/limits.ts';
import { concurrently } from '#tests/support/database.ts';
import { somebodyWaits } from '#tests/support/waiting.ts';
import { type JournalWorld, journalWorld } from './world.ts';

let world: JournalWorld;
beforeAll(async () => {
  world = await journalWorld();
}, 60_000);
afterAll(() => world.close());

it('a form sent twice: taking tries back and counting them never wait for each other', async () => {
  const really = concurrently('that tries are counted and taken back in one order');
  const [pair, place, login] = ['sign-in:pair:anna', 'sign-in:place:home', 'sign-in:login:anna'];
  // So many that the database finds rows by their keys, and in the keys' order if it may.
  await world.prisma.$executeRaw`
    INSERT INTO "Limit" (key, count, "resetAt") SELECT 'other:' || n, 1, now() FROM generate_series(1, 20000) n`;
  const allowance = { max: 10, window: minutes(1) };
  const begin = async (between = async (): Promise<void> => undefined) =>
    world.transaction(async (db) => {
      await allWithin(db, world.clock, [
        { key: pair, ...allowance },
        { key: place, ...allowance },
      ]);
      await between();
      return countUse(db, world.clock, login, minutes(1));
    });
  await begin();
  await world.prisma.$executeRaw`ANALYZE "Limit"`;

  let forgotten: Promise<void> | undefined;
  await begin(async () => {
    forgotten = world.transaction((db) => forgetUse(db, [pair, place, login]));
    if (really) await somebodyWaits(world.prisma);
  });
  await forgotten;
  const left = await world.prisma.limit.findMany({ where: { key: { in: [pair, place, login] } } });
  expect(left.map(({ count }) => count)).toEqual([1, 1, 1]);
});
