import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { cause, frames } from '#bot/cause.ts';
import { TelegramRefusal, type Transport } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock, seconds } from '#core/clock.ts';
import type { Call } from './compose.ts';
import type { Leases } from './leases.ts';
import { OutboxMessage } from './message.ts';
import { createChatPacer, createPacer, type Rate, realTime, type Time } from './pacing.ts';
import { GIVE_UP_AFTER, judge, type Verdict } from './verdict.ts';

export interface DeliveryDeps {
  pool: pg.Pool;
  leases: Leases;
  transport: Transport;
  compose(chat: ChatRef, message: OutboxMessage): Promise<Call>;
  clock: Clock;
  log: Logger;
  /** Null switches pacing off. */
  rates: { all: Rate; chat: Rate } | null;
  /** A pass was shown in this message. */
  onPass(chat: ChatRef, messageId: number, pass: NonNullable<Call['pass']>): Promise<void>;
}

/** A lease lasts longer than the slowest call, and is renewed with each message. */
const LEASE = seconds(30);
const CALL_TIMEOUT = seconds(10);
/** How often the outbox is looked through for what no signal of this process announced. */
const SWEEP = seconds(1);
/** Messages looked at each time, the oldest first: a look must be short, however much has piled up while Telegram was away. */
const LOOKED_AT = 2_000;
/** Chats served at the same time, besides those that wait for their own pace. */
const AT_ONCE = 40;

/** What a person waits for. An apology itself is not apologised for. */
const APOLOGISED = new Set<OutboxMessage['op']>(['send', 'edit', 'pass']);

interface Row {
  id: string;
  message: unknown;
  attempts: number;
  createdAt: Date;
}

