import type { ChatRef } from '../chat.ts';
import { type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { within } from '../limits.ts';
import { isBlocked } from './blocks.ts';
import { cleanFacts } from './clean.ts';
import { chatFacts } from './facts.ts';
import type { TicketReason } from './reason.ts';
import { lockTicket, lockTickets, standing } from './standing.ts';
import { TALK_PER_DAY, talkKey } from './talk-limits.ts';
import { openKeyOf } from './ticket.ts';

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

/** How a chat comes to a ticket. */
export function opening({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  const { waits, wind } = standing({ db, clock, jobs });

  /** Keeps one more trouble of somebody who has a ticket, unless it says so already or the chat tells too many. */
  async function addTrouble(ticketId: number, { chat, language, reason }: NewTicket, facts: Record<string, string>) {
    // The ticket first, then its limits, in everybody’s transaction: one that somebody has just opened was not there to be locked.
    await lockTicket(db, ticketId);
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
  };
}
