import { readSnils } from '../gosuslugi/snils.ts';
import { LONGEST, SHORTEST } from '../invitations/code.ts';
import { readMobile } from '../people/phone.ts';

/** Of longer questions the beginning is kept. Characters. */
export const LONGEST_QUESTION = 500;

const HIDDEN = '•••';
/** An invitation's code: its prefix says enough. */
const CODE = new RegExp(
  `(?<![\\p{L}\\d])(st|pt|tr|ar)(?=[a-z0-9]*\\d)[a-z0-9]{${SHORTEST - 2},${LONGEST - 2}}(?![\\p{L}\\d])`,
  'giu',
);
/** A letter's code. */
const SIX_DIGITS = /(?<![\p{L}\d+-])\d{3}[ -]?\d{3}(?![\p{L}\d-])/gu;
/** SNILS as it is written, right or mistyped. */
const SNILS = /(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)/g;
/** Eleven digits may be SNILS, and more often are a telephone's number. */
const ELEVEN_DIGITS = /(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{3}[ -]?\d{2}(?!\d)/g;

/** What of a question is kept: its beginning, in one spelling, without codes and without SNILS. */
export function keepable(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[^\P{C}\n\t]/gu, '')
    .replace(SNILS, HIDDEN)
    .replace(ELEVEN_DIGITS, (digits) => (readSnils(digits).ok && !readMobile(digits).ok ? HIDDEN : digits))
    .replace(CODE, `$1${HIDDEN}`)
    .replace(SIX_DIGITS, HIDDEN)
    .trim();
  return [...plain].slice(0, LONGEST_QUESTION).join('');
}
