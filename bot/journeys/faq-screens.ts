import type { Article } from '#core/faq/article.ts';
import { faqFolder } from '#core/faq/folder.ts';
import { articleHtml } from './article-text.ts';
import type { Where } from './aside.ts';
import { leadOf, universityAccount } from './faq-journeys.ts';
import { backTo, placeOf } from './faq-places.ts';
import { situated } from './faq-situation.ts';
import { anywhere, type Button, human, type Phrase, phrase, type Screen } from './screen.ts';
import type { StepContext } from './step.ts';

/** How many articles are offered at once. */
const OFFERED = 3;

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
  // Nobody is promised a pass who has no account to show it for.
  const passless = article.journey === 'pass' && !(await universityAccount(context));
  const go = `faq-go:${article.intent}`;
  // Whoever has nothing left to confirm only looks at what is confirmed.
  const complete = article.journey === 'authorize' && known.lead?.label === leadOf('pass').label;
  const own = complete
    ? anywhere('button-authorization', go)
    : article.journey && (passless ? leadOf('register') : leadOf(article.journey, go));
  // Whoever talks to the helpdesk is not sent there.
  const talking = where.journey === 'human' || (await context.core.tickets.openOf(context.chat, place.id)) !== null;
  const leads = [known.lead, own]
    .flatMap((lead) => lead ?? [])
    .filter(({ label }) => !talking || label !== leadOf('human').label);
  // Within the registration the way back leads to it, and so it does where a code is waited for, or was taken already.
  const under = { register: leadOf('register').label, invite: leadOf('code').label }[where.journey];
  const apart = leads.filter(({ label }) => label !== under);
  const buttons = apart.filter(({ label }, at) => apart.findIndex((one) => one.label === label) === at);
  const elsewhere = context.institution && faqFolder(context.institution) !== article.institution;
  return {
    text: [...(elsewhere ? [phrase('faq-of', { institution: place.name[context.language] })] : []), ...known.text],
    html: articleHtml(article, place, { talking }),
    buttons: [
      ...buttons.map((one) => [one]),
      [anywhere('button-faq-helped', `faq-helped:${id}`), anywhere('button-faq-not', `faq-not:${id}`)],
      ...more,
      [backTo(where)],
    ],
  };
}

/** An article that was chosen from a list, and asked for by its title so to speak. */
export async function readScreen(
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

/**
 * @param id of the question; null when nothing of it is kept
 * @param articles the likeliest first
 * @param more buttons below the articles
 */
export const offerScreen = (
  context: StepContext<unknown>,
  where: Where,
  id: number | null,
  articles: readonly Article[],
  text: Phrase[],
  more: Button[][] = [],
): Screen => ({
  text,
  buttons: [
    ...articles.slice(0, OFFERED).map(({ title, intent, institution: folder }) => {
      const other = context.institution && faqFolder(context.institution) !== folder ? placeOf(context, folder) : null;
      return [
        anywhere('button-literal', id === null ? `faq-read:${intent}` : `faq-show:${id}-${intent}`, {
          text: other ? `${other.name[context.language]}: ${title}` : title,
        }),
      ];
    }),
    ...(id === null ? [] : [[anywhere('button-faq-none', `faq-not:${id}`)]]),
    ...more,
    [backTo(where)],
  ],
});

/** The article that was given a moment ago is the answer again: who asks twice needs a human first. @param id of the question */
export async function repeatedScreen(
  context: StepContext<unknown>,
  where: Where,
  id: number,
  article: Article,
): Promise<Screen> {
  const { title: text, intent } = article;
  const again = anywhere('button-literal', `faq-show:${id}-${intent}`, { text });
  const place = placeOf(context, article.institution);
  // How a call or a letter stands may have changed since.
  const known = place ? (await situated(context, where, article, place)).text : [];
  const title = { title: text };
  return { text: [...known, phrase('faq-repeated', title)], buttons: [[human], [again], [backTo(where)]] };
}

/**
 * Nothing is known to help: a human does, and the list can be read.
 * @param stepBelow whether the step is shown below: then no button leads back to it
 */
export const unknownScreen = (where: Where, key: string, stepBelow = false): Screen => ({
  text: [phrase(key)],
  buttons: [[human], [anywhere('button-faq', 'faq')], ...(stepBelow ? [] : [[backTo(where)]])],
});
