import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';

export interface PasswordFieldProps {
  texts: Texts;
  language: Language;
  /** How many characters it takes at least: the script counts them. */
  minimum: number;
  /** What is allowed, said in advance. */
  rules: readonly string[];
  invalid: boolean;
  /** The id of what says why it was refused. */
  troubleId?: string | undefined;
}

/** The field for a new password, with its rules. What was typed never comes back in the page. Works with `passwordScript`. */
export function PasswordField({ texts, language, minimum, rules, invalid, troubleId }: PasswordFieldProps) {
  const say = (key: string, args: Record<string, number> = {}): string =>
    texts.plain(language, `web-password-${key}`, args);
  return (
    <>
      <label for="password">{say('label')}</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="new-password"
        autocapitalize="none"
        spellcheck={false}
        required
        aria-describedby={troubleId ? `${troubleId} rules` : 'rules'}
        aria-invalid={invalid ? 'true' : 'false'}
      />
      <div id="length-row" hidden>
        <div class="bar" id="length" data-wanted={minimum} data-text={say('count', { min: minimum })}>
          <div id="fill" />
        </div>
        <span class="soft" id="count" />
      </div>
      <label class="show" id="show-row" hidden>
        <input type="checkbox" id="show" />
        {say('show')}
      </label>
      <ul class="soft" id="rules">
        {rules.map((rule) => (
          <li>{rule}</li>
        ))}
      </ul>
    </>
  );
}
