import { csvOf } from '../csv.ts';
import type { StatsRow } from './stats.ts';

const COLUMNS = [
  ...(['ticket', 'institutionId', 'reason', 'language', 'createdAt', 'firstAnswerAt', 'firstAnswerMinutes'] as const),
  ...(['closedAt', 'closedBy', 'reopenedAt', 'rating', 'messagesOfPerson', 'messagesOfOperators'] as const),
] satisfies (keyof StatsRow)[];

/** The rows as a table that Excel opens. Times are UTC, ISO 8601. */
export const statsCsv = (rows: readonly StatsRow[]): string =>
  csvOf([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cellOf(row[column])))]);

const cellOf = (value: StatsRow[keyof StatsRow]): string => {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  return String(typeof value === 'number' ? Math.round(value) : value);
};
