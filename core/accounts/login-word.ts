import { fail, ok, type Result } from '../result.ts';
import { typedOnLatinKeys } from './alphabet.ts';

/** How long the word may be that a person invents for a login, in characters; its digits come on top. */
const LOGIN_MIN = 3;
const LOGIN_MAX = 24;
/** How many random digits are added to the word, at least: so no page ever says that a login is taken. */
export const LOGIN_DIGITS = 3;

export type LoginWordError = 'login.short' | 'login.long' | 'login.characters' | 'login.first' | 'login.email';

/**
 * Reads the word that a person invents for a login, as it will be shown: Latin letters, digits, dot, hyphen, underscore, beginning
 * with a letter. An address is refused (abuse case 17), however its @ is written: it is judged after NFKC (case 22).
 */
export function readLoginWord(text: string): Result<string, LoginWordError> {
  const word = text.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');
  if (word.includes('@')) return fail('login.email');
  if (/[^A-Za-z0-9._-]/.test(word)) return fail('login.characters');
  if (word.length < LOGIN_MIN) return fail('login.short');
  if (!/^[A-Za-z]/.test(word)) return fail('login.first');
  return word.length > LOGIN_MAX ? fail('login.long') : ok(word);
}

/** More than any login has: what is longer is no login. */
const LONGEST_TYPED = 64;

/**
 * What a typed login is looked up by: in small letters, without spaces and control characters, and read on Latin keys, as a login holds no
 * Russian letter.
 * Anything can be typed; what is no login is found nowhere.
 */
export const loginKey = (typed: string): string =>
  typedOnLatinKeys(
    [...typed.normalize('NFKC').replace(/[\s\p{C}]+/gu, '')].slice(0, LONGEST_TYPED).join(''),
  ).toLowerCase();
