import { after, type Clock, days, minutes } from '../../clock.ts';
import type { Db } from '../../database.ts';
import type { Institution } from '../../institution.ts';
import { OPENED, readersOf } from './waiting.ts';

/** Letters that are planned already are given this time to leave. */
const OVERDUE = minutes(2);
/** What is older is past help by letter. */
const OLDEST = days(30);
/** Tickets at once, the oldest first; the rest waits for the next round. */
const AT_ONCE = 200;

/** Tickets whose helpdesk reads letters but has not been told of them, or of all that was said in them. */
export async function forgotten(
  db: Db,
  institutions: readonly Institution[],
  clock: Clock,
): Promise<{ openings: number[]; talks: number[] }> {
  const bots = await db.ticket.findMany({ distinct: ['botId'], select: { botId: true } });
  const found = { openings: [] as number[], talks: [] as number[] };
  const age = { lt: after(clock.now(), -OVERDUE), gt: after(clock.now(), -OLDEST) };
  for (const institution of institutions) {
    for (const { botId } of bots) {
      const { letters } = await readersOf(db, institution, botId);
      if (!letters) continue;
      const copies = institution.helpdesk.letters === 'always';
      const ours = { institutionId: institution.id, botId };
      const openings = await db.ticket.findMany({
        where: {
          ...{ ...ours, closedAt: null, createdAt: age, events: { none: { action: OPENED } } },
          // A topic that stands has told of it.
          ...(copies ? {} : { cardId: null }),
        },
        ...{ select: { id: true }, orderBy: { id: 'asc' }, take: AT_ONCE },
      });
      const untold = { author: 'person', createdAt: age, ...{ mailedAt: null, deletedAt: null } };
      const lost = { ...{ closedAt: null, createdAt: age }, events: { none: { action: OPENED } } };
      const talks = await db.ticket.findMany({
        where: {
          ...ours,
          OR: [
            { messages: { some: { ...untold, ...(copies ? {} : { copyId: null }) } } },
            // Its card stands where nobody reads any more.
            ...(copies ? [] : [{ ...lost, NOT: [{ cardId: null }, { waitingSince: null }] }]),
          ],
        },
        ...{ select: { id: true }, orderBy: { id: 'asc' }, take: AT_ONCE },
      });
      found.openings.push(...openings.map(({ id }) => id));
      found.talks.push(...talks.map(({ id }) => id));
    }
  }
  return found;
}
