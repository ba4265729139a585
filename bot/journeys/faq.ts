import { asksSomething } from '#core/faq/asking.ts';
import { courtesyOf } from '#core/faq/courtesy.ts';
import { PATIENCE } from '#core/faq/questions.ts';
import type { Aside, Handler, Where } from './aside.ts';
import { browse } from './faq-browse.ts';
import { faqLeads } from './faq-journeys.ts';
import { articleOf } from './faq-places.ts';
import { articleScreen, offerScreen, readScreen, unknownScreen } from './faq-screens.ts';
import { twinOf, understood } from './faq-understood.ts';
import { toHuman } from './human.ts';
import { anywhere, human, type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** What is offered at once. */
const OFFERED = 3;

/**
 * Answers a text that the step has no use for, beside the step.
 * @param refusal why it is no answer to the step, where it might have been meant as one
 */
export async function question(
  context: StepContext<unknown>,
  where: Where,
  text: string,
  refusal: readonly Phrase[] = [],
): Promise<Aside> {
  const { core, chat, institution, language } = context;
  const courtesy = courtesyOf(text);
  if (courtesy) return { step: true, notes: [phrase(`faq-courtesy-${courtesy}`)] };
  if (!/\p{L}{2}/u.test(text.normalize('NFKC'))) {
    return { step: true, notes: refusal.length > 0 ? [...refusal] : [phrase('unexpected-text')] };
  }

  const { outcome, intents } = understood(context, text);
  const found = intents.flatMap(({ intent }) => articleOf(context, intent) ?? []);
  const twin = found[0] ? twinOf(context, found[0]) : null;
  const articles = twin ? [twin, ...found.filter((one) => one.intent !== twin.intent)] : found;
  const [first] = articles;
  const record = (what: 'answer' | 'suggest' | 'none' | 'human', intent: string | null = null): Promise<number> =>
    core.questions.record({ chat, institutionId: institution?.id ?? null, language, text, outcome: what, intent });

  if (outcome === 'human') {
    await record('human');
    return toHuman(context, where, [phrase('faq-heard')]);
  }
  if (outcome === 'answer' && first && !twin) {
    return { screen: await articleScreen(context, where, await record('answer', first.intent), first) };
  }
  if ((outcome === 'suggest' || twin) && outcome !== 'none' && first) {
    const id = await record('suggest');
    return { screen: offerScreen(where, id, articles.slice(0, OFFERED), [...refusal, phrase('faq-suggest')]) };
  }
  await record('none');
  // Whoever clearly asks is not told how an address is spelled.
  if (refusal.length > 0 && !asksSomething(text)) return { step: true, notes: [...refusal, phrase('faq-or-question')] };
  return { screen: unknownScreen(where, 'faq-unknown') };
}

/** The link `t.me/<bot>?start=faq`, or `faq-isu__qr_where` for one article; null for any other. */
export async function faqLink(context: StepContext<unknown>, where: Where, payload: string): Promise<Aside | null> {
  const intent = /^faq(?:-([a-z0-9]+)__(\w+))?$/.exec(payload);
  if (!intent) return null;
  const article = intent[1] ? articleOf(context, `${intent[1]}.${intent[2]}`) : null;
  return article ? { screen: await readScreen(context, where, article) } : browse.topics(context, where);
}

/** A question's number, as buttons hold it. */
const numberIn = (argument: string): number => (/^\d{1,9}$/.test(argument) ? Number(argument) : 0);

/** Shows the chosen article in place of the offer. */
async function show(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const [, number = '', intent = ''] = /^(\d{1,9})-([\w.]+)$/.exec(where.argument) ?? [];
  const article = articleOf(context, intent);
  if (!article) return { screen: unknownScreen(where, 'faq-gone') };
  const id = await context.core.questions.show(context.chat, numberIn(number), intent);
  const screen = id === null ? readScreen(context, where, article) : articleScreen(context, where, id, article);
  return { inPlace: true, screen: await screen };
}

async function helped({ core, chat }: StepContext<unknown>, { argument }: Where): Promise<Aside> {
  const news = await core.questions.helped(chat, numberIn(argument));
  return news ? { step: true, notes: [phrase('faq-glad')] } : { toast: phrase('faq-glad-toast') };
}

/** Once: what else it may be. Twice in a day: a human, who gets the questions. */
async function notHelped(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const { core, chat } = context;
  const unhelped = await core.questions.notHelped(chat, numberIn(where.argument));
  if (!unhelped) return { screen: unknownScreen(where, 'faq-sorry') };
  const { question: asked, news, times, shown } = unhelped;
  if (!news) return { toast: phrase('faq-noted') };
  if (times >= PATIENCE) {
    return toHuman(context, where, [phrase('faq-to-human')], asked.institutionId ?? undefined);
  }
  // Of what was offered already nothing fitted.
  const next = asked.intent === null ? [] : alike(context, asked.intent, asked.text);
  const articles = next.filter((one) => !shown.includes(one)).flatMap((one) => articleOf(context, one) ?? []);
  if (articles.length === 0) return { screen: unknownScreen(where, 'faq-sorry') };
  return { screen: offerScreen(where, asked.id, articles.slice(0, OFFERED), [phrase('faq-next')], [[human]]) };
}

/** The articles that are easily taken for this one, and those that came next for the question. */
function alike(context: StepContext<unknown>, intent: string, text: string): string[] {
  const siblings = context.faq.article(intent, context.language)?.siblings ?? [];
  const next = understood(context, text).intents.map((one) => one.intent);
  return [...new Set([...siblings, ...next])].filter((one) => one !== intent);
}

/** Opens an article from the list, in its place. */
async function read(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const article = articleOf(context, where.argument);
  if (!article) return { screen: unknownScreen(where, 'faq-gone') };
  const { institution, topic } = article;
  const up = anywhere('button-faq-up', `faq-topic:${institution}-${topic}`);
  return { inPlace: true, screen: await readScreen(context, where, article, [[up]]) };
}

/** Commands and buttons of the questions, at every step. */
export const faqHandlers: Record<string, Handler> = {
  faq: browse.topics,
  'faq-places': browse.places,
  'faq-of': browse.topicsOf,
  'faq-topic': browse.topic,
  'faq-read': read,
  'faq-show': show,
  'faq-helped': helped,
  'faq-not': notHelped,
  ...faqLeads,
};
