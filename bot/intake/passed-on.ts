import { sureAnswer } from '#bot/journeys/faq.ts';
import { answerIn, useButton } from '#bot/journeys/faq-inside.ts';
import { understood } from '#bot/journeys/faq-understood.ts';
import { Asking, toHuman } from '#bot/journeys/human.ts';
import { carry, keepSent } from '#bot/journeys/human-carried.ts';
import { askedNotes, behind, openAsked } from '#bot/journeys/human-opened.ts';
import { Talking } from '#bot/journeys/human-talk.ts';
import { type Button, goOn, type Phrase, phrase, type Screen } from '#bot/journeys/screen.ts';
import { enter } from '#bot/journeys/step.ts';
import { isDanger } from '#core/faq/danger.ts';
import { wordsOf } from '#core/helpdesk/content.ts';
import { noteAtHelpdesk, openTicket } from './helpdesk-notes.ts';
import type { Original } from './signal.ts';
import type { Way } from './way.ts';

/** What becomes of a message for the helpdesk. */
type Passed =
  | { ok: true; ticket: number; became: 'added' | 'reopened' | 'new' }
  | { ok: false; error: 'ticket.blocked' | 'ticket.too-many' | 'ticket.unknown' | 'ticket.over' };

/** The first words: they open the ticket, and the conversation begins. */
export async function begin(way: Way, original: Original): Promise<void> {
  const context = way.context();
  const { institution } = context;
  if (!institution) return way.beside(await toHuman(context, way.where()));
  const from = behind(context, way.where());
  const ticket = await openAsked(context, institution, from);
  const along = Asking.safeParse(context.data);
  await carry(context, ticket, along.success ? along.data.carried : undefined);
  const passed = await pass(way, ticket, original);
  if (!passed.ok) return refused(way, passed.error);
  return way.follow(
    enter('human', 'talk', { ...from, ticket: passed.ticket }, [
      ...danger(original),
      ...(await askedNotes(context, passed.ticket)),
    ]),
  );
}

/** The conversation: nothing is answered, a reaction tells that the helpdesk has it. */
export async function goOnTalking(way: Way, original: Original): Promise<void> {
  const context = way.context();
  const talking = Talking.safeParse(context.data);
  if (!talking.success) return way.lost();
  const { ending: _, ...data } = talking.data;
  const passed = await pass(way, data.ticket, original);
  if (!passed.ok) return refused(way, passed.error);
  const next = { ...data, ticket: passed.ticket };
  const warning = danger(original);
  if (passed.became === 'added') {
    await way.follow({ to: 'stay', data: next });
    return warning.length > 0 ? noteAtHelpdesk(way, warning) : undefined;
  }
  const notes =
    passed.became === 'reopened'
      ? [phrase('helpdesk-reopened')]
      : [phrase('helpdesk-again'), ...(await askedNotes(context, passed.ticket))];
  return way.follow(enter('human', 'talk', next, [...warning, ...notes]));
}

/** Nobody whose life is in danger is to wait for the helpdesk to read that. */
const danger = ({ content }: Original): Phrase[] => (isDanger(wordsOf(content)) ? [phrase('faq-house-danger')] : []);

/** What was typed beside an answer to the step, and what is wrong with it where it was rather meant as one. */
interface Typed {
  text: string | null;
  slip?: Phrase | undefined;
}

/**
 * From any other step, which stays: a word of it, of a row of messages with the first; and where we surely know the answer, that. A row ends
 * when something else is said: by an operator, or by the step.
 */
export async function passBeside(
  way: Way,
  ticket: number,
  original: Original,
  { text, slip }: Typed = { text: null },
): Promise<void> {
  const context = way.context();
  const where = way.where();
  const { core, chat } = context;
  const before = await core.tickets.find(ticket);
  const passed = await pass(way, ticket, original);
  if (!passed.ok) return refused(way, passed.error);
  const args = { ticket: String(passed.ticket) };
  const told = {
    added: [phrase('helpdesk-passed', args)],
    reopened: [phrase('helpdesk-reopened'), phrase('helpdesk-passed', args)],
    new: [phrase('helpdesk-again'), phrase('helpdesk-passed', args)],
  }[passed.became];
  const warning = danger(original);
  if (warning.length > 0)
    return way.beside({ screen: { text: [...warning, ...told], buttons: [[openTicket(passed.ticket)], [goOn]] } });
  if (text !== null && understood(context, text).outcome === 'human')
    return way.beside(await toHuman(context, where, told));
  const answer = text === null || slip ? null : await sureAnswer(context, where, text);
  if (answer)
    return way.beside({ screen: { ...answer, text: [phrase('helpdesk-passed-answer', args), ...answer.text] } });
  const row = `${where.journey}/${where.step}:${way.state.screen}:${passed.ticket}`;
  const first = await core.talk.firstOfRow(chat, row);
  const given = text === null ? [] : await givenInside(way, text);
  const answers = before?.silentSince != null;
  if (passed.became === 'added' && !(first || answers || slip || given.length > 0)) return;
  const screen: Screen = {
    // What was found out of a picture says itself what it is about.
    text: slip ? [...told, ...(text === null ? [] : [phrase('helpdesk-passed-slip')]), slip] : told,
    buttons: [...given, [openTicket(passed.ticket)], [goOn]],
  };
  return way.beside({ screen });
}

/** The button that gives the step the number or the address among the words, for whoever meant it as the answer besides. */
async function givenInside(way: Way, text: string): Promise<Button[][]> {
  const context = way.context();
  const where = way.where();
  if (!answerIn(context, where.reads, text)) return [];
  const { core, chat, language, institution } = context;
  const asked = { chat, institutionId: institution?.id ?? null, language, text, outcome: 'human' as const };
  return useButton(context, where, await core.questions.record({ ...asked, intent: null }), text);
}

/** Keeps the message with the ticket; with a new one where that was closed too long ago. */
async function pass(way: Way, ticketId: number, original: Original): Promise<Passed> {
  const { core, chat, institutions } = way.deps;
  const keep = (ticket: number) => keepSent({ core, chat, language: way.state.language }, ticket, original);
  const kept = await keep(ticketId);
  if (kept.ok) return { ok: true, ticket: kept.value.ticketId, became: kept.value.reopened ? 'reopened' : 'added' };
  if (kept.error !== 'ticket.over') return kept;
  const old = await core.tickets.find(ticketId);
  const institution = institutions.find(({ id }) => id === old?.institutionId);
  if (!institution) return kept;
  const context = way.context();
  const fresh = await openAsked(context, institution, behind(context, way.where()));
  const again = await keep(fresh);
  return again.ok ? { ok: true, ticket: again.value.ticketId, became: 'new' } : again;
}

/** Nothing of the message was kept: the person is told, once in a row, and how else they are heard. */
export async function refused(way: Way, error: Extract<Passed, { ok: false }>['error']): Promise<void> {
  const context = way.context();
  const first = await context.core.talk.firstOfRow(context.chat, error);
  if (error === 'ticket.blocked') {
    if (first) return way.beside(await toHuman(context, way.where()));
    return noteAtHelpdesk(way, [phrase('helpdesk-blocked-still')]);
  }
  if (error !== 'ticket.too-many') return way.show([phrase('errors-ticket-unknown')]);
  if (first) return noteAtHelpdesk(way, [phrase('errors-ticket-too-many')]);
}
