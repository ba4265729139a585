import type { School } from '#prisma/generated/client.ts';
import type { Db } from '../database.ts';

/** A school as people see it. */
export interface SchoolView {
  id: string;
  institutionId: string;
  /** In our own addresses: `/s/<slug>/login`. */
  slug: string;
  /** As people say it; empty where a school has only a name. */
  number: string;
  name: string;
  region: string;
  /** The journal's own address, such as 1399.eljur.ru. */
  host: string;
  /** The same to open: `https://1399.eljur.ru`. */
  url: string;
  /** How many curators it has who can be reached. */
  curators: number;
}

/** Curators who have opened their link and were not removed since. */
export const ACTIVE_CURATOR = { acceptedAt: { not: null }, revokedAt: null };

/** Schools whose curators are counted in one statement: it has that many parameters. */
const BATCH = 1000;

/** Rows as people see them, in the given order. */
export async function viewsOf(db: Db, rows: readonly School[]): Promise<SchoolView[]> {
  const curators = new Map<string, number>();
  for (let at = 0; at < rows.length; at += BATCH) {
    const counted = await db.curator.groupBy({
      by: ['schoolId'],
      where: { schoolId: { in: rows.slice(at, at + BATCH).map(({ id }) => id) }, ...ACTIVE_CURATOR },
      _count: true,
    });
    for (const { schoolId, _count } of counted) curators.set(schoolId, _count);
  }
  return rows.map(({ id, institutionId, slug, number, name, region, host }) => ({
    ...{ id, institutionId, slug, number, name, region, host },
    url: `https://${host}`,
    curators: curators.get(id) ?? 0,
  }));
}
