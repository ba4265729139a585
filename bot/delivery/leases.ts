import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';

/** Which process sends a chat's messages. One at a time, so that their order holds over any number of replicas. */
export interface Leases {
  readonly owner: string;
  /** Frees the chats of processes that died: their next message need not wait for a lease to run out. */
  freeDead(): Promise<void>;
  close(): Promise<void>;
}

/** A 32-bit number of this name, for PostgreSQL's two-key advisory locks. */
const NAMESPACE = 0x70726f70;

/**
 * Every process holds an advisory lock under its own name for as long as its connection lives; whoever can take that lock knows
 * that the process is gone. The embedded database has one process only: there every lease found at start is a dead one's.
 */
export async function openLeases(pool: pg.Pool, embedded: boolean, log: Logger): Promise<Leases> {
  const owner = randomUUID();
  if (embedded) {
    let fresh = true;
    return {
      owner,
      async freeDead() {
        if (!fresh) return;
        fresh = false;
        await pool.query('UPDATE "Conversation" SET "senderId" = NULL, "senderUntil" = NULL WHERE "senderId" <> $1', [
          owner,
        ]);
      },
      close: async () => undefined,
    };
  }

  const connection = await pool.connect();
  connection.on('error', (error) =>
    log.error({ cause: error.message }, 'the connection that holds this process’s name broke'),
  );
  await connection.query('SELECT pg_advisory_lock($1, hashtext($2))', [NAMESPACE, owner]);
  return {
    owner,
    async freeDead() {
      const { rows } = await pool.query<{ senderId: string }>(
        'SELECT DISTINCT "senderId" FROM "Conversation" WHERE "senderId" IS NOT NULL AND "senderId" <> $1',
        [owner],
      );
      for (const { senderId } of rows) {
        await pool.query(
          `UPDATE "Conversation" SET "senderId" = NULL, "senderUntil" = NULL
           WHERE "senderId" = $2 AND (SELECT pg_try_advisory_xact_lock($1, hashtext($2)))`,
          [NAMESPACE, senderId],
        );
      }
    },
    async close() {
      connection.release(true);
    },
  };
}
