import { readSnils } from '../gosuslugi/snils.ts';
import { SHORTEST } from '../invitations/code.ts';
import { readMobile } from '../people/phone.ts';

/** Of longer questions the beginning is kept. Characters. */
export const LONGEST_QUESTION = 500;
/** What comes after so many characters cannot be among them, whatever is taken out of what comes before. */
const LOOKED_AT = 4 * LONGEST_QUESTION;

/** In place of what is not kept. */
export const HIDDEN = '•••';
/** What comes after a page's host: it may open a page that is one person's. */
const LINK = /(?<![^\s("«])((?:https?:\/\/[^\s/?#]+|(?:[\p{L}\d-]+\.)+\p{L}{2,}(?::\d+)?)[/?#])\S+/giu;
/** An invitation's role, as it is typed on either keyboard: it says enough of the code. */
const ROLE = '[sс][tт]|[pр][tт]|[tт][rг]|[aа][rг]';
/** An invitation's code in groups, as some print it. */
const GROUP = '(?=\\p{L}*\\d)[\\p{L}\\d]{2,10}';
const GROUPS = new RegExp(`(?<![\\p{L}\\d])(${ROLE})(?:${GROUP})?(?:[ -]${GROUP}){1,5}(?![\\p{L}\\d])`, 'giu');
export const WORD = /[^\s:;,()«»"“”]+/gu;
const HAS_ROLE = new RegExp(`^(?:${ROLE})`, 'iu');
/** A letter's code. */
const SIX_DIGITS = /(?<![\p{L}\d+-])\d{3}[ -]?\d{3}(?![\p{L}\d-])/gu;
/** SNILS as it is written, right or mistyped. */
const SNILS = /(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)/g;
const BETWEEN = '[ \\p{Pd}−.]{0,3}';
/** Eleven digits may be SNILS, and more often are a telephone's number. */
const ELEVEN_DIGITS = new RegExp(`(?<![\\d+])\\d{3}${BETWEEN}\\d{3}${BETWEEN}\\d{3}${BETWEEN}\\d{2}(?!\\d)`, 'gu');

/** What of a question is kept: its beginning, in one spelling, without codes, passwords, SNILS and where links lead. */
export function keepable(text: string): string {
  const read = text
    .slice(0, LOOKED_AT)
    .normalize('NFKC')
    .replace(/[^\P{C}\n\t]/gu, '')
    .replace(LINK, `$1${HIDDEN}`);
  const plain = withoutGroups(withoutSnils(read)).replace(WORD, withoutSecret).replace(SIX_DIGITS, HIDDEN).trim();
  return [...plain].slice(0, LONGEST_QUESTION).join('');
}

/** Without SNILS, however it is written; a telephone's number is none. */
export const withoutSnils = (text: string): string =>
  text
    .replace(SNILS, HIDDEN)
    .replace(ELEVEN_DIGITS, (digits) => (readSnils(digits).ok && !readMobile(digits).ok ? HIDDEN : digits));

/** Without invitations' codes that are written in groups. */
export const withoutGroups = (text: string): string => text.replace(GROUPS, `$1${HIDDEN}`);

/** The role that a word begins with, as an invitation's code does; null where it begins otherwise. */
export const roleOf = (word: string): string | null => HAS_ROLE.exec(word)?.[0] ?? null;

/** Letters and digits in one word are a code or a password, unless there are few: «1399-я», «10-Б». */
function withoutSecret(word: string): string {
  const letters = word.match(/\p{L}/gu)?.length ?? 0;
  const digits = word.match(/\d/g)?.length ?? 0;
  if (letters < 2 || digits === 0 || letters + digits < SHORTEST || ADDRESS.test(word)) return word;
  return word.replace(/[\p{L}\d].*[\p{L}\d]/u, (secret) => {
    if (ORDINARY.test(secret)) return secret;
    return (roleOf(secret) ?? '') + HIDDEN;
  });
}

/** Part of an e-mail address. */
export const ADDRESS = /.@[^@]*\.\p{L}{2,}/u;
/** What bears a number of its own. */
const ORDINARY = /^(?:android|iphone|ios|windows|covid)-?\d{1,2}$/i;
