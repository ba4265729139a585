import type { News } from '#core/news.ts';
import type { Aside, Where } from './aside.ts';
import { articleOf } from './faq-places.ts';
import { articleScreen } from './faq-screens.ts';
import { phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** The article that the person meant after all, for whom several were offered; nothing when they have gone on meanwhile. */
export async function sharpened(
  context: StepContext<unknown>,
  news: Extract<News, { type: 'question-sharpened' }>,
  where: Where,
): Promise<Aside | null> {
  const article = articleOf(context, news.intent);
  if (!article || !(await context.core.questions.sharpened(context.chat, news))) return null;
  const shown = await articleScreen(context, where, news.questionId, article);
  return { screen: { ...shown, text: [phrase('faq-sharpened'), ...shown.text] } };
}
