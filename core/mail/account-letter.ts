import type { Language } from '../language.ts';
import type { LetterBody } from './layout.ts';

/** A letter about accounts of a school journal. */
export type AccountLetter =
  | {
      type: 'recovery';
      to: string;
      /** Of the request: the letter of a repeated job shows as one. */
      id: string;
      accounts: { login: string; school: string; token: string }[];
      /** How long the links are good. */
      minutes: number;
    }
  | {
      /** To the address that another one replaced. */
      type: 'email-changed';
      to: string;
      id: string;
      school: string;
    };

interface Writing {
  say(key: string, args?: Record<string, string | number>): string;
  language: Language;
  baseUrl: string;
  footer: string;
}

/** Logins with one-time links, or the word that an address no longer serves an account. */
export function accountLetter(
  letter: AccountLetter,
  { say, language, baseUrl, footer }: Writing,
): { body: LetterBody; subject: string; id: string } {
  const { type, id } = letter;
  const common = { language, title: say(`${type}-title`), footer };
  const envelope = { subject: say(`${type}-subject`), id: `${type}.${id}` };
  if (letter.type === 'email-changed') {
    const body = {
      ...common,
      paragraphs: [say('email-changed-intro', { school: letter.school })],
      notes: [say('email-changed-advice')],
    };
    return { body, ...envelope };
  }
  const body = {
    ...common,
    paragraphs: [say('recovery-intro', { count: letter.accounts.length })],
    choices: letter.accounts.map(({ login, school, token }) => ({
      title: school,
      rows: [[say('recovery-login'), login] as [string, string]],
      label: say('recovery-button'),
      url: `${baseUrl}/reset/${token}`,
    })),
    notes: [say('recovery-valid', { minutes: letter.minutes }), say('recovery-ignore')],
  };
  return { body, ...envelope };
}
