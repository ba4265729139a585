import { Prisma } from '#prisma/generated/client.ts';
import { after, type Clock } from './clock.ts';
import type { Db } from './database.ts';

/** At most `max` times per `window` milliseconds. */
export interface Allowance {
  max: number;
  window: number;
}

/** Counts one use of `key` and tells whether it is within the allowance. */
export const within = (db: Db, clock: Clock, key: string, allowance: Allowance): Promise<boolean> =>
  allWithin(db, clock, [{ key, ...allowance }]);

/**
 * Counts one use of each key, in order, until one of them is over its allowance; tells whether none was. One statement counts and
 * refuses, inside the caller's transaction (rate-limiter-flexible wants a connection of its own, which the embedded database cannot
 * give while a transaction is open).
 */
export async function allWithin(
  db: Db,
  clock: Clock,
  uses: readonly (Allowance & { key: string })[],
): Promise<boolean> {
  const now = clock.now();
  const name = (at: number): Prisma.Sql => Prisma.raw(`use${at}`);
  // Each counts only where the one before it was permitted, and so returned a row.
  const counted = uses.map(
    ({ key, max, window }, at) => Prisma.sql`
      ${name(at)} AS (
        INSERT INTO "Limit" AS l (key, count, "resetAt")
        SELECT ${key}, 1, ${after(now, window)}::timestamptz ${at === 0 ? Prisma.empty : Prisma.sql`FROM ${name(at - 1)}`}
        ON CONFLICT (key) DO UPDATE
          SET count = CASE WHEN l."resetAt" <= ${now} THEN 1 ELSE l.count + 1 END,
              "resetAt" = CASE WHEN l."resetAt" <= ${now} THEN EXCLUDED."resetAt" ELSE l."resetAt" END
          WHERE l."resetAt" <= ${now} OR l.count < ${max}
        RETURNING 1)`,
  );
  const permitted = await db.$queryRaw<unknown[]>`
    WITH ${Prisma.join(counted)} SELECT 1 AS permitted FROM ${name(uses.length - 1)}`;
  return permitted.length > 0;
}

/** Counts one use of `key` and tells how many there were within the window of `window` milliseconds, this one included. */
export async function countUse(db: Db, clock: Clock, key: string, window: number): Promise<number> {
  const now = clock.now();
  const [row] = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO "Limit" AS l (key, count, "resetAt") VALUES (${key}, 1, ${after(now, window)})
    ON CONFLICT (key) DO UPDATE
      SET count = CASE WHEN l."resetAt" <= ${now} THEN 1 ELSE l.count + 1 END,
          "resetAt" = CASE WHEN l."resetAt" <= ${now} THEN EXCLUDED."resetAt" ELSE l."resetAt" END
    RETURNING count`;
  return row?.count ?? 1;
}

/**
 * Takes one use of each key back: it turned out to be none that is counted. In this order, which must be the one in which they were counted:
 * so that who counts them meanwhile waits, and not for ever.
 */
export async function forgetUse(db: Db, keys: readonly string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE "Limit" SET count = count - 1 WHERE key IN (
      SELECT key FROM "Limit" WHERE key = ANY (${keys}::text[]) AND count > 0 ORDER BY array_position(${keys}::text[], key) FOR UPDATE)`;
}
