import { type Logger, pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { createUnderway } from '#bot/delivery/underway.ts';
import { type Desk, type DeskDeps, startDesk } from '#bot/desk/sync/sync.ts';
import type { SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import type { Transport } from '#bot/transport/transport.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';
import { eventually, MovableClock } from '#tests/support/world.ts';

export const botId = BigInt(TOKEN.split(':')[0] ?? '');
export const texts = loadTexts();
const secrets = createSecrets(Buffer.alloc(32, 1));

/** Time that passes only when a test says so. */
export class StillClock extends MovableClock {
  #now = super.now();

  override now(): Date {
    return this.#now;
  }

  override move(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

/** What each test has anew. */
interface Fresh {
  database: TestDatabase;
  telegram: TelegramServer;
  transport: Transport;
  clock: MovableClock;
  /** What was logged, from warnings up. */
  lines: string[];
  desks: Desk[];
}

/** A database, Telegram, and processes that show tickets in groups, for each test of a file. */
export class SyncWorld {
  readonly log: Logger = pino({ level: 'warn' }, { write: (line: string) => this.now.lines.push(line) });
  /** The number that the last message of a person has. */
  messages = 0;
  #people = 0;
  #fresh: Fresh | undefined;

  constructor() {
    beforeEach(async () => {
      const [database, telegram] = [await testDatabase(), await serveTelegram()];
      const transport = await grammyTransport({
        ...{ token: TOKEN, apiRoot: telegram.root, onUpdate: async () => undefined },
      });
      this.#fresh = { database, telegram, transport, clock: new MovableClock(), lines: [], desks: [] };
    });
    afterEach(async () => {
      for (const desk of this.now.desks) await desk.stop();
      await this.now.telegram.close();
      await this.now.database.close();
    });
  }

  get now(): Fresh {
    if (!this.#fresh) throw new Error('No test has begun');
    return this.#fresh;
  }

  readonly core = (db: Db): Core => createCore({ db, clock: this.now.clock, secrets, jobs: sqlJobs(db), line: null });

  readonly transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> => transactions(this.now.database.prisma)(work);

  readonly group = (): SandboxGroup => this.now.telegram.world.group({ title: 'Helpdesk' });

  /** One process, for these groups of the university. */
  readonly serve = (groups: SandboxGroup[], owner = 'one', more: Partial<DeskDeps> = {}): Desk => {
    const { database, transport, clock, desks } = this.now;
    const institutions = defaultInstitutions.map((one) => ({
      ...one,
      helpdesk: { ...one.helpdesk, groups: one.id === 'isu' ? groups.map(({ id }) => String(id)) : [] },
    }));
    const desk = startDesk({
      ...{
        botId,
        pool: database.pool,
        leases: { owner },
        underway: createUnderway(),
        transport,
        transaction: this.transaction,
        core: this.core,
      },
      ...{ jobs: sqlJobs, clock, log: this.log, texts },
      ...{ institutions, rate: null, albumPause: 50, onMessages: () => undefined },
      ...more,
    });
    desks.push(desk);
    return desk;
  };

  /** Somebody opens a ticket and writes. */
  readonly asks = async (words: string): Promise<number> => {
    this.#people += 1;
    const chat = { botId, chatId: BigInt(10_000 + this.#people) };
    return this.transaction(async (db) => {
      const ticketId = await this.core(db).tickets.open({
        ...{ chat, institutionId: 'isu', language: 'ru', reason: 'asked', facts: {} },
      });
      await this.says(db, ticketId, chat.chatId, words);
      return ticketId;
    });
  };

  readonly says = async (db: Db, ticketId: number, chatId: bigint, words: string): Promise<void> => {
    this.messages += 1;
    const source = { chatId, messageId: this.messages };
    const kept = await this.core(db).talk.fromPerson({ botId, chatId }, ticketId, {
      ...{ content: { type: 'text', text: words }, source },
    });
    if (!kept.ok) throw new Error(kept.error);
  };

  /** Until all that waited is shown. */
  readonly served = (): Promise<boolean> =>
    eventually('all to be shown', async () => {
      const waiting = await this.now.database.prisma.ticket.count({ where: { NOT: { syncSince: null } } });
      return waiting === 0;
    });
}

/** All that the bot wrote under the cards of a group's topics. */
export const wordsIn = (desk: SandboxGroup): string[] =>
  desk
    .messages()
    .filter(({ from, service, buttons, deleted }) => from === 'bot' && !service && !buttons?.length && !deleted)
    .map(({ text }) => text ?? '');
