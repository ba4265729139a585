import { after, type Clock } from './clock.ts';
import type { Db } from './database.ts';

/** At most `max` times per `window` milliseconds. */
export interface Allowance {
  max: number;
  window: number;
}

/**
 * Counts one use of `key` and tells whether it is within the allowance. One statement counts and refuses, inside the caller's
 * transaction (rate-limiter-flexible wants a connection of its own, which the embedded database cannot give while a transaction is open).
 */
export async function within(db: Db, clock: Clock, key: string, { max, window }: Allowance): Promise<boolean> {
  const now = clock.now();
  const rows = await db.$executeRaw`
    INSERT INTO "Limit" AS l (key, count, "resetAt") VALUES (${key}, 1, ${after(now, window)})
    ON CONFLICT (key) DO UPDATE
      SET count = CASE WHEN l."resetAt" <= ${now} THEN 1 ELSE l.count + 1 END,
          "resetAt" = CASE WHEN l."resetAt" <= ${now} THEN EXCLUDED."resetAt" ELSE l."resetAt" END
      WHERE l."resetAt" <= ${now} OR l.count < ${max}`;
  return rows > 0;
}
