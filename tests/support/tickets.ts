import { afterAll } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { after, systemClock } from '#core/clock.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Content, NewMessage } from '#core/helpdesk/content.ts';
import type { NewTicket } from '#core/helpdesk/opening.ts';
import type { Operator, TicketView } from '#core/helpdesk/ticket.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { transactions } from '#prisma/transactions.ts';
import { testDatabase } from './database.ts';

/** Where operators sit, as Telegram numbers it. */
export const GROUP = -1001n;

export const OLGA: Operator = { id: '501', name: 'Ольга', senior: false };
export const PAVEL: Operator = { id: '502', name: 'Павел', senior: false };
export const CHIEF: Operator = { id: '503', name: 'Вера', senior: true };

/** The use cases of a helpdesk over a database of their own, with a clock that tests move. */
export async function helpdesk() {
  const database = await testDatabase();
  const { prisma, pool } = database;
  afterAll(() => database.close());
  const secrets = createSecrets(Buffer.alloc(32, 7));
  const transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T> = transactions(prisma);
  let now = systemClock.now();
  let count = 0;
  const clock = { now: () => now };
  const core = (db: Db): Core => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });

  /** One whole transaction with all use cases. */
  const inCore = <T>(work: (core: Core) => Promise<T>): Promise<T> => transaction((db) => work(core(db)));

  /** What waits to be run under this name, the oldest first. */
  async function jobs(name: string): Promise<{ payload: Record<string, unknown>; runAt: Date; key: string | null }[]> {
    const { rows } = await pool.query(
      `SELECT job.payload, job.run_at AS "runAt", job.key FROM graphile_worker._private_jobs AS job
       JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id WHERE task.identifier = $1 ORDER BY job.id`,
      [name],
    );
    return rows;
  }

  return {
    ...{ database, prisma, transaction, clock, core, inCore, jobs },

    sets(to: Date): void {
      now = to;
    },

    passes(milliseconds: number): void {
      now = after(now, milliseconds);
    },

    /** Somebody's chat with the bot. */
    async chat(accountId: string | null = null): Promise<ChatRef> {
      count += 1;
      const ref = { botId: 9n, chatId: BigInt(count) };
      const place = { language: 'ru', journey: 'home', step: 'home', createdAt: now };
      await prisma.conversation.create({ data: { ...ref, ...place, accountId } });
      return ref;
    },

    open: (chat: ChatRef, ticket: Partial<NewTicket> = {}): Promise<number> =>
      inCore(({ tickets }) =>
        tickets.open({
          ...{ chat, institutionId: 'isu', language: 'ru', reason: 'asked' },
          facts: { journey: 'register', step: 'email' },
          ...ticket,
        }),
      ),

    async ticket(id: number): Promise<TicketView> {
      const found = await inCore(({ tickets }) => tickets.find(id));
      if (!found) throw new Error(`No ticket ${id}`);
      return found;
    },

    /** A message of the person, by its number in their chat. */
    said: (chat: ChatRef, ticketId: number, messageId: number, more: Partial<NewMessage> = {}) =>
      inCore(({ talk }) =>
        talk.fromPerson(chat, ticketId, {
          ...{ content: text(`message ${messageId}`), source: { chatId: chat.chatId, messageId } },
          ...more,
        }),
      ),

    /** An operator's message, by its number in the group. */
    answered: (ticketId: number, messageId: number, operator = OLGA, more: Partial<NewMessage> = {}) =>
      inCore(({ talk }) =>
        talk.fromOperator(ticketId, operator, {
          ...{ content: text(`answer ${messageId}`), source: { chatId: GROUP, messageId } },
          ...more,
        }),
      ),
  };
}

export const text = (words: string): Content => ({ type: 'text', text: words });

/** What a use case gave, which must have succeeded. */
export function value<Value>(result: { ok: true; value: Value } | { ok: false; error: string }): Value {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
