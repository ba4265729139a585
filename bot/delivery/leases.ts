import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { cause } from '#bot/cause.ts';
import { seconds } from '#core/clock.ts';

/** What a process holds while it lives: the chats and groups it is writing to, the jobs it is running. */
export interface Leases {
  /** This process's name. */
  readonly owner: string;
  /** Frees what processes held that died, so that nobody waits for a lease to run out. Cheap: to be called every second. */
  freeDead(): Promise<void>;
  close(): Promise<void>;
}

/** A 32-bit number of this name, for PostgreSQL's two-key advisory locks. */
const NAMESPACE = 0x70726f70;
/** A death that went unnoticed is found out after this long, in milliseconds. */
const LOOK_ANYWAY = seconds(30);

const HOLDERS = `
  SELECT DISTINCT "senderId" AS name FROM "Conversation" WHERE "senderId" <> $1
  UNION SELECT DISTINCT "senderId" FROM "DeskGroup" WHERE "senderId" <> $1
  UNION SELECT DISTINCT locked_by FROM graphile_worker._private_jobs WHERE locked_by <> $1`;
const FREE_CHATS = 'UPDATE "Conversation" SET "senderId" = NULL, "senderUntil" = NULL WHERE "senderId" = $1';
const FREE_GROUPS = 'UPDATE "DeskGroup" SET "senderId" = NULL, "senderUntil" = NULL WHERE "senderId" = $1';
const FREE_JOBS = 'SELECT graphile_worker.force_unlock_workers(ARRAY[$1])';
/** As graphile-worker announces new jobs. */
const ANNOUNCE_JOBS = `SELECT pg_notify('jobs:insert', '{"count":100}')`;

/**
 * Every process holds an advisory lock under its own name for as long as its connection lives; whoever can take that lock knows
 * that the process is gone. The embedded database has one process only: there everything held at start was a dead one's.
 */
export async function openLeases(pool: pg.Pool, embedded: boolean, log: Logger): Promise<Leases> {
  const owner = randomUUID();
  return embedded ? new AloneLeases(owner, pool) : await SharedLeases.open(owner, pool, log);
}

async function free(db: Pick<pg.ClientBase, 'query'>, name: string): Promise<void> {
  await db.query(FREE_CHATS, [name]);
  await db.query(FREE_GROUPS, [name]);
  await db.query(FREE_JOBS, [name]);
  await db.query(ANNOUNCE_JOBS);
}

class AloneLeases implements Leases {
  readonly owner: string;
  readonly #pool: pg.Pool;
  #fresh = true;

  constructor(owner: string, pool: pg.Pool) {
    this.owner = owner;
    this.#pool = pool;
  }

  async freeDead(): Promise<void> {
    if (!this.#fresh) return;
    const { rows } = await this.#pool.query<{ name: string }>(HOLDERS, [this.owner]);
    for (const { name } of rows) await free(this.#pool, name);
    this.#fresh = false;
  }

  async close(): Promise<void> {}
}

class SharedLeases implements Leases {
  readonly owner: string;
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  readonly #closing = new AbortController();
  #connection: pg.PoolClient | null = null;
  #taking: Promise<void> = Promise.resolve();
  /** Who lived when the dead were freed last, and when that was. */
  #living = '';
  #looked = 0;

  private constructor(owner: string, pool: pg.Pool, log: Logger) {
    this.owner = owner;
    this.#pool = pool;
    this.#log = log;
  }

  static async open(owner: string, pool: pg.Pool, log: Logger): Promise<SharedLeases> {
    const leases = new SharedLeases(owner, pool, log);
    await leases.#takeName();
    return leases;
  }

  async freeDead(): Promise<void> {
    const living = await this.#whoLives();
    const now = performance.now();
    if (living === this.#living && now < this.#looked + LOOK_ANYWAY) return;
    const { rows } = await this.#pool.query<{ name: string }>(HOLDERS, [this.owner]);
    for (const { name } of rows) await this.#freeIfDead(name);
    this.#living = living;
    this.#looked = now;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#taking;
    this.#connection?.release(true);
  }

  /** The locks that are held now: an answer from the server's memory, whatever the tables' size. */
  async #whoLives(): Promise<string> {
    const { rows } = await this.#pool.query<{ living: string | null }>(
      `SELECT string_agg(objid::text, ',' ORDER BY objid) AS living FROM pg_locks
       WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2 AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [NAMESPACE],
    );
    return rows[0]?.living ?? '';
  }

  async #freeIfDead(name: string): Promise<void> {
    const client = await this.#pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ dead: boolean }>(
        'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS dead',
        [NAMESPACE, name],
      );
      if (rows[0]?.dead) {
        await free(client, name);
        this.#log.info({ process: name }, 'a process is gone: what it held is free');
      }
      await client.query('COMMIT');
      broken = false;
    } finally {
      client.release(broken);
    }
  }

  /** Holds the name on a connection of its own; when that breaks, on another one. */
  async #takeName(): Promise<void> {
    const connection = await this.#pool.connect();
    try {
      // A machine that vanishes says no goodbye: the server is to notice soon, not after hours.
      await connection.query('SET tcp_keepalives_idle = 10');
      await connection.query('SET tcp_keepalives_interval = 5');
      await connection.query('SET tcp_keepalives_count = 3');
      await connection.query('SELECT pg_advisory_lock($1, hashtext($2))', [NAMESPACE, this.owner]);
    } catch (error) {
      connection.release(true);
      throw error;
    }
    this.#connection = connection;
    connection.once('error', (error) => {
      if (this.#closing.signal.aborted) return;
      this.#connection = null;
      connection.release(true);
      this.#log.warn({ cause: cause(error) }, 'the connection that holds this process’s name broke');
      this.#taking = this.#retake();
    });
  }

  async #retake(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await sleep(200, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      try {
        return await this.#takeName();
      } catch (error) {
        this.#log.warn({ cause: cause(error) }, 'this process’s name cannot be held, will retry');
      }
    }
  }
}
