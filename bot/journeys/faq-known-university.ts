import type { OwnSituation } from '#core/faq/situation.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { both, type Found, found, type Knowing, letterFound, type Reading } from './faq-known.ts';

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
  if (own.pass.revoked) return found('pass-revoked', {}, 'pass');
  if (own.pass.usedAt) return found('pass-used', { at: time(own.pass.usedAt) }, 'pass');
  return found(own.pass.good ? 'pass-good' : 'pass-over', { until: time(own.pass.validUntil) }, 'pass');
};

const universityRegistration: Reading = (knowing) => {
  const { university } = knowing.situation;
  if (university && !university.blocked) {
    return found('registered', {}, university.owed.length > 0 ? 'authorize' : 'pass');
  }
  return knowing.where.journey === 'register' ? found('registering', {}, 'register') : null;
};

/** What matters for an answer about the university's registration, by its article. */
export const universityReadings: Record<string, Reading> = {
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
};
