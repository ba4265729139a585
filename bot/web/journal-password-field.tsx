import { JOURNAL_MIN_LENGTH } from '#core/accounts/journal-password.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { PasswordField } from './password-field.tsx';

export interface JournalPasswordFieldProps {
  texts: Texts;
  language: Language;
  /** What is wrong with what was typed, as the person reads it. */
  trouble: string | null;
}

/** The field for a new password of a school journal, whose rules are its own. */
export function JournalPasswordField({ texts, language, trouble }: JournalPasswordFieldProps) {
  const rule = (key: string): string =>
    texts.plain(language, `web-journal-password-${key}`, { min: JOURNAL_MIN_LENGTH });
  return (
    <div class="field">
      <PasswordField
        texts={texts}
        language={language}
        minimum={JOURNAL_MIN_LENGTH}
        rules={[rule('length'), rule('characters'), rule('personal'), rule('common')]}
        trouble={trouble === null ? null : { id: 'password-trouble', text: trouble }}
      />
    </div>
  );
}
