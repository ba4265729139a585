import type { Ticket } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { letterDue } from './mail/due.ts';
import { openKeyOf } from './ticket.ts';

/**
 * All tickets of a chat at an institution, locked, the oldest first: who opens, reopens or writes into one waits for the others. Of the
 * very first there is nothing to lock; there the database's key decides.
 */
export async function lockTickets(db: Db, { botId, chatId }: ChatRef, institutionId: string): Promise<Ticket[]> {
  await db.$queryRaw`
    SELECT 1 FROM "Ticket" WHERE "botId" = ${botId} AND "chatId" = ${chatId} AND "institutionId" = ${institutionId}
    ORDER BY id FOR UPDATE`;
  return db.ticket.findMany({ where: { botId, chatId, institutionId }, orderBy: { id: 'asc' } });
}

/**
 * The ticket, locked: what is written into it comes one after the other. With it the chat's other tickets are, in the order of `lockTickets`, for its
 * caller may come to need them. Whoever locks a ticket does so before its limits and its messages: in one order nobody waits in a ring.
 */
export async function lockTicket(db: Db, id: number): Promise<Ticket | null> {
  await db.$queryRaw`
    SELECT 1 FROM "Ticket" AS own JOIN "Ticket" AS named USING ("botId", "chatId", "institutionId") WHERE named.id = ${id}
    ORDER BY own.id FOR UPDATE OF own`;
  return db.ticket.findUnique({ where: { id } });
}

/** A ticket has one clock. */
export const clockKey = (ticketId: number): string => `ticket-clock:${ticketId}`;

/** How a ticket's times move with what is said. */
export function standing({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  /** The clock looks soon, and plans what comes after; several words in a row make it look once. */
  const wind = (id: number): Promise<void> =>
    jobs.add('ticket-clock', { ticketId: id }, { key: clockKey(id), runAt: after(clock.now(), minutes(1)) });

  return {
    wind,

    /** The person waits for an answer, since their first word after the last one. */
    async waits(id: number): Promise<void> {
      const now = clock.now();
      await db.$executeRaw`
        UPDATE "Ticket" SET
          "remindedAt" = CASE WHEN "waitingSince" IS NULL THEN NULL ELSE "remindedAt" END,
          "waitingSince" = coalesce("waitingSince", ${now}::timestamptz),
          "silentSince" = NULL, "warnedAt" = NULL,
          "syncSince" = coalesce("syncSince", ${now}::timestamptz)
        WHERE id = ${id}`;
      await wind(id);
      await letterDue({ jobs, clock }, id);
    },

    /** Opens a closed ticket again; its caller has locked the chat's tickets and found none open. Its rating stays. */
    async opensAgain(ticket: Ticket): Promise<void> {
      const { id, institutionId, syncSince } = ticket;
      const now = clock.now();
      await db.ticket.update({
        where: { id },
        data: {
          ...{ openKey: openKeyOf(ticket, institutionId), closedAt: null, closedBy: null, reopenedAt: now },
          syncSince: syncSince ?? now,
        },
      });
      await wind(id);
    },

    /**
     * Something of it is to be shown to the operators. The row is always written, for this waits until whoever looks at the ticket has
     * finished: else they might find nothing to do just before this is committed, and nobody would look again.
     */
    async shows(id: number): Promise<void> {
      await db.$executeRaw`
        UPDATE "Ticket" SET "syncSince" = coalesce("syncSince", ${clock.now()}::timestamptz) WHERE id = ${id}`;
    },
  };
}

/** The operators' card of this chat's open tickets may say something else by now. */
export async function showsMoved(db: Db, clock: Clock, { botId, chatId }: ChatRef): Promise<void> {
  await db.$executeRaw`
    UPDATE "Ticket" SET "syncSince" = coalesce("syncSince", ${clock.now()}::timestamptz)
    WHERE "botId" = ${botId} AND "chatId" = ${chatId} AND "closedAt" IS NULL`;
}
