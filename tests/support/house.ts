import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assistant, startAssistant } from '#bot/assistant.ts';
import { readConfig, withDefaultGroup } from '#bot/config.ts';
import { createLog } from '#bot/log.ts';
import { type Mailbox, startMailbox } from '#bot/sandbox/mailbox.ts';
import type { GroupOptions } from '#bot/sandbox/telegram/types.ts';
import { type SandboxGroup, TelegramWorld } from '#bot/sandbox/telegram/world.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import type { FaqStore } from '#core/faq/open.ts';
import type { Institution } from '#core/institution.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { sharedFaq } from './faq.ts';
import { MovableClock } from './time.ts';

export interface SurroundingsOptions {
  framework?: 'grammy' | 'telegraf';
  /** More settings, by their names in the environment. */
  settings?: Record<string, string>;
  /** A group of operators with topics, unless told otherwise, for every institution that names none of its own: `desk`, `operator()`. */
  helpdesk?: boolean | Partial<GroupOptions>;
  /** Another database than a fresh one of its own. */
  database?: TestDatabase;
}

/** What a house needs around it: Telegram, a mail server, a database, a folder; and the settings that tell it of them. */
export interface Surroundings {
  clock: MovableClock;
  telegram: TelegramWorld;
  telegramServer: WebServer;
  mailbox: Mailbox;
  database: TestDatabase;
  folder: string;
  desk: SandboxGroup | null;
  settings: Record<string, string>;
}

const BOT_TOKEN = '7000000009:test-token-of-the-sandbox';

export async function openSurroundings({
  framework = 'grammy',
  settings = {},
  helpdesk = false,
  database: given,
}: SurroundingsOptions): Promise<Surroundings> {
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
  const folder = mkdtempSync(join(tmpdir(), 'propusk-world-'));
  return {
    ...{ clock, telegram, telegramServer, mailbox, database, folder, desk },
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
      // The most talkative: tests look for people in it.
      LOG_LEVEL: 'trace',
      ...(desk ? { HELPDESK_CHAT_ID: String(desk.id) } : {}),
      ...settings,
    },
  };
}

/** How a house is run. */
export interface How {
  receive: 'polling' | 'webhook';
  institutions: Institution[];
  faq?: FaqStore | undefined;
}

/** Starts the house in this process; it is ready when this resolves. @param log collects its lines */
export async function startHouse(
  { settings, database, clock, mailbox }: Surroundings,
  { receive, institutions, faq }: How,
  server: WebServer,
  log: string[],
): Promise<Assistant> {
  const { SMTP_URL: smtpUrl = '', TELEGRAM_API_ROOT: apiRoot = '', HELPDESK_CHAT_ID: group = null } = settings;
  const { prisma, pool, url, concurrent } = database;
  const assistant = await startAssistant({
    config: { ...readConfig(settings), institutions: withDefaultGroup(institutions, group) },
    ...{ botToken: BOT_TOKEN, apiRoot, smtpUrl, server, clock, receive },
    database: {
      ...{ prisma, pool, connection: { connectionString: url }, embedded: !concurrent },
      close: async () => undefined,
    },
    log: createLog(settings.LOG_LEVEL ?? 'trace', { write: (line) => log.push(line) }),
    faq: faq ?? (await sharedFaq()),
    paced: false,
    onFatal: () => log.push('fatal'),
  });
  if (assistant.helpdeskDoor) mailbox.deliverTo(assistant.helpdeskDoor);
  await assistant.arrived;
  return assistant;
}
