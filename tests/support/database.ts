import { inject } from 'vitest';
import { remark } from './remarks.ts';
import { freshDatabase, type TestDatabase } from './server.ts';

export type { TestDatabase } from './server.ts';

/** A fresh, migrated, empty database of one's own. */
export async function testDatabase({ poolSize = 10 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  return freshDatabase(inject('testServer'), poolSize);
}

/**
 * For a test of what happens at the same time: whether transactions really run side by side here. Where they take turns the test
 * still holds, but proves less, and the closing lines of the run say so.
 */
export function concurrently(what: string): boolean {
  const really = inject('testServer').kind === 'server';
  if (!really) remark(`not proven on PGlite, where transactions take turns: ${what}`);
  return really;
}
