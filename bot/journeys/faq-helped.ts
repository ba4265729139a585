import { verdictOf } from '#core/faq/courtesy.ts';
import { PATIENCE } from '#core/faq/questions.ts';
import { type Aside, numberIn, type Where } from './aside.ts';
import { openTicket } from './escalate.ts';
import { articleOf, backTo } from './faq-places.ts';
import { offerScreen, unknownScreen } from './faq-screens.ts';
import { understood } from './faq-understood.ts';
import { toHuman } from './human.ts';
import { missesAlong, wentAlong } from './human-goes.ts';
import { askedNotes, behind } from './human-opened.ts';
import { anywhere, human, phrase } from './screen.ts';
import { enter, type StepContext } from './step.ts';

/** «Не помогло» right after an answer is as good as its button; null when there is no answer that it could be about. */
export async function judged(context: StepContext<unknown>, where: Where, text: string): Promise<Aside | null> {
  const verdict = verdictOf(text);
  const last = verdict && (await context.core.questions.last(context.chat));
  if (!last) return null;
  const at = { ...where, argument: String(last.id) };
  if (verdict === 'not') {
    const next = await notHelped(context, at);
    return next.toast ? { screen: unknownScreen(where, 'faq-sorry') } : next;
  }
  await context.core.questions.helped(context.chat, last.id);
  return { step: true, notes: [phrase('faq-glad')] };
}

/** The button «Помогло». */
export async function helped({ core, chat }: StepContext<unknown>, { argument }: Where): Promise<Aside> {
  const news = await core.questions.helped(chat, numberIn(argument));
  return news ? { step: true, notes: [phrase('faq-glad')] } : { toast: phrase('faq-glad-toast') };
}

/** The button «Не помогло». Once: what else it may be. Twice in a day: a human, who gets the questions. */
export async function notHelped(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const { core, chat } = context;
  const unhelped = await core.questions.notHelped(chat, numberIn(where.argument));
  if (!unhelped) return { screen: unknownScreen(where, 'faq-sorry') };
  const { question: asked, news, times, shown, ticket } = unhelped;
  if (ticket !== null) return alreadyThere(where, ticket);
  if (!news) return { toast: phrase('faq-noted') };
  if (times >= PATIENCE) return givenUp(context, where, asked.institutionId ?? undefined);
  // Of what was offered already nothing fitted.
  const next = asked.intent === null ? [] : alike(context, asked.intent, asked.text);
  const articles = next.filter((one) => !shown.includes(one)).flatMap((one) => articleOf(context, one) ?? []);
  if (articles.length === 0) return { screen: unknownScreen(where, 'faq-sorry') };
  const again = await core.questions.offerAgain(chat, asked);
  return { screen: offerScreen(context, where, again, articles, [phrase('faq-next')], [[human]]) };
}

/** The question has gone to the helpdesk: nothing more comes of it here. */
const alreadyThere = (where: Where, ticket: number): Aside => ({
  screen: {
    text: [phrase('faq-handed-over', { ticket: String(ticket) })],
    buttons: [[anywhere('button-helpdesk-open', `helpdesk:${ticket}`)], [backTo(where)]],
  },
});

/** No answer helps: the helpdesk gets the questions at once, and the conversation with it begins. */
async function givenUp(context: StepContext<unknown>, where: Where, institutionId: string | undefined): Promise<Aside> {
  const { core, chat, institutions } = context;
  const notes = [phrase('faq-to-human')];
  const institution = context.institution ?? institutions.find(({ id }) => id === institutionId);
  if (!institution || (await core.blocks.isBlocked(chat, institution.id))) {
    return toHuman(context, where, notes, { institutionId });
  }
  const from = behind(context, where);
  const here = { ...context, institution };
  const facts = await missesAlong(here, institution, from);
  const ticket = await openTicket(here, 'faq.unhelpful', facts);
  const told = [...notes, ...(await askedNotes(here, ticket)), ...(await wentAlong(here, institution, facts))];
  return { move: enter('human', 'talk', { ...from, ticket }, told, { institutionId: institution.id }) };
}

/** The articles that are easily taken for this one, and those that came next for the question. */
function alike(context: StepContext<unknown>, intent: string, text: string): string[] {
  const siblings = context.faq.article(intent, context.language)?.siblings ?? [];
  const next = understood(context, text).intents.map((one) => one.intent);
  return [...new Set([...siblings, ...next])].filter((one) => one !== intent);
}
