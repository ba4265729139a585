import { after, days } from '#core/clock.ts';
import { localTime, offsetAt } from '#core/helpdesk/local-time.ts';

/** Days of which `/stats` tells unless it is asked for others, and at most. */
export const USUAL_DAYS = 7;
export const MOST_DAYS = 366;

/** Where today and the days before it begin: the first one's midnight in this zone. */
export function beginningOf(count: number, now: Date, timeZone: string): Date {
  const today = new Date(`${localTime(timeZone, now).date}T00:00:00Z`);
  const first = after(today, -days(count - 1)).getTime();
  // The zone's distance from UTC may have been another one then.
  const near = first - offsetAt(timeZone, first);
  return new Date(first - offsetAt(timeZone, near));
}

/** `/stats`, `/stats 30`, `/stats csv 30`: what was asked for. */
export function readWish(words: string): { count: number; table: boolean } {
  const asked = Number(/\d{1,5}/.exec(words)?.[0] ?? USUAL_DAYS);
  return { count: Math.min(Math.max(1, asked), MOST_DAYS), table: /\bcsv\b/i.test(words) };
}

/** Whether it is understood: a number of days, `csv`, both or none. */
export const isWish = (words: string): boolean => /^\s*(?:\d{1,5}|csv)?(?:\s+(?:\d{1,5}|csv))?\s*$/i.test(words);
