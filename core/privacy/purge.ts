import { USES_KEPT } from '../access/gate.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';

/** How long traces are kept that serve no purpose any more, in milliseconds. Telegram repeats an update for at most a day. */
const KEPT = { processed: days(7), attempts: days(30), failures: days(30) };

/** Removes what has done its work: nothing here is needed to go on, or to prove anything. */
export async function purge(db: Db, clock: Clock): Promise<void> {
  const now = clock.now();
  const before = (age: number) => ({ lt: after(now, -age) });
  await db.processed.deleteMany({ where: { at: before(KEPT.processed) } });
  await db.callEvent.deleteMany({ where: { at: before(KEPT.processed) } });
  await db.limit.deleteMany({ where: { resetAt: { lt: now } } });
  await db.verification.deleteMany({ where: { expiresAt: before(KEPT.attempts) } });
  await db.oneTimePage.deleteMany({ where: { expiresAt: before(KEPT.attempts) } });
  await db.registration.deleteMany({ where: { completedAt: null, createdAt: before(KEPT.attempts) } });
  await db.passUse.deleteMany({ where: { at: before(USES_KEPT) } });
  await db.outbox.deleteMany({ where: { failedAt: before(KEPT.failures) } });
}
