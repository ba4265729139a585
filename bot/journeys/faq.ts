import type { Article } from '#core/faq/article.ts';
import { asksSomething } from '#core/faq/asking.ts';
import { courtesyOf } from '#core/faq/courtesy.ts';
import { isDanger } from '#core/faq/danger.ts';
import { isStory } from '#core/faq/plea.ts';
import type { Outcome } from '#core/faq/understanding.ts';
import type { Aside, Where } from './aside.ts';
import { complaintIn, stepArticle } from './faq-complaints.ts';
import { isElsewhere, ownFirst, ownInstead, suggestElsewhere, truthAt } from './faq-elsewhere.ts';
import { judged } from './faq-helped.ts';
import { houseAnswer, inDanger } from './faq-house.ts';
import { meansLetterCode, useButton } from './faq-inside.ts';
import { articleOf, placeOf } from './faq-places.ts';
import { articleScreen, offerScreen, readScreen, repeatedScreen, unknownScreen } from './faq-screens.ts';
import { situated } from './faq-situation.ts';
import { twinOf, understood } from './faq-understood.ts';
import { toHuman } from './human.ts';
import { human, type Phrase, phrase, type Screen } from './screen.ts';
import type { StepContext } from './step.ts';

/** Less probable articles are not offered. */
const WORTH_OFFERING = 0.03;

/** What numbers, addresses and codes have, and words have not. */
const ATTEMPT = /[\p{Nd}@]|\p{L}[._]\p{L}/u;
/** Surer than this, what is true here is told even though only the other institution has an article. */
const SURE = 0.6;

/** Where the number to ring answers the question itself. */
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
  if (isDanger(text)) {
    await record(context, where, text, 'human');
    return where.secret ? deletedBefore(inDanger(where)) : inDanger(where);
  }
  const verdict = await judged(context, where, text);
  if (verdict) return verdict;
  const courtesy = courtesyOf(text);
  if (courtesy) return { step: true, notes: [phrase(`faq-courtesy-${courtesy}`)] };
  if (!/\p{L}{2}/u.test(text.normalize('NFKC'))) {
    return { step: true, notes: refusal.length > 0 ? [...refusal] : [phrase('unexpected-text')] };
  }

  const { outcome, intents } = understood(context, text, where);
  if (outcome === 'human') return wantsHuman(context, where, text);
  const own = houseAnswer(context, where, text);
  if (own) {
    await record(context, where, text, 'answer');
    const answered: Aside = { ...own, answers: true };
    return where.secret ? deletedBefore(answered) : answered;
  }
  const found = intents.flatMap(({ intent, confidence }, at) =>
    at === 0 || confidence >= WORTH_OFFERING ? (articleOf(context, intent) ?? []) : [],
  );
  const [first] = found;
  if (outcome === 'none' || !first) return unknown(context, where, text, refusal, words);
  if (meansLetterCode(where, first.intent, text)) {
    await record(context, where, text, 'answer');
    return { step: true, notes: [phrase('faq-letter-code')], answers: true };
  }
  const told = where.secret ? [phrase('faq-deleted')] : [];
  if (outcome === 'answer' && !isElsewhere(context, first)) {
    const repeated = !where.secret && (await context.core.questions.isRepeated(context.chat, first.intent));
    const id = await record(context, where, text, 'answer', first.intent);
    if (repeated && id !== null) return { screen: await repeatedScreen(context, where, id, first) };
    const shown =
      id === null
        ? await readScreen(context, where, first)
        : await articleScreen(context, where, id, first, useButton(context, where, id, text));
    return { screen: { ...shown, text: [...told, ...shown.text] } };
  }
  // Of several articles that come to the same here, it does not matter which was meant.
  const truth = truthAt(context, first, text)[0]?.key;
  const same = intents.filter(({ intent }, at) => {
    const article = articleOf(context, intent);
    return at === 0 || (truth !== undefined && article && truthAt(context, article, text)[0]?.key === truth);
  });
  const sure = same.reduce((sum, { confidence }) => sum + confidence, 0) >= SURE;
  return offer(context, where, text, found, { outcome, sure });
}

/** Told before all else, where any text may be a password. */
const deletedBefore = ({ screen, notes = [], ...aside }: Aside): Aside => {
  const told = phrase('faq-deleted');
  return screen
    ? { ...aside, screen: { ...screen, text: [told, ...screen.text] } }
    : { ...aside, notes: [told, ...notes] };
};

/** Beside words that go to the helpdesk: the article, where it is surely what they ask for; else null. */
export async function sureAnswer(context: StepContext<unknown>, where: Where, text: string): Promise<Screen | null> {
  const { outcome, intents } = understood(context, text, where);
  const article = outcome === 'answer' && intents[0] ? articleOf(context, intents[0].intent) : null;
  if (!article || isElsewhere(context, article) || meansLetterCode(where, article.intent, text)) return null;
  const id = await record(context, where, text, 'answer', article.intent);
  return id === null ? null : articleScreen(context, where, id, article, useButton(context, where, id, text));
}

/** Whether a text that is no answer to the step was rather meant as one. @param words whether the step asks for words */
export const isAttempt = (text: string, words: boolean): boolean =>
  (words || ATTEMPT.test(text)) && !text.includes('?') && !asksSomething(text);

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
  const about = where.step === 'call' ? aboutCalls : [stepArticle(where)];
  const waited = articles.find(({ intent }) => about.includes(intent));
  const place = waited ? placeOf(context, waited.institution) : null;
  const awaited = waited && place ? (await situated(context, where, waited, place)).text : [];
  const id = await record(context, where, text, outcome);
  const use = id === null ? [] : useButton(context, where, id, text);
  const complains = !elsewhere && complaintIn(context, text) !== null;
  const suggests = phrase(complains ? 'faq-suggest-here' : 'faq-suggest');
  const asks = elsewhere && outcome === 'answer' ? suggestElsewhere(context, first) : suggests;
  const known = elsewhere && sure ? truthAt(context, first, text) : awaited;
  const told = where.secret ? [phrase('faq-deleted')] : [];
  const shown = offerScreen(
    context,
    where,
    id,
    articles,
    [...told, ...known, asks],
    elsewhere || complains ? [[human]] : [],
  );
  // Most who name a number or an address meant it as the answer.
  return { screen: { ...shown, buttons: [...use, ...(shown.buttons ?? [])] } };
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
  if (refusal.length > 0 && isAttempt(text, words))
    return { step: true, notes: [...refusal, phrase('faq-or-question')] };
  const step = refusal.length > 0;
  return { screen: unknownScreen(where, 'faq-unknown', step), step };
}
