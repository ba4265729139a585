import { sureAnswer } from '#bot/journeys/faq.ts';
import { judged } from '#bot/journeys/faq-helped.ts';
import { understood } from '#bot/journeys/faq-understood.ts';
import { toHuman } from '#bot/journeys/human.ts';
import { askedNotes, behind, openAsked } from '#bot/journeys/human-opened.ts';
import { leaveTalk } from '#bot/journeys/human-rating.ts';
import { Talking } from '#bot/journeys/human-talk.ts';
import { pausedStep } from '#bot/journeys/paused.ts';
import { anywhere, goOn, type Phrase, phrase, type Screen } from '#bot/journeys/screen.ts';
import { enter } from '#bot/journeys/step.ts';
import { holdsPassword } from '#core/accounts/password-in-words.ts';
import { holdsSnils } from '#core/gosuslugi/snils.ts';
import { cleanWords } from '#core/helpdesk/clean.ts';
import { wordsOf } from '#core/helpdesk/content.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Original } from './signal.ts';
import { standingAt, type Way } from './way.ts';

/** Telegram lets bots send 1,024 characters under a picture; some are ours. */
const LONGEST_CAPTION = 1000;

/** What becomes of a message for the helpdesk. */
type Passed =
  | { ok: true; ticket: number; became: 'added' | 'reopened' | 'new' }
  | { ok: false; error: 'ticket.blocked' | 'ticket.too-many' | 'ticket.unknown' | 'ticket.over' };

/** What no human may read: then what the person is told of it, and nothing of it is kept; else null. */
export function notForHumans({ content, quote = '' }: Original): Phrase | null {
  const entities = content.type === 'text' || content.type === 'media' ? (content.entities ?? []) : [];
  // A link may lead elsewhere than it says: to a one-time page.
  const links = entities.flatMap(({ url }) => (typeof url === 'string' ? [url] : []));
  const words = [wordsOf(content), quote, ...links].find((one) => cleanWords(one).hidden);
  if (words === undefined) return null;
  if (holdsPassword(words)) return phrase('errors-password-in-words');
  return phrase(holdsSnils(words) ? 'errors-snils-in-words' : 'errors-code-in-words');
}

/** At the helpdesk's own steps all that is typed or sent goes there. Tells whether that is where the person is. */
export async function atHelpdesk(way: Way, original: Original | undefined): Promise<boolean> {
  const { state } = way;
  if (state.journey !== 'human') return false;
  if (!original) await noteAtHelpdesk(way, [phrase('helpdesk-not-passed')]);
  else if (!(await codeBehind(way, original)) && !(await tookOut(way, original)))
    await (state.step === 'words' ? begin(way, original) : goOnTalking(way, original));
  return true;
}

/** A reply to an operator's message, or to one's own to the helpdesk, belongs to its ticket. Tells whether it was one. */
export async function repliesToHelpdesk(way: Way, original: Original | undefined): Promise<boolean> {
  const ticket = original && (await repliedTicket(way, original));
  if (!original || !ticket) return false;
  if (await staysSecret(way, original, ticket)) return !isTyped(original);
  if (!(await tookOut(way, original))) await passBeside(way, ticket, original);
  return true;
}

/** The ticket of the message replied to; an answer that was just sent, and what we say of a ticket, names it by its button. */
async function repliedTicket(way: Way, { replyToMessageId, replyToData = [] }: Original): Promise<number | null> {
  const { core, chat } = way.deps;
  if (replyToMessageId === undefined) return null;
  const known = await core.talk.ticketAt({ ...chat, messageId: replyToMessageId });
  const named = replyToData.map((data) => /^~helpdesk(?:-end)?:(\d{1,9})$/.exec(data)?.[1]).find(Boolean);
  return known ?? (named ? Number(named) : null);
}

/** What no step has a use for goes to the open ticket, if there is one: tells whether it did. */
export async function toOpenTicket(way: Way, original: Original | undefined): Promise<boolean> {
  const { core, chat } = way.deps;
  const { journey, institutionId } = way.state;
  // A curator's words are about other people.
  if (!original || !institutionId || journey === 'curator') return false;
  const ticket = await core.tickets.openOf(chat, institutionId);
  if (!ticket) return false;
  if (await staysSecret(way, original, ticket.id)) return !isTyped(original);
  if (await tookOut(way, original)) return true;
  const text = isTyped(original) ? wordsOf(original.content) : null;
  if (text !== null && (await isVerdict(way, ticket, text))) return true;
  await passBeside(way, ticket.id, original, text);
  return true;
}

