import { hash, verify } from '@node-rs/argon2';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { fail, ok, type Result } from '#core/result.ts';
import { transliterations, typedOnCyrillicKeys, typedOnLatinKeys } from './alphabet.ts';
import { russianPasswords } from './common-passwords.ts';

export const MIN_LENGTH = 10;
export const MAX_LENGTH = 128;

/** The estimator's time grows with the square of the length: a long password is judged by its two ends. */
const JUDGED_LENGTH = 40;
/** The estimator's highest score. */
const BEST = 4;

export type PasswordError =
  | 'password.too-short'
  | 'password.too-long'
  | 'password.common'
  | 'password.personal'
  | 'password.weak';

/**
 * Judges a new password offline: length first, then what others know about the person, then lists of common ones, then an
 * estimate of the guesses it takes.
 * @param words what the password must not be made of: the full name, phone, e-mail, login
 * @returns the score, 3 (over 10⁸ guesses) or 4 (over 10¹⁰)
 */
export async function judgePassword(
  password: string,
  { words }: { words: readonly string[] },
): Promise<Result<{ score: number }, PasswordError>> {
  const whole = password.normalize('NFC');
  const length = [...whole].length;
  if (length < MIN_LENGTH) return fail('password.too-short');
  if (length > MAX_LENGTH) return fail('password.too-long');
  return judgeStrength(whole, words, 3);
}

/**
 * Judges all but the length: what others know, what many choose, and the guesses it takes.
 * @param whole in NFC
 * @param least the estimator's score from which on it is good enough, 0–4
 */
export async function judgeStrength(
  whole: string,
  words: readonly string[],
  least: number,
): Promise<Result<{ score: number }, 'password.common' | 'password.personal' | 'password.weak'>> {
  judge ??= loadJudge();
  const { estimator, common } = await judge;
  const personal = personalWords(words);
  if (isMadeOf(whole, personal)) return fail('password.personal');
  if (keyings(whole).some((spelling) => isCommon(spelling, common))) return fail('password.common');

  // The keys pressed decide: «йцукенгшщз» is no better than “qwertyuiop”.
  const score = Math.min(
    ...[...new Set([whole, typedOnLatinKeys(whole)])].map((spelling) =>
      // The other end is judged only where it can make a difference.
      ends(spelling).reduce(
        (best, part) => (best === BEST ? best : Math.max(best, estimator.check(part, personal).score)),
        0,
      ),
    ),
  );
  return score >= least ? ok({ score }) : fail('password.weak');
}

/** In small letters, as typed and as the same keys give on a Latin keyboard. */
const keyings = (password: string): string[] => [password.toLowerCase(), typedOnLatinKeys(password.toLowerCase())];

/** Whether too little is left of a password when these words are taken out. @param words as `personalWords` gives them */
export const isMadeOf = (password: string, words: readonly string[]): boolean =>
  keyings(password).some((spelling) => isPersonal(spelling, words));

function ends(password: string): string[] {
  if (password.length <= JUDGED_LENGTH) return [password];
  return [password.slice(0, JUDGED_LENGTH), password.slice(-JUDGED_LENGTH)];
}

/** A common word, bare, repeated, or dressed with digits and signs on either side. */
function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const bare = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const once = /^(.+?)\1+$/u.exec(bare)?.[1] ?? bare;
  const letters = (bare.match(/\p{L}/gu) ?? []).length;
  const dress = password.length - bare.length;
  if (common.has(password)) return true;
  // Many digits beside a word may be a good password: the estimator judges those.
  return letters >= 4 && dress <= 6 && (common.has(bare) || common.has(once));
}

/** Made of what others know about the person: too little is left when their words are taken out. */
function isPersonal(password: string, words: readonly string[]): boolean {
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password);
  return rest !== password && rest.replace(/[\p{P}\p{S}\s]/gu, '').length < 8;
}

/** The words of at least three letters (four digits), in every spelling that people use; the longest first. */
export function personalWords(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => {
    const small = word.normalize('NFC').toLowerCase();
    const digits = small.replace(/\D/g, '');
    return [...small.split(/[^\p{L}\p{N}]+/u), digits, digits.slice(-10), digits.slice(-7), digits.slice(-4)];
  });
  const kept = parts.filter((part) => [...part].length >= (/^\d+$/.test(part) ? 4 : 3));
  const spelled = kept.flatMap((part) => [
    part,
    ...transliterations(part),
    typedOnLatinKeys(part),
    typedOnCyrillicKeys(part),
  ]);
  const both = spelled.flatMap((part) => [part, [...part].reverse().join('')]);
  return [...new Set(both)].sort((a, b) => b.length - a.length);
}

interface Judge {
  estimator: ZxcvbnFactory;
  common: ReadonlySet<string>;
}

let judge: Promise<Judge> | undefined;

/** Dictionaries weigh tens of megabytes and load within half a second: only when the first password is judged. */
async function loadJudge(): Promise<Judge> {
  const [{ ZxcvbnFactory: Estimator }, shared, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const russian = [
    ...new Set(russianPasswords.flatMap((word) => [word, typedOnLatinKeys(word), ...transliterations(word)])),
  ];
  const { 'wikipedia-en': _, ...words } = english.dictionary;
  return {
    estimator: new Estimator({
      dictionary: { ...shared.dictionary, ...words, 'passwords-russian': russian },
      graphs: shared.adjacencyGraphs,
      // A hundred, the default, takes up to 300 ms of everybody's time and finds nothing more.
      l33tMaxSubstitutions: 20,
    }),
    common: new Set([...shared.dictionary['passwords-common'], ...russian]),
  };
}

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Nobody's password at the same cost: the hash of 32 random bytes. */
export const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$/gBRLML2xP7o2PGTOat+XA$HsgjjD+v7YbJihzp+AE2VOK4vK1ldR2ndqRIzUsZZcA';

/** The string to store (PHC format). The same password typed on another device may be composed differently, hence NFC. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST);

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password.normalize('NFC'));

/** Takes as long as a real verification and is never true: the answer for a login that does not exist. */
export async function decoyVerify(password: string): Promise<false> {
  await verifyPassword(NOBODYS, password);
  return false;
}
