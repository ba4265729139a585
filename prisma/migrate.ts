import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { openPool } from './connect.ts';
import { engineList, type Migration, migrationsFolder, readMigrations } from './migrations.ts';
import { filters, withSchemaEngine } from './schema-engine.ts';

/** Any number, as long as every replica takes the same one. */
const LOCK = 727_707_369_001n;

const Row = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished_at: z.date().nullable(),
  logs: z.string().nullable(),
});

/** The database's history and the folder's do not fit. Its message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings a database up to date: our migrations, then graphile-worker's. Any number of replicas may call it at once: an advisory lock
 * lets one work and the others find nothing to do.
 *
 * @returns the names of our migrations that were applied
 * @throws MigrationError when an applied migration was changed in the folder, or one stopped half-way
 */
export async function migrate(connection: pg.PoolConfig, folder: string = migrationsFolder): Promise<string[]> {
  const guard = new pg.Client(connection);
  // A connection that breaks fails the query that waits; without a listener it would end the process too.
  guard.on('error', () => {});
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const migrations = readMigrations(folder);
    const pending = pendingOf(migrations, await history(guard));
    if (pending.length > 0) await apply(connection, migrations, folder);
    await migrateJobs(connection);
    return pending.map(({ name }) => name);
  } finally {
    // Ends the session, and the lock with it. The embedded database has one session for all, hence also the word.
    await guard.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    await guard.end();
  }
}

/** Throws a MigrationError unless the database has every migration of the folder; changes nothing. */
export async function assertMigrated(connection: pg.PoolConfig, folder: string = migrationsFolder): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  await client.connect();
  try {
    const pending = pendingOf(readMigrations(folder), await history(client));
    if (pending.length > 0)
      throw new MigrationError(
        `The running process knows an older database (${names(pending)} is missing). Stop it, start it again, then repeat this command.`,
      );
  } finally {
    await client.end();
  }
}

async function history(client: pg.Client): Promise<z.infer<typeof Row>[]> {
  const table = await client.query<{ found: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`);
  if (!table.rows[0]?.found) return [];
  const { rows } = await client.query(
    'SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
  );
  return z.array(Row).parse(rows);
}

/** Those of the folder that the database lacks. A database that knows more is a replica's newer code at work, and no error. */
function pendingOf(migrations: Migration[], applied: z.infer<typeof Row>[]): Migration[] {
  const dirty = applied.find(({ finished_at }) => finished_at === null);
  if (dirty)
    throw new MigrationError(
      `Migration ${dirty.migration_name} stopped half-way: ${dirty.logs?.trim() ?? 'the process ended'}. ` +
        'Each migration is one transaction, so it left nothing behind: repair its cause, delete its row from _prisma_migrations, start again.',
    );
  const checksums = new Map(applied.map((row) => [row.migration_name, row.checksum]));
  const changed = migrations.filter(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (changed.length > 0)
    throw new MigrationError(
      `${names(changed)} was changed after it had been applied here. Restore the file and put the change into a new migration: npm run migration -- NAME`,
    );
  return migrations.filter(({ name }) => !checksums.has(name));
}

async function apply(connection: pg.PoolConfig, migrations: Migration[], folder: string): Promise<void> {
  try {
    await withSchemaEngine(connection, (engine) =>
      engine.applyMigrations({ migrationsList: engineList(migrations, folder), filters }),
    );
  } catch (error) {
    throw new MigrationError(`A migration failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

async function migrateJobs(connection: pg.PoolConfig): Promise<void> {
  const pool = openPool(connection, 2);
  try {
    await runMigrations({ pgPool: pool, noPreparedStatements: true });
  } finally {
    await pool.end();
  }
}

const names = (migrations: Migration[]): string => migrations.map(({ name }) => name).join(', ');