/** The person has changed what they wrote to the helpdesk. Tells whether it was that. */
export async function editsHelpdesk(way: Way, original: Original | undefined): Promise<boolean> {
  const { core, chat } = way.deps;
  if (!original) return false;
  const place = { ...chat, messageId: original.messageId };
  if ((await core.talk.ticketAt(place)) === null) return false;
  if (await tookOut(way, original)) {
    await showTakenOut(way, original.messageId);
    return true;
  }
  const edited = await core.talk.edit(place, original.content);
  if (edited?.refused) await refused(way, edited.refused);
  return true;
}

/** What the person has changed was deleted in their chat: the operators see that, and not the old words as if they still stood. */
export async function showTakenOut({ deps }: Way, messageId: number): Promise<void> {
  const { core, chat, texts, institutions } = deps;
  const place = { ...chat, messageId };
  const id = await core.talk.ticketAt(place);
  const ticket = id === null ? null : await core.tickets.find(id);
  const institution = institutions.find((one) => one.id === ticket?.institutionId);
  if (institution) await core.talk.takeOut(place, texts.plain(institution.helpdesk.language, 'desk-taken-out'));
}

const isTyped = ({ content }: Original): boolean => content.type === 'text';

/** Nothing that no human may read stays in the chat. */
async function tookOut(way: Way, original: Original): Promise<boolean> {
  const reason = notForHumans(original);
  if (!reason) return false;
  way.screens.remove(original.messageId);
  await noteAtHelpdesk(way, [reason]);
  return true;
}

/** A short word of it at the helpdesk's own steps, which need not be shown again for that; anywhere else the step below it. */
export async function noteAtHelpdesk(way: Way, notes: Phrase[]): Promise<void> {
  const { journey, step } = way.state;
  if (journey !== 'human') return way.show(notes);
  way.screens.showBeside({ text: notes, buttons: [[step === 'talk' ? leaveTalk : goOn]] });
}

/** The code of a letter that the step behind the conversation waits for: typed here, it is taken there. Tells whether it was one. */
async function codeBehind(way: Way, { content, messageId }: Original): Promise<boolean> {
  const paused = pausedStep(way.state);
  const standing = paused && standingAt(paused);
  if (content.type !== 'text' || !paused || !standing?.step.code || !/^[\s\p{Nd}-]{6,12}$/u.test(content.text))
    return false;
  const { text } = content;
  const move = await standing.step.on({ kind: 'text', text, messageId }, way.context(standing.data));
  if (move?.to === 'step') {
    way.resume(paused);
    await way.follow(move);
    return true;
  }
  if (move?.to !== 'again' || !move.notes.some(({ key }) => /^errors-(?:code|link)-/.test(key))) return false;
  await noteAtHelpdesk(way, move.notes);
  return true;
}

/** Where any text may be a password, the step has it; and nothing else is passed on from there before the person says so. */
async function staysSecret(way: Way, original: Original, ticket: number): Promise<boolean> {
  if (!way.where().secret) return false;
  if (!isTyped(original)) {
    await way.beside({ screen: { text: [phrase('helpdesk-press-first')], buttons: [[open(ticket)], [goOn]] } });
  }
  return true;
}

const open = (ticket: number) => anywhere('button-helpdesk-open', `helpdesk:${ticket}`);

/** “That did not help” right after an answer of ours is about that, unless an operator has written since. */
async function isVerdict(way: Way, { silentSince }: TicketView, text: string): Promise<boolean> {
  const context = way.context();
  const last = await context.core.questions.last(context.chat);
  if (!last || (silentSince && silentSince > last.askedAt)) return false;
  const verdict = await judged(context, way.where(), text);
  if (verdict) await way.beside(verdict);
  return verdict !== null;
}

