import type { Language } from '#core/language.ts';

/** `12:34` in the institution's time zone. */
export function timeOfDay(date: Date, language: Language, timeZone = 'Europe/Moscow'): string {
  return new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone, timeStyle: 'short' }).format(date);
}
