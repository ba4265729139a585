import { after, type Clock, minutes } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { letterDue } from '#core/helpdesk/mail/due.ts';
import type { Jobs } from '#core/jobs.ts';

/** Why we cannot write to a group. */
export type LostWhy = 'kicked' | 'not-forum' | 'no-rights' | 'unknown';

/** How often a lost group is looked at. */
const LOOKED_AT = minutes(1);

/**
 * We cannot write to a group: what waits there to be shown, or for an answer, goes to another group, or by letter until this one is back. Nobody
 * who read there can answer any more.
 * @param name as the settings call it @param id as Telegram does @returns whether that is news
 */
export async function groupLost(
  { db, jobs, clock }: { db: Db; jobs: Jobs; clock: Clock },
  { botId, name, id }: { botId: bigint; name: bigint; id: bigint },
  why: LostWhy,
): Promise<boolean> {
  const now = clock.now();
  await db.deskGroup.updateMany({
    where: { botId, chatId: name },
    data: { lostWhy: why, sendAfter: after(now, LOOKED_AT) },
  });
  const first = await db.deskGroup.updateMany({ where: { botId, chatId: name, lostAt: null }, data: { lostAt: now } });
  if (first.count === 0) return false;
  await db.ticket.updateMany({
    where: { botId, groupId: id, closedAt: null, syncSince: null, NOT: { waitingSince: null } },
    data: { syncSince: now },
  });
  const waiting = await db.ticket.findMany({
    where: { botId, groupId: id, closedAt: null, NOT: { syncSince: null } },
    select: { id: true },
  });
  for (const ticket of waiting) await letterDue({ jobs, clock }, ticket.id);
  return true;
}
