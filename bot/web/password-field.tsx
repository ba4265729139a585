import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';

export interface PasswordFieldProps {
  texts: Texts;
  language: Language;
  /** How many characters it takes at least: the script counts them. */
  minimum: number;
  /** What is allowed, said in advance. */
  rules: readonly string[];
  /** Why it was refused: said by an element of this id, or below the field. */
  trouble: { id: string; text?: string } | null;
}

/** The field for a new password, with its rules. What was typed never comes back in the page. Works with `passwordScript`. */
export function PasswordField({ texts, language, minimum, rules, trouble }: PasswordFieldProps) {
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
        aria-describedby={trouble ? `${trouble.id} rules` : 'rules'}
        aria-invalid={trouble ? 'true' : 'false'}
      />
      {trouble?.text ? (
        <p class="trouble" id={trouble.id}>
          {trouble.text}
        </p>
      ) : null}
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
