import type pg from 'pg';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { leaveTopics } from './former.ts';
import { TOPICLESS } from './moves.ts';

/** Tickets that are given to groups at once. */
const GIVEN = 50;

/** A group of the settings, what it is called now, and whether it can be written to. */
export interface KnownGroup {
  /** As the settings name it. */
  name: bigint;
  id: bigint;
  lost: boolean;
}

export interface GivingDeps {
  botId: bigint;
  pool: pg.Pool;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  clock: Clock;
}

/**
 * Gives the tickets that wait without a group, or in a lost one, to groups that can be written to: the oldest first, each to the one with
 * the fewest open tickets. Who gives at the same time waits, so that no younger one is served meanwhile.
 * @param readersOf the institutions whose tickets a group may get
 */
export async function giveTickets(
  { botId, pool, transaction, clock }: GivingDeps,
  groups: readonly KnownGroup[],
  readersOf: (name: bigint) => string[],
): Promise<void> {
  const well = groups.filter(({ lost }) => !lost);
  const readers = well.flatMap(({ name }) => readersOf(name));
  const lost = groups.filter((group) => group.lost).map(({ id }) => id);
  const { rowCount: any } = await pool.query(
    `SELECT FROM "Ticket" WHERE "botId" = $1 AND "syncSince" IS NOT NULL AND "institutionId" = ANY($2)
       AND ("groupId" IS NULL OR "groupId" = ANY($3)) LIMIT 1`,
    [botId, readers, lost],
  );
  if (!any) return;
  await transaction(async (db) => {
    const waiting = await db.$queryRaw<{ id: number; institutionId: string }[]>`
      SELECT id, "institutionId" FROM "Ticket"
      WHERE "botId" = ${botId} AND "syncSince" IS NOT NULL AND "institutionId" = ANY(${readers})
        AND ("groupId" IS NULL OR "groupId" = ANY(${lost}::bigint[]))
      ORDER BY "syncSince", id LIMIT ${GIVEN} FOR UPDATE`;
    if (waiting.length === 0) return;
    // Only open tickets have a key: there are few of them, and they are found by it.
    const rows = await db.$queryRaw<{ groupId: bigint; open: number }[]>`
      SELECT "groupId", count(*)::int AS open FROM "Ticket"
      WHERE "botId" = ${botId} AND "openKey" IS NOT NULL AND "groupId" = ANY(${well.map(({ id }) => id)}::bigint[])
      GROUP BY "groupId"`;
    const open = new Map(rows.map(({ groupId, open }) => [groupId, open]));
    const load = ({ id }: KnownGroup): number => open.get(id) ?? 0;
    const given = new Map<bigint, number[]>();
    for (const ticket of waiting) {
      const [best] = well
        .filter(({ name }) => readersOf(name).includes(ticket.institutionId))
        .sort((one, other) => load(one) - load(other));
      if (!best) continue;
      given.set(best.id, [...(given.get(best.id) ?? []), ticket.id]);
      open.set(best.id, load(best) + 1);
    }
    for (const [groupId, ids] of given) {
      await leaveTopics(db, clock, ids);
      await db.ticket.updateMany({ where: { id: { in: ids } }, data: { ...TOPICLESS, groupId, syncAfter: null } });
    }
  });
}
