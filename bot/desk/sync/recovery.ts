import type { Logger } from 'pino';
import { cause, frames } from '#bot/cause.ts';
import { after, type Clock, minutes, seconds } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { leaveTopics } from './former.ts';
import type { Groups, HeldGroup } from './groups.ts';
import { TOPICLESS } from './moves.ts';
import { troubleOf } from './trouble.ts';

/** A ticket that fails again and again is tried this rarely. */
const RAREST = minutes(10);

export interface RecoveryDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  clock: Clock;
  log: Logger;
  groups: Pick<Groups, 'wait' | 'lose' | 'move'>;
  /** Has the group looked at again in so many milliseconds. */
  wakeIn(name: bigint, milliseconds: number): void;
}

/** What becomes of a ticket, and of its group, when a call failed. */
export function createRecovery({ transaction, clock, log, groups, wakeIn }: RecoveryDeps) {
  /** How often in a row Telegram was out of reach. */
  const failures = new Map<bigint, number>();

  /** The first failure costs no time; a ticket that fails again and again holds up nobody. */
  async function putOff(ticketId: number, data: Record<string, unknown>): Promise<void> {
    await transaction(async (db) => {
      if (data.topicId === null) await leaveTopics(db, clock, [ticketId]);
      const { syncAttempts } = await db.ticket.update({
        where: { id: ticketId },
        data: { ...data, syncAttempts: { increment: 1 } },
        select: { syncAttempts: true },
      });
      if (syncAttempts < 2) return;
      const wait = Math.min(RAREST, seconds(1) * 2 ** Math.min(syncAttempts, 12));
      await db.ticket.update({ where: { id: ticketId }, data: { syncAfter: after(clock.now(), wait) } });
    });
  }

  return {
    worked({ name }: HeldGroup): void {
      failures.delete(name);
    },

    /** Whether it is the next ticket's turn, or the group has to wait. */
    async from(group: HeldGroup, ticketId: number, error: unknown): Promise<'next' | 'wait'> {
      const trouble = troubleOf(error);
      const about = { group: String(group.id), ticket: ticketId, cause: cause(error) };
      switch (trouble.kind) {
        case 'wait': {
          const failed = (failures.get(group.name) ?? 0) + 1;
          failures.set(group.name, failed);
          const wait = trouble.milliseconds ?? Math.min(seconds(30), 250 * 2 ** Math.min(failed, 8));
          log.warn({ ...about, wait }, 'an operators’ group waits');
          await groups.wait(group.name, wait);
          wakeIn(group.name, wait);
          return 'wait';
        }
        case 'lost':
          await groups.lose(group, trouble.why);
          return 'wait';
        case 'moved':
          log.warn({ ...about, to: String(trouble.to) }, 'an operators’ group has become another one');
          await groups.move(group.id, trouble.to);
          return 'next';
        case 'topic-gone':
          log.warn(about, 'a ticket’s topic is gone, and is made anew');
          await putOff(ticketId, TOPICLESS);
          return 'next';
        case 'topic-closed':
          await putOff(ticketId, { topicClosed: true });
          return 'next';
        case 'refused':
        case 'fault':
          log.error({ ...about, at: frames(error) }, 'a ticket cannot be shown, will retry');
          await putOff(ticketId, {});
          return 'next';
      }
    },
  };
}
