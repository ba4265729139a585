import type { Aside, Where } from './aside.ts';
import { browse } from './faq-browse.ts';
import { articleOf } from './faq-places.ts';
import { articleScreen, readScreen, unknownScreen } from './faq-screens.ts';
import { anywhere } from './screen.ts';
import type { StepContext } from './step.ts';

/** The link `t.me/<bot>?start=faq`, or `faq-isu__qr_where` for one article; null for any other. */
export async function faqLink(context: StepContext<unknown>, where: Where, payload: string): Promise<Aside | null> {
  const intent = /^faq(?:-([a-z0-9]+)__(\w+))?$/.exec(payload);
  if (!intent) return null;
  const article = intent[1] ? articleOf(context, `${intent[1]}.${intent[2]}`) : null;
  return article ? { screen: await readScreen(context, where, article) } : browse.topics(context, where);
}

/** Shows the article that was chosen of an offer, in its place. */
export async function show(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const [, number = '', intent = ''] = /^(\d{1,9})-([\w.]+)$/.exec(where.argument) ?? [];
  const article = articleOf(context, intent);
  if (!article) return { screen: unknownScreen(where, 'faq-gone') };
  const id = await context.core.questions.show(context.chat, Number(number), intent);
  const screen = id === null ? readScreen(context, where, article) : articleScreen(context, where, id, article);
  return { inPlace: true, screen: await screen };
}

/** Opens an article from the list, in its place. */
export async function read(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const article = articleOf(context, where.argument);
  if (!article) return { screen: unknownScreen(where, 'faq-gone') };
  const { institution, topic } = article;
  const up = anywhere('button-faq-up', `faq-topic:${institution}-${topic}`);
  return { inPlace: true, screen: await readScreen(context, where, article, [[up]]) };
}
