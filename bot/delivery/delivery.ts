import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { cause, frames } from '#bot/cause.ts';
import type { Transport } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import { type Clock, seconds } from '#core/clock.ts';
import { createCalls } from './calls.ts';
import type { Call, Sent } from './compose.ts';
import type { Leases } from './leases.ts';
import { OutboxMessage } from './message.ts';
import { openOutbox, type Row } from './outbox.ts';
import { createChatPacer, createPacer, type Rate, realTime, type Time } from './pacing.ts';
import type { Underway } from './underway.ts';
import { judge, type Undelivered, type Verdict } from './verdict.ts';

export interface DeliveryDeps {
  pool: pg.Pool;
  leases: Leases;
  /** Is told of every call while it, and what is remembered of it, lasts. */
  underway: Underway;
  transport: Transport;
  compose(chat: ChatRef, message: OutboxMessage): Promise<Call | null>;
  clock: Clock;
  log: Logger;
  /** Null switches pacing off. */
  rates: { all: Rate; chat: Rate } | null;
  /** Telegram has it: called before the message leaves the outbox. `result` is null where Telegram found nothing to change any more. */
  onSent(chat: ChatRef, sent: Sent, result: unknown): Promise<void>;
  /** These messages of operators will not reach the person: called before they leave the outbox. */
  onUndelivered(chat: ChatRef, ids: readonly string[], why: Undelivered): Promise<void>;
  /**
   * Telegram refused this message of the outbox because the person has blocked the bot, or is gone: takes it out, has the chat count as blocked and
   * tells of the operators' words in it, all at once. False where the person is back, and the chat does not count as blocked.
   */
  onBlocked(chat: ChatRef, outboxId: string, ids: readonly string[], why: Undelivered): Promise<boolean>;
  /** Words of operators wait for somebody who has blocked the bot: takes them out of the outbox, aloud. Nothing where the person is back. */
  onStranded(chat: ChatRef): Promise<void>;
}

/** How often the outbox is looked through for what no signal of this process announced. */
const SWEEP = seconds(1);
/** Of so many looks the first is also for what stands in blocked chats, and was announced to nobody who is still there. */
const LOOKS = 60;
/** Chats served at the same time, besides those that wait for their own pace. */
const AT_ONCE = 40;

/** What a person waits for. An apology itself is not apologised for. */
const APOLOGISED = new Set<OutboxMessage['op']>(['send', 'edit', 'pass']);

/** Outbox → Telegram: in order per chat, paced, patient with 429, giving up aloud. */
export function startDelivery(deps: DeliveryDeps) {
  const { pool, leases, underway, compose, clock, log, rates, onUndelivered, onBlocked, onStranded } = deps;
  const calls = createCalls(deps);
  const outbox = openOutbox({ pool, clock, owner: leases.owner });
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
      let row = await outbox.take(chat);
      if (!row) await clear(chat);
      while (row) row = await deliver(chat, row);
    } catch (error) {
      await outbox.release(chat);
      throw error;
    }
  }

  async function clear(chat: ChatRef | null): Promise<void> {
    for (const stranded of await outbox.stranded(chat)) await onStranded(stranded);
  }

  /** Sends one message and returns the next; null when there is none or the chat has to wait, and is given back. */
  async function deliver(chat: ChatRef, row: Row): Promise<Row | null> {
    const parsed = OutboxMessage.safeParse(row.message);
    const verdict: Verdict | { kind: 'stopped' } = parsed.success
      ? await attempt(chat, parsed.data, row)
      : { kind: 'failed', cause: 'the outbox row cannot be read' };

    switch (verdict.kind) {
      case 'done':
        return outbox.done(chat, row.id);
      case 'failed':
        await tellOperators(chat, operatorsIn(parsed.data), verdict.why ?? 'delivery.refused');
        log.error({ chat: keyOf(chat), outbox: row.id, cause: verdict.cause }, 'a message was given up');
        await outbox.giveUp(chat, row, verdict.cause, parsed.success && APOLOGISED.has(parsed.data.op));
        return (await outbox.take(chat)) ?? outbox.release(chat);
      case 'blocked':
        if (!(await onBlocked(chat, row.id, operatorsIn(parsed.data), verdict.why)))
          return (await outbox.take(chat)) ?? outbox.release(chat);
        log.info({ chat: keyOf(chat) }, 'the person has blocked the bot');
        return outbox.release(chat);
      case 'wait':
        log.warn({ chat: keyOf(chat), wait: verdict.milliseconds, cause: verdict.cause }, 'delivery waits');
        await outbox.wait(chat, row.id, verdict.milliseconds);
        setTimeout(() => kick(chat), verdict.milliseconds + 10).unref();
        return outbox.release(chat);
      case 'stopped':
        return outbox.release(chat);
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
    const flight = underway.flight(chat);
    try {
      const call = await compose(chat, message);
      flight.begins();
      if (call) await calls.make(chat, call);
      flight.ends();
      return call?.more ? attempt(chat, message, row) : { kind: 'done' };
    } catch (error) {
      return judge(error, row.attempts, clock.now().getTime() - row.createdAt.getTime());
    } finally {
      flight.ends();
    }
  }

  /** Messages of operators that it brings. */
  const operatorsIn = (message: OutboxMessage | undefined): string[] => (message?.op === 'relay' ? message.ids : []);

  async function tellOperators(chat: ChatRef, ids: readonly string[], why: Undelivered): Promise<void> {
    if (ids.length > 0) await onUndelivered(chat, ids, why);
  }

  async function sweep(): Promise<void> {
    let failures = 0;
    for (let looks = 0; !stopping.signal.aborted; looks += 1) {
      try {
        await leases.freeDead();
        if (looks % LOOKS === 0) await clear(null);
        for (const chat of await outbox.look()) {
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
