import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Institution } from '#core/institution.ts';
import type { Where } from './aside.ts';
import { openTicket } from './escalate.ts';
import { carry } from './human-carried.ts';
import { goesAlong } from './human-goes.ts';
import { blockedTold, otherWays, whenTicket } from './human-when.ts';
import { Paused } from './paused.ts';
import { type Phrase, phrase } from './screen.ts';
import { enter, type Move, type StepContext } from './step.ts';

/** What waits behind the conversation: the step under way, or what waited behind the helpdesk's own step already. */
export function behind({ data }: StepContext<unknown>, { journey, step }: Pick<Where, 'journey' | 'step'>): Paused {
  const own = journey === 'human' ? Paused.safeParse(data) : null;
  if (!own?.success) return { journey, step, data };
  const { journey: under, step: at, data: kept } = own.data;
  return { journey: under, step: at, data: kept };
}

/** To the question to the school's curator; what was under way waits behind it. */
export const toCurator = ({ journey, step, data }: Paused): Move =>
  journey === 'curator-help'
    ? enter(journey, step, data)
    : enter('curator-help', 'ask', { reason: 'asked', behind: { journey, step, data } });

/** Into the conversation about a ticket. @param notes said before */
export function toTalk(
  context: StepContext<unknown>,
  where: Pick<Where, 'journey' | 'step'>,
  { id, open, institutionId }: Pick<TicketView, 'id' | 'open' | 'institutionId'>,
  notes: Phrase[] = [],
): Move {
  const told = open ? [] : [phrase('helpdesk-reopens')];
  const effects = context.institution ? {} : { institutionId };
  return enter('human', 'talk', { ...behind(context, where), ticket: id }, [...notes, ...told], effects);
}

/** Opens a ticket with what goes along: its number. @param from the step that waits behind it */
export async function openAsked(
  context: StepContext<unknown>,
  institution: Institution,
  from: Pick<Paused, 'journey' | 'step'>,
): Promise<number> {
  return openTicket({ ...context, institution }, 'asked', await goesAlong(context, institution, from));
}

/** The same, and into the conversation. @param carried a message sent before, which goes along */
export async function withTicket(
  context: StepContext<unknown>,
  { carried, ...from }: Paused & { carried?: number | undefined },
): Promise<Move> {
  const { institution } = context;
  if (!institution) return enter(from.journey, from.step, from.data);
  const ticket = await openAsked(context, institution, from);
  await carry(context, ticket, carried);
  return enter('human', 'talk', { ...from, ticket }, await askedNotes(context, ticket));
}

/** What the person reads of the ticket that they have asked for; nothing where they are blocked, for the conversation's screen says so. */
export async function askedNotes(context: StepContext<unknown>, ticket: number): Promise<Phrase[]> {
  const { institution } = context;
  const number = phrase('human-asked', { ticket: String(ticket) });
  if (!institution) return [number];
  if (await blockedTold(context, institution)) return [];
  return [number, ...(await whenTicket(context, institution, ticket)), otherWays(context, institution)];
}
