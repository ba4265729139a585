import type { Db } from '../database.ts';
import { search } from './ranking.ts';
import { type Index, newIndex, readChanged, take } from './school-index.ts';

export interface SearchOptions {
  /** In the person's own words; only schools of this region are found. */
  region?: string;
  /** 10 unless told, 50 at most. */
  limit?: number;
}

/** Finds schools by what people type. One per process: it keeps an index in memory. */
export interface SchoolSearch {
  /** Ids of active schools, best first. Uses the caller's transaction and no other; what was changed before it is found. */
  find(db: Db, institutionId: string, query: string, options?: SearchOptions): Promise<string[]>;
  /** Builds the index before anybody asks, outside the transaction that reads. */
  warm(transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>, institutionId: string): Promise<void>;
}

/** So many changed schools a search waits for; more are indexed while it answers from what there is. */
const WAITED_FOR = 2000;

/** A search with an empty index: it is read when it is first needed, or by `warm`. */
export function schoolSearch(): SchoolSearch {
  const indexes = new Map<string, Index>();

  const indexOf = (institutionId: string): Index => {
    const index = indexes.get(institutionId) ?? newIndex();
    indexes.set(institutionId, index);
    return index;
  };

  return {
    async find(db, institutionId, query, options = {}) {
      const index = indexOf(institutionId);
      const first = index.upTo === null;
      const changed = await readChanged(db, institutionId, index);
      const taken = take(index, changed);
      if (first || changed.length <= WAITED_FOR) await taken;
      return search(index, query, options);
    },

    async warm(transaction, institutionId) {
      const index = indexOf(institutionId);
      await take(index, await transaction((db) => readChanged(db, institutionId, index)));
    },
  };
}
