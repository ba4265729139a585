import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { days, after as later, minutes } from '#core/clock.ts';
import { afterWorking, expectation, type Hours, isOpen, nextOpening, workingMinutes } from '#core/helpdesk/hours.ts';
import { Helpdesk } from '#core/institution.ts';

type Day = [string, string] | null;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const hours = (timeZone: string, schedule: Partial<Record<(typeof WEEK)[number], Day>> = {}, holidays: string[] = []) =>
  ({ timeZone, helpdesk: Helpdesk.parse({ schedule, holidays }) }) satisfies Hours;
const at = (time: string): Date => new Date(time);

const moscow = hours('Europe/Moscow', {}, ['2026-11-25']);

const walls = new Map<string, Intl.DateTimeFormat>();
/** A calendar and a clock on the wall there. */
function wallIn(timeZone: string): Intl.DateTimeFormat {
  const parts = { weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const wall = walls.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...parts, ...clock });
  walls.set(timeZone, wall);
  return wall;
}

/** Whether it is open, by what is read off the wall. Knows nothing of distances from UTC. */
function naivelyOpen({ timeZone, helpdesk }: Hours, moment: Date): boolean {
  const [, name, day, month, year, time = ''] =
    /^(\w+), (\d+)\/(\d+)\/(\d+), (\d+:\d+)$/.exec(wallIn(timeZone).format(moment)) ?? [];
  const weekday = WEEK.find((one) => one === name?.toLowerCase());
  if (!weekday) throw new Error(`No weekday: ${wallIn(timeZone).format(moment)}`);
  const open = helpdesk.holidays.includes(`${year}-${month}-${day}`) ? null : helpdesk.schedule[weekday];
  return open ? time >= open[0] && time < open[1] : false;
}

describe('whether somebody answers', () => {
  it.each([
    ['2026-11-23T05:59:00Z', false, 'a minute before nine on Monday'],
    ['2026-11-23T06:00:00Z', true, 'nine on Monday'],
    ['2026-11-23T14:59:59Z', true, 'a second before six'],
    ['2026-11-23T15:00:00Z', false, 'six on Monday'],
    ['2026-11-25T09:00:00Z', false, 'noon of a holiday'],
    ['2026-11-28T09:00:00Z', false, 'noon of Saturday'],
  ])('%s: %s (%s)', (time, open) => {
    expect(isOpen(moscow, at(time))).toBe(open);
  });
});

describe('when somebody answers next', () => {
  it('is at once while it is open', () => {
    expect(expectation(moscow, at('2026-11-23T06:00:00Z'))).toEqual({ kind: 'now' });
    expect(nextOpening(moscow, at('2026-11-23T06:10:00Z'))).toEqual(at('2026-11-23T06:10:00Z'));
  });

  it.each([
    ['2026-11-23T15:00:00Z', '2026-11-24T06:00:00.000Z', 'in the morning'],
    ['2026-11-24T15:00:00Z', '2026-11-26T06:00:00.000Z', 'after a holiday'],
    ['2026-11-27T20:00:00Z', '2026-11-30T06:00:00.000Z', 'after a weekend'],
  ])('after %s is %s: %s', (time, next) => {
    expect(expectation(moscow, at(time))).toEqual({ kind: 'from', at: at(next) });
  });

  it('is never where nobody ever does', () => {
    const closed = hours('UTC', Object.fromEntries(WEEK.map((day) => [day, null])));
    expect(expectation(closed, at('2026-11-23T06:00:00Z'))).toEqual({ kind: 'never' });
    expect(afterWorking(closed, at('2026-11-23T06:00:00Z'), 1)).toBeNull();
  });

  it('follows the clocks that are put forward: nine is an hour earlier by UTC', () => {
    const berlin = hours('Europe/Berlin');
    // The night to 29 March 2026.
    expect(nextOpening(berlin, at('2026-03-27T20:00:00Z'))).toEqual(at('2026-03-30T07:00:00Z'));
    expect(nextOpening(berlin, at('2026-03-26T20:00:00Z'))).toEqual(at('2026-03-27T08:00:00Z'));
  });
});

describe('working time', () => {
  it('leaves nights, weekends and holidays out', () => {
    // Tuesday 17:50 to Thursday 9:10, with a holiday between.
    expect(workingMinutes(moscow, at('2026-11-24T14:50:00Z'), at('2026-11-26T06:10:00Z'))).toBe(20);
    expect(workingMinutes(moscow, at('2026-11-26T06:10:00Z'), at('2026-11-24T14:50:00Z'))).toBe(0);
    expect(afterWorking(moscow, at('2026-11-24T14:50:00Z'), 20)).toEqual(at('2026-11-26T06:10:00Z'));
  });

  it('has an hour less in the night when clocks go forward, and one more when they go back', () => {
    const night = { sun: ['00:00', '06:00'] as Day };
    const berlin = hours('Europe/Berlin', night);
    expect(workingMinutes(berlin, at('2026-03-28T20:00:00Z'), at('2026-03-29T20:00:00Z'))).toBe(300);
    expect(workingMinutes(berlin, at('2026-10-24T20:00:00Z'), at('2026-10-25T20:00:00Z'))).toBe(420);
  });

  const time = fc.integer({ min: 0, max: 1439 }).map((count) => {
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${two(Math.floor(count / 60))}:${two(count % 60)}`;
  });
  const day = fc.option(
    fc
      .tuple(time, time)
      .filter(([one, other]) => one !== other)
      .map(([one, other]): [string, string] => (one < other ? [one, other] : [other, one])),
    { nil: null, freq: 4 },
  );
  const week = fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });
  // Around clocks put forward and back, in either half of the world, by an hour and by half of one; and where they never are.
  const beginning = fc.constantFrom(
    ...(['Europe/Moscow', 'Asia/Kathmandu', 'Pacific/Kiritimati'] as const).map(
      (zone) => [zone, '2026-11-20'] as const,
    ),
    ...(['2026-03-27', '2026-10-23'] as const).map((date) => ['Europe/Berlin', date] as const),
    ...(['2026-03-06', '2026-10-30'] as const).map((date) => ['America/New_York', date] as const),
    ...(['2026-04-03', '2026-10-02'] as const).map((date) => ['Australia/Lord_Howe', date] as const),
  );

  it('is what counting minute by minute makes of it', () => {
    fc.assert(
      fc.property(
        ...[beginning, week, fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 })],
        ...[fc.integer({ min: 0, max: 2880 }), fc.integer({ min: 0, max: 3600 })],
        ([timeZone, date], schedule, off, skipped, length) => {
          const first = at(`${date}T00:00:00Z`);
          const holidays = off.map((count) => later(first, days(count)).toISOString().slice(0, 10));
          const institution = hours(timeZone, schedule, holidays);
          const from = later(first, minutes(skipped));
          const openMinutes: number[] = [];
          for (let minute = 0; minute < length; minute += 1)
            if (naivelyOpen(institution, later(from, minutes(minute)))) openMinutes.push(minute);

          expect(isOpen(institution, from)).toBe(naivelyOpen(institution, from));
          expect(workingMinutes(institution, from, later(from, minutes(length)))).toBe(openMinutes.length);
          const [opening] = openMinutes;
          if (opening !== undefined) expect(nextOpening(institution, from)).toEqual(later(from, minutes(opening)));
          const half = Math.ceil(openMinutes.length / 2);
          const last = openMinutes[half - 1];
          if (last !== undefined) expect(afterWorking(institution, from, half)).toEqual(later(from, minutes(last + 1)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
