import { MIN_LENGTH } from '#core/accounts/password.ts';
import { type HouseQuestion, houseQuestionOf } from '#core/faq/house-questions.ts';
import type { Aside, Where } from './aside.ts';
import { awaitsSms, complaintIn, stepArticle } from './faq-complaints.ts';
import { backTo, placeOf, universityOf } from './faq-places.ts';
import { contactArgs } from './human-when.ts';
import { anywhere, human, type Phrase, phrase, type Screen } from './screen.ts';
import type { StepContext } from './step.ts';

/** The numbers of the registration's steps, as their texts have them. */
const numbers: Record<string, number> = {
  ...{ phone: 1, call: 2, unknown: 2, email: 3, 'email-typo': 3, letter: 3, name: 4, 'not-me': 4, password: 4 },
};
const STEPS = 4;

/** Where a code comes by letter. */
const letters = ['register/letter', 'register/known', 'authorize/letter', 'school/letter'];
const ownMailbox = ['register/email', 'register/email-typo', 'register/letter'];
const corporate = ['authorize/status', 'authorize/address', 'authorize/letter'];
const schoolMailbox = ['school/email', 'school/letter'];

const at = ({ journey, step }: Where): string => `${journey}/${step}`;

/** The step once more, below what answers the question. */
const below = (...notes: Phrase[]): Aside => ({ step: true, notes });

const beside = (where: Where, text: Phrase, ...buttons: NonNullable<Screen['buttons']>): Aside => ({
  screen: { text: [text], buttons: [...buttons, [backTo(where)]] },
});

type Answer = (context: StepContext<unknown>, where: Where) => Aside | null;

/** What the chosen institution has of it, or the beginning of the chat, where none is chosen. */
const aboutData =
  (key: string): Answer =>
  ({ institution, language }, where) => {
    const buttons = [[anywhere('button-privacy', 'privacy')], [human]];
    if (!institution) return beside(where, phrase(`${key}-begin`), [human]);
    return beside(where, phrase(key, { ...contactArgs(institution, language), kind: institution.kind }), ...buttons);
  };

/** Whose number is confirmed by a call: nobody's at a school. */
const ofCalls =
  (answer: Answer): Answer =>
  (context, where) =>
    context.institution?.kind === 'school' ? below(phrase('faq-elsewhere-call')) : answer(context, where);

const answers: Record<HouseQuestion, Answer> = {
  step: (_, { journey, step }) => {
    const number = journey === 'register' ? numbers[step] : undefined;
    return below(number ? phrase('faq-house-step', { at: number, of: STEPS }) : phrase('faq-house-here'));
  },

  'call-price': ofCalls(() => below(phrase('faq-house-call-price'))),
  privacy: aboutData('faq-house-privacy'),
  erase: aboutData('faq-house-erase'),

  language: (_, where) =>
    beside(where, phrase('language-choose'), [
      anywhere('button-russian', 'lang-ru'),
      anywhere('button-english', 'lang-en'),
    ]),

  'foreign-number': ofCalls((context, where) => {
    const university = universityOf(context);
    if (!university) return null;
    const country = new Intl.DisplayNames([context.language], { type: 'region' }).of(university.country);
    return beside(where, phrase('faq-house-foreign-number', { country: country ?? university.country }), [human]);
  }),

  sms({ institution }, where) {
    const waits = where.journey === 'register' && ['phone', 'call'].includes(where.step) ? where.step : null;
    const letter = letters.includes(at(where)) ? 'letter' : null;
    const kind = institution?.kind === 'school' ? 'school' : 'other';
    return below(phrase('faq-house-sms', { at: waits ?? letter ?? kind }));
  },

  mailbox({ institution }, where) {
    if (ownMailbox.includes(at(where))) return below(phrase('faq-house-mailbox-own'));
    if (schoolMailbox.includes(at(where))) return below(phrase('faq-house-mailbox-school'));
    if (!corporate.includes(at(where)) || institution?.kind !== 'university') return null;
    return below(phrase('faq-house-mailbox-corporate', institution.corporateDomains));
  },

  'password-rules': ({ institution }) =>
    institution?.kind === 'university' ? below(phrase('faq-house-password-rules', { min: MIN_LENGTH })) : null,

  time: () => below(phrase('faq-house-time')),
  free: () => below(phrase('faq-house-free')),
  'must-call': ofCalls((_, where) => beside(where, phrase('faq-house-must-call'), [human])),
  'lost-phone': ({ institution }, where) =>
    institution?.kind === 'school' ? null : beside(where, phrase('faq-house-lost-phone'), [human]),
  '1c': ({ institution }) => (institution?.kind === 'school' ? null : below(phrase('faq-house-1c'))),

  // Whoever has agreed already may take it back.
  refuse: (context, where) =>
    aboutData(where.journey === 'welcome' ? 'faq-house-refuse' : 'faq-house-erase')(context, where),

  'password-page': ({ institution, language }, where) =>
    institution && beside(where, phrase('faq-house-password-page', contactArgs(institution, language)), [human]),

  'gosuslugi-password'(context) {
    const journal = placeOf(context, 'eljur');
    const help = journal?.kind === 'school' ? journal.gosuslugiHelp : 'https://www.gosuslugi.ru';
    return below(phrase('faq-house-gosuslugi-password', { help }));
  },
};

/** Somebody is in danger: no question, and no time to read. */
export const inDanger = (where: Where): Aside => beside(where, phrase('faq-house-danger'), [human]);

/** What the house itself answers a text with, from where the person is; null where it is another question, or not one of this place. */
export function houseAnswer(context: StepContext<unknown>, where: Where, text: string): Aside | null {
  const asked = houseQuestionOf(text, context.faq.readings(text, context.language));
  const complaint = complaintIn(context, text);
  // “Didn't get it” is no lack of understanding where something is on its way.
  if (asked === 'step' && complaint === 'come' && stepArticle(where)) return null;
  const question = asked ?? (awaitsSms(context, where, complaint) ? 'sms' : null);
  return question && answers[question](context, where);
}
