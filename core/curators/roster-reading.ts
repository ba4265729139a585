import { readCsv } from '../people/csv.ts';
import { DirectoryUnreadable } from '../people/row.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { findRosterColumns, type RosterColumns } from './roster-columns.ts';
import { type Refusal, type Remark, type RosterRow, type RosterTrouble, readRosterRow } from './roster-row.ts';

/** Most schools have fewer pupils. */
export const MOST_LINES = 5000;
/** The largest list that is read, in bytes. */
export const LARGEST_LIST = 2 * 1024 * 1024;

/** `roster.headings`: no columns for the name and the class (or the position). */
export type RosterError = 'roster.unreadable' | 'roster.headings' | 'roster.too-long' | 'roster.empty';

export interface ReadRoster {
  rows: RosterRow[];
  refused: RosterTrouble<Refusal>[];
  remarks: RosterTrouble<Remark>[];
}

/**
 * Reads a class list or a staff list as schools export them: CSV in UTF-8 or windows-1251, headings in Russian or English.
 * A class list has the class and the pupil, and perhaps parents, date of birth, SNILS, e-mail, phone and printed codes; a staff list the name and
 * the position.
 * @param today as in `2026-11-22`: nobody is born later
 */
export async function readRoster(
  bytes: Uint8Array,
  { secrets, today }: { secrets: Pick<Secrets, 'hash'>; today: string },
): Promise<Result<ReadRoster, RosterError>> {
  const read: ReadRoster = { rows: [], refused: [], remarks: [] };
  let columns: RosterColumns | null = null;
  let lines = 0;
  try {
    for await (const { cells, line } of readCsv(once(bytes))) {
      if (!columns) {
        columns = findRosterColumns(cells);
        if (!columns) return fail('roster.headings');
        continue;
      }
      lines += 1;
      if (lines > MOST_LINES) return fail('roster.too-long');
      const row = readRosterRow(cells, line, columns, { secrets, today });
      if (row.ok) {
        read.rows.push(row.row);
        read.remarks.push(...row.remarks);
      } else read.refused.push(row.trouble);
    }
  } catch (error) {
    if (error instanceof DirectoryUnreadable) return fail('roster.unreadable');
    throw error;
  }
  return lines === 0 ? fail('roster.empty') : ok(read);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
