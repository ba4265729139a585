import type pg from 'pg';
import { type Connected, connect, type Log } from './connect.ts';
import { assertMigrated, migrate } from './migrate.ts';

export { isRetryable, isUniqueViolation } from './errors.ts';

export interface Database extends Connected {
  /** For a client of one's own. */
  connection: pg.PoolConfig;
  /** Whether it is the one inside `dataDir`: there all connections share one session, and transactions take turns. */
  embedded: boolean;
}

export interface DatabaseOptions {
  /** A PostgreSQL server's. Without it the embedded database is used. */
  url?: string | undefined;
  /** Where the embedded database keeps its files. */
  dataDir: string;
  /** Connections for transactions, and as many again for jobs, at most. */
  poolSize?: number | undefined;
  log?: Log | undefined;
}

/**
 * Opens the database and brings it up to date before anyone sees it.
 *
 * @throws MigrationError when the migrations and the database do not fit; its message says what to do
 */
export async function openDatabase({ url, dataDir, poolSize, log }: DatabaseOptions): Promise<Database> {
  const update = async (connection: pg.PoolConfig): Promise<void> => {
    const applied = await migrate(connection);
    if (applied.length > 0) log?.info({ migrations: applied }, 'database brought up to date');
  };

  if (url !== undefined) {
    const connection = { connectionString: url };
    await update(connection);
    return { ...connect(connection, { poolSize, log }), connection, embedded: false };
  }

  // Loaded only here: PGlite takes 46 MB even where it is not used.
  const { openEmbedded } = await import('./embedded.ts');
  const embedded = await openEmbedded(dataDir, (connection, role) =>
    role === 'owner' ? update(connection) : assertMigrated(connection),
  );
  const { connection } = embedded;
  const connected = connect(connection, { poolSize, log });
  return {
    ...connected,
    connection,
    embedded: true,
    async close() {
      await connected.close();
      await embedded.close();
    },
  };
}
