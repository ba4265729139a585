import type { Role } from '#prisma/generated/enums.ts';
import { cleanName, LONGEST_NAME } from './name.ts';
import { phonesIn } from './phone.ts';
import { readRoles } from './roles.ts';

/** A record of the directory as its source wrote it: raw text, judged by `readRow`. */
export interface Row {
  /** Line of the file where the record begins, from 1; the record's number when the source has no lines. */
  line: number;
  id: string;
  name: string;
  /** One role or several: «студент, сотрудник». */
  roles: string;
  /** A status beside the role, such as «отчислен». */
  status?: string;
  phones: string;
  /** The record has more cells than there are columns: something in it was not quoted. */
  shifted?: boolean;
}

export interface ReadPerson {
  line: number;
  id: string;
  name: string;
  /** In one fixed order, none twice. */
  roles: Role[];
  /** E.164, sorted, none twice. */
  phones: string[];
}

export type Refusal =
  | 'columns'
  | 'id-missing'
  | 'id-too-long'
  | 'name-missing'
  | 'name-too-long'
  | 'name-unreadable'
  | 'role-missing'
  | 'role-unknown'
  | 'duplicate';

/** What an operator must look at in one record. */
export interface Trouble<Reason extends string = string> {
  line: number;
  reason: Reason;
  field?: 'id' | 'name' | 'role' | 'phone';
  /** The record's own key, when it has one. */
  id?: string;
}

export type ReadRow =
  | { kind: 'person'; person: ReadPerson; warning?: Trouble<'no-mobile'> }
  /** Listed as gone: treated as if the record were not there. */
  | { kind: 'left' }
  | { kind: 'refused'; trouble: Trouble<Refusal> };

const LONGEST_ID = 100;

/** Thrown by a source that cannot be read at all. The message is for the operator and names no person. */
export class DirectoryUnreadable extends Error {
  override name = 'DirectoryUnreadable';
}

/** Judges one record. Phones that are not mobile numbers of `country` are left out; if none remain, that is a warning. */
export function readRow(row: Row, country: string): ReadRow {
  const { line } = row;
  const id = row.id.replace(/[\p{C}\s]+/gu, ' ').trim();
  const refused = (reason: Refusal, field?: 'id' | 'name' | 'role'): ReadRow => ({
    kind: 'refused',
    trouble: { line, reason, ...(field && { field }), ...(id && id.length <= LONGEST_ID && { id }) },
  });

  if (row.shifted) return refused('columns');
  if (id === '') return refused('id-missing', 'id');
  if (id.length > LONGEST_ID) return refused('id-too-long', 'id');

  const roles = readRoles(row.roles, row.status);
  if (roles === 'left') return { kind: 'left' };

  const name = cleanName(row.name);
  if (name === '') return refused('name-missing', 'name');
  if (name.length > LONGEST_NAME) return refused('name-too-long', 'name');
  if (name.includes('\uFFFD')) return refused('name-unreadable', 'name');
  if (roles === 'missing') return refused('role-missing', 'role');
  if (roles === 'unknown') return refused('role-unknown', 'role');

  const phones = phonesIn(row.phones, country).sort();
  const person: ReadPerson = { line, id, name, roles, phones };
  if (phones.length > 0 || row.phones.trim() === '') return { kind: 'person', person };
  return { kind: 'person', person, warning: { line, reason: 'no-mobile', field: 'phone', id } };
}
