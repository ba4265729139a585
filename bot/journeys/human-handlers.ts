import type { Aside, Where } from './aside.ts';
import { toHuman } from './human.ts';
import { toTalk } from './human-opened.ts';
import { numberIn } from './human-rating.ts';
import { ownTicket } from './human-talk.ts';
import type { StepContext } from './step.ts';

/** `/helpdesk`, and the button under an operator's message: into the conversation, from wherever the person is. */
export async function helpdesk(context: StepContext<unknown>, where: Where): Promise<Aside> {
  if (where.argument === '') return toHuman(context, where);
  const ticket = await ownTicket(context, numberIn(where.argument));
  if (!ticket) return toHuman(context, where);
  if (ticket.open) return { move: toTalk(context, where, ticket) };
  // Words to a closed one go to the one that is open meanwhile, or open it again; after a week there is a new one.
  const latest = await context.core.tickets.latestOf(context.chat, ticket.institutionId);
  return latest ? { move: toTalk(context, where, latest) } : toHuman(context, where, [], ticket.institutionId);
}
