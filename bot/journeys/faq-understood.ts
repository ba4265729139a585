import type { Article } from '#core/faq/article.ts';
import { withoutOwn } from '#core/faq/asking.ts';
import { LONGEST_ASKED } from '#core/faq/create-faq.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Understanding } from '#core/faq/understanding.ts';
import { articleOf } from './faq-places.ts';
import type { StepContext } from './step.ts';

/** What a text asks, in this chat. */
export function understood({ faq, language, institution }: StepContext<unknown>, text: string): Understanding {
  return faq.ask(withoutOwn(text.slice(0, LONGEST_ASKED)), {
    language,
    ...(institution ? { institution: faqFolder(institution) } : {}),
  });
}

/** What both institutions have, and people name alike: “the letter has not come”. */
const twins = [
  ['isu.register', 'eljur.register'],
  ['isu.email_not_received', 'eljur.letter_late_spam'],
  ['isu.mobile_app', 'eljur.mobile_app'],
] as const;

/** The chosen institution's article on the same, where another one's was found; null where there is none, or none was chosen. */
export function twinOf(context: StepContext<unknown>, { intent, institution: folder }: Article): Article | null {
  const { institution } = context;
  if (!institution || faqFolder(institution) === folder) return null;
  const pair = twins.find((one) => one.some((name) => name === intent));
  const own = pair?.find((name) => name.startsWith(`${faqFolder(institution)}.`));
  return own ? articleOf(context, own) : null;
}
