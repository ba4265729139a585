import type { Article, JourneyName } from '#core/faq/article.ts';
import type { LetterState, OwnSituation, PupilSituation, Situation } from '#core/faq/situation.ts';
import type { Institution } from '#core/institution.ts';
import { prettyPhone } from '#core/people/phone.ts';
import type { Where } from './aside.ts';
import { leadOf } from './faq-journeys.ts';
import { type Button, type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';
import { timeOfDay } from './time.ts';

/** What stands before an answer: what the house knows of this person, and the button that fits. */
export interface Known {
  text: Phrase[];
  lead: Button | null;
}

/** What there is to go by. */
export interface Knowing {
  situation: Situation;
  institution: Institution;
  where: Pick<Where, 'journey' | 'step'>;
  time(date: Date): string;
}

/** @param journey where the fitting button leads */
type Found = { text: Phrase[]; journey?: JourneyName } | null;
type Reading = (knowing: Knowing) => Found;

/** More would bury the answer. */
const MOST_PHRASES = 2;
/** Letters take as long. */
const LATE = 30;

const found = (key: string, args: Record<string, string | number> = {}, journey?: JourneyName): Found => ({
  text: [phrase(`faq-know-${key}`, args)],
  ...(journey ? { journey } : {}),
});

/** All that there is to say; the first one's button is the fitting one. */
function both(...parts: Found[]): Found {
  const said = parts.flatMap((part) => part ?? []);
  const journey = said.find((part) => part.journey)?.journey;
  return said.length === 0 ? null : { text: said.flatMap(({ text }) => text), ...(journey ? { journey } : {}) };
}

const call: Reading = (knowing) => {
  const { situation, time } = knowing;
  // The number is confirmed: what holds the person up is the directory.
  if (situation.directory) return directory(knowing);
  if (situation.university || !situation.call) return null;
  const { state, line, phone, expiresAt } = situation.call;
  const until = time(expiresAt);
  if (state === 'confirmed') return found('call-confirmed', { phone }, 'register');
  if (state === 'expired') return found('call-over', { phone, until }, 'register');
  return line
    ? found('call-waiting', { phone, until, line: prettyPhone(line) }, 'register')
    : found('call-soon', { phone }, 'register');
};

const directory: Reading = (knowing) => {
  const { directory: trouble, call: attempt } = knowing.situation;
  if (trouble) {
    const what = trouble.trouble.replace(/^\w+\./, '');
    return found('directory', { what, ticket: String(trouble.ticket) }, 'register');
  }
  return attempt && attempt.state !== 'confirmed' ? both(found('call-first'), call(knowing)) : null;
};

/** A letter that waits, is late, or is worth nothing any more. */
function letterFound({ state, email, minutes }: LetterState, journey?: JourneyName): Found {
  if (state === 'confirmed') return found('letter-confirmed', { email }, journey);
  if (state === 'expired') return found('letter-over', { email }, journey);
  return minutes < LATE
    ? found('letter-waiting', { email, minutes }, journey)
    : found('letter-late', { email, minutes }, journey);
}

const registrationLetter: Reading = (knowing) => {
  const { letter, university } = knowing.situation;
  if (!letter) return null;
  return letterFound(letter, university ? 'authorize' : 'register');
};

/** What keeps the university's services closed; null when nothing does. */
function closed(own: OwnSituation | null): Found {
  if (!own) return found('not-registered', {}, 'register');
  if (own.blocked) return found('university-closed', {}, 'human');
  if (own.owed.length + own.confirmed.length === 0) return found('no-role', {}, 'human');
  return null;
}

function owed({ institution, situation: { letter } }: Knowing, { owed: roles, confirmed }: OwnSituation): Found {
  if (roles.length === 0 || institution.kind !== 'university') return null;
  const domains = institution.corporateDomains;
  const args = {
    role: roles.length > 1 ? 'both' : (roles[0] ?? ''),
    half: confirmed.length > 0 ? 'yes' : 'no',
    domain: roles.map((role) => `@${domains[role]}`).join(', '),
  };
  const corporate = letter && Object.values(domains).some((domain) => letter.email.endsWith(`@${domain}`));
  return both(
    found('owed', args, 'authorize'),
    corporate && letter.state !== 'confirmed' ? letterFound(letter, 'authorize') : null,
  );
}

const authorization: Reading = (knowing) => {
  const own = knowing.situation.university;
  return closed(own) ?? (own && owed(knowing, own)) ?? found('authorized', {}, 'pass');
};

/** How the last pass stands, for whoever has all that a pass needs. */
const entrance: Reading = (knowing) => {
  const { situation, time } = knowing;
  const own = situation.university;
  const missing = closed(own) ?? (own && owed(knowing, own));
  if (missing || !own) return missing;
  if (!own.pass) return found('pass-none', {}, 'pass');
  return found(own.pass.good ? 'pass-good' : 'pass-over', { until: time(own.pass.validUntil) }, 'pass');
};

const universityRegistration: Reading = (knowing) => {
  const { university } = knowing.situation;
  if (university && !university.blocked) {
    return found('registered', {}, university.owed.length > 0 ? 'authorize' : 'pass');
  }
  return knowing.where.journey === 'register' ? found('registering', {}, 'register') : null;
};

const request: Reading = ({ situation }) => {
  const asked = situation.request;
  if (!asked) return null;
  return asked.curator === null ? found('request-waiting') : found('request-taken', { curator: asked.curator });
};

const codes: Reading = ({ situation: { codes: tries } }) => {
  if (tries.refused) return found('codes-refused', { wrong: tries.wrong }, 'curator');
  return tries.wrong > 0 ? found('codes-wrong', { wrong: tries.wrong }) : null;
};

/** What of the account comes before any question of its address. */
function troubled({ blocked, oneTimePassword }: PupilSituation): Found {
  if (blocked) return found('journal-closed', {}, 'curator');
  return oneTimePassword ? found('one-time-password', { state: oneTimePassword }) : null;
}

const address: Reading = ({ situation: { journal } }) => {
  if (!journal || journal.blocked) return null;
  const { email, emailConfirmed, letter } = journal;
  if (letter && letter.state !== 'confirmed') return letterFound(letter, emailConfirmed ? undefined : 'confirm-email');
  if (emailConfirmed && email) return found('email-confirmed', { email });
  return email ? found('email-unconfirmed', { email }, 'confirm-email') : found('email-none', {}, 'confirm-email');
};

/** Whether the forgotten can be restored by a letter. */
const restoring: Reading = ({ situation: { journal } }) => {
  if (!journal) return null;
  const trouble = troubled(journal);
  if (trouble) return trouble;
  const { email, emailConfirmed } = journal;
  if (emailConfirmed && email) return found('restore-by-letter', { email }, 'recover');
  return email ? found('restore-not-yet', { email }, 'confirm-email') : found('restore-no-email', {}, 'confirm-email');
};

const children: Reading = ({ situation: { journal } }) => {
  if (!journal || journal.blocked) return null;
  return journal.isPupil ? found('children-pupil') : found('children', { count: journal.children }, 'children');
};

const gosuslugi: Reading = ({ situation: { gosuslugi: compared } }) => {
  if (!compared) return null;
  const { snils, email, phone } = compared;
  const verdict = snils === 'same' ? 'snils' : email === 'same' || phone === 'same' ? 'contact' : 'nothing';
  return found('gosuslugi', { verdict }, 'curator');
};

const journalRegistration: Reading = ({ situation: { journal } }) =>
  journal && !journal.blocked ? found('journal-registered') : null;

/** What matters for an answer, by its article. */
const readings: Record<string, Reading> = {
  'isu.register': universityRegistration,
  'isu.phone_mismatch': directory,
  'isu.call_not_confirmed': call,
  'isu.landline_not_accepted': call,
  'isu.support_contacts': (knowing) => (knowing.situation.call?.state === 'waiting' ? call(knowing) : null),
  'isu.email_not_received': registrationLetter,
  'isu.link_corporate_email': authorization,
  'isu.find_corporate_email': authorization,
  'isu.both_student_and_staff': authorization,
  'isu.authorization_delay': authorization,
  'isu.qr_where': authorization,
  'isu.qr_not_working': entrance,
  'eljur.register': journalRegistration,
  'eljur.where_code': request,
  'eljur.wrong_code': codes,
  'eljur.code_other_system': (knowing) => both(codes(knowing), request(knowing)),
  'eljur.several_children': children,
  'eljur.email_required_for_parents': address,
  'eljur.confirm_email': address,
  'eljur.letter_late_spam': address,
  'eljur.recover': restoring,
  'eljur.recover_app': restoring,
  'eljur.wrong_login': restoring,
  'eljur.recover_no_email': (knowing) => both(restoring(knowing), request(knowing)),
  'eljur.who_is_curator': request,
  'eljur.gosuslugi_not_found': (knowing) => both(gosuslugi(knowing), request(knowing)),
};

/** What a situation means for an article; nothing for articles that are the same for everybody. */
export function known(intent: string, knowing: Knowing): Known {
  const reading = Object.hasOwn(readings, intent) ? readings[intent] : undefined;
  const { text, journey } = reading?.(knowing) ?? { text: [] };
  return { text: text.slice(0, MOST_PHRASES), lead: journey ? leadOf(journey) : null };
}

/** What the house knows of this person that matters for the article. */
export async function situated(
  context: StepContext<unknown>,
  where: Where,
  { intent }: Article,
  institution: Institution,
): Promise<Known> {
  if (!Object.hasOwn(readings, intent)) return { text: [], lead: null };
  const { core, chat, accountId, language } = context;
  const situation = await core.situation.of({ chat, institutionId: institution.id, accountId });
  const time = (date: Date): string => timeOfDay(date, language, institution.timeZone);
  return known(intent, { situation, institution, where, time });
}
