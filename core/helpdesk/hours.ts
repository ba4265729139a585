import { days, minutes } from '../clock.ts';
import type { Institution } from '../institution.ts';
import { type LocalTime, localTime, readLocal, stretches } from './local-time.ts';

/** What of an institution says when its helpdesk answers. */
export type Hours = Pick<Institution, 'timeZone'> & {
  helpdesk: Pick<Institution['helpdesk'], 'schedule' | 'holidays'>;
};

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** A helpdesk that does not open within so long is one that nobody should wait for, in milliseconds. */
const AHEAD = days(366);

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** From which to which minute of that day somebody answers. */
function hoursOf({ helpdesk }: Hours, { date, weekday }: LocalTime): [from: number, until: number] | null {
  const name = WEEKDAYS[weekday];
  const open = name && !helpdesk.holidays.includes(date) ? helpdesk.schedule[name] : null;
  return open ? [minutesOf(open[0]), minutesOf(open[1])] : null;
}

/** Whether somebody answers at this moment. */
export function isOpen(institution: Hours, at: Date): boolean {
  const local = localTime(institution.timeZone, at);
  const open = hoursOf(institution, local);
  return open !== null && local.minutes >= open[0] && local.minutes < open[1];
}

/** All times between the two in which somebody answers, in order. */
function* openings(institution: Hours, from: number, until: number): Generator<[from: number, until: number]> {
  for (const stretch of stretches(institution.timeZone, from, until)) {
    const { offset } = stretch;
    const last = stretch.until + offset;
    const firstDay = Math.floor((stretch.from + offset) / days(1)) * days(1);
    for (let day = firstDay; day < last; day += days(1)) {
      const open = hoursOf(institution, readLocal(day));
      if (!open) continue;
      const start = Math.max(stretch.from, day + minutes(open[0]) - offset);
      const end = Math.min(stretch.until, day + minutes(open[1]) - offset);
      if (start < end) yield [start, end];
    }
  }
}

/** When somebody answers next: at once while it is open. Null where nobody does within a year. */
export function nextOpening(institution: Hours, at: Date): Date | null {
  for (const [start] of openings(institution, at.getTime(), at.getTime() + AHEAD)) return new Date(start);
  return null;
}

/** How many minutes of working time lie between two moments; 0 where the second is not later. */
export function workingMinutes(institution: Hours, from: Date, to: Date): number {
  let total = 0;
  for (const [start, end] of openings(institution, from.getTime(), to.getTime())) total += end - start;
  return total / minutes(1);
}

/** When so many minutes of working time are over; null where that takes more than a year. */
export function afterWorking(institution: Hours, from: Date, count: number): Date | null {
  let left = minutes(count);
  for (const [start, end] of openings(institution, from.getTime(), from.getTime() + AHEAD)) {
    if (end - start >= left) return new Date(start + left);
    left -= end - start;
  }
  return null;
}

/** When the person may expect an answer. */
export type Expectation = { kind: 'now' } | { kind: 'from'; at: Date } | { kind: 'never' };

/** What a person is told of when somebody answers. */
export function expectation(institution: Hours, now: Date): Expectation {
  if (isOpen(institution, now)) return { kind: 'now' };
  const at = nextOpening(institution, now);
  return at ? { kind: 'from', at } : { kind: 'never' };
}
