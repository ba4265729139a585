import type { Article } from '#core/faq/article.ts';
import { asksSomething } from '#core/faq/asking.ts';
import { courtesyOf, verdictOf } from '#core/faq/courtesy.ts';
import { isStory, PATIENCE } from '#core/faq/questions.ts';
import type { Outcome } from '#core/faq/understanding.ts';
import type { Aside, Handler, Where } from './aside.ts';
import { browse } from './faq-browse.ts';
import { isElsewhere, ownFirst, ownInstead, suggestElsewhere, truthAt } from './faq-elsewhere.ts';
import { meansLetterCode, use, useButton } from './faq-inside.ts';
import { faqLeads } from './faq-journeys.ts';
import { articleOf, placeOf } from './faq-places.ts';
import { articleScreen, offerScreen, readScreen, unknownScreen } from './faq-screens.ts';
import { situated } from './faq-situation.ts';
import { twinOf, understood } from './faq-understood.ts';
import { toHuman } from './human.ts';
import { anywhere, human, type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** What is offered at once. */
const OFFERED = 3;

/** Less probable articles are not offered. */
const WORTH_OFFERING = 0.03;

/** What numbers, addresses and codes have, and words have not. */
const ATTEMPT = /[\p{Nd}@]|\p{L}[._]\p{L}/u;
/** Surer than this, what is true here is told even though only the other institution has an article. */
const SURE = 0.6;

/** Where the number that is awaited answers the question itself. */
const aboutCalls = ['isu.support_contacts', 'isu.call_not_confirmed'];

/**
 * Answers a text that the step has no use for, beside the step. Where it may hold a password nothing is kept of it.
 * @param refusal why it is no answer to the step, where it might have been meant as one
 * @param words whether the step asks for words, so that any may have been meant as an answer
 */
export async function question(
  context: StepContext<unknown>,
  where: Where,
  text: string,
  refusal: readonly Phrase[] = [],
  words = false,
): Promise<Aside> {
  const verdict = await judged(context, where, text);
  if (verdict) return verdict;
  const courtesy = courtesyOf(text);
  if (courtesy) return { step: true, notes: [phrase(`faq-courtesy-${courtesy}`)] };
  if (!/\p{L}{2}/u.test(text.normalize('NFKC'))) {
    return { step: true, notes: refusal.length > 0 ? [...refusal] : [phrase('unexpected-text')] };
  }

  const { outcome, intents } = understood(context, text);
  if (outcome === 'human') return wantsHuman(context, where, text);
  const found = intents.flatMap(({ intent, confidence }, at) =>
    at === 0 || confidence >= WORTH_OFFERING ? (articleOf(context, intent) ?? []) : [],
  );
  const [first] = found;
  if (outcome === 'none' || !first) return unknown(context, where, text, refusal, words);
  if (meansLetterCode(where, first.intent, text)) {
    await record(context, where, text, 'answer');
    return { step: true, notes: [phrase('faq-letter-code')] };
  }
  const told = where.secret ? [phrase('faq-deleted')] : [];
  if (outcome === 'answer' && !isElsewhere(context, first)) {
    const id = await record(context, where, text, 'answer', first.intent);
    const shown =
      id === null
        ? await readScreen(context, where, first)
        : await articleScreen(context, where, id, first, useButton(context, where, id, text));
    return { screen: { ...shown, text: [...told, ...shown.text] } };
  }
  return offer(context, where, text, found, { outcome, sure: (intents[0]?.confidence ?? 0) >= SURE });
}

/** Several articles, or another institution's, to choose from. */
async function offer(
  context: StepContext<unknown>,
  where: Where,
  text: string,
  found: readonly Article[],
  { outcome, sure }: { outcome: 'answer' | 'suggest'; sure: boolean },
): Promise<Aside> {
  const [first] = found;
  if (!first) return { screen: unknownScreen(where, 'faq-unknown') };
  const twin = twinOf(context, first);
  const own = twin ? [twin] : ownInstead(context, where, first);
  const all = [...own, ...ownFirst(context, found)];
  const articles = all.filter(({ intent }, at) => all.findIndex((one) => one.intent === intent) === at);
  const elsewhere = own.length === 0 && isElsewhere(context, first);
  const call = where.step === 'call' ? articles.find(({ intent }) => aboutCalls.includes(intent)) : undefined;
  const place = call ? placeOf(context, call.institution) : null;
  const awaited = call && place ? (await situated(context, where, call, place)).text : [];
  const id = await record(context, where, text, outcome);
  const more = [...(id === null ? [] : useButton(context, where, id, text)), ...(elsewhere ? [[human]] : [])];
  const asks = elsewhere && outcome === 'answer' ? suggestElsewhere(context, first) : phrase('faq-suggest');
  const known = elsewhere && sure ? truthAt(context, first, text) : awaited;
  const told = where.secret ? [phrase('faq-deleted')] : [];
  return { screen: offerScreen(context, where, id, articles.slice(0, OFFERED), [...told, ...known, asks], more) };
}

/** Keeps the question, unless it may be a password: then null. */
async function record(
  { core, chat, institution, language }: StepContext<unknown>,
  { secret }: Where,
  text: string,
  outcome: Outcome,
  intent: string | null = null,
): Promise<number | null> {
  if (secret) return null;
  return core.questions.record({ chat, institutionId: institution?.id ?? null, language, text, outcome, intent });
}

async function wantsHuman(context: StepContext<unknown>, where: Where, text: string): Promise<Aside> {
  await record(context, where, text, 'human');
  const heard = where.secret ? 'faq-heard-deleted' : isStory(text) ? 'faq-heard-story' : 'faq-heard';
  return toHuman(context, where, [phrase(heard)]);
}

/** Nobody knows. Only what looks like an attempt to answer the step is told what is wrong with it. */
async function unknown(
  context: StepContext<unknown>,
  where: Where,
  text: string,
  refusal: readonly Phrase[],
  words: boolean,
): Promise<Aside> {
  await record(context, where, text, 'none');
  const tries = (words || ATTEMPT.test(text)) && !text.includes('?') && !asksSomething(text);
  if (refusal.length > 0 && tries) return { step: true, notes: [...refusal, phrase('faq-or-question')] };
  return { screen: unknownScreen(where, 'faq-unknown'), step: refusal.length > 0 };
}

/** «Не помогло» right after an answer is as good as its button; null when there is no answer that it could be about. */
async function judged(context: StepContext<unknown>, where: Where, text: string): Promise<Aside | null> {
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
  return { screen: offerScreen(context, where, asked.id, articles.slice(0, OFFERED), [phrase('faq-next')], [[human]]) };
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
  'faq-use': use,
  'faq-helped': helped,
  'faq-not': notHelped,
  ...faqLeads,
};
