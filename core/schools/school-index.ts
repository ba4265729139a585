import { setImmediate as breathe } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import type { Db } from '../database.ts';
import { type Kind, schoolWords } from './words.ts';

export interface Row {
  id: string;
  number: string;
  name: string;
  region: string;
  host: string;
  active: boolean;
  updatedAt: Date;
}

export type Fields = { id: string; number: string; name: string; region: string; host: string };

/** What was indexed, to see what changed and to order what is equally good. */
export interface Known extends Fields {
  kinds: Kind[];
}

/** What one journal's schools are found by. */
export interface Index {
  mini: MiniSearch<Fields>;
  known: Map<string, Known>;
  hosts: Map<string, string>;
  /** When the latest school that was read had changed; null before the first reading. */
  upTo: Date | null;
}

const NAMES = ['number', 'name', 'region', 'host'] as const;
/** Schools that are indexed at once; between two such lots other work of the process goes on. */
const LOT = 100;
/** Schools that are read at once, for the same reason. */
const PAGE = 2000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** An index that holds nothing yet. */
export const newIndex = (): Index => ({
  mini: new MiniSearch<Fields>({
    fields: [...NAMES],
    // What is indexed and asked was made words before.
    tokenize: (text) => text.split(' ').filter((word) => word !== ''),
    processTerm: (word) => word,
  }),
  known: new Map(),
  hosts: new Map(),
  upTo: null,
});

/** Schools that changed since the index was made; whoever changes schools does so one after another, each later than the one before. */
export async function readChanged(db: Db, institutionId: string, { upTo }: Index): Promise<Row[]> {
  const [latest] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max("updatedAt") AS at FROM "School" WHERE "institutionId" = ${institutionId}`;
  if (!latest?.at || (upTo && latest.at <= upTo)) return [];
  const rows: Row[] = [];
  // In pages, so that other work of the process goes on meanwhile.
  for (
    let page: Row[] | null = null, last = FIRST_ID;
    page === null || page.length === PAGE;
    last = page.at(-1)?.id ?? last
  ) {
    page = await db.$queryRaw<Row[]>`
      SELECT id, number, name, region, host, active, "updatedAt" FROM "School"
      WHERE "institutionId" = ${institutionId} AND "updatedAt" > ${upTo ?? new Date(0)} AND id > ${last}::uuid
      ORDER BY id LIMIT ${PAGE}`;
    rows.push(...page);
  }
  return rows;
}

/** Takes the rows into the index. Two that do so at the same time share the work: what is known already costs nothing. */
export async function take(index: Index, rows: readonly Row[]): Promise<void> {
  const waiting = index.upTo !== null;
  const latest = rows.reduce<Date | null>(
    (last, { updatedAt }) => (last && last >= updatedAt ? last : updatedAt),
    null,
  );
  const read = (): void => {
    if (latest && (!index.upTo || latest > index.upTo)) index.upTo = latest;
  };
  // Later searches need not read the same rows again; the first ones have nothing to answer from, and do.
  if (waiting) read();
  for (let at = 0; at < rows.length; at += LOT) {
    if (at > 0) await breathe();
    for (const row of rows.slice(at, at + LOT)) takeOne(index, row);
  }
  read();
}

function takeOne({ mini, known, hosts }: Index, row: Row): void {
  const { id, host, active } = row;
  const before = known.get(id);
  if (active && before && NAMES.every((name) => before[name] === row[name])) return;
  if (before) {
    mini.discard(id);
    known.delete(id);
    // Another school may have taken the address meanwhile.
    if (hosts.get(before.host) === id) hosts.delete(before.host);
  }
  if (!active) return;
  const [number, name, region] = [schoolWords(row.number), schoolWords(row.name), schoolWords(row.region)];
  mini.add({
    id,
    number: number.words.join(' '),
    name: name.words.join(' '),
    region: region.words.join(' '),
    host: schoolWords(ownLabels(host)).words.join(' '),
  });
  const kinds = [...number.kinds, ...name.kinds];
  known.set(id, { id, number: row.number, name: row.name, region: row.region, host, kinds });
  hosts.set(host, id);
}

/** The part of an address that is the school's own: `1399` of 1399.eljur.ru. */
export const ownLabels = (host: string): string => host.split('.').slice(0, -2).join(' ') || (host.split('.')[0] ?? '');
