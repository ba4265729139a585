import type { Prisma } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { within } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { isBlocked } from './blocks.ts';
import { cleanFacts } from './clean.ts';
import { deskEvents } from './desk-events.ts';
import { chatFacts } from './facts.ts';
import type { TicketReason } from './reason.ts';
import { lockTickets, standing } from './standing.ts';
import { TALK_PER_DAY, talkKey } from './talk-limits.ts';
import { type Closer, type Operator, openKeyOf, REOPENS_WITHIN, type TicketView, toTicket } from './ticket.ts';

export { TicketReason } from './reason.ts';
export { type Closer, type Operator, REOPENS_WITHIN, type TicketView } from './ticket.ts';

export interface NewTicket {
  chat: ChatRef;
  institutionId: string;
  language: Language;
  reason: TicketReason;
  /** What the operator should know besides what the house knows of the chat (`chatFacts`). Passwords, codes and SNILS are taken out. */
  facts: Record<string, string>;
}

/** Tickets of one chat, at most: each is a topic or a letter that somebody reads. */
export const PER_CHAT = { max: 10, window: days(1) };

/** Escalations to the helpdesk: a chat has one open ticket at an institution, and its troubles and words go there. */
export function tickets({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  const { waits, shows, wind, opensAgain } = standing({ db, clock, jobs });
  const events = deskEvents({ db, clock });

  const viewOf = async (where: Prisma.TicketWhereInput): Promise<TicketView | null> => {
    const row = await db.ticket.findFirst({ where, orderBy: { id: 'desc' } });
    return row && toTicket(row);
  };

  /** Keeps one more trouble of somebody who has a ticket, unless it says so already or the chat tells too many. */
  async function addTrouble(ticketId: number, { chat, language, reason }: NewTicket, facts: Record<string, string>) {
    const same = { type: 'trouble', reason, facts };
    const told =
      (await db.ticket.count({ where: { id: ticketId, reason, facts: { equals: facts } } })) +
      (await db.ticketMessage.count({ where: { ticketId, content: { equals: same } } }));
    if (told > 0 || !(await within(db, clock, talkKey(chat, 'day'), TALK_PER_DAY))) return;
    await db.ticketMessage.create({
      data: {
        ...{ ticketId, botId: chat.botId, author: 'house', audience: 'desk', via: 'house' },
        ...{ language, content: same, createdAt: clock.now() },
      },
    });
    await waits(ticketId);
  }

  return {
    /**
     * Opens a ticket and returns its number, for the person. An open one gets the new trouble as a message; the same trouble told again
     * adds nothing. Who has opened too many today, or is blocked, gets the latest number.
     */
    async open(ticket: NewTicket): Promise<number> {
      const { chat, institutionId, language, reason } = ticket;
      const { botId, chatId } = chat;
      const facts = cleanFacts({ ...(await chatFacts(db, chat, institutionId)), ...ticket.facts });
      const all = await lockTickets(db, chat, institutionId);
      const latest = all.at(-1);
      if (latest && (await isBlocked(db, chat, institutionId))) return latest.id;

      const known = all.find(({ closedAt }) => closedAt === null);
      if (known) {
        await addTrouble(known.id, ticket, facts);
        return known.id;
      }
      if (!(await within(db, clock, `ticket:${botId}:${chatId}`, PER_CHAT)) && latest) return latest.id;

      const now = clock.now();
      const openKey = openKeyOf(chat, institutionId);
      const [made] = await db.ticket.createManyAndReturn({
        data: [
          {
            ...{ botId, chatId, institutionId, openKey, language, reason, facts },
            ...{ createdAt: now, waitingSince: now, syncSince: now },
          },
        ],
        skipDuplicates: true,
        select: { id: true },
      });
      if (!made) {
        // Somebody was quicker: theirs is the chat's ticket.
        const { id } = await db.ticket.findUniqueOrThrow({ where: { openKey }, select: { id: true } });
        await addTrouble(id, ticket, facts);
        return id;
      }
      await jobs.add('ticket-letter', { ticketId: made.id });
      await wind(made.id);
      return made.id;
    },

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
