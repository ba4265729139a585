import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Connected, connect } from '#prisma/connect.ts';
import { openDatabase } from '#prisma/open.ts';
import { databaseUrl, type TestServer } from './global-setup.ts';
import { remark } from './remarks.ts';

export interface TestDatabase extends Connected {
  /** For a process of its own: its DATABASE_URL. */
  url: string;
  /** Whether transactions really run side by side; on PGlite they take turns. */
  concurrent: boolean;
  /** Closes all connections and drops it. */
  close(): Promise<void>;
}

let count = 0;

/** A fresh, migrated, empty database of one's own. */
export async function testDatabase({ poolSize = 10 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = inject('testServer');
  return server.kind === 'server' ? onServer(server, poolSize) : embedded(server, poolSize);
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

async function onServer(
  { url, template, prefix }: TestServer & { kind: 'server' },
  poolSize: number,
): Promise<TestDatabase> {
  count += 1;
  const name = `${prefix}${process.pid}_${count}`;
  await asAdmin(url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const own = databaseUrl(url, name);
  const connected = connect({ connectionString: own }, { poolSize });
  return {
    ...connected,
    url: own,
    concurrent: true,
    async close() {
      await connected.close();
      await asAdmin(url, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

async function embedded({ template }: TestServer & { kind: 'embedded' }, poolSize: number): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'propusk-test-'));
  cpSync(template, dataDir, { recursive: true, filter: (file) => !file.includes('.s.PGSQL.') });
  const database = await openDatabase({ dataDir, poolSize });
  const { host, port } = database.connection;
  return {
    ...database,
    url: `postgresql://postgres@localhost:${port}/postgres?host=${encodeURIComponent(String(host))}`,
    concurrent: false,
    async close() {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
