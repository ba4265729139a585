import { tell } from '#core/news.ts';
import type { TicketContext } from './context.ts';
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

/** Closes the ticket for its operator, and bids the person farewell. @returns false where it is closed already */
export async function closeTicket({ core, jobs, ticket, operator }: TicketContext): Promise<boolean> {
  if (!(await core.tickets.close(ticket.id, 'operator', operator))) return false;
  const closed = await core.tickets.find(ticket.id);
  const when = closed?.closedAt?.getTime() ?? 0;
  await tell(jobs, ticket.chat, `ticket-closed:${ticket.id}:${when}`, {
    type: 'ticket-closed',
    ticketId: ticket.id,
    by: 'operator',
  });
  return true;
}
