import type { PupilSituation } from '#core/faq/situation.ts';
import { both, type Found, found, letterFound, type Reading } from './faq-known.ts';

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

/** What matters for an answer about the school journal, by its article. */
export const journalReadings: Record<string, Reading> = {
  'eljur.register': journalRegistration,
  'eljur.where_code': request,
  'eljur.wrong_code': codes,
  'eljur.code_other_system': (knowing) => both(codes(knowing), request(knowing)),
  'eljur.several_children': children,
  'eljur.email_required_for_parents': address,
  'eljur.confirm_email': address,
  // There the letter waited for is the one that restores, not the one that confirms.
  'eljur.letter_late_spam': (knowing) => (knowing.where.journey === 'recover' ? restoring(knowing) : address(knowing)),
  'eljur.recover': restoring,
  'eljur.recover_app': restoring,
  'eljur.wrong_login': restoring,
  'eljur.recover_no_email': (knowing) => both(restoring(knowing), request(knowing)),
  'eljur.who_is_curator': request,
  'eljur.gosuslugi_not_found': (knowing) => both(gosuslugi(knowing), request(knowing)),
};
