import { type Aside, numberIn, type Where } from './aside.ts';
import { toHuman } from './human.ts';
import { carry } from './human-carried.ts';
import { behind, toTalk } from './human-opened.ts';
import { ownTicket } from './human-talk.ts';
import { blockedTold } from './human-when.ts';
import { anywhere, goOn, phrase } from './screen.ts';
import { enter, type StepContext } from './step.ts';

/** `/helpdesk`, and the button under an operator's message: into the conversation, from wherever the person is. */
export async function helpdesk(context: StepContext<unknown>, where: Where): Promise<Aside> {
  if (where.argument === '') return toHuman(context, where);
  const ticket = await ownTicket(context, numberIn(where.argument));
  if (!ticket) return toHuman(context, where);
  if (ticket.open) return { move: toTalk(context, where, ticket) };
  // Words to a closed one go to the one that is open meanwhile, or open it again; after a week there is a new one.
  const latest = await context.core.tickets.latestOf(context.chat, ticket.institutionId);
  return latest
    ? { move: toTalk(context, where, latest) }
    : toHuman(context, where, [], { institutionId: ticket.institutionId });
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

/**
 * The button that gives a human what was typed or sent: to the ticket that is open or was closed lately, else to a new one, once the person
 * has seen what goes along.
 */
export async function handOver(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const { core, chat, institution } = context;
  const messageId = numberIn(where.argument);
  if ((await core.talk.ticketAt({ ...chat, messageId })) !== null) return { toast: phrase('helpdesk-carried-already') };
  if ((await core.untaken.find(chat, messageId)).length === 0) {
    return toHuman(context, where, [phrase('helpdesk-carried-gone')]);
  }
  const ticket = institution && (await core.tickets.latestOf(chat, institution.id));
  if (!ticket || (await blockedTold(context, institution))) {
    return toHuman(context, where, [], { carried: messageId });
  }
  const became = await carry(context, ticket.id, messageId);
  if (became === 'refused') return { screen: { text: [phrase('errors-ticket-too-many')], buttons: [[goOn]] } };
  const number = String(ticket.id);
  const reopened = became === 'reopened' ? [phrase('helpdesk-reopened')] : [];
  const text = [...reopened, phrase('helpdesk-passed', { ticket: number })];
  return { screen: { text, buttons: [[anywhere('button-helpdesk-open', `helpdesk:${number}`)], [goOn]] } };
}
