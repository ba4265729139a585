import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Logger } from 'pino';
import { PrismaClient } from './generated/client.ts';
import { inTurn } from './in-turn.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>;

/** A transaction waits this long for its connection, and may then take this long. Milliseconds. */
const PATIENCE = 15_000;

/** Statements that a connection keeps prepared, at most. */
const PREPARED = 300;

export interface Connected {
  prisma: PrismaClient;
  /** For graphile-worker and LISTEN: connections of its own, so that a rush of transactions cannot starve the jobs. */
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens Prisma Client and an ordinary pool, of at most `poolSize` connections each. Connects on first use. */
export function connect(
  connection: pg.PoolConfig,
  { poolSize = 10, log }: { poolSize?: number | undefined; log?: Log | undefined } = {},
): Connected {
  const prismaPool = openPool(connection, poolSize, log);
  prismaPool.on('connect', (client) => Object.assign(client, { query: inTurn(client.query.bind(client)) }));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(prismaPool, { statementNameGenerator: statementNames() }),
    transactionOptions: { maxWait: PATIENCE, timeout: PATIENCE },
  });
  const pool = openPool(connection, poolSize, log);
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await Promise.all([prismaPool.end(), pool.end()]);
    },
  };
}

/**
 * Names statements, so that the server plans each of them once per connection and not every time: a tenth of an answer's time.
 * Therefore raw SQL names the columns it returns: a prepared `*` fails for good once a migration adds one.
 */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    // The house has about 150 statements. More can only be lists of various lengths, which are better forgotten.
    if (names.size >= PREPARED) return '';
    const name = `propusk_${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/** A pool that outlives its connections: one that breaks fails the query it carries, and the next query gets a new one. */
export function openPool(connection: pg.PoolConfig, max: number, log?: Log): pg.Pool {
  const pool = new pg.Pool({ ...connection, max });
  // Without a listener, a connection that breaks between two queries would end the process.
  const broken = (error: Error): void => log?.warn({ error: error.message }, 'database connection lost');
  pool.on('error', broken);
  pool.on('connect', (client) => client.on('error', broken));
  return pool;
}
