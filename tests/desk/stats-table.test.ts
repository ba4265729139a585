import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { figuresCsv } from '#bot/desk/stats/table.ts';
import { beginningOf, readWish } from '#bot/desk/stats/time.ts';
import type { Figures } from '#core/helpdesk/stats.ts';

const figures: Figures = {
  ...{ open: 3, waiting: 2, opened: 4, closed: 2 },
  firstAnswer: { count: 3, median: 20, p90: 36.4 },
  resolution: { count: 0, median: null, p90: null },
  ratings: { counts: [0, 0, 1, 1, 1], mean: 4 },
  byReason: [
    { reason: 'asked', count: 3 },
    // No reason of ours: yet what begins so is a formula to a table program.
    { reason: '=cmd|calc', count: 1 },
  ],
  perDay: [
    { day: '2026-11-23', opened: 1, closed: 0 },
    { day: '2026-11-24', opened: 3, closed: 2 },
  ],
  byInstitution: [{ institutionId: 'isu', open: 3, opened: 4, closed: 2 }],
};

it('gives the figures as a table that Excel opens, with nothing in it that it would run', () => {
  const csv = figuresCsv(figures);
  expect(csv.startsWith('\uFEFF')).toBe(true);
  const [head, ...rows]: string[][] = parse(csv, { delimiter: ';', bom: true });
  expect(head).toEqual(['measure', 'of', 'value']);
  const value = (measure: string, of = '') => rows.find(([one, other]) => one === measure && other === of)?.[2];
  expect(['open', 'waiting', 'opened', 'closed'].map((measure) => value(measure))).toEqual(['3', '2', '4', '2']);
  expect(value('firstAnswerWorkingMinutes.median')).toBe('20');
  expect(value('firstAnswerWorkingMinutes.p90')).toBe('36');
  expect(value('resolutionMinutes.count')).toBe('0');
  expect(value('resolutionMinutes.median')).toBe('');
  expect([1, 2, 3, 4, 5].map((stars) => value('rating', String(stars)))).toEqual(['0', '0', '1', '1', '1']);
  expect(value('rating.mean')).toBe('4');
  expect(value('reason', 'asked')).toBe('3');
  expect(value('reason', "'=cmd|calc")).toBe('1');
  expect(value('day.opened', '2026-11-24')).toBe('3');
  expect(value('day.closed', '2026-11-24')).toBe('2');
  expect(value('institution.opened', 'isu')).toBe('4');
  expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
});

it('reads what was asked for: days, a table, and neither too few nor too many', () => {
  expect(readWish('')).toEqual({ count: 7, table: false });
  expect(readWish('30')).toEqual({ count: 30, table: false });
  expect(readWish('30 csv')).toEqual({ count: 30, table: true });
  expect(readWish('CSV 14')).toEqual({ count: 14, table: true });
  expect(readWish('0')).toEqual({ count: 1, table: false });
  expect(readWish('99999')).toEqual({ count: 366, table: false });
  expect(readWish('a csvx')).toEqual({ count: 7, table: false });
});

it('begins at midnight where the institution is, also across a change of clocks', () => {
  const now = new Date('2026-11-22T10:27:00Z');
  expect(beginningOf(1, now, 'Europe/Moscow').toISOString()).toBe('2026-11-21T21:00:00.000Z');
  expect(beginningOf(7, now, 'Europe/Moscow').toISOString()).toBe('2026-11-15T21:00:00.000Z');
  // Berlin leaves summer time on 25 October 2026.
  expect(beginningOf(30, now, 'Europe/Berlin').toISOString()).toBe('2026-10-23T22:00:00.000Z');
  expect(beginningOf(1, new Date('2026-11-22T22:30:00Z'), 'Europe/Moscow').toISOString()).toBe(
    '2026-11-22T21:00:00.000Z',
  );
});
