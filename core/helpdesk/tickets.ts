import type { Prisma } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { fail, ok, type Result } from '../result.ts';
import { deskEvents } from './desk-events.ts';
import { chatFacts } from './facts.ts';
import { opening } from './opening.ts';
import { lockTickets, standing } from './standing.ts';
import { type Closer, type Operator, REOPENS_WITHIN, type TicketView, toTicket } from './ticket.ts';

/** Escalations to the helpdesk: a chat has one open ticket at an institution, and its troubles and words go there. */
export function tickets({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  const { shows, opensAgain } = standing({ db, clock, jobs });
  const events = deskEvents({ db, clock });

  const viewOf = async (where: Prisma.TicketWhereInput): Promise<TicketView | null> => {
    const row = await db.ticket.findFirst({ where, orderBy: { id: 'desc' } });
    return row && toTicket(row);
  };

  return {
    ...opening({ db, clock, jobs }),

    /** What the helpdesk would be told of whoever writes in this chat. */
    knownOf: (chat: ChatRef, institutionId: string): Promise<Record<string, string>> =>
      chatFacts(db, chat, institutionId),

    find: (id: number): Promise<TicketView | null> => viewOf({ id }),

    /** @param institutionId null for the newest of any institution */
    openOf: ({ botId, chatId }: ChatRef, institutionId: string | null): Promise<TicketView | null> =>
      viewOf({ botId, chatId, closedAt: null, ...(institutionId === null ? {} : { institutionId }) }),

    /** The open ticket, or else the newest that words open again. */
    async latestOf({ botId, chatId }: ChatRef, institutionId: string | null): Promise<TicketView | null> {
      const of = { botId, chatId, ...(institutionId === null ? {} : { institutionId }) };
      const open = await viewOf({ ...of, closedAt: null });
      return open ?? viewOf({ ...of, closedAt: { gt: after(clock.now(), -REOPENS_WITHIN) } });
    },

    byTopic: (botId: bigint, groupId: bigint, topicId: number): Promise<TicketView | null> =>
      viewOf({ botId, groupId, topicId }),

    /** Takes an untaken ticket; a senior takes others' as well. */
    async take(
      id: number,
      operator: Operator,
    ): Promise<Result<'taken' | 'had', 'ticket.unknown' | 'ticket.closed' | 'ticket.taken'>> {
      const now = clock.now();
      const [taken] = await db.$queryRaw<{ institutionId: string; before: string | null }[]>`
        WITH before AS (SELECT id, "takenBy" FROM "Ticket" WHERE id = ${id} FOR UPDATE)
        UPDATE "Ticket" t SET "takenBy" = ${operator.id}, "takenName" = ${operator.name},
          "takenAt" = CASE WHEN before."takenBy" = ${operator.id} THEN t."takenAt" ELSE ${now}::timestamptz END,
          "syncSince" = coalesce(t."syncSince", ${now}::timestamptz)
        FROM before
        WHERE t.id = before.id AND t."closedAt" IS NULL
          AND (before."takenBy" IS NULL OR before."takenBy" = ${operator.id} OR ${operator.senior})
        RETURNING t."institutionId", before."takenBy" AS before`;
      if (taken) {
        if (taken.before === operator.id) return ok('had');
        const { institutionId } = taken;
        await events.add({ institutionId, ticketId: id, by: operator.id, action: 'ticket.taken' });
        return ok('taken');
      }
      const found = await viewOf({ id });
      if (!found) return fail('ticket.unknown');
      return fail(found.open ? 'ticket.taken' : 'ticket.closed');
    },

    /** Gives a ticket back: one's own; a senior any. @returns false where nobody has it, or somebody else */
    async release(id: number, operator: Operator): Promise<boolean> {
      const [given] = await db.ticket.updateManyAndReturn({
        where: { id, takenBy: operator.senior ? { not: null } : operator.id },
        data: { takenBy: null, takenName: null, takenAt: null },
        select: { institutionId: true },
      });
      if (!given) return false;
      await shows(id);
      await events.add({ ...given, ticketId: id, by: operator.id, action: 'ticket.released' });
      return true;
    },

    /** @returns false where it is closed already: of two who close it one does. The caller tells the person. */
    async close(id: number, by: Closer, operator?: Operator): Promise<boolean> {
      const [closed] = await db.ticket.updateManyAndReturn({
        where: { id, closedAt: null },
        data: {
          ...{ closedAt: clock.now(), closedBy: by, openKey: null },
          ...{ waitingSince: null, silentSince: null, remindedAt: null, warnedAt: null },
        },
        select: { institutionId: true },
      });
      if (!closed) return false;
      await shows(id);
      if (by !== 'person') {
        const who = operator?.id ?? 'house';
        await events.add({ ...closed, ticketId: id, by: who, action: 'ticket.closed', detail: { by } });
      }
      return true;
    },

    /** @returns false where it is unknown or open, or the chat has another open ticket at the institution */
    async reopen(id: number, operator?: Operator): Promise<boolean> {
      const found = await db.ticket.findUnique({ where: { id } });
      if (!found) return false;
      const all = await lockTickets(db, found, found.institutionId);
      if (all.some(({ closedAt }) => closedAt === null)) return false;
      await opensAgain(found);
      if (operator) {
        const { institutionId } = found;
        await events.add({ institutionId, ticketId: id, by: operator.id, action: 'ticket.reopened' });
      }
      return true;
    },

    /** The person's own, closed ticket, 1–5; a later rating replaces the one before. */
    async rate({ botId, chatId }: ChatRef, id: number, stars: number): Promise<boolean> {
      if (!Number.isInteger(stars) || stars < 1 || stars > 5) return false;
      const { count } = await db.ticket.updateMany({
        where: { id, botId, chatId, closedAt: { not: null } },
        data: { rating: stars, ratedAt: clock.now() },
      });
      if (count > 0) await shows(id);
      return count > 0;
    },

    async setLanguage(id: number, language: Language): Promise<boolean> {
      const { count } = await db.ticket.updateMany({ where: { id }, data: { language } });
      if (count > 0) await shows(id);
      return count > 0;
    },
  };
}

export type Tickets = ReturnType<typeof tickets>;
