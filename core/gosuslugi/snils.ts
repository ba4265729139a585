import { fail, ok, type Result } from '../result.ts';

export type SnilsError = 'snils.unreadable' | 'snils.length' | 'snils.checksum';

const LENGTH = 11;
const LONGEST_TEXT = 100;
/** Numbers up to this one were given out before checksums were. */
const LAST_UNCHECKED = 1_001_998;

/**
 * Reads SNILS in any usual spelling: `112-233-445 95`, `11223344595`, full-width digits, «СНИЛС:» in front.
 * @returns its eleven digits. Only `secrets.hash('snils', digits)` of them is ever kept.
 */
export function readSnils(text: string): Result<string, SnilsError> {
  if (text.length > LONGEST_TEXT) return fail('snils.unreadable');
  const typed = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^(?:снилс|snils)\s*[:№#-]?\s*/iu, '');
  if (!/^[\d\s\p{Pd}−.]*\d[\d\s\p{Pd}−.]*$/u.test(typed)) return fail('snils.unreadable');
  const digits = typed.replace(/\D/g, '');
  if (digits.length !== LENGTH) return fail('snils.length');
  return isChecked(digits) ? ok(digits) : fail('snils.checksum');
}

const SEPARATOR = '[ \\p{Pd}−.]?';
const AMONG_WORDS = new RegExp(`(?<!\\d)\\d{3}${SEPARATOR}\\d{3}${SEPARATOR}\\d{3}${SEPARATOR}\\d{2}(?!\\d)`, 'gu');

/** Whether a person's own words hold a SNILS somewhere, right to its checksum: such words are not for keeping. */
export const holdsSnils = (text: string): boolean =>
  (text.normalize('NFKC').match(AMONG_WORDS) ?? []).some((found) => isChecked(found.replace(/\D/g, '')));

/** Whether the last two digits are the checksum of the first nine: their sum by the weights 9…1, modulo 101, where 100 counts as 00. */
function isChecked(digits: string): boolean {
  const number = Number(digits.slice(0, 9));
  if (number === 0) return false;
  if (number <= LAST_UNCHECKED) return true;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (9 - at), 0);
  return (sum % 101) % 100 === Number(digits.slice(9));
}
