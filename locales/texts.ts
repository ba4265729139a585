import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { type Language, languages } from '#core/language.ts';

export type TextArgs = Record<string, string | number | Date>;

/** Every text that a person sees: Fluent messages of `locales/<language>/*.ftl`. */
export interface Texts {
  /** Plain text, for letters' plain part, page props and button labels. Throws for an unknown key or a missing argument. */
  plain(language: Language, key: string, args?: TextArgs): string;
  /** Telegram or page HTML: the message may hold tags, its arguments are escaped. */
  html(language: Language, key: string, args?: TextArgs): string;
  /** Whether the key exists (in both languages: a test holds them equal). */
  has(key: string): boolean;
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What `escapeHtml` was given. */
export const unescapeHtml = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** The i18n key of an error code: `phone.landline` → `errors-phone-landline`. */
export const errorKey = (code: string): string => `errors-${code.replaceAll('.', '-')}`;

/** Reads all messages once; throws on a message that does not parse or stands twice. */
export function loadTexts(folder: string = import.meta.dirname): Texts {
  const bundles = new Map(languages.map((language) => [language, loadBundle(join(folder, language), language)]));

  function format(language: Language, key: string, args: Record<string, FluentVariable>): string {
    const bundle = bundles.get(language);
    const message = bundle?.getMessage(key);
    if (!bundle || !message?.value) throw new Error(`No text '${key}' in '${language}'`);
    const errors: Error[] = [];
    const text = bundle.formatPattern(message.value, args, errors);
    if (errors.length > 0)
      throw new Error(`Text '${key}' in '${language}': ${errors.map((e) => e.message).join('; ')}`);
    return text;
  }

  return {
    plain: (language, key, args = {}) => format(language, key, args),
    html: (language, key, args = {}) =>
      format(
        language,
        key,
        Object.fromEntries(
          Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? escapeHtml(value) : value]),
        ),
      ),
    has: (key) => [...bundles.values()].every((bundle) => bundle.hasMessage(key)),
  };
}

function loadBundle(folder: string, language: Language): FluentBundle {
  // No bidi isolation marks: Telegram shows them as characters when people copy a number.
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.ftl'))
    .sort()) {
    const errors = bundle.addResource(new FluentResource(readFileSync(join(folder, file), 'utf8')));
    if (errors.length > 0) throw new Error(`${language}/${file}: ${errors.map((e) => e.message).join('; ')}`);
  }
  return bundle;
}
