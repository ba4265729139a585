import { z } from 'zod';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { within } from '../limits.ts';
import { chatFacts } from './facts.ts';

/** Why a person needs a human. */
export const TicketReason = z.enum([
  'person.not-found',
  'person.several',
  'person.other-name',
  'call.trouble',
  'account.trouble',
  'curator.absent',
  'asked',
]);
export type TicketReason = z.infer<typeof TicketReason>;

export interface NewTicket {
  chat: ChatRef;
  institutionId: string;
  language: Language;
  reason: TicketReason;
  /** What the operator should know besides what the house knows of the chat (`chatFacts`). Never a password, a code or a link. */
  facts: Record<string, string>;
}

/** Tickets of one chat, at most: each is a letter that somebody reads. */
export const PER_CHAT = { max: 10, window: days(1) };
/** How long an open ticket stands for the same trouble told again, in milliseconds. */
const REMEMBERED = days(7);

/** Escalations to the helpdesk: a ticket, and the letter that carries it. */
export function tickets({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  return {
    /**
     * Opens a ticket and returns its number, for the person. The same trouble told again is the chat's open ticket, and whoever has
     * opened too many today gets the latest: a number always stands for a letter that the helpdesk has.
     */
    async open({ chat, institutionId, language, reason, facts: told }: NewTicket): Promise<number> {
      const facts = { ...(await chatFacts(db, chat, institutionId)), ...told };
      const known = await db.ticket.findFirst({
        where: {
          ...{ ...chat, institutionId, reason, facts: { equals: facts } },
          ...{ closedAt: null, createdAt: { gt: after(clock.now(), -REMEMBERED) } },
        },
        orderBy: { id: 'desc' },
      });
      if (known) return known.id;
      if (!(await within(db, clock, `ticket:${chat.botId}:${chat.chatId}`, PER_CHAT))) {
        const latest = await db.ticket.findFirst({ where: { ...chat, institutionId }, orderBy: { id: 'desc' } });
        if (latest) return latest.id;
      }
      const ticket = await db.ticket.create({
        data: { ...chat, institutionId, language, reason, facts, createdAt: clock.now() },
      });
      await jobs.add('ticket-letter', { ticketId: ticket.id });
      return ticket.id;
    },
  };
}

export type Tickets = ReturnType<typeof tickets>;
