import type { Article } from '#core/faq/article.ts';
import { courtesyOf } from '#core/faq/courtesy.ts';
import { faqFolder } from '#core/faq/folder.ts';
import { PATIENCE } from '#core/faq/questions.ts';
import type { Understanding } from '#core/faq/understanding.ts';
import { articleHtml } from './article-text.ts';
import type { Aside, Handler, Where } from './aside.ts';
import { browse } from './faq-browse.ts';
import { faqLeads, leadOf } from './faq-journeys.ts';
import { articleOf, backTo, placeOf } from './faq-places.ts';
import { situated } from './faq-situation.ts';
import { toHuman } from './human.ts';
import { anywhere, type Button, human, type Phrase, phrase, type Screen } from './screen.ts';
import type { StepContext } from './step.ts';

/** What is offered at once. */
const OFFERED = 3;
/** Nothing that anybody asks needs more. Characters. */
const LONGEST_ASKED = 4096;

/** Numbers and addresses say nothing of what is asked, and are nobody's business but the step's. */
const OWN = /[^\s@]+@[^\s@]+|\+?\p{Nd}(?:[\s().\p{Pd}]*\p{Nd}){6,}/gu;

/** What a text asks, in this chat. */
export function understood({ faq, language, institution }: StepContext<unknown>, text: string): Understanding {
  return faq.ask(text.slice(0, LONGEST_ASKED).replace(OWN, ' '), {
    language,
    ...(institution ? { institution: faqFolder(institution) } : {}),
  });
}

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
  const articles = intents.flatMap(({ intent }) => articleOf(context, intent) ?? []);
  const [first] = articles;
  const record = (what: 'answer' | 'suggest' | 'none' | 'human', intent: string | null = null): Promise<number> =>
    core.questions.record({ chat, institutionId: institution?.id ?? null, language, text, outcome: what, intent });

  if (outcome === 'human') {
    await record('human');
    return toHuman(context, where, [phrase('faq-heard')]);
  }
  if (outcome === 'answer' && first) {
    return { screen: await articleScreen(context, where, await record('answer', first.intent), first) };
  }
  if (outcome === 'suggest' && first) {
    const id = await record('suggest');
    return { screen: offerScreen(where, id, articles.slice(0, OFFERED), [...refusal, phrase('faq-suggest')]) };
  }
  await record('none');
  if (refusal.length > 0) return { step: true, notes: [...refusal, phrase('faq-or-question')] };
  return { screen: unknownScreen(where, 'faq-unknown') };
}

/** The link `t.me/<bot>?start=faq`, or `faq-isu__qr_where` for one article; null for any other. */
export async function faqLink(context: StepContext<unknown>, where: Where, payload: string): Promise<Aside | null> {
  const intent = /^faq(?:-([a-z0-9]+)__(\w+))?$/.exec(payload);
  if (!intent) return null;
  const article = intent[1] ? articleOf(context, `${intent[1]}.${intent[2]}`) : null;
  return article ? { screen: await readScreen(context, where, article) } : browse.topics(context, where);
}

/** The article below what the house knows, with what can be done now. @param more buttons above the way back */
export async function articleScreen(
  context: StepContext<unknown>,
  where: Where,
  id: number,
  article: Article,
  more: Button[][] = [],
): Promise<Screen> {
  const place = placeOf(context, article.institution);
  if (!place) return unknownScreen(where, 'faq-gone');
  const known = await situated(context, where, article, place);
  const own = article.journey ? leadOf(article.journey, `faq-go:${article.intent}`) : null;
  const leads = [known.lead, own].flatMap((lead) => lead ?? []);
  // Within the registration the way back leads to it.
  const apart = leads.filter(({ label }) => where.journey !== 'register' || label !== leadOf('register').label);
  const buttons = apart.filter(({ label }, at) => apart.findIndex((one) => one.label === label) === at);
  const elsewhere = context.institution && faqFolder(context.institution) !== article.institution;
  return {
    text: [...(elsewhere ? [phrase('faq-of', { institution: place.name[context.language] })] : []), ...known.text],
    html: articleHtml(article, place),
    buttons: [
      ...buttons.map((one) => [one]),
      [anywhere('button-faq-helped', `faq-helped:${id}`), anywhere('button-faq-not', `faq-not:${id}`)],
      ...more,
      [backTo(where)],
    ],
  };
}

/** An article that was chosen from a list, and asked for by its title so to speak. */
async function readScreen(
  context: StepContext<unknown>,
  where: Where,
  article: Article,
  more: Button[][] = [],
): Promise<Screen> {
  const { core, chat, institution, language } = context;
  const { title: text, intent } = article;
  const id = await core.questions.read({ chat, institutionId: institution?.id ?? null, language, text, intent });
  return articleScreen(context, where, id, article, more);
}

const offerScreen = (where: Where, id: number, articles: readonly Article[], text: Phrase[]): Screen => ({
  text,
  buttons: [
    ...articles.map(({ title, intent }) => [anywhere('button-literal', `faq-show:${id}-${intent}`, { text: title })]),
    [anywhere('button-faq-none', `faq-not:${id}`)],
    [backTo(where)],
  ],
});

/** Nothing is known to help: a human does, and the list can be read. */
const unknownScreen = (where: Where, key: string): Screen => ({
  text: [phrase(key)],
  buttons: [[human], [anywhere('button-faq', 'faq')], [backTo(where)]],
});

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
  return { screen: offerScreen(where, asked.id, articles.slice(0, OFFERED), [phrase('faq-next')]) };
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
