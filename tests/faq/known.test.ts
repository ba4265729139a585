import { describe, expect, it } from 'vitest';
import { renderPhrases } from '#bot/intake/render.ts';
import { known } from '#bot/journeys/faq-situation.ts';
import type { OwnSituation, PupilSituation, Situation } from '#core/faq/situation.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { languages } from '#core/language.ts';
import { loadTexts } from '#locales/texts.ts';

const texts = loadTexts();

const nothing: Situation = {
  ...{ call: null, directory: null, letter: null, university: null, journal: null },
  ...{ codes: { wrong: 0, refused: false }, gosuslugi: null, request: null },
};
const student: OwnSituation = { blocked: false, owed: [], confirmed: ['student'], pass: null };
const parent: PupilSituation = {
  ...{ blocked: false, isPupil: false, email: null, emailConfirmed: false, letter: null },
  ...{ children: 0, oneTimePassword: null },
};
const at = new Date('2026-11-22T10:00:00Z');
const call = { line: '+78005553535', phone: '•67', expiresAt: at };
const letter = { email: 'a•••@mail.ru', minutes: 12 } as const;
const corporate = { email: 'a•••@student.sechenov.ru', minutes: 3, state: 'waiting' } as const;
const email = 'o•••@bk.ru';

/** An article, a situation, which phrases begin the answer, and where the first button leads. */
const cases: [string, Partial<Situation>, string[], string | null][] = [
  ['isu.call_not_confirmed', { call: { ...call, state: 'waiting' } }, ['call-waiting'], 'register'],
  ['isu.call_not_confirmed', { call: { ...call, line: null, state: 'waiting' } }, ['call-soon'], 'register'],
  ['isu.call_not_confirmed', { call: { ...call, state: 'expired' } }, ['call-over'], 'register'],
  ['isu.call_not_confirmed', { call: { ...call, state: 'confirmed' } }, ['call-confirmed'], 'register'],
  ['isu.phone_mismatch', { directory: { trouble: 'person.not-found', ticket: 7 } }, ['directory'], 'register'],
  ['isu.phone_mismatch', { directory: { trouble: 'person.several', ticket: 7 } }, ['directory'], 'register'],
  ['isu.phone_mismatch', { directory: { trouble: 'account.trouble', ticket: 7 } }, ['directory'], 'register'],
  ['isu.support_contacts', { call: { ...call, state: 'waiting' } }, ['call-waiting'], 'register'],
  ['isu.support_contacts', { call: { ...call, state: 'expired' } }, [], null],
  [
    'isu.call_not_confirmed',
    { call: { ...call, state: 'confirmed' }, directory: { trouble: 'person.not-found', ticket: 7 } },
    ['directory'],
    'register',
  ],
  ['isu.phone_mismatch', { call: { ...call, state: 'waiting' } }, ['call-first', 'call-waiting'], 'register'],
  ['isu.email_not_received', { letter: { ...letter, state: 'waiting' } }, ['letter-waiting'], 'register'],
  ['isu.email_not_received', { letter: { ...letter, state: 'waiting', minutes: 31 } }, ['letter-late'], 'register'],
  ['isu.email_not_received', { letter: { ...letter, state: 'expired' } }, ['letter-over'], 'register'],
  ['isu.email_not_received', { letter: { ...letter, state: 'confirmed' } }, ['letter-confirmed'], 'register'],
  ['isu.qr_where', {}, ['not-registered'], 'register'],
  ['isu.qr_where', { university: { ...student, owed: ['staff'] } }, ['owed'], 'authorize'],
  ['isu.qr_where', { university: student }, ['authorized'], 'pass'],
  ['isu.qr_not_working', { university: { ...student, blocked: true } }, ['university-closed'], 'human'],
  ['isu.qr_not_working', { university: { ...student, confirmed: [] } }, ['no-role'], 'human'],
  ['isu.qr_not_working', { university: student }, ['pass-none'], 'pass'],
  ['isu.qr_not_working', { university: { ...student, pass: { validUntil: at, good: true } } }, ['pass-good'], 'pass'],
  ['isu.qr_not_working', { university: { ...student, pass: { validUntil: at, good: false } } }, ['pass-over'], 'pass'],
  [
    'isu.authorization_delay',
    { university: { ...student, owed: ['student', 'staff'], confirmed: [] }, letter: corporate },
    ['owed', 'letter-waiting'],
    'authorize',
  ],
  ['isu.register', { university: student }, ['registered'], 'pass'],
  ['isu.mobile_app', { university: student }, [], null],
  ['eljur.register', { journal: parent }, ['journal-registered'], null],
  ['eljur.wrong_code', { codes: { wrong: 3, refused: false } }, ['codes-wrong'], null],
  ['eljur.wrong_code', { codes: { wrong: 10, refused: true } }, ['codes-refused'], 'curator'],
  ['eljur.confirm_email', {}, [], null],
  ['eljur.confirm_email', { journal: parent }, ['email-none'], 'confirm-email'],
  ['eljur.confirm_email', { journal: { ...parent, email } }, ['email-unconfirmed'], 'confirm-email'],
  ['eljur.confirm_email', { journal: { ...parent, email, emailConfirmed: true } }, ['email-confirmed'], null],
  [
    'eljur.letter_late_spam',
    { journal: { ...parent, email, letter: { ...letter, state: 'waiting' } } },
    ['letter-waiting'],
    'confirm-email',
  ],
  ['eljur.recover', { journal: { ...parent, email, emailConfirmed: true } }, ['restore-by-letter'], 'recover'],
  ['eljur.recover', { journal: { ...parent, email } }, ['restore-not-yet'], 'confirm-email'],
  ['eljur.recover_app', { journal: parent }, ['restore-no-email'], 'confirm-email'],
  ['eljur.wrong_login', { journal: { ...parent, oneTimePassword: 'good' } }, ['one-time-password'], null],
  ['eljur.wrong_login', { journal: { ...parent, oneTimePassword: 'expired' } }, ['one-time-password'], null],
  ['eljur.wrong_login', { journal: { ...parent, blocked: true } }, ['journal-closed'], 'curator'],
  [
    'eljur.recover_no_email',
    { journal: parent, request: { curator: null } },
    ['restore-no-email', 'request-waiting'],
    'confirm-email',
  ],
  ['eljur.who_is_curator', { request: { curator: 'Климова <b>' } }, ['request-taken'], null],
  ['eljur.several_children', { journal: { ...parent, children: 2 } }, ['children'], 'children'],
  ['eljur.several_children', { journal: { ...parent, isPupil: true } }, ['children-pupil'], null],
  [
    'eljur.gosuslugi_not_found',
    { gosuslugi: { snils: 'different', email: 'same', phone: 'different' } },
    ['gosuslugi'],
    'curator',
  ],
];

