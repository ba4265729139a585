import type { Language } from '#core/language.ts';
import { errorKey, type Texts } from '#locales/texts.ts';

export interface FieldProps {
  /** Also its name in the form. */
  id: string;
  type?: 'text' | 'email' | 'search' | 'password';
  label: string;
  value?: string;
  note?: string;
  /** What is wrong with it, as the person reads it. */
  trouble?: string | null;
  autocomplete: string;
  required?: boolean;
  maxlength?: number;
}

/** A labelled field, what is to be known about it, and what is wrong with it. */
export function Field(props: FieldProps) {
  const {
    id,
    type = 'text',
    label,
    value = '',
    note,
    trouble,
    autocomplete,
    required = false,
    maxlength = 254,
  } = props;
  const described = [trouble ? `${id}-trouble` : '', note ? `${id}-note` : ''].filter((part) => part !== '').join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        type={type}
        id={id}
        name={id}
        value={value}
        autocomplete={autocomplete}
        autocapitalize={autocomplete === 'name' ? 'words' : 'none'}
        spellcheck={false}
        maxlength={maxlength}
        required={required}
        aria-invalid={trouble ? 'true' : 'false'}
        {...(described === '' ? {} : { 'aria-describedby': described })}
      />
      {trouble ? (
        <p class="trouble" id={`${id}-trouble`}>
          {trouble}
        </p>
      ) : null}
      {note ? (
        <p class="soft" id={`${id}-note`}>
          {note}
        </p>
      ) : null}
    </div>
  );
}

/** An error code in the person's words, or null where nothing is wrong. */
export const troubleText = (texts: Texts, language: Language, code: string | null | undefined): string | null =>
  code ? texts.plain(language, errorKey(code)) : null;

/** A page's title; it says when something on the page is wrong. */
export const pageTitle = (texts: Texts, language: Language, title: string, wrong: boolean): string =>
  wrong ? texts.plain(language, 'web-title-trouble', { title }) : title;

/**
 * What is wrong with a form as a whole, above its fields.
 * @param props.trouble an error code; `again`: nobody knows that the person sent it; `fields`: what is wrong stands beside the fields
 */
export function FormTrouble({
  texts,
  language,
  trouble,
}: {
  texts: Texts;
  language: Language;
  trouble: string | null;
}) {
  if (trouble === null) return null;
  const key = trouble === 'again' ? 'web-press-again' : trouble === 'fields' ? 'web-fields-trouble' : errorKey(trouble);
  return (
    <p class="trouble" role="alert">
      {texts.plain(language, key)}
    </p>
  );
}
