import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Assistant } from '#bot/assistant.ts';
import { exchange } from '#bot/sandbox/exchange.ts';
import type { Mailbox } from '#bot/sandbox/mailbox.ts';
import type { GroupMember, SandboxGroup, TelegramWorld } from '#bot/sandbox/telegram/world.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import { gate } from '#core/access/gate.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { createSecrets } from '#core/secrets.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { isRetryable } from '#prisma/open.ts';
import { Actor } from './actor.ts';
import { complaints } from './complaints.ts';
import type { TestDatabase } from './database.ts';
import { type Filled, fills, sends } from './forms.ts';
import { type How, openSurroundings, type Surroundings, type SurroundingsOptions, startHouse } from './house.ts';
import { eventually, type MovableClock } from './time.ts';

export { eventually, MovableClock } from './time.ts';

export interface WorldOptions extends SurroundingsOptions, Partial<How> {
  /** Elsewhere: the test starts houses of its own, with `settings`, and tells by `url` which one people's phones reach. */
  house?: 'here' | 'elsewhere';
}

export interface NewPerson {
  phone?: string;
  name?: string;
  roles?: Role[];
  languageCode?: string;
  /** False: Telegram knows the person, the directory does not. */
  known?: boolean;
}

/** The sandbox as tests live in it: the house in this process, everything else over HTTP and SMTP on the loopback. */
export class World {
  readonly clock: MovableClock;
  readonly telegram: TelegramWorld;
  readonly mailbox: Mailbox;
  readonly database: TestDatabase;
  readonly settings: Record<string, string>;
  readonly log: string[] = [];
  readonly telephone: ReturnType<typeof exchange>;
  readonly #surroundings: Surroundings;
  readonly #how: How;
  #server: WebServer;
  #assistant: Assistant | null = null;
  #elsewhere: string | null = null;
  #people = 0;

  private constructor(surroundings: Surroundings, how: How, server: WebServer) {
    this.#surroundings = surroundings;
    this.#how = how;
    this.#server = server;
    ({
      clock: this.clock,
      telegram: this.telegram,
      mailbox: this.mailbox,
      database: this.database,
      settings: this.settings,
    } = surroundings);
    const { CALL_WEBHOOK_SECRET: secret = '', CALL_NUMBER: numbers = '' } = this.settings;
    this.telephone = exchange({
      webhookUrl: () => `${this.url}/webhooks/call`,
      secret,
      numbers: numbers.split(','),
      now: () => this.clock.now(),
    });
  }

  static async open({
    receive = 'polling',
    institutions = defaultInstitutions,
    faq,
    house = 'here',
    ...options
  }: WorldOptions = {}): Promise<World> {
    const surroundings = await openSurroundings(options);
    const world = new World(surroundings, { receive, institutions, faq }, await listen('127.0.0.1', 0));
    if (house === 'here') await world.#start();
    return world;
  }

  async #start(): Promise<void> {
    this.#assistant = await startHouse(this.#surroundings, this.#how, this.#server, this.log);
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
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.#assistant?.stop();
    this.#assistant = null;
  }

  /** The operators' group. */
  get desk(): SandboxGroup {
    const { desk } = this.#surroundings;
    if (!desk) throw new Error('This world has no helpdesk: open it with `helpdesk: true`');
    return desk;
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
  async confirms(link: string): Promise<Filled> {
    return fills(link, {});
  }

  /** Sets the password on the page as a person does. */
  async setsPassword(page: string, password: string): Promise<Filled> {
    return sends(page, [['password', password]]);
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
    // Announced as new jobs are: else the house would look for them only after a while.
    await this.database.pool.query(
      `WITH due AS (
         UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND run_at <= $1 RETURNING id
       )
       SELECT pg_notify('jobs:insert', '{"count":1}') FROM due LIMIT 1`,
      [this.clock.now()],
    );
  }

  /** Waits until nothing decided for this chat is left to be sent. */
  async delivered(chatId: number): Promise<void> {
    await eventually('all messages to be delivered', () =>
      this.#isNone('SELECT 1 FROM "Outbox" WHERE "chatId" = $1 AND "failedAt" IS NULL LIMIT 1', [chatId]),
    );
  }

  /** Whether the database has no such row. While it is away, as it is when the bot that keeps it is killed, nobody can say so. */
  async #isNone(query: string, values: unknown[] = []): Promise<boolean> {
    try {
      return (await this.database.pool.query(query, values)).rowCount === 0;
    } catch (error) {
      if (isRetryable(error)) return false;
      throw error;
    }
  }

  /**
   * Waits until nothing is left to happen: no update on its way, nothing to send or to show, no job due or in hand. Looked at in this order and
   * the rest in one statement: what an update leaves behind is there before the update is gone.
   */
  async quiet(): Promise<void> {
    await eventually('silence', async () => {
      if (this.telegram.pendingUpdates > 0) return false;
      return this.#isNone(
        `SELECT 1 WHERE EXISTS (SELECT FROM "Outbox" WHERE "failedAt" IS NULL) OR ($1 AND EXISTS (SELECT FROM "Ticket" WHERE "syncSince" IS NOT NULL))
           OR EXISTS (SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL OR (run_at <= now() AND attempts < max_attempts))`,
        [this.#surroundings.desk !== null],
      );
    });
  }

  /** From now on what is due later runs when the test lets time pass, and never by itself, however slow the machine is. */
  holdTimers(): void {
    this.clock.move(60 * 60_000);
  }

  /** Waits until no job is due or in hand. */
  async idle(): Promise<void> {
    await eventually('the jobs in hand to be done', () =>
      this.#isNone(
        'SELECT 1 FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL OR (run_at <= now() AND attempts < max_attempts)',
      ),
    );
  }

  /** Ends everything; throws when the house called the Bot API in a way that its specification does not know. */
  async close(): Promise<void> {
    await this.#assistant?.stop();
    await this.#server.close();
    await this.telegram.close();
    await this.#surroundings.telegramServer.close();
    await this.mailbox.close();
    await this.database.close();
    rmSync(this.#surroundings.folder, { recursive: true, force: true });
    const found = complaints(this.telegram.calls);
    if (found.length > 0) throw new Error(`Calls against the Bot API’s specification:\n${found.join('\n')}`);
  }
}
