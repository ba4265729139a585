import { errorKey, type TextArgs, type Texts } from '#locales/texts.ts';
import type { Language } from '../language.ts';
import { prettyPhone } from '../people/phone.ts';

/** What an error's text was told with is not kept with the ticket. */
export const UNKNOWN: TextArgs = new Proxy<TextArgs>(
  {},
  {
    get: () => '…',
    getOwnPropertyDescriptor: () => ({ value: '…', configurable: true, enumerable: true }),
  },
);

/** Facts of several lines, each a question. */
const LISTS = new Set(['questions', 'unanswered']);

/** What a fact of a ticket says, as its reader understands it: of an error the first sentence that the person read, of a role its name, a phone as people write it. */
export function factInWords(texts: Texts, language: Language, name: string, value: string): string {
  const key = errorKey(value);
  if (name === 'error' && texts.has(key)) {
    const told = texts.plain(language, key, UNKNOWN).replaceAll(/<[^>]*>/g, '');
    // The bot's words to the person: no operator should take its “you” for themselves.
    return texts.plain(language, 'operators-quoted', { words: /^.*?[.!?](?=\s|$)/s.exec(told)?.[0] ?? told });
  }
  if (LISTS.has(name) && value.includes('\n')) {
    return value
      .split('\n')
      .map((line) => `\n• ${line}`)
      .join('');
  }
  if (name === 'phone' || name === 'unconfirmed-phone') return prettyPhone(value);
  return name === 'role' ? texts.plain(language, 'operators-role', { role: value }) : value;
}

/** Where somebody is, in the operators' words; the code's own where there are none yet. */
export function placeInWords(texts: Texts, language: Language, journey = '', step = ''): string {
  if (!journey) return '';
  const key = `operators-step-${journey}-${step}`;
  if (texts.has(key)) return texts.plain(language, key);
  return [journey, step].filter(Boolean).join(' / ');
}
