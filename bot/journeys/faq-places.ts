import type { Article } from '#core/faq/article.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Institution, University } from '#core/institution.ts';
import type { Where } from './aside.ts';
import { anywhere, type Button } from './screen.ts';
import type { StepContext } from './step.ts';

/** Of which institution an article is for this chat: the chosen one, or the first of the kind; null where the house serves none. */
export function placeOf(context: StepContext<unknown>, folder: string): Institution | null {
  const { institution, institutions } = context;
  const isOf = (one: Institution): boolean => faqFolder(one) === folder;
  if (institution && isOf(institution)) return institution;
  return institutions.find(isOf) ?? null;
}

/** The university that this chat is about: the chosen one, else the first there is. */
export function universityOf(context: StepContext<unknown>): University | null {
  const found = placeOf(context, 'isu');
  return found?.kind === 'university' ? found : null;
}

/** The article in the chat's language, if the house serves an institution that it is for. */
export function articleOf(context: StepContext<unknown>, intent: string): Article | null {
  const article = context.faq.article(intent, context.language);
  return article && placeOf(context, article.institution) ? article : null;
}

/** Where everything begins, for newcomers and for who is registered. */
const homes = ['welcome/institution', 'home/home', 'school/home'];

/** Back to where the person is: the step under way, or the beginning. */
export const backTo = (where: Pick<Where, 'journey' | 'step'>): Button =>
  anywhere(homes.includes(`${where.journey}/${where.step}`) ? 'button-faq-home' : 'button-faq-back', 'continue');
