import { after, days, minutes } from '../clock.ts';

/** The wall clock in a time zone. */
export interface LocalTime {
  /** 2027-01-31 */
  date: string;
  /** 0 is Sunday. */
  weekday: number;
  /** Since midnight. */
  minutes: number;
}

/** A time in which the zone keeps one distance from UTC, in milliseconds. */
export interface Stretch {
  from: number;
  until: number;
  offset: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone is ahead of UTC then, in milliseconds. */
export function offsetAt(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    const two = '2-digit';
    const clock = { hour: two, minute: two, second: two, hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: two, day: two, ...clock });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** @param local milliseconds of the wall clock, as if it were UTC's */
export function readLocal(local: number): LocalTime {
  const date = new Date(local);
  return {
    date: date.toISOString().slice(0, 10),
    weekday: date.getUTCDay(),
    minutes: date.getUTCHours() * 60 + date.getUTCMinutes(),
  };
}

/** What the clock on the wall says. */
export const localTime = (timeZone: string, at: Date): LocalTime =>
  readLocal(at.getTime() + offsetAt(timeZone, at.getTime()));

/** The dates on the calendar from one moment to the other, which is not included. */
export function datesBetween(timeZone: string, from: Date, to: Date): string[] {
  if (from >= to) return [];
  const last = localTime(timeZone, after(to, -1)).date;
  const found: string[] = [];
  for (let day = localTime(timeZone, from).date; day <= last; day = nextDay(day)) found.push(day);
  return found;
}

const nextDay = (day: string): string =>
  after(new Date(`${day}T00:00:00Z`), days(1))
    .toISOString()
    .slice(0, 10);

/** Cuts a time where the zone's clocks are put forward or back. They are, at most, once in any twelve hours. */
export function* stretches(timeZone: string, from: number, until: number): Generator<Stretch> {
  let start = from;
  let offset = offsetAt(timeZone, from);
  for (let at = from; at < until; ) {
    const next = Math.min(until, at + days(0.5));
    const then = offsetAt(timeZone, next);
    if (then !== offset) {
      const change = changeBetween(timeZone, at, next, offset);
      yield { from: start, until: change, offset };
      [start, offset] = [change, then];
    } else if (next - start >= days(7)) {
      // Whoever looks for the next opening need not wait for the years after it.
      yield { from: start, until: next, offset };
      start = next;
    }
    at = next;
  }
  if (start < until) yield { from: start, until, offset };
}

/** The first minute with another distance from UTC than the one before. */
function changeBetween(timeZone: string, from: number, until: number, before: number): number {
  let [low, high] = [Math.floor(from / minutes(1)), Math.ceil(until / minutes(1))];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle * minutes(1)) === before) low = middle;
    else high = middle;
  }
  return high * minutes(1);
}
