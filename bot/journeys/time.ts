import type { Language } from '#core/language.ts';

/** `12:34:56`, for what may be asked for again within the minute. */
export const thisMoment = ({
  now,
  language,
  institution,
}: {
  now: Date;
  language: Language;
  institution: { timeZone: string } | null;
}): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    timeZone: institution?.timeZone ?? 'Europe/Moscow',
    timeStyle: 'medium',
  }).format(now);

/** `12:34` in the institution's time zone. */
export function timeOfDay(date: Date, language: Language, timeZone = 'Europe/Moscow'): string {
  return new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone, timeStyle: 'short' }).format(date);
}
