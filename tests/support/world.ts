import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assistant, startAssistant } from '#bot/assistant.ts';
import { readConfig, withDefaultGroup } from '#bot/config.ts';
import { createLog } from '#bot/log.ts';
import { exchange } from '#bot/sandbox/exchange.ts';
import { type Mailbox, startMailbox } from '#bot/sandbox/mailbox.ts';
import type { GroupOptions } from '#bot/sandbox/telegram/types.ts';
import { type GroupMember, type SandboxGroup, TelegramWorld } from '#bot/sandbox/telegram/world.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import { gate } from '#core/access/gate.ts';
import type { FaqStore } from '#core/faq/open.ts';
import type { Institution } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { createSecrets } from '#core/secrets.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { Actor } from './actor.ts';
import { complaints } from './complaints.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { sharedFaq } from './faq.ts';

export interface WorldOptions {
  framework?: 'grammy' | 'telegraf';
  /** How updates reach the bot. */
  receive?: 'polling' | 'webhook';
  institutions?: Institution[];
  /** More settings, by their names in the environment. */
  settings?: Record<string, string>;
  /** A group of operators with topics, unless told otherwise, for every institution that names none of its own: `desk`, `operator()`. */
  helpdesk?: boolean | Partial<GroupOptions>;
  /** Elsewhere: the test starts houses of its own, with `settings`, and tells by `url` which one people's phones reach. */
  house?: 'here' | 'elsewhere';
  /** Other articles than the real ones. */
  faq?: FaqStore;
  /** Another database than a fresh one of its own. */
  database?: TestDatabase;
}

export interface NewPerson {
  phone?: string;
  name?: string;
  roles?: Role[];
  languageCode?: string;
  /** False: Telegram knows the person, the directory does not. */
  known?: boolean;
}

interface How {
  receive: 'polling' | 'webhook';
  institutions: Institution[];
  faq?: FaqStore | undefined;
}

const BOT_TOKEN = '7000000009:test-token-of-the-sandbox';

/** The sandbox as tests live in it: the house in this process, everything else over HTTP and SMTP on the loopback. */
export class World {
  readonly clock: MovableClock;
  readonly telegram: TelegramWorld;
  readonly mailbox: Mailbox;
  readonly database: TestDatabase;
  readonly settings: Record<string, string>;
  readonly log: string[] = [];
  readonly telephone: ReturnType<typeof exchange>;
  readonly #telegramServer: WebServer;
  readonly #folder: string;
  readonly #desk: SandboxGroup | null;
  #server: WebServer;
  #assistant: Assistant | null = null;
  #elsewhere: string | null = null;
  #people = 0;

  private constructor(parts: {
    clock: MovableClock;
    telegram: TelegramWorld;
    telegramServer: WebServer;
    mailbox: Mailbox;
    database: TestDatabase;
    server: WebServer;
    settings: Record<string, string>;
    folder: string;
    desk: SandboxGroup | null;
  }) {
    this.clock = parts.clock;
    this.telegram = parts.telegram;
    this.#telegramServer = parts.telegramServer;
    this.mailbox = parts.mailbox;
    this.database = parts.database;
    this.#server = parts.server;
    this.settings = parts.settings;
    this.#folder = parts.folder;
    this.#desk = parts.desk;
    const { CALL_WEBHOOK_SECRET: secret = '', CALL_NUMBER: numbers = '' } = parts.settings;
    this.telephone = exchange({
      webhookUrl: () => `${this.url}/webhooks/call`,
      secret,
      numbers: numbers.split(','),
      now: () => this.clock.now(),
    });
  }