/** Outbox → Telegram: in order per chat, paced, patient with 429, giving up aloud. */
export function startDelivery({ pool, leases, transport, compose, clock, log, rates, onPass }: DeliveryDeps) {
  const stopping = new AbortController();
  // Any number of chats may be waiting for their turn.
  setMaxListeners(0, stopping.signal);
  const waiting = new Map<string, ChatRef>();
  const serving = new Map<string, Promise<void>>();
  const again = new Set<string>();
  const paceAll = rates && createPacer(rates.all);
  let resting = 0;
  /** A chat that has had more than its share waits without taking a place: else a few that are flooded would hold up all the others. */
  const rest: Time = {
    ...realTime,
    async sleep(milliseconds, signal) {
      resting += 1;
      next();
      await realTime.sleep(milliseconds, signal).finally(() => {
        resting -= 1;
      });
    },
  };
  const paceChat = rates && createChatPacer(rates.chat, undefined, rest);

  const keyOf = ({ botId, chatId }: ChatRef): string => `${botId}:${chatId}`;

  /** Tells that a chat has messages. */
  function kick(chat: ChatRef): void {
    if (stopping.signal.aborted) return;
    const key = keyOf(chat);
    if (serving.has(key)) again.add(key);
    else waiting.set(key, chat);
    next();
  }

  function next(): void {
    for (const [key, chat] of waiting) {
      if (serving.size - resting >= AT_ONCE) return;
      waiting.delete(key);
      const done = serve(chat)
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          log.error({ chat: key, cause: cause(error), at: frames(error) }, 'delivery to a chat failed, will retry');
        })
        .finally(() => {
          serving.delete(key);
          if (again.delete(key)) kick(chat);
          next();
        });
      serving.set(key, done);
    }
  }

  async function serve(chat: ChatRef): Promise<void> {
    try {
      let row = await take(chat);
      while (row) row = await deliver(chat, row);
    } catch (error) {
      await release(chat);
      throw error;
    }
  }

  /** Takes the chat, unless another process has it or it has to wait, and returns what is to be sent first; null when there is nothing. */
  async function take(chat: ChatRef): Promise<Row | null> {
    const now = clock.now();
    const taken = await pool.query({
      name: 'take',
      text: `UPDATE "Conversation" SET "senderId" = $3, "senderUntil" = $4
             WHERE "botId" = $1 AND "chatId" = $2 AND "blockedAt" IS NULL
               AND ("senderId" IS NULL OR "senderId" = $3 OR "senderUntil" < $5) AND ("sendAfter" IS NULL OR "sendAfter" <= $5)
               AND EXISTS (SELECT FROM "Outbox" WHERE "botId" = $1 AND "chatId" = $2 AND "failedAt" IS NULL)`,
      values: [chat.botId, chat.chatId, leases.owner, after(now, LEASE), now],
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
  }

  async function release(chat: ChatRef): Promise<null> {
    await pool.query(
      `UPDATE "Conversation" SET "senderId" = NULL, "senderUntil" = NULL WHERE "botId" = $1 AND "chatId" = $2 AND "senderId" = $3`,
      [chat.botId, chat.chatId, leases.owner],
    );
    return null;
  }

  /** Sends one message and returns the next; null when there is none or the chat has to wait, and is given back. */
  async function deliver(chat: ChatRef, row: Row): Promise<Row | null> {
    const parsed = OutboxMessage.safeParse(row.message);
    const verdict = parsed.success
      ? await attempt(chat, parsed.data, row)
      : { kind: 'failed' as const, cause: 'the outbox row cannot be read' };

    switch (verdict.kind) {
      case 'done':
        return done(chat, row.id);
      case 'failed':
        log.error({ chat: keyOf(chat), outbox: row.id, cause: verdict.cause }, 'a message was given up');
        await giveUp(chat, row, verdict.cause, parsed.success && APOLOGISED.has(parsed.data.op));
        return (await take(chat)) ?? release(chat);
      case 'blocked':
        return (await blocked(chat, row.id)) ? ((await take(chat)) ?? release(chat)) : release(chat);
      case 'wait':
        log.warn({ chat: keyOf(chat), wait: verdict.milliseconds, cause: verdict.cause }, 'delivery waits');
        await pool.query(
          `WITH tried AS (UPDATE "Outbox" SET attempts = attempts + 1 WHERE id = $1)
           UPDATE "Conversation" SET "sendAfter" = $4 WHERE "botId" = $2 AND "chatId" = $3`,
          [row.id, chat.botId, chat.chatId, after(clock.now(), verdict.milliseconds)],
        );
        setTimeout(() => kick(chat), verdict.milliseconds + 10).unref();
        return release(chat);
      case 'stopped':
        return release(chat);
    }
  }

  /**
   * Forgets a message that was sent and returns the next, for which the lease is renewed; else the chat is given back. Null also when
   * another process has taken the chat over.
   */
  async function done(chat: ChatRef, id: string): Promise<Row | null> {
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
      values: [id, chat.botId, chat.chatId, leases.owner, after(clock.now(), LEASE)],
    });
    return rows[0] ?? null;
  }

  /** Keeps the message for the operator, with the cause. Whoever waits for it is told that something went wrong. */
  async function giveUp(chat: ChatRef, row: Row, why: string, awaited: boolean): Promise<void> {
    const now = clock.now();
    const late = now.getTime() - row.createdAt.getTime() > GIVE_UP_AFTER;
    await pool.query(
      `WITH failed AS (UPDATE "Outbox" SET "failedAt" = $2, failure = $3 WHERE id = $1)
       INSERT INTO "Outbox" ("botId", "chatId", message, "createdAt")
       SELECT "botId", "chatId", json_build_object('op', 'sorry', 'language', language), $2 FROM "Conversation"
       WHERE "botId" = $4 AND "chatId" = $5 AND $6`,
      [row.id, now, why, chat.botId, chat.chatId, awaited && !late],
    );
  }

  /**
   * Telegram refused a message because the person has blocked the bot. Whoever writes again has unblocked it: what was
   * decided since then is tried, and counts.
   */
  async function blocked(chat: ChatRef, id: string): Promise<boolean> {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM "Conversation" WHERE "botId" = $1 AND "chatId" = $2 FOR UPDATE', [
        chat.botId,
        chat.chatId,
      ]);
      await client.query('DELETE FROM "Outbox" WHERE id = $1', [id]);
      const { rowCount } = await client.query(
        `UPDATE "Conversation" SET "blockedAt" = $3 WHERE "botId" = $1 AND "chatId" = $2
           AND NOT EXISTS (SELECT 1 FROM "Outbox" WHERE "botId" = $1 AND "chatId" = $2 AND "failedAt" IS NULL)`,
        [chat.botId, chat.chatId, clock.now()],
      );
      await client.query('COMMIT');
      broken = false;
      if (rowCount === 0) return true;
      log.info({ chat: keyOf(chat) }, 'the person has blocked the bot');
      return false;
    } finally {
      client.release(broken);
    }
  }

  async function attempt(chat: ChatRef, message: OutboxMessage, row: Row): Promise<Verdict | { kind: 'stopped' }> {
    if (stopping.signal.aborted) return { kind: 'stopped' };
    try {
      await paceChat?.(keyOf(chat), stopping.signal);
      await paceAll?.(stopping.signal);
    } catch {
      return { kind: 'stopped' };
    }
    try {
      await make(chat, await compose(chat, message));
      return { kind: 'done' };
    } catch (error) {
      return judge(error, row.attempts, clock.now().getTime() - row.createdAt.getTime());
    }
  }

  async function make(chat: ChatRef, call: Call): Promise<void> {
    try {
      const result = await transport.call(call.method, call.params, AbortSignal.timeout(CALL_TIMEOUT));
      if (call.pass) await onPass(chat, messageIdOf(result), call.pass);
    } catch (error) {
      if (!(error instanceof TelegramRefusal)) throw error;
      if (/message is not modified/.test(error.message)) return;
      if (error.code !== 400) throw error;
      if (call.otherwise) return make(chat, call.otherwise);
      // Whatever was to vanish or to change is gone, or out of our reach after 48 hours.
      if (call.params.message_id === undefined) throw error;
    }
  }

  async function sweep(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await leases.freeDead();
        const { rows } = await pool.query<{ botId: string; chatId: string }>(
          `WITH oldest AS (
             SELECT o.id, o."botId", o."chatId" FROM "Outbox" o JOIN "Conversation" c USING ("botId", "chatId")
             WHERE o."failedAt" IS NULL AND c."blockedAt" IS NULL AND (c."sendAfter" IS NULL OR c."sendAfter" <= $1)
               AND (c."senderUntil" IS NULL OR c."senderUntil" < $1 OR c."senderId" = $2)
             ORDER BY o.id LIMIT ${LOOKED_AT}
           )
           SELECT "botId", "chatId" FROM oldest GROUP BY "botId", "chatId" ORDER BY min(id)`,
          [clock.now(), leases.owner],
        );
        for (const { botId, chatId } of rows) {
          const chat = { botId: BigInt(botId), chatId: BigInt(chatId) };
          // Those at hand look for more themselves.
          if (!serving.has(keyOf(chat))) kick(chat);
        }
        failures = 0;
      } catch (error) {
        failures += 1;
        log.error({ cause: cause(error), failures }, 'the outbox cannot be read, will retry');
      }
      await sleep(SWEEP, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const sweeping = sweep();

  return {
    kick,
    /** Lets calls under way end, then gives the chats back. Nothing is lost: what was not sent stays in the outbox. */
    async stop(): Promise<void> {
      stopping.abort();
      await sweeping;
      await Promise.allSettled(serving.values());
    },
  };
}

export type Delivery = ReturnType<typeof startDelivery>;

function messageIdOf(result: unknown): number {
  const id = result && typeof result === 'object' && 'message_id' in result ? Number(result.message_id) : Number.NaN;
  if (!Number.isInteger(id)) throw new Error('Telegram answered without a message_id');
  return id;
}
