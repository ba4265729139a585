import type { Article } from '#core/faq/article.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Institution } from '#core/institution.ts';
import type { Where } from './aside.ts';
import { articleOf, placeOf } from './faq-places.ts';
import { contactArgs } from './human.ts';
import { type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** Whether an article is of another institution than the chosen one: it is offered, never shown unasked. */
export const isElsewhere = ({ institution }: StepContext<unknown>, article: Article): boolean =>
  institution !== null && faqFolder(institution) !== article.institution;

/** The chosen institution's articles before all others. */
export const ownFirst = (context: StepContext<unknown>, articles: readonly Article[]): Article[] => [
  ...articles.filter((one) => !isElsewhere(context, one)),
  ...articles.filter((one) => isElsewhere(context, one)),
];

/** What is true at a kind of institution of what only the other kind has an article about. */
const truths: Record<'university' | 'school', Record<string, string>> = {
  university: {
    'eljur.recover': 'faq-elsewhere-password',
    'eljur.recover_app': 'faq-elsewhere-password',
    'eljur.wrong_login': 'faq-elsewhere-password',
    'eljur.recover_no_email': 'faq-elsewhere-mailbox',
    'eljur.email_required_for_parents': 'faq-elsewhere-mailbox',
  },
  school: {
    'isu.call_not_confirmed': 'faq-elsewhere-call',
    'isu.landline_not_accepted': 'faq-elsewhere-call',
    'isu.phone_mismatch': 'faq-elsewhere-call',
  },
};

/** Words that only the other kind has: whoever uses them means it. */
const NAMED = {
  university: /журнал|дневник|эл(?:ектронн\S* )?жур|школ|journal|diary|school|eljur/i,
  school: /университет|сеченов|ису(?!\p{L})|турникет|кампус|universit|sechenov|\bisu\b|turnstile|campus/iu,
};

/** Whether a text names what only the other kind of institution has. */
export const namesOther = ({ kind }: Institution, text: string): boolean => NAMED[kind].test(text);

/** What is true at the chosen institution of what another one's article is about, unless that one is clearly meant. */
export function truthAt({ institution, language }: StepContext<unknown>, { intent }: Article, text: string): Phrase[] {
  const truth = institution && !namesOther(institution, text) ? truths[institution.kind][intent] : undefined;
  return truth && institution ? [phrase(truth, { ...contactArgs(institution, language), url: institution.url })] : [];
}

/** Asks whether another institution's article is meant. */
export const suggestElsewhere = (context: StepContext<unknown>, { institution: folder }: Article): Phrase =>
  phrase('faq-suggest-elsewhere', { other: placeOf(context, folder)?.name[context.language] ?? '' });

/** The chosen institution's own article for what is asked where a corporate address is wanted: there no other mailbox is meant. */
export function ownInstead(context: StepContext<unknown>, { journey }: Where, { intent }: Article): Article[] {
  const mailbox = truths.university[intent] === 'faq-elsewhere-mailbox';
  const own = journey === 'authorize' && mailbox ? articleOf(context, 'isu.find_corporate_email') : null;
  return own ? [own] : [];
}
