import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { within } from '../limits.ts';

/** Why a person needs a human. */
export type TicketReason =
  | 'person.not-found'
  | 'person.several'
  | 'person.other-name'
  | 'call.trouble'
  | 'account.trouble'
  | 'asked';

export interface NewTicket {
  chat: ChatRef;
  institutionId: string;
  language: Language;
  reason: TicketReason;
  /** What the operator should know, in the operator's words. Never a password, a code or a link. */
  facts: Record<string, string>;
}

/** Letters about one chat's troubles, at most. */
const perChat = { max: 10, window: days(1) };

/** Escalations to the helpdesk: a ticket, and the letter that carries it. */
export function tickets({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  return {
    /** Opens a ticket, or returns the chat's open one for the same reason, so that nobody is asked twice. The number is for the person. */
    async open({ chat, institutionId, language, reason, facts }: NewTicket): Promise<number> {
      const known = await db.ticket.findFirst({
        where: { ...chat, reason, closedAt: null, createdAt: { gt: after(clock.now(), -days(7)) } },
        orderBy: { id: 'desc' },
      });
      if (known && JSON.stringify(known.facts) === JSON.stringify(facts)) return known.id;

      const ticket = await db.ticket.create({
        data: { ...chat, institutionId, language, reason, facts, createdAt: clock.now() },
      });
      if (await within(db, clock, `ticket-letter:${chat.botId}:${chat.chatId}`, perChat)) {
        await jobs.add('ticket-letter', { ticketId: ticket.id });
      }
      return ticket.id;
    },
  };
}