  static async open({
    framework = 'grammy',
    receive = 'polling',
    institutions,
    settings = {},
    helpdesk = false,
    house = 'here',
    faq,
    database: given,
  }: WorldOptions = {}) {
    const clock = new MovableClock();
    const telegram = new TelegramWorld({
      token: BOT_TOKEN,
      username: 'propusk_test_bot',
      clock: () => clock.now().getTime(),
      limits: false,
      allowHttpWebhook: true,
    });
    const desk = helpdesk ? telegram.group({ title: 'Helpdesk', ...(helpdesk === true ? {} : helpdesk) }) : null;
    const telegramServer = await listen('127.0.0.1', 0);
    telegramServer.mount(telegram.app);
    const mailbox = await startMailbox();
    const database = given ?? (await testDatabase());
    const server = await listen('127.0.0.1', 0);
    const folder = mkdtempSync(join(tmpdir(), 'propusk-world-'));
    const world = new World({
      ...{ clock, telegram, telegramServer, mailbox, database, server, folder, desk },
      settings: {
        BOT_TOKEN,
        BOT_FRAMEWORK: framework,
        TELEGRAM_API_ROOT: telegramServer.url,
        DATABASE_URL: database.url,
        SMTP_URL: mailbox.url,
        DATA_DIR: folder,
        CALL_PROVIDER: 'webhook',
        CALL_NUMBER: '+78005553535',
        CALL_WEBHOOK_SECRET: 'a secret that only the exchange knows',
        SECRET_KEY: randomBytes(32).toString('base64'),
        LOG_LEVEL: 'debug',
        ...(desk ? { HELPDESK_CHAT_ID: String(desk.id) } : {}),
        ...settings,
      },
    });
    if (house === 'here') await world.start({ receive, institutions: institutions ?? defaultInstitutions, faq });
    return world;
  }

  #how: How = { receive: 'polling', institutions: [] };

