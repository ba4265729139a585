import { z } from 'zod';
import { after, type Clock, hours } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import type { Jobs } from '../jobs.ts';
import { tell } from '../news.ts';
import { afterWorking } from './hours.ts';
import { clockKey, lockTicket } from './standing.ts';

const Payload = z.object({ ticketId: z.number().int() });

export interface ClockJobsDeps {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  core: (db: Db) => Pick<Core, 'talk' | 'tickets'>;
  jobs: (db: Db) => Jobs;
  clock: Clock;
  institutions: readonly Institution[];
}

/**
 * The job that looks after a ticket in which nothing happens: it reminds the operators of somebody who waits, and after an answer warns the
 * silent person and closes. It looks at what is, does what is due, and plans when to look again.
 */
export function clockJobs({ transaction, core, jobs, clock, institutions }: ClockJobsDeps) {
  /** @returns when to look again; null when only a new message matters */
  async function look(db: Db, ticketId: number): Promise<Date | null> {
    const ticket = await lockTicket(db, ticketId);
    if (!ticket || ticket.closedAt) return null;
    const institution = institutions.find(({ id }) => id === ticket.institutionId);
    if (!institution) return null;
    const { answerWithin, closeAfter } = institution.helpdesk;
    const now = clock.now();

    if (ticket.waitingSince) {
      if (ticket.remindedAt) return null;
      const due = afterWorking(institution, ticket.waitingSince, answerWithin);
      if (!due || due > now) return due;
      await db.ticket.update({ where: { id: ticketId }, data: { remindedAt: now } });
      const args = { minutes: answerWithin };
      await core(db).talk.house(ticketId, 'desk', { type: 'phrase', key: 'desk-reminder', args });
      return null;
    }

    if (!ticket.silentSince) return null;
    const silence = hours(closeAfter);
    const round = `${ticketId}:${ticket.silentSince.getTime()}`;
    if (!ticket.warnedAt) {
      const due = after(ticket.silentSince, (silence * 2) / 3);
      if (due > now) return due;
      await db.ticket.update({ where: { id: ticketId }, data: { warnedAt: now } });
      const left = Math.max(1, Math.round(closeAfter / 3));
      await tell(jobs(db), ticket, `ticket-warning:${round}`, { type: 'ticket-warning', ticketId, hours: left });
      return after(now, silence / 3);
    }
    // However late the warning was, the time that it named is given.
    const due = after(ticket.warnedAt, silence / 3);
    if (due > now) return due;
    if (await core(db).tickets.close(ticketId, 'silence'))
      await tell(jobs(db), ticket, `ticket-closed:${round}`, { type: 'ticket-closed', ticketId, by: 'silence' });
    return null;
  }

  return {
    async 'ticket-clock'(payload: unknown): Promise<void> {
      const { ticketId } = Payload.parse(payload);
      await transaction(async (db) => {
        const runAt = await look(db, ticketId);
        if (runAt) await jobs(db).add('ticket-clock', { ticketId }, { key: clockKey(ticketId), runAt });
      });
    },
  };
}