describe('an answer begins with what is known', () => {
  it.each(cases)('%s: %o', (intent, situation, phrases, journey) => {
    const institution = defaultInstitutions.find(({ id }) => intent.startsWith(id));
    if (!institution) throw new Error(intent);
    const { text, lead } = known(intent, {
      ...{ situation: { ...nothing, ...situation }, institution, where: { journey: 'home', step: 'home' } },
      time: () => '13:00',
    });
    expect(text.map(({ key }) => key)).toEqual(phrases.map((one) => `faq-know-${one}`));
    expect(lead?.label ?? null).toBe(journey && `button-faq-to-${journey}`);
    for (const language of languages) {
      const html = renderPhrases(texts, language, text);
      expect(html).not.toMatch(/\{|undefined|<b>$/);
      if (lead) expect(texts.plain(language, lead.label)).not.toBe('');
    }
  });

  it('of somebody who is registering leads back to the step', () => {
    const [institution] = defaultInstitutions;
    if (!institution) throw new Error('no institution');
    const where = { journey: 'register', step: 'email' };
    const { text, lead } = known('isu.register', { situation: nothing, institution, where, time: () => '' });
    expect(text).toEqual([{ key: 'faq-know-registering', args: {} }]);
    expect(lead?.label).toBe('button-faq-to-register');
  });
});
