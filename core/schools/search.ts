import type { Db } from '../database.ts';

export interface SearchOptions {
  /** In the person's own words; only schools of this region are found. */
  region?: string;
  /** 10 unless told, 50 at most. */
  limit?: number;
}

/** Finds schools by what people type. One per process: it keeps an index in memory. */
export interface SchoolSearch {
  /** Ids of active schools, best first. Uses the caller's transaction, and no other. */
  find(db: Db, institutionId: string, query: string, options?: SearchOptions): Promise<string[]>;
}

export function schoolSearch(): SchoolSearch {
  return {
    async find(db, institutionId, query, { region, limit = 10 } = {}) {
      const contains = (value: string) => ({ contains: value.trim(), mode: 'insensitive' as const });
      const found = await db.school.findMany({
        where: {
          ...{ institutionId, active: true },
          OR: [{ number: query.trim() }, { name: contains(query) }],
          ...(region === undefined ? {} : { region: contains(region) }),
        },
        take: limit,
      });
      return found.map(({ id }) => id);
    },
  };
}
