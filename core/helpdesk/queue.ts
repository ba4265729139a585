import type { Db } from '../database.ts';

/** What a group's operators can be shown in a minute: Telegram allows about 20 calls, and some are answers. */
const CALLS_PER_MINUTE = 18;
/** A new ticket takes a topic, a card and a message. */
const CALLS_OF_NEW = 3;

/** How long tickets wait to be shown to the operators. */
export function queue({ db }: { db: Db }) {
  return {
    /** How many of these groups can be written to: the tickets of the others come into these. @param groups as the settings name them */
    async writable(botId: bigint, groups: readonly string[]): Promise<number> {
      const where = { botId, chatId: { in: groups.map(BigInt) }, lostAt: { not: null } };
      return groups.length - (await db.deskGroup.count({ where }));
    },

    /**
     * Which tickets come before this one, and about how many minutes that takes (0 while it is less than one).
     * @param groups among how many an institution's tickets are shared
     * @param sharing the other institutions whose tickets come into these groups
     */
    async aheadOf(
      ticketId: number,
      groups = 1,
      sharing: readonly string[] = [],
    ): Promise<{ tickets: number; minutes: number }> {
      const [row] = await db.$queryRaw<{ fresh: number; known: number; grouped: boolean }[]>`
        SELECT count(*) FILTER (WHERE other."topicId" IS NULL)::int AS fresh,
          count(*) FILTER (WHERE other."topicId" IS NOT NULL)::int AS known,
          (mine."groupId" IS NOT NULL) AS grouped
        FROM "Ticket" mine
        JOIN "Ticket" other ON other.id <> mine.id AND other."syncSince" IS NOT NULL
          AND (CASE WHEN mine."groupId" IS NULL
            THEN other."institutionId" = mine."institutionId" OR other."institutionId" = ANY(${[...sharing]})
            ELSE other."groupId" = mine."groupId" END)
          AND (greatest(other."syncSince", other."syncedAt"), other.id) < (greatest(mine."syncSince", mine."syncedAt"), mine.id)
        WHERE mine.id = ${ticketId} AND mine."syncSince" IS NOT NULL
        GROUP BY mine.id`;
      if (!row) return { tickets: 0, minutes: 0 };
      const share = row.grouped ? 1 : Math.max(1, groups);
      const calls = (row.fresh * CALLS_OF_NEW + row.known) / share;
      return { tickets: row.fresh + row.known, minutes: Math.floor(calls / CALLS_PER_MINUTE) };
    },
  };
}
