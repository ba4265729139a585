import type { Closer } from '#core/helpdesk/ticket.ts';
import { tell } from '#core/news.ts';
import { type DeskContext, phrase, type TicketContext } from './context.ts';
import { relayToPerson } from './relay.ts';

/** Says something of ours to the person of the ticket; to nobody who has blocked the bot. @param key of a text */
export async function tellPerson(context: TicketContext, key: string): Promise<void> {
  const { core, db, clock, ticket } = context;
  const { chat } = ticket;
  const conversation = await db.conversation.findUnique({ where: { botId_chatId: chat }, select: { blockedAt: true } });
  if (!conversation || conversation.blockedAt) return;
  const id = await core.talk.house(ticket.id, 'person', { type: 'phrase', key, args: {} });
  await relayToPerson(db, clock, chat, [id], ticket.language);
  context.leftFor(chat);
}

/** One slip of a finger should send nobody away without an answer: it is asked once more before such a ticket is closed. */
export const isUnanswered = ({ open, firstAnswerAt }: TicketContext['ticket']): boolean => open && !firstAnswerAt;

/**
 * Closes the ticket for its operator, and bids the person farewell.
 * @param aloud false where the topic itself says who closed it
 * @returns false where it is closed already
 */
export async function closeTicket(
  { core, jobs, ticket, operator }: Pick<TicketContext, 'core' | 'jobs' | 'ticket' | 'operator'>,
  aloud = true,
): Promise<boolean> {
  if (!(await core.tickets.close(ticket.id, 'operator', operator))) return false;
  if (aloud && operator.name) await core.talk.house(ticket.id, 'desk', phrase('closed-by', { name: operator.name }));
  await bidFarewell({ core, jobs }, ticket.id, 'operator');
  return true;
}

/** Tells the person that their ticket was closed, in the transaction that closed it. */
async function bidFarewell(
  { core, jobs }: Pick<DeskContext, 'core' | 'jobs'>,
  ticketId: number,
  by: Closer,
): Promise<void> {
  const ticket = await core.tickets.find(ticketId);
  if (!ticket?.closedAt) return;
  const id = `ticket-closed:${ticketId}:${ticket.closedAt.getTime()}`;
  await tell(jobs, ticket.chat, id, { type: 'ticket-closed', ticketId, by });
}
