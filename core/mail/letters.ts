import type { Texts } from '#locales/texts.ts';
import type { Institution } from '../institution.ts';
import type { Language } from '../language.ts';
import type { Letter as LinkLetter } from '../verification/links.ts';
import { type AccountLetter, accountLetter } from './account-letter.ts';
import { type LetterBody, letterHtml, letterText } from './layout.ts';
import type { Letter } from './letter.ts';
import { oneLine } from './printable.ts';

/** What a letter is about. */
export type LetterSubject =
  | {
      type: LinkLetter;
      to: string;
      verificationId: string;
      token: string;
      code: string;
      /** `confirm-school`: the school's name. */
      school: string | null;
      minutes: number;
    }
  | { type: 'already-used'; to: string; verificationId: string }
  | AccountLetter;

export interface Composition {
  texts: Texts;
  /** PUBLIC_URL without a slash at the end: nothing else ever builds a link. */
  baseUrl: string;
  institution: Institution;
  /** The reader's. */
  language: Language;
  letter: LetterSubject;
}

/** Writes a letter in both forms, HTML and plain. */
export function compose({ texts, baseUrl, institution, language, letter }: Composition): Letter {
  const name = institution.name[language];
  const say = (key: string, args: Record<string, string | number> = {}): string =>
    texts.plain(language, `mail-${key}`, { institution: name, ...args });
  const { body, subject, id } = written(letter);

  return {
    to: letter.to,
    subject: oneLine(subject),
    html: letterHtml(body),
    text: letterText(body),
    messageId: `${id}@${new URL(baseUrl).hostname}`,
    // RFC 3834: holiday notices stay away. Outlook asks for a header of its own.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };

  function written(one: LetterSubject): { body: LetterBody; subject: string; id: string } {
    switch (one.type) {
      case 'recovery':
      case 'email-changed':
        return accountLetter(one, { say, language, baseUrl, footer: footer() });
      default:
        return verificationLetter(one);
    }
  }

  function footer(): string {
    return say('footer', { email: institution.contacts.email, phone: institution.contacts.phone });
  }

  function verificationLetter(one: Exclude<LetterSubject, AccountLetter>) {
    const taken = one.type === 'already-used';
    const school = 'school' in one && one.school ? { school: one.school } : {};
    const body: LetterBody = {
      language,
      title: say(`${one.type}-title`),
      paragraphs: [say(`${one.type}-intro`, school)],
      notes: taken ? [say('already-used-advice')] : [say('valid', { minutes: one.minutes }), say('ignore')],
      footer: footer(),
    };
    if (!taken) {
      body.action = {
        label: say(`${one.type}-button`),
        url: `${baseUrl}/l/${one.token}`,
        linkNote: say('link-note'),
        codeNote: say('code-note'),
        code: one.code,
        codeWarning: say('code-warning'),
      };
    }
    return { body, subject: say(`${one.type}-subject`, school), id: `${one.type}.${one.verificationId}` };
  }
}
