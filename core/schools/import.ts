import { randomUUID } from 'node:crypto';
import { Prisma, type School } from '#prisma/generated/client.ts';
import { after, type Clock } from '../clock.ts';
import { type Curators, curators } from '../curators/curators.ts';
import type { Db } from '../database.ts';
import { readCsv } from '../people/csv.ts';
import { DirectoryUnreadable } from '../people/row.ts';
import type { Secrets } from '../secrets.ts';
import {
  findSchoolColumns,
  type ReadSchool,
  readSchool,
  type SchoolColumns,
  type SchoolTrouble,
} from './school-row.ts';
import { slugs } from './slug.ts';

export interface SchoolImportOptions {
  institutionId: string;
  /** The file holds all schools: those it does not list are closed. Without it they stay as they are. */
  complete?: boolean;
}

/** By this link somebody named in the file becomes a curator. */
export interface CuratorInvitation {
  slug: string;
  schoolName: string;
  curator: string;
  /** The payload of the deep link: `cur-…`. */
  link: string;
}

export interface SchoolImportReport {
  /** Lines with a school in them, refused ones too. */
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** No longer listed in a complete file. */
  closed: number;
  refused: SchoolTrouble[];
  /** For curators who have not opened their link yet. */
  links: CuratorInvitation[];
}

const BATCH = 1000;

/**
 * Takes the schools of a file over: those whose journal's address is new are added, others are changed where they differ. The same
 * file again changes nothing and gives the same links of curators, while these are good. Everything happens in the caller's transaction.
 * @throws DirectoryUnreadable when the file is not CSV, or has no column for the region or the address
 */
export function importSchools({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  return async (
    source: AsyncIterable<Uint8Array>,
    { institutionId, complete = false }: SchoolImportOptions,
  ): Promise<SchoolImportReport> => {
    const { rows, listed, refused } = await read(source);
    // One after another: the search's index relies on it that a later change has a later time.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`schools:${institutionId}`}, 0))`;
    const before = await db.school.findMany({ where: { institutionId } });
    const known = new Map(before.map((school) => [school.host, school]));
    const at = await timeOfChange(db, clock, institutionId);

    const added = listed.filter(({ host }) => !known.has(host));
    const changed = listed.flatMap((school) => {
      const old = known.get(school.host);
      return old && differs(old, school) ? [{ ...school, id: old.id }] : [];
    });
    await add(db, institutionId, added, at);
    await change(db, changed, at);
    const closed = complete ? await close(db, before, listed, at) : 0;
    const links = await curatorsOf(db, clock, curators({ db, clock, secrets }), institutionId, listed);
    const unchanged = listed.length - added.length - changed.length;
    return { rows, added: added.length, changed: changed.length, unchanged, closed, refused, links };
  };
}

async function read(source: AsyncIterable<Uint8Array>) {
  const listed = new Map<string, ReadSchool>();
  const refused: SchoolTrouble[] = [];
  let columns: SchoolColumns | undefined;
  let width = 0;
  let rows = 0;
  for await (const { cells, line } of readCsv(source)) {
    if (!columns) {
      columns = findSchoolColumns(cells);
      width = cells.length;
      continue;
    }
    rows += 1;
    const school = readSchool(cells, line, columns, width);
    if ('reason' in school) refused.push(school);
    else if (listed.has(school.host)) refused.push({ line, reason: 'duplicate' });
    else listed.set(school.host, school);
  }
  if (!columns) throw new DirectoryUnreadable('The file is empty.');
  return { rows, listed: [...listed.values()], refused };
}

/** Now, but later than any change before, whatever the clocks of two machines say. */
async function timeOfChange(db: Db, clock: Clock, institutionId: string): Promise<Date> {
  const { _max } = await db.school.aggregate({ where: { institutionId }, _max: { updatedAt: true } });
  const now = clock.now();
  return _max.updatedAt && _max.updatedAt >= now ? after(_max.updatedAt, 1) : now;
}

const differs = (old: School, { number, name, region }: ReadSchool): boolean =>
  !old.active || old.number !== number || old.name !== name || old.region !== region;

async function add(db: Db, institutionId: string, added: readonly ReadSchool[], at: Date): Promise<void> {
  const free = await slugs(db);
  for (const batch of inBatches(added)) {
    await db.school.createMany({
      data: batch.map(({ number, name, region, host }) => ({
        ...{ id: randomUUID(), institutionId, slug: free(host), number, name, region, host, updatedAt: at },
      })),
    });
  }
}

/** A school keeps its slug: people have saved its addresses. */
async function change(db: Db, changed: readonly (ReadSchool & { id: string })[], at: Date): Promise<void> {
  for (const batch of inBatches(changed)) {
    const rows = batch.map(({ id, number, name, region }) => Prisma.sql`(${id}::uuid, ${number}, ${name}, ${region})`);
    await db.$executeRaw`
      UPDATE "School" s SET number = n.number, name = n.name, region = n.region, active = true, "updatedAt" = ${at}
      FROM (VALUES ${Prisma.join(rows)}) AS n(id, number, name, region) WHERE s.id = n.id`;
  }
}

async function close(db: Db, before: readonly School[], listed: readonly ReadSchool[], at: Date): Promise<number> {
  const hosts = new Set(listed.map(({ host }) => host));
  const gone = before.filter(({ active, host }) => active && !hosts.has(host)).map(({ id }) => id);
  for (const batch of inBatches(gone))
    await db.school.updateMany({ where: { id: { in: batch } }, data: { active: false, updatedAt: at } });
  return gone.length;
}

/** Makes a place for each curator of the file who has none, and gives the links that wait to be opened. */
async function curatorsOf(
  db: Db,
  clock: Clock,
  staff: Curators,
  institutionId: string,
  listed: readonly ReadSchool[],
): Promise<CuratorInvitation[]> {
  const links: CuratorInvitation[] = [];
  for (const batch of inBatches(listed.filter((school) => school.curators.length > 0))) {
    const schools = await db.school.findMany({
      where: { institutionId, host: { in: batch.map(({ host }) => host) } },
      include: { curators: { where: { revokedAt: null } } },
    });
    const byHost = new Map(schools.map((school) => [school.host, school]));
    for (const { host, curators: names } of batch) {
      const school = byHost.get(host);
      if (!school) throw new Error('A school of the file was taken over before');
      for (const curator of names) {
        const places = school.curators.filter(({ name }) => name === curator);
        if (places.some(({ acceptedAt }) => acceptedAt)) continue;
        const waiting = places.find(({ linkExpiresAt }) => linkExpiresAt > clock.now());
        const link = waiting ? staff.linkOf(waiting.id) : (await staff.add(school.id, curator)).link;
        links.push({ slug: school.slug, schoolName: school.name, curator, link });
      }
    }
  }
  return links;
}

function* inBatches<Item>(all: readonly Item[]): Generator<Item[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH);
}