  private async start(how: How): Promise<void> {
    this.#how = how;
    const { SMTP_URL: smtpUrl = '', TELEGRAM_API_ROOT: apiRoot = '' } = this.settings;
    const institutions = withDefaultGroup(how.institutions, this.settings.HELPDESK_CHAT_ID ?? null);
    const config = { ...readConfig(this.settings), institutions };
    const { prisma, pool, url, concurrent } = this.database;
    this.#assistant = await startAssistant({
      config,
      botToken: BOT_TOKEN,
      apiRoot,
      smtpUrl,
      server: this.#server,
      database: {
        prisma,
        pool,
        connection: { connectionString: url },
        embedded: !concurrent,
        close: async () => undefined,
      },
      log: createLog('debug', { write: (line) => this.log.push(line) }),
      clock: this.clock,
      faq: how.faq ?? (await sharedFaq()),
      paced: false,
      receive: how.receive,
      onFatal: () => this.log.push('fatal'),
    });
    if (this.#assistant.helpdeskDoor) this.mailbox.deliverTo(this.#assistant.helpdeskDoor);
    await this.#assistant.arrived;
  }

  /** Where the house takes answers to the helpdesk's letters: `smtp://host:port`. */
  get door(): string {
    if (!this.#assistant?.helpdeskDoor) throw new Error('This house takes no answers by letter');
    return this.#assistant.helpdeskDoor;
  }

  /** Where the house's web part listens. */
  get url(): string {
    return this.#elsewhere ?? this.#server.url;
  }

  set url(elsewhere: string) {
    this.#elsewhere = elsewhere;
  }

  /** Stops the house as SIGTERM does, and starts it again. */
  async restart(): Promise<void> {
    await this.#assistant?.stop();
    await this.#server.close();
    this.#server = await listen('127.0.0.1', 0);
    await this.start(this.#how);
  }

  async stop(): Promise<void> {
    await this.#assistant?.stop();
    this.#assistant = null;
  }

  /** The operators' group. */
  get desk(): SandboxGroup {
    if (!this.#desk) throw new Error('This world has no helpdesk: open it with `helpdesk: true`');
    return this.#desk;
  }

  /** Somebody who answers in the operators' group. */
  operator(name = 'Ольга Операторова', status: 'member' | 'administrator' = 'member'): GroupMember {
    this.#people += 1;
    const [firstName = '', lastName = ''] = name.split(' ');
    const person = this.telegram.person({ id: 900_000 + this.#people, firstName, lastName });
    return this.desk.join(person, status);
  }

  /** A person whom Telegram knows, and the directory too unless told otherwise. Phones differ unless given. */
  async person({
    phone,
    name,
    roles = ['student'],
    languageCode = 'ru',
    known = true,
  }: NewPerson = {}): Promise<Actor> {
    this.#people += 1;
    const count = this.#people;
    const number = phone ?? `+7905${String(1_000_000 + count * 7919).slice(-7)}`;
    const fullName = name ?? `Проверкина Анна ${count}`;
    if (known) await this.directory({ name: fullName, phones: [number], roles });
    const [lastName = '', firstName = ''] = fullName.split(' ');
    const person = this.telegram.person({
      id: 900_000 + count,
      firstName,
      lastName,
      languageCode,
      phone: number,
    });
    return new Actor(this, person, { phone: number, name: fullName });
  }

  /** Enters somebody into the university's directory. */
  async directory({
    name,
    phones,
    roles = ['student'],
  }: {
    name: string;
    phones: string[];
    roles?: Role[];
  }): Promise<void> {
    const institutionId = 'isu';
    const externalId = `test-${randomBytes(6).toString('hex')}`;
    await this.database.prisma.person.create({
      data: {
        institutionId,
        externalId,
        fullName: name,
        roles,
        phones: { create: phones.map((phone) => ({ phone, institutionId })) },
      },
    });
  }

  /** The newest letter to this address, waiting for it if need be. */
  async letter(
    to: string,
    newerThan = 0,
  ): Promise<{ to: string; subject: string; text: string; link: string; code: string; id: number }> {
    const found = await eventually(`a letter to ${to}`, () =>
      this.mailbox.letters().findLast((letter) => letter.to === to && letter.id > newerThan),
    );
    return {
      ...found,
      link: /https?:\/\/\S+\/l\/[\w-]+/.exec(found.text)?.[0] ?? '',
      code: /^\d{6}$/m.exec(found.text)?.[0] ?? '',
    };
  }

  /** Opens the link as a person does: looks at the page, presses its button. Returns the last page's text. */
  async confirms(link: string): Promise<{ status: number; text: string }> {
    const page = await fetch(link);
    const html = await page.text();
    if (!page.ok) return { status: page.status, text: html };
    const form = new URLSearchParams(
      [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]): [string, string] => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ]),
    );
    const answer = await fetch(link, { method: 'POST', body: form });
    return { status: answer.status, text: await answer.text() };
  }

  /** Sets the password on the page as a person does. */
  async setsPassword(page: string, password: string): Promise<{ status: number; text: string }> {
    const answer = await fetch(page, { method: 'POST', body: new URLSearchParams({ password }) });
    return { status: answer.status, text: await answer.text() };
  }

  /** A turnstile of the university, with its key. */
  async gate(name = `gate ${randomBytes(4).toString('hex')}`): Promise<(token: string) => Promise<unknown>> {
    const secrets = createSecrets(Buffer.from(this.settings.SECRET_KEY ?? '', 'base64'));
    const added = await this.database.prisma.$transaction((db) =>
      gate({ db, clock: this.clock, secrets }).add('isu', name),
    );
    if (!added.ok) throw new Error(added.error);
    return async (token) => {
      const response = await fetch(`${this.url}/gate/v1/verify`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${added.value.key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      return response.json();
    };
  }

  /** Lets time pass: the clock moves, and jobs that became due by it run. */
  async passes(milliseconds: number): Promise<void> {
    await this.idle();
    this.clock.move(milliseconds);
    await this.database.pool.query(
      'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND run_at <= $1',
      [this.clock.now()],
    );
  }

  /** Waits until nothing decided for this chat is left to be sent. */
  async delivered(chatId: number): Promise<void> {
    await eventually('all messages to be delivered', async () => {
      const { rowCount } = await this.database.pool.query(
        'SELECT 1 FROM "Outbox" WHERE "chatId" = $1 AND "failedAt" IS NULL LIMIT 1',
        [chatId],
      );
      return rowCount === 0;
    });
  }

  /** Waits until no job is due or in hand. */
  async idle(): Promise<void> {
    await eventually('the jobs in hand to be done', async () => {
      const { rowCount } = await this.database.pool.query(
        'SELECT 1 FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts',
      );
      return rowCount === 0;
    });
  }

  /** Ends everything; throws when the house called the Bot API in a way that its specification does not know. */
  async close(): Promise<void> {
    await this.#assistant?.stop();
    await this.#server.close();
    await this.telegram.close();
    await this.#telegramServer.close();
    await this.mailbox.close();
    await this.database.close();
    rmSync(this.#folder, { recursive: true, force: true });
    const found = complaints(this.telegram.calls);
    if (found.length > 0) throw new Error(`Calls against the Bot API’s specification:\n${found.join('\n')}`);
  }
}

/** The real time, plus what a test adds. */
export class MovableClock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  move(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

/** Waits until `look` finds something; at most a minute, for a machine that is busy with other tests may be slow. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
