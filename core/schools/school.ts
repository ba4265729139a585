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

/** Rows as people see them, in the given order; asks once for all. */
export async function viewsOf(db: Db, rows: readonly School[]): Promise<SchoolView[]> {
  if (rows.length === 0) return [];
  const counted = await db.curator.groupBy({
    by: ['schoolId'],
    where: { schoolId: { in: rows.map(({ id }) => id) }, ...ACTIVE_CURATOR },
    _count: true,
  });
  const curators = new Map(counted.map(({ schoolId, _count }) => [schoolId, _count]));
  return rows.map(({ id, institutionId, slug, number, name, region, host }) => ({
    ...{ id, institutionId, slug, number, name, region, host },
    url: `https://${host}`,
    curators: curators.get(id) ?? 0,
  }));
}
