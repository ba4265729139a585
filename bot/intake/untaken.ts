import type { Aside } from '#bot/journeys/aside.ts';
import { question } from '#bot/journeys/faq.ts';
import { understood } from '#bot/journeys/faq-understood.ts';
import { handOver } from '#bot/journeys/human-handlers.ts';
import { anywhere, type Button, human, phrase } from '#bot/journeys/screen.ts';
import { courtesyOf, verdictOf } from '#core/faq/courtesy.ts';
import { isStory } from '#core/faq/plea.ts';
import { saysItGoesOn } from '#core/helpdesk/goes-on.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import { passBeside } from './passed-on.ts';
import type { Original } from './signal.ts';
import { notForHumans } from './taken-out.ts';
import type { Way } from './way.ts';

/** The chat's ticket at the chosen institution that its words open again, where they may go there from this step. */
async function closedLately(way: Way, original: Original | undefined): Promise<TicketView | null> {
  const { core, chat } = way.deps;
  const { institutionId, journey } = way.state;
  if (!original || !institutionId || journey === 'curator' || way.where().secret) return null;
  const ticket = await core.tickets.latestOf(chat, institutionId);
  if (!ticket || ticket.open || (await core.blocks.isBlocked(chat, institutionId))) return null;
  return notForHumans(original) ? null : ticket;
}

/**
 * Opens a ticket that was closed within a week with words that no step took and that say the trouble goes on, ask for the ticket, or tell a
 * human of something. Tells whether it did; other words are answered, with a button that sends them there.
 * @param text of a message, or a picture's caption
 */
export async function reopens(way: Way, original: Original | undefined, text: string): Promise<boolean> {
  const ticket = await closedLately(way, original);
  if (!original || !ticket) return false;
  const context = way.context();
  const { core, chat, faq, language } = context;
  const last = await core.questions.last(chat);
  const verdict = verdictOf(text);
  // About an answer that was given since.
  if (verdict && last && ticket.closedAt && last.askedAt > ticket.closedAt) return false;
  const tells = verdict === 'not' || courtesyOf(text) === 'sorrow' || saysItGoesOn(text, faq.readings(text, language));
  if (!tells && !(understood(context, text).outcome === 'human' && isStory(text))) return false;
  await passBeside(way, ticket.id, original, { text });
  return true;
}

/**
 * The button that gives a human what was typed or sent, which is kept for it. Null where no human may have it, and for words where no ticket
 * was closed lately: of those the answers speak.
 */
export async function handOverButton(way: Way, original: Original | undefined): Promise<Button | null> {
  const { core, chat } = way.deps;
  const { institutionId, journey } = way.state;
  if (!original || journey === 'curator' || way.where().secret || notForHumans(original)) return null;
  if (institutionId && (await core.blocks.isBlocked(chat, institutionId))) return null;
  const closed = await closedLately(way, original);
  if (!closed && original.content.type === 'text' && original.content.forwarded === undefined) return null;
  const { replyToData: _, ...sent } = original;
  if (!(await core.untaken.keep(chat, sent))) return null;
  const action = `human-this:${original.messageId}`;
  return closed
    ? anywhere('button-helpdesk-words', action, { ticket: String(closed.id) })
    : anywhere('button-human-this', action);
}

/** The answer, with the button above its way back. */
function withButton(aside: Aside, button: Button | null): Aside {
  const { screen } = aside;
  if (!button || !screen) return aside;
  const rows = screen.buttons ?? [];
  const buttons = aside.step ? [...rows, [button]] : [...rows.slice(0, -1), [button], ...rows.slice(-1)];
  return { ...aside, screen: { ...screen, buttons } };
}

/** What the house answers a text with, and the way into a ticket that was closed lately. Politeness, and slips, have none. */
export async function answerWithWay(way: Way, original: Original | undefined, aside: Aside): Promise<Aside> {
  if (!aside.screen && !aside.answers) return aside;
  const button = await handOverButton(way, original);
  if (!button || aside.screen || !aside.step) return withButton(aside, button);
  const { notes = [], ...rest } = aside;
  return { ...rest, screen: { text: notes, buttons: [[button]] } };
}

/** What is written under a picture is read like any text: its answer, or null where there is none. Not where any text may be a password. */
export async function captionAnswer(
  way: Way,
  { messageId }: Original,
  caption: string,
  button: Button | null,
): Promise<Aside | null> {
  const context = way.context();
  const where = way.where();
  if (where.secret || !/\p{L}{2}/u.test(caption.normalize('NFKC')) || courtesyOf(caption)) return null;
  if (button && understood(context, caption).outcome === 'human') {
    return handOver(context, { ...where, argument: String(messageId) });
  }
  const answer = await question(context, where, caption);
  const { screen, step, answers, notes = [] } = answer;
  if (answer.move || !(screen || answers) || screen?.text[0]?.key === 'faq-unknown') return answer.move ? answer : null;
  const told = { ...(screen ?? { text: notes, buttons: [] }) };
  const shown = { ...told, text: [phrase('unexpected-caption'), ...told.text] };
  return withButton({ screen: shown, ...(step ? { step } : {}) }, button ?? human);
}
