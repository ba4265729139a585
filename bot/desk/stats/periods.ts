import type { Figures } from '#core/helpdesk/stats.ts';
import type { Language } from '#core/language.ts';

/** Some days that are drawn as one pair of bars. */
export interface Period {
  /** The first of the days, as `2026-11-23`. */
  day: string;
  label: string;
  opened: number;
  closed: number;
}

export type Grain = 'days' | 'weeks' | 'months';

/** So many pairs of bars have room for their numbers. */
const MOST_DAYS = 10;
const MOST_WEEKS = 12;

const at = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** `23 нояб.`, `23 Nov`: a date on the calendar, whatever the zone. */
export const dateInWords = (day: string, language: Language, withYear = false): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    ...{ timeZone: 'UTC', day: 'numeric', month: 'short' },
    ...(withYear ? { year: 'numeric' } : {}),
  })
    .format(at(day))
    .replace(/\s*г\.$/, '');

/** Days, weeks from Monday or months, whichever is the finest that has room. */
export function periodsOf(perDay: Figures['perDay'], language: Language): { grain: Grain; periods: readonly Period[] } {
  const mondays = new Set(perDay.map(({ day }) => mondayOf(day)));
  const grain: Grain = perDay.length <= MOST_DAYS ? 'days' : mondays.size <= MOST_WEEKS ? 'weeks' : 'months';
  const keyOf = { days: (day: string) => day, weeks: mondayOf, months: (day: string) => day.slice(0, 7) }[grain];
  const periods = new Map<string, Period>();
  for (const { day, opened, closed } of perDay) {
    const before = periods.get(keyOf(day));
    if (before) {
      before.opened += opened;
      before.closed += closed;
    } else periods.set(keyOf(day), { day, label: labelOf(day, grain, language), opened, closed });
  }
  return { grain, periods: [...periods.values()] };
}

function mondayOf(day: string): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

function labelOf(day: string, grain: Grain, language: Language): string {
  if (grain !== 'months')
    return language === 'ru' ? `${Number(day.slice(8))}.${day.slice(5, 7)}` : dateInWords(day, language);
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short' }).format(at(day)).replace('.', '');
}
