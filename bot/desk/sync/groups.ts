import type pg from 'pg';
import type { Logger } from 'pino';
import { after, type Clock, seconds } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { Jobs } from '#core/jobs.ts';
import { giveTickets, type KnownGroup } from './give.ts';
import { groupLost, type LostWhy } from './lost.ts';
import { groupMoved, TOPICLESS } from './moves.ts';

/** A lease lasts longer than the slowest call, and is renewed before each. */
const LEASE = seconds(90);

/** A group of the settings that this process writes to now. */
export type HeldGroup = KnownGroup;

export interface GroupsDeps {
  botId: bigint;
  pool: pg.Pool;
  /** This process's name. */
  owner: string;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  jobs(db: Db): Jobs;
  clock: Clock;
  log: Logger;
  institutions: readonly Institution[];
}

/** The operators' groups: which can be written to, by which process, and which tickets are theirs. */
export function openGroups({ botId, pool, owner, transaction, jobs, clock, log, institutions }: GroupsDeps) {
  const names = [...new Set(institutions.flatMap(({ helpdesk }) => helpdesk.groups))].map(BigInt);
  /** Whose tickets a group may get. */
  const readersOf = (name: bigint): string[] =>
    institutions.filter(({ helpdesk }) => helpdesk.groups.includes(String(name))).map(({ id }) => id);

  /** The groups of the settings, what they are called now, and whether they can be written to. */
  async function all(): Promise<(KnownGroup & { free: boolean })[]> {
    const { rows } = await pool.query<{ name: string; id: string; lost: boolean; free: boolean }>(
      `SELECT "chatId" AS name, coalesce("movedTo", "chatId") AS id, "lostAt" IS NOT NULL AS lost,
         ("sendAfter" IS NULL OR "sendAfter" <= $3) AND ("senderId" IS NULL OR "senderId" = $4 OR "senderUntil" < $3) AS free
       FROM "DeskGroup" WHERE "botId" = $1 AND "chatId" = ANY($2)`,
      [botId, names, clock.now(), owner],
    );
    return rows.map((row) => ({ ...row, name: BigInt(row.name), id: BigInt(row.id) }));
  }

  return {
    names,

    /**
     * Makes the groups of the settings known to the database, and takes tickets from those that the settings do not name for their institution any
     * more: other people may read there. Closed ones too, for words open them again.
     */
    async enter(): Promise<void> {
      await pool.query(
        `INSERT INTO "DeskGroup" ("botId", "chatId", "updatedAt") SELECT $1, unnest($2::bigint[]), $3 ON CONFLICT DO NOTHING`,
        [botId, names, clock.now()],
      );
      const groups = await all();
      const theirs = (institutionId: string): bigint[] =>
        groups.filter(({ name }) => readersOf(name).includes(institutionId)).map(({ id }) => id);
      await transaction(async (db) => {
        for (const { id: institutionId } of institutions) {
          await db.ticket.updateMany({
            where: { botId, institutionId, groupId: { not: null, notIn: theirs(institutionId) } },
            data: { ...TOPICLESS, groupId: null, syncAfter: null },
          });
        }
      });
    },

    /** Groups in which something can be done now, and that nobody else serves. */
    async look(): Promise<bigint[]> {
      const groups = await all();
      const free = groups.filter((group) => group.free);
      if (free.length === 0) return [];
      const { rows } = await pool.query<{ groupId: string | null; institutionId: string }>(
        `SELECT DISTINCT "groupId", "institutionId" FROM "Ticket"
         WHERE "botId" = $1 AND ("groupId" = ANY($2) OR "groupId" IS NULL) AND "syncSince" IS NOT NULL
           AND ("syncAfter" IS NULL OR "syncAfter" <= $3)`,
        [botId, groups.map(({ id }) => id), clock.now()],
      );
      const lost = new Set(groups.filter((group) => group.lost).map(({ id }) => String(id)));
      return free
        .filter(
          ({ name, id, lost: isLost }) =>
            isLost ||
            rows.some(({ groupId, institutionId }) =>
              groupId === null || lost.has(groupId) ? readersOf(name).includes(institutionId) : groupId === String(id),
            ),
        )
        .map(({ name }) => name);
    },

    /** Takes the group, or holds it longer; null while it has to wait, or is another process's. */
    async take(name: bigint): Promise<HeldGroup | null> {
      const now = clock.now();
      const { rows } = await pool.query<{ id: string; lost: boolean }>(
        `UPDATE "DeskGroup" SET "senderId" = $3, "senderUntil" = $4
         WHERE "botId" = $1 AND "chatId" = $2 AND ("senderId" IS NULL OR "senderId" = $3 OR "senderUntil" < $5)
           AND ("sendAfter" IS NULL OR "sendAfter" <= $5)
         RETURNING coalesce("movedTo", "chatId") AS id, "lostAt" IS NOT NULL AS lost`,
        [botId, name, owner, after(now, LEASE), now],
      );
      const [row] = rows;
      return row ? { name, id: BigInt(row.id), lost: row.lost } : null;
    },

    async release(name: bigint): Promise<void> {
      await pool.query(
        `UPDATE "DeskGroup" SET "senderId" = NULL, "senderUntil" = NULL WHERE "botId" = $1 AND "chatId" = $2 AND "senderId" = $3`,
        [botId, name, owner],
      );
    },

    /** How the settings name a group, and how many milliseconds nothing may be sent there. */
    async waits(id: bigint): Promise<{ name: bigint; wait: number }> {
      const { rows } = await pool.query<{ name: string; sendAfter: Date | null }>(
        `SELECT "chatId" AS name, "sendAfter" FROM "DeskGroup" WHERE "botId" = $1 AND ("chatId" = $2 OR "movedTo" = $2) LIMIT 1`,
        [botId, id],
      );
      const [row] = rows;
      const until = row?.sendAfter?.getTime() ?? 0;
      return { name: row ? BigInt(row.name) : id, wait: Math.max(0, until - clock.now().getTime()) };
    },

    /** Nothing is sent there for so many milliseconds. */
    async wait(name: bigint, milliseconds: number): Promise<void> {
      await pool.query(`UPDATE "DeskGroup" SET "sendAfter" = $3 WHERE "botId" = $1 AND "chatId" = $2`, [
        ...[botId, name],
        after(clock.now(), milliseconds),
      ]);
    },

    /** Gives the tickets that wait without a group, or in a lost one, to groups that can be written to. */
    async give(): Promise<void> {
      await giveTickets({ botId, pool, transaction, clock }, await all(), readersOf);
    },

    /** The ticket that waits longest for the group, counted from when it was served last. */
    async next(id: bigint): Promise<number | null> {
      const { rows } = await pool.query<{ id: number }>(
        `SELECT id FROM "Ticket"
         WHERE "botId" = $1 AND "groupId" = $2 AND "syncSince" IS NOT NULL AND ("syncAfter" IS NULL OR "syncAfter" <= $3)
         ORDER BY greatest("syncSince", "syncedAt"), id LIMIT 1`,
        [botId, id, clock.now()],
      );
      return rows[0]?.id ?? null;
    },

    /** We cannot write there. */
    async lose({ name, id }: HeldGroup, why: LostWhy): Promise<void> {
      const lost = await transaction((db) => groupLost({ db, jobs: jobs(db), clock }, { botId, name, id }, why));
      if (lost) log.error({ group: String(id), why }, 'an operators’ group cannot be written to: letters go instead');
    },

    /** It can be written to again: whatever waits is shown there. */
    async regain({ name, id }: HeldGroup): Promise<void> {
      await transaction((db) =>
        db.deskGroup.updateMany({
          where: { botId, chatId: name },
          data: { lostAt: null, lostWhy: null, sendAfter: null },
        }),
      );
      log.info({ group: String(id) }, 'an operators’ group can be written to again');
    },

    move: (name: bigint, to: bigint): Promise<void> =>
      transaction((db) => groupMoved(db, clock, { botId, chatId: name }, to)),
  };
}

export type Groups = ReturnType<typeof openGroups>;
