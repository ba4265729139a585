import { type Complaint, complaintOf } from '#core/faq/complaints.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Understanding } from '#core/faq/understanding.ts';
import type { Where } from './aside.ts';
import type { StepContext } from './step.ts';

type Place = Pick<Where, 'journey' | 'step'>;

const at = ({ journey, step }: Place): string => `${journey}/${step}`;

/** What each step waits for: whoever asks there of something like it asks of that. */
const waiting: Record<string, string> = {
  'register/call': 'isu.call_not_confirmed',
  'register/letter': 'isu.email_not_received',
  'register/known': 'isu.email_not_received',
  'authorize/letter': 'isu.email_not_received',
  'school/letter': 'eljur.letter_late_spam',
  'recover/sent': 'eljur.letter_late_spam',
};

/** The article about what a step waits for; undefined for steps that wait for nothing. */
export const stepArticle = (where: Place): string | undefined => waiting[at(where)];

/** What goes wrong most where people are, likeliest first; of a step, else of its journey. */
const troubles: Record<string, readonly string[]> = {
  'welcome of isu': ['isu.register', 'isu.support_contacts', 'isu.qr_not_working'],
  'welcome of eljur': ['eljur.where_code', 'eljur.wrong_code', 'eljur.register'],

  register: ['isu.phone_mismatch', 'isu.register', 'isu.support_contacts'],
  'register/phone': ['isu.phone_mismatch', 'isu.landline_not_accepted', 'isu.support_contacts'],
  'register/call': ['isu.call_not_confirmed', 'isu.phone_mismatch', 'isu.support_contacts'],
  'register/known': ['isu.email_not_received', 'isu.support_contacts'],
  'register/email': ['isu.register', 'isu.email_not_received', 'isu.support_contacts'],
  'register/email-typo': ['isu.register', 'isu.email_not_received', 'isu.support_contacts'],
  'register/letter': ['isu.email_not_received', 'isu.support_contacts'],
  'register/password': ['isu.register', 'isu.support_contacts'],
  authorize: ['isu.link_corporate_email', 'isu.find_corporate_email', 'isu.authorization_delay'],
  'authorize/letter': ['isu.email_not_received', 'isu.find_corporate_email', 'isu.authorization_delay'],
  home: ['isu.qr_not_working', 'isu.authorization_delay', 'isu.qr_where'],

  school: ['eljur.wrong_login', 'eljur.recover', 'eljur.browser_cache'],
  'school/entry': ['eljur.wrong_code', 'eljur.wrong_login', 'eljur.recover'],
  'school/email': ['eljur.confirm_email', 'eljur.letter_late_spam', 'eljur.email_required_for_parents'],
  'school/letter': ['eljur.letter_late_spam', 'eljur.confirm_email'],
  invite: ['eljur.wrong_code', 'eljur.code_other_system', 'eljur.where_code'],
  'invite/more': ['eljur.several_children', 'eljur.wrong_code', 'eljur.where_code'],
  'invite/page': ['eljur.register', 'eljur.password_rules', 'eljur.browser_cache'],
  children: ['eljur.several_children', 'eljur.wrong_code', 'eljur.where_code'],
  recover: ['eljur.recover', 'eljur.recover_no_email', 'eljur.letter_late_spam'],
  'recover/app': ['eljur.recover_app', 'eljur.recover_no_email', 'eljur.mobile_app'],
  'login-help': ['eljur.wrong_login', 'eljur.browser_cache', 'eljur.recover'],
  gosuslugi: ['eljur.gosuslugi_not_found', 'eljur.gosuslugi_no_account', 'eljur.recover'],
};

/** Where nothing of this place is known, or not even of which institution. */
const anyTrouble = ['isu.register', 'eljur.register', 'eljur.where_code'];
const anywhere: Record<string, readonly string[]> = {
  isu: ['isu.support_contacts', 'isu.register', 'isu.qr_not_working'],
  eljur: ['eljur.wrong_login', 'eljur.wrong_code', 'eljur.recover'],
};

/** The articles for whoever waits for a code, or a letter, that nobody was to send yet. A university's code is a pass, or a letter's. */
const codes: Record<string, readonly string[]> = {
  eljur: ['eljur.where_code'],
  isu: ['isu.qr_where', 'isu.email_not_received'],
};
const letters: Record<string, readonly string[]> = {
  isu: ['isu.email_not_received'],
  eljur: ['eljur.letter_late_spam'],
};
/** The same, before it is known of which institution. */
const anyCode = ['eljur.where_code', 'isu.call_not_confirmed', 'isu.email_not_received'];
const anyLetter = ['isu.email_not_received', 'eljur.letter_late_spam'];

/** What a short complaint complains of; null where a text says more. */
export const complaintIn = ({ faq, language }: StepContext<unknown>, text: string): Complaint | null =>
  complaintOf(text, faq.readings(text, language));

/** Steps of a university at which people who were called or texted everywhere else wait for that here. */
const beforeTheCall = ['register/phone', 'register/unknown'];
const unregistered = ['register', 'welcome'];

/** Whether a complaint can only be of an SMS: a university sends none, and no letter is on its way yet. */
export function awaitsSms({ institution }: StepContext<unknown>, where: Place, complaint: Complaint | null): boolean {
  if (institution?.kind !== 'university') return false;
  const letter = stepArticle(where) === 'isu.email_not_received';
  if (complaint === 'code') return unregistered.includes(where.journey) && !letter;
  return complaint === 'come' && beforeTheCall.includes(at(where));
}

/** One is shown, several are offered. */
const these = (articles: readonly string[]): Understanding => ({
  outcome: articles.length === 1 ? 'answer' : 'suggest',
  intents: articles.map((intent) => ({ intent, confidence: 1 / articles.length })),
});

/**
 * What is meant at this step by a complaint that names next to nothing: «не приходит». What waits there, or else what goes wrong there most.
 * Null where the words alone say it better.
 * @param found what the words alone say
 */
export function meantByStep(
  { institution }: StepContext<unknown>,
  where: Place,
  complaint: Complaint,
  { outcome, intents }: Understanding,
): Understanding | null {
  const folder = institution ? faqFolder(institution) : null;
  const own = folder !== null && intents[0]?.intent.startsWith(`${folder}.`);
  const awaited = stepArticle(where);
  const surely = own && (outcome === 'answer' || (outcome === 'suggest' && intents[0]?.intent === awaited));
  if (complaint === 'call') {
    if (awaited === 'isu.call_not_confirmed') return these([awaited]);
    return folder === 'isu' && outcome === 'none' ? these(['isu.support_contacts']) : null;
  }
  if (complaint === 'thing' && surely) return awaited && intents[0]?.intent === awaited ? these([awaited]) : null;
  if (complaint === 'forgotten' && own && outcome !== 'none') return null;
  if (awaited && (complaint === 'come' || (complaint === 'code' && awaited !== 'isu.call_not_confirmed')))
    return these([awaited]);
  if (complaint === 'code') {
    return folder === 'isu' && surely ? null : these((folder && codes[folder]) || anyCode);
  }
  if (complaint === 'letter') return these((folder && letters[folder]) || anyLetter);
  const { journey } = where;
  const here = troubles[at(where)] ?? troubles[`${journey} of ${folder}`] ?? troubles[journey];
  return these(here ?? anywhere[folder ?? ''] ?? anyTrouble);
}
