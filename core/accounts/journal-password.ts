import { fail, ok, type Result } from '../result.ts';
import { isMadeOf, judgeStrength, MAX_LENGTH, type PasswordError, personalWords } from './password.ts';

/** The journal's own rule, in characters. docs/passwords.md says how it departs from today's guidance, and what makes up for that. */
export const JOURNAL_MIN_LENGTH = 8;
/** The estimator's least score: over 10⁶ guesses, where each has to be made at our door. */
const LEAST_SCORE = 2;

export type JournalPasswordError =
  | 'password.journal-short'
  | 'password.journal-characters'
  | 'password.login'
  | 'password.birth-date'
  | Exclude<PasswordError, 'password.too-short'>;

export interface JournalOwner {
  /** What the password must not be made of: names, e-mail. */
  words: readonly string[];
  /** The owner's and their children's, whom nobody knows better than each other. Midnight UTC of the day. */
  birthDates: readonly Date[];
  login: string;
}

/**
 * Judges a new password of a school journal, offline: at least 8 letters, Latin or Russian, and digits; not the login, a date of birth,
 * the name or the e-mail, however spelled; not a common one; and its strength on top.
 * @returns the estimator's score, 2 (over 10⁶ guesses), 3 or 4
 */
export async function judgeJournalPassword(
  password: string,
  { words, birthDates, login }: JournalOwner,
): Promise<Result<{ score: number }, JournalPasswordError>> {
  const whole = password.normalize('NFC');
  // First what the person cannot see: a space at the end is no letter too few.
  if (/[^A-Za-zА-Яа-яЁё0-9]/.test(whole)) return fail('password.journal-characters');
  if (whole.length < JOURNAL_MIN_LENGTH) return fail('password.journal-short');
  if (whole.length > MAX_LENGTH) return fail('password.too-long');
  // The login as it stands, and the word before its digits.
  const logins = personalWords([login, login.replace(/\d+$/, '')]);
  if (isMadeOf(whole, logins)) return fail('password.login');
  if (birthDates.some((date) => isMadeOf(whole, spellings(date)))) return fail('password.birth-date');
  const judged = await judgeStrength(whole, words, LEAST_SCORE);
  return judged.ok ? ok(judged.value) : judged;
}

/** A date in digits, as people write it: 09042012, 9042012, 9412, 20120409… and backwards; the longest first. */
function spellings(date: Date): string[] {
  const written = (number: number): string[] => [...new Set([String(number).padStart(2, '0'), String(number)])];
  const year = String(date.getUTCFullYear());
  const all = written(date.getUTCDate()).flatMap((day) =>
    written(date.getUTCMonth() + 1).flatMap((month) =>
      [year, year.slice(2)].flatMap((numeral) => [
        day + month + numeral,
        month + day + numeral,
        numeral + month + day,
        numeral + day + month,
      ]),
    ),
  );
  const both = all.flatMap((one) => [one, [...one].reverse().join('')]);
  return [...new Set(both)].sort((a, b) => b.length - a.length);
}