/** The first words: they open the ticket, and the conversation begins. */
async function begin(way: Way, original: Original): Promise<void> {
  const context = way.context();
  const { institution } = context;
  if (!institution) return way.beside(await toHuman(context, way.where()));
  const from = behind(context, way.where());
  const passed = await pass(way, await openAsked(context, institution, from), original);
  if (!passed.ok) return refused(way, passed.error);
  return way.follow(
    enter('human', 'talk', { ...from, ticket: passed.ticket }, await askedNotes(context, passed.ticket)),
  );
}

/** The conversation: nothing is answered, a reaction tells that the helpdesk has it. */
async function goOnTalking(way: Way, original: Original): Promise<void> {
  const context = way.context();
  const talking = Talking.safeParse(context.data);
  if (!talking.success) return way.lost();
  const { ending: _, ...data } = talking.data;
  const passed = await pass(way, data.ticket, original);
  if (!passed.ok) return refused(way, passed.error);
  const next = { ...data, ticket: passed.ticket };
  if (passed.became === 'added') return way.follow({ to: 'stay', data: next });
  const notes =
    passed.became === 'reopened'
      ? [phrase('helpdesk-reopened')]
      : [phrase('helpdesk-again'), ...(await askedNotes(context, passed.ticket))];
  return way.follow(enter('human', 'talk', next, notes));
}

/** From any other step, which stays: a word of it, once in a row; and where we surely know the answer, that. */
async function passBeside(way: Way, ticket: number, original: Original, text: string | null = null): Promise<void> {
  const context = way.context();
  const where = way.where();
  const passed = await pass(way, ticket, original);
  if (!passed.ok) return refused(way, passed.error);
  if (text !== null && understood(context, text).outcome === 'human') return way.beside(await toHuman(context, where));
  const args = { ticket: String(passed.ticket) };
  const answer = text === null ? null : await sureAnswer(context, where, text);
  if (answer)
    return way.beside({ screen: { ...answer, text: [phrase('helpdesk-passed-answer', args), ...answer.text] } });
  const first = await context.core.talk.firstOfRow(context.chat, `${where.journey}/${where.step}:${passed.ticket}`);
  if (passed.became === 'added' && !first) return;
  const told = {
    added: [phrase('helpdesk-passed', args)],
    reopened: [phrase('helpdesk-reopened'), phrase('helpdesk-passed', args)],
    new: [phrase('helpdesk-again'), phrase('helpdesk-passed', args)],
  };
  const screen: Screen = { text: told[passed.became], buttons: [[open(passed.ticket)], [goOn]] };
  return way.beside({ screen });
}

/** Keeps the message with the ticket; with a new one where that was closed too long ago. */
async function pass(way: Way, ticketId: number, original: Original): Promise<Passed> {
  const { core, chat, institutions } = way.deps;
  const { content, messageId, replyToMessageId, quote, albumId } = original;
  const { chatId } = chat;
  const message = {
    ...{ content, language: way.state.language, source: { chatId, messageId } },
    ...(albumId === undefined ? {} : { albumId }),
    ...(replyToMessageId === undefined ? {} : { replyTo: { chatId, messageId: replyToMessageId } }),
    ...(quote === undefined ? {} : { quote }),
  };
  const keep = async (ticket: number) => {
    // Premium accounts write longer captions than a bot may send: below the picture the end would be missing.
    if (content.type === 'media' && content.caption && content.caption.length > LONGEST_CAPTION) {
      const { caption: text, entities = [] } = content;
      await core.talk.fromPerson(chat, ticket, {
        content: { type: 'text', text, entities },
        language: message.language,
      });
    }
    return core.talk.fromPerson(chat, ticket, message);
  };
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
async function refused(way: Way, error: Extract<Passed, { ok: false }>['error']): Promise<void> {
  const context = way.context();
  const first = await context.core.talk.firstOfRow(context.chat, error);
  if (error === 'ticket.blocked') {
    if (first) return way.beside(await toHuman(context, way.where()));
    return noteAtHelpdesk(way, [phrase('helpdesk-blocked-still')]);
  }
  if (error !== 'ticket.too-many') return way.show([phrase('errors-ticket-unknown')]);
  if (first) return noteAtHelpdesk(way, [phrase('errors-ticket-too-many')]);
}
