import type pg from 'pg';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock, seconds } from '#core/clock.ts';
import { GIVE_UP_AFTER } from './verdict.ts';

/** A lease lasts longer than the slowest call, and is renewed with each message. */
const LEASE = seconds(30);
/** Messages looked at each time, the oldest first: a look must be short, however much has piled up while Telegram was away. */
const LOOKED_AT = 2_000;

/** A message that waits to be sent. */
export interface Row {
  id: string;
  message: unknown;
  /** How often Telegram was tried in vain. */
  attempts: number;
  createdAt: Date;
}

export interface OutboxDeps {
  pool: pg.Pool;
  clock: Clock;
  /** This process's name: a chat is written to by one process at a time. */
  owner: string;
}

/** The outbox in the database, and which process holds which chat. Every method is one step of delivery, committed when it resolves. */
export function openOutbox({ pool, clock, owner }: OutboxDeps) {
  /** Gives the chat back, if it is still this process's. */
  async function release(chat: ChatRef): Promise<null> {
    await pool.query(
      `UPDATE "Conversation" SET "senderId" = NULL, "senderUntil" = NULL WHERE "botId" = $1 AND "chatId" = $2 AND "senderId" = $3`,
      [chat.botId, chat.chatId, owner],
    );
    return null;
  }

  return {
    release,

    /** Chats that have something to be sent now and are nobody else's, the one that waits longest first. */
    async look(): Promise<ChatRef[]> {
      const { rows } = await pool.query<{ botId: string; chatId: string }>(
        `WITH oldest AS (
           SELECT o.id, o."botId", o."chatId" FROM "Outbox" o JOIN "Conversation" c USING ("botId", "chatId")
           WHERE o."failedAt" IS NULL AND c."blockedAt" IS NULL AND (c."sendAfter" IS NULL OR c."sendAfter" <= $1)
             AND (c."senderUntil" IS NULL OR c."senderUntil" < $1 OR c."senderId" = $2)
           ORDER BY o.id LIMIT ${LOOKED_AT}
         )
         SELECT "botId", "chatId" FROM oldest GROUP BY "botId", "chatId" ORDER BY min(id)`,
        [clock.now(), owner],
      );
      return rows.map(({ botId, chatId }) => ({ botId: BigInt(botId), chatId: BigInt(chatId) }));
    },

    /**
     * Chats that are blocked and hold words of operators nonetheless: they were written while the person was blocking the bot.
     * @param chat whether it is one; any without it
     */
    async stranded(chat: ChatRef | null): Promise<ChatRef[]> {
      const { rows } = await pool.query<{ botId: string; chatId: string }>(
        `SELECT DISTINCT o."botId", o."chatId" FROM "Outbox" o JOIN "Conversation" c USING ("botId", "chatId")
         WHERE o."failedAt" IS NULL AND o.message->>'op' = 'relay' AND c."blockedAt" IS NOT NULL
           AND ($1::bigint IS NULL OR (o."botId" = $1 AND o."chatId" = $2))`,
        [chat?.botId ?? null, chat?.chatId ?? null],
      );
      return rows.map(({ botId, chatId }) => ({ botId: BigInt(botId), chatId: BigInt(chatId) }));
    },

    /** Takes the chat, unless another process has it or it has to wait, and returns what is to be sent first; null when there is nothing. */
    async take(chat: ChatRef): Promise<Row | null> {
      const now = clock.now();
      const taken = await pool.query({
        name: 'take',
        text: `UPDATE "Conversation" SET "senderId" = $3, "senderUntil" = $4
               WHERE "botId" = $1 AND "chatId" = $2 AND "blockedAt" IS NULL
                 AND ("senderId" IS NULL OR "senderId" = $3 OR "senderUntil" < $5) AND ("sendAfter" IS NULL OR "sendAfter" <= $5)
                 AND EXISTS (SELECT FROM "Outbox" WHERE "botId" = $1 AND "chatId" = $2 AND "failedAt" IS NULL)`,
        values: [chat.botId, chat.chatId, owner, after(now, LEASE), now],
      });
      if (taken.rowCount === 0) return null;
      // A statement of its own: the one above may have waited for another process, and has not seen what that one sent meanwhile.
      const { rows } = await pool.query<Row>({
        name: 'first',
        text: `SELECT id, message, attempts, "createdAt" FROM "Outbox"
               WHERE "botId" = $1 AND "chatId" = $2 AND "failedAt" IS NULL ORDER BY id LIMIT 1`,
        values: [chat.botId, chat.chatId],
      });
      return rows[0] ?? release(chat);
    },

    /**
     * Forgets a message that was sent and returns the next, for which the lease is renewed; else the chat is given back. Null also when
     * another process has taken the chat over.
     */
    async done(chat: ChatRef, id: string): Promise<Row | null> {
      const { rows } = await pool.query<Row>({
        name: 'done',
        text: `WITH sent AS (DELETE FROM "Outbox" WHERE id = $1),
               next AS (
                 SELECT id, message, attempts, "createdAt" FROM "Outbox"
                 WHERE "botId" = $2 AND "chatId" = $3 AND "failedAt" IS NULL AND id <> $1 ORDER BY id LIMIT 1
               ), held AS (
                 UPDATE "Conversation" SET ("senderId", "senderUntil") = (SELECT $4::text, $5::timestamptz FROM next)
                 WHERE "botId" = $2 AND "chatId" = $3 AND "senderId" = $4
                 RETURNING 1
               )
               SELECT next.* FROM next, held`,
        values: [id, chat.botId, chat.chatId, owner, after(clock.now(), LEASE)],
      });
      return rows[0] ?? null;
    },

    /** Counts the attempt, and lets the chat rest for so many milliseconds. */
    async wait(chat: ChatRef, id: string, milliseconds: number): Promise<void> {
      await pool.query(
        `WITH tried AS (UPDATE "Outbox" SET attempts = attempts + 1 WHERE id = $1)
         UPDATE "Conversation" SET "sendAfter" = $4 WHERE "botId" = $2 AND "chatId" = $3`,
        [id, chat.botId, chat.chatId, after(clock.now(), milliseconds)],
      );
    },

    /** Keeps the message for the operator, with the cause. Whoever waits for it is told that something went wrong. */
    async giveUp(chat: ChatRef, row: Row, why: string, awaited: boolean): Promise<void> {
      const now = clock.now();
      const late = now.getTime() - row.createdAt.getTime() > GIVE_UP_AFTER;
      await pool.query(
        `WITH failed AS (UPDATE "Outbox" SET "failedAt" = $2, failure = $3 WHERE id = $1)
         INSERT INTO "Outbox" ("botId", "chatId", message, "createdAt")
         SELECT "botId", "chatId", json_build_object('op', 'sorry', 'language', language), $2 FROM "Conversation"
         WHERE "botId" = $4 AND "chatId" = $5 AND $6`,
        [row.id, now, why, chat.botId, chat.chatId, awaited && !late],
      );
    },
  };
}
