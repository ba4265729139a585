import type { Db } from '../database.ts';
import { type SchoolView, viewsOf } from './school.ts';
import { type SchoolSearch, type SearchOptions, schoolSearch } from './search.ts';

export interface SchoolDeps {
  db: Db;
  /** The process's own, which keeps its index; without it each search reads all schools. */
  search?: SchoolSearch | undefined;
}

/** What a part of an address can be at all: no database takes every character. */
const SLUG = /^[\p{L}\p{N}-]{1,100}$/u;

/** Schools of a journal: by address, by what people call them. */
export function schools({ db, search = schoolSearch() }: SchoolDeps) {
  const only = async (where: { id: string } | { slug: string }): Promise<SchoolView | null> => {
    const found = await db.school.findFirst({ where: { ...where, active: true } });
    return found ? ((await viewsOf(db, [found]))[0] ?? null) : null;
  };

  return {
    /** An active school, or null. */
    byId: (id: string): Promise<SchoolView | null> => only({ id }),

    /** An active school by its part of our addresses, or null. */
    bySlug: async (slug: string): Promise<SchoolView | null> => (SLUG.test(slug) ? only({ slug }) : null),

    /** A school whose id is ours, active or not. */
    async view(id: string): Promise<SchoolView> {
      const [view] = await viewsOf(db, [await db.school.findUniqueOrThrow({ where: { id } })]);
      if (!view) throw new Error('A row has a view');
      return view;
    },

    /** All active schools of a journal, by number and name: for operators. */
    all: async (institutionId: string): Promise<SchoolView[]> =>
      viewsOf(
        db,
        await db.school.findMany({
          where: { institutionId, active: true },
          orderBy: [{ number: 'asc' }, { name: 'asc' }],
        }),
      ),

    /** Active schools by number, part of the name in either script, region or address, with typing errors; best first. */
    async search(institutionId: string, query: string, options: SearchOptions = {}): Promise<SchoolView[]> {
      const ids = await search.find(db, institutionId, query, options);
      const rows = await db.school.findMany({ where: { id: { in: ids }, active: true } });
      return viewsOf(
        db,
        ids.flatMap((id) => rows.find((row) => row.id === id) ?? []),
      );
    },
  };
}

export type { SchoolView } from './school.ts';
export type Schools = ReturnType<typeof schools>;
