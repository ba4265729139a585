import { factInWords } from '#core/helpdesk/fact-words.ts';
import type { Language } from '#core/language.ts';
import { printable } from '#core/mail/printable.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';

const LONGEST_FACT = 700;

export const reasonInWords = (texts: Texts, language: Language, reason: string): string =>
  texts.plain(language, 'operators-reason', { reason: variant(reason) });

/** Fluent's variants have no points. */
export const variant = (reason: string): string => reason.replaceAll('.', '_');

/** A fact under its name, in the operators' words. */
export function factHtml(texts: Texts, language: Language, name: string, value: string): string {
  const key = `operators-fact-${name}`;
  const label = /^[a-z-]+$/.test(name) && texts.has(key) ? texts.plain(language, key) : name;
  const said = shortened(printable(factInWords(texts, language, name, value)), LONGEST_FACT);
  return `${escapeHtml(label)}:${said.startsWith('\n') ? '' : ' '}${escapeHtml(said)}`;
}

/** By code points, so that no sign is cut in half. */
export function shortened(text: string, longest: number): string {
  const points = [...text];
  return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}…`;
}
