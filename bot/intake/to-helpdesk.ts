import { judged } from '#bot/journeys/faq-helped.ts';
import { pausedStep } from '#bot/journeys/paused.ts';
import { goOn, type Phrase, phrase } from '#bot/journeys/screen.ts';
import { type Sent, wordsOf } from '#core/helpdesk/content.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { News } from '#core/news.ts';
import { noteAtHelpdesk, openTicket } from './helpdesk-notes.ts';
import { begin, goOnTalking, passBeside, refused } from './passed-on.ts';
import type { Original } from './signal.ts';
import { notForHumans, showTakenOut, tookOut } from './taken-out.ts';
import { standingAt, type Way } from './way.ts';

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

/** Whether a text is a word to the operators by what it replies to, at a step from which words reach them. */
export async function isReplyToHelpdesk(way: Way, original: Original | undefined): Promise<boolean> {
  return original !== undefined && !way.where().secret && (await repliedTicket(way, original)) !== null;
}

/** The ticket of the message replied to; an answer that was just sent, and what we say of a ticket, names it by its button. */
async function repliedTicket(way: Way, { replyToMessageId, replyToData = [] }: Original): Promise<number | null> {
  const { core, chat } = way.deps;
  if (replyToMessageId === undefined) return null;
  const known = await core.talk.ticketAt({ ...chat, messageId: replyToMessageId });
  const named = replyToData.map((data) => /^~helpdesk(?:-end)?:(\d{1,9})$/.exec(data)?.[1]).find(Boolean);
  return known ?? (named ? Number(named) : null);
}

/** The chat's open ticket at the chosen institution, for words that are not a curator's: those are about other people. */
async function openTicketHere({ deps: { core, chat }, state }: Way): Promise<TicketView | null> {
  const { journey, institutionId } = state;
  return institutionId && journey !== 'curator' ? core.tickets.openOf(chat, institutionId) : null;
}

/**
 * What is no answer to the step goes to the open ticket, if there is one: tells whether it did.
 * @param slip what is wrong with it, where it was rather meant as an answer; then the step has what nobody else may read, or hears
 */
export async function toOpenTicket(way: Way, original: Original | undefined, slip?: Phrase): Promise<boolean> {
  const ticket = original && (await openTicketHere(way));
  if (!original || !ticket) return false;
  const { core, chat } = way.deps;
  if (slip && (notForHumans(original) || (await core.blocks.isBlocked(chat, ticket.institutionId)))) return false;
  if (await staysSecret(way, original, ticket.id)) return !isTyped(original);
  if (await tookOut(way, original)) return true;
  const text = isTyped(original) ? wordsOf(original.content) : null;
  if (text !== null && (await isVerdict(way, ticket, text))) return true;
  await passBeside(way, ticket.id, original, { text, slip });
  return true;
}

/**
 * What goes along with a picture that a step has looked into: with an open ticket the picture itself, for the operators get what holds no
 * answer. Undefined where they are to have nothing of it.
 */
export async function keptForTicket(way: Way, original: Original | undefined): Promise<Sent | undefined> {
  if (!original || notForHumans(original) || !(await openTicketHere(way))) return undefined;
  const { replyToData: _, ...sent } = original;
  return sent;
}

/** No code is in the picture: the operators get it. Of an album only the first is told so. Tells whether they have it. */
export async function pictureToOpenTicket(way: Way, news: News): Promise<boolean> {
  if (news.type !== 'picture-read' || news.text !== null || !news.sent) return false;
  const { sent } = news;
  const { core, chat } = way.deps;
  const first = sent.albumId === undefined || (await core.talk.firstOfRow(chat, `album-read:${sent.albumId}`));
  return toOpenTicket(way, sent, first ? phrase('helpdesk-passed-picture') : undefined);
}

/** Where any words may be an answer to the step, they go to the open ticket besides; the step has them all the same. */
export async function alsoToOpenTicket(way: Way, original: Original | undefined): Promise<void> {
  const ticket = original && !notForHumans(original) ? await openTicketHere(way) : null;
  if (original && ticket && !(await way.deps.core.blocks.isBlocked(way.deps.chat, ticket.institutionId)))
    await passBeside(way, ticket.id, original);
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

const isTyped = ({ content }: Original): boolean => content.type === 'text';

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
    await way.beside({ screen: { text: [phrase('helpdesk-press-first')], buttons: [[openTicket(ticket)], [goOn]] } });
  }
  return true;
}

/** “That did not help” right after an answer of ours is about that, unless an operator has written since. */
async function isVerdict(way: Way, { silentSince }: TicketView, text: string): Promise<boolean> {
  const context = way.context();
  const last = await context.core.questions.last(context.chat);
  if (!last || (silentSince && silentSince > last.askedAt)) return false;
  const verdict = await judged(context, way.where(), text);
  if (verdict) await way.beside(verdict);
  return verdict !== null;
}
