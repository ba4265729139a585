import { withoutPassword } from '../accounts/password-in-words.ts';
import { ADDRESS, HIDDEN, roleOf, WORD, withoutGroups, withoutSnils } from '../faq/keepable.ts';
import { LONGEST, SHORTEST } from '../invitations/code.ts';
import { withoutToldCodes, withoutToldSnils } from './told-numbers.ts';
import { withoutOtherPasswords, withoutToldPasswords } from './told-passwords.ts';

/** A letter's code, where it is called one. */
const CODE_AFTER_THE_WORD = /((?:код|code)[^\d\n]{0,30})(?<![\d+-])\d{3}[ -]?\d{3}(?![\p{L}\d-])/giu;
/** One-time pages of ours, whatever the host. */
const PAGE = /(\/(?:p|l|enroll|reset|gosuslugi|desk)\/)[\w.~-]{20,}/giu;
/** The same two letters as they come out on the Russian layout. */
const ROLE_ON_OTHER_KEYS = /^(?:ы[еe]|з[еe]|[еe]к|фк)/iu;
/** «студент2024»: a word and a number. */
const WORD_AND_NUMBER = /^[а-яё]{4,}\d{1,4}$/iu;

/**
 * A person's words without SNILS, passwords, codes and links to one-time pages. Anything else stays as it was written, for a helpdesk has to
 * read it: a login, a number of a document, an address. Where something was taken out, offsets of the original mean nothing.
 * @returns hidden: something was taken out
 */
export function cleanWords(text: string): { text: string; hidden: boolean } {
  const cleaned = withoutSecrets(text);
  // Full-width digits and invisible marks may hide what is a secret nonetheless.
  const plain = cleaned.normalize('NFKC').replace(/\p{Cf}/gu, '');
  const cleanedPlain = withoutSecrets(plain);
  const clean = cleanedPlain === plain ? cleaned : cleanedPlain;
  return { text: clean, hidden: clean !== text };
}

/** What goes along with a ticket, without secrets. */
export const cleanFacts = (facts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleanWords(value).text]));

function withoutSecrets(text: string): string {
  if (isBarePassword(text.trim())) return HIDDEN;
  const plain = withoutToldPasswords(withoutToldSnils(text.replace(PAGE, `$1${HIDDEN}`)));
  const named = withoutOtherPasswords(withoutPassword(withoutGroups(withoutSnils(plain)), HIDDEN));
  return withoutToldCodes(named.replace(CODE_AFTER_THE_WORD, `$1${HIDDEN}`)).replace(WORD, withoutInvitation);
}

/** A word that begins as an invitation's code does, and is as long, and holds a digit. */
function withoutInvitation(word: string): string {
  if (ADDRESS.test(word) || word.includes('/')) return word;
  return word.replace(/[\p{L}\d].*[\p{L}\d]/u, (code) => {
    const { length } = code.match(/[\p{L}\d]/gu) ?? [];
    const role = roleOf(code) ?? ROLE_ON_OTHER_KEYS.exec(code)?.[0];
    if (!role || !/\d/.test(code) || WORD_AND_NUMBER.test(code) || !length) return code;
    return length < SHORTEST || length > LONGEST ? code : role + HIDDEN;
  });
}

/** Nothing but one word, of a kind that people are told to make passwords of. */
const isBarePassword = (word: string): boolean =>
  /^\S{8,64}$/u.test(word) &&
  !ADDRESS.test(word) &&
  !word.includes('/') &&
  [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[!#$%^&*?+=@]/].every((kind) => kind.test(word));
