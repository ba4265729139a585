import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { tellPerson } from './told.ts';

/** Keeps the person from writing to this helpdesk. @param reason as it is kept */
export async function block(context: TicketContext, reason: string): Promise<string> {
  const { core, ticket, operator } = context;
  if (!(await core.blocks.block(ticket.id, operator, reason))) return toast(context, 'blocked-already');
  await tellDesk(context, phrase('blocked', { reason }));
  return toast(context, 'blocked');
}

export async function unblock(context: TicketContext): Promise<string> {
  const { core, ticket, operator } = context;
  if (!(await core.blocks.lift(ticket.id, operator))) return toast(context, 'not-blocked');
  const refused = await core.blocks.takeRefused(ticket.chat, ticket.institutionId);
  await tellDesk(context, phrase('unblocked', { refused }));
  await tellPerson(context, 'helpdesk-unblocked');
  return toast(context, 'unblocked');
}
