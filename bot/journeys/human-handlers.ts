import { type Aside, numberIn, type Where } from './aside.ts';
import { toHuman } from './human.ts';
import { behind, toTalk } from './human-opened.ts';
import { ownTicket } from './human-talk.ts';
import { enter, type StepContext } from './step.ts';

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

/** From the conversation to what the person was about, by a button that stands anywhere. */
export function helpdeskBack(context: StepContext<unknown>, where: Where): Aside {
  if (where.journey !== 'human') return { step: true };
  const { journey, step, data } = behind(context, where);
  return { move: enter(journey, step, data) };
}

/** Asks whether the conversation shall end, by a button that stands anywhere. */
export async function helpdeskEnd(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const ticket = await ownTicket(context, numberIn(where.argument));
  if (!ticket?.open) return helpdesk(context, where);
  const effects = context.institution ? {} : { institutionId: ticket.institutionId };
  const data = { ...behind(context, where), ticket: ticket.id, ending: true };
  return { move: enter('human', 'talk', data, [], effects) };
}
