import { join } from 'node:path';
import { Hono } from 'hono';
import type { CallSettings, OidcSettings } from '#bot/config.ts';
import { CALLBACK_PATH } from '#bot/web/gosuslugi-sign-in.tsx';
import type { Clock } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import type { Secrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import type { Database } from '#prisma/open.ts';
import { sandboxCitizens } from './citizens.ts';
import { SANDBOX_DESK_ID, sandboxDesk } from './desk.ts';
import { notablePeople } from './directory.ts';
import { exchange } from './exchange.ts';
import { sandboxGosuslugi } from './gosuslugi.ts';
import { ownPageOnly } from './guard.ts';
import { sandboxRoutes } from './http.ts';
import { startMailbox } from './mailbox.ts';
import { schoolPeople } from './school-lists.ts';
import { sheetRack } from './sheets.ts';
import { TelegramWorld } from './telegram/world.ts';

export interface SandboxOptions {
  dataDir: string;
  /** Where the house's web part listens, without a slash at the end. */
  url: string;
  /** Base of the house's links, which may lead here another way. */
  publicUrl: string;
  secrets: Secrets;
  calls: CallSettings;
  /** The keys of the page's two turnstiles. */
  gateKeys: { first: string; second: string };
  /** Whose invitations lie about. */
  database: Database;
  clock: Clock;
  institutions: readonly Institution[];
}

export interface Sandbox {
  botToken: string;
  apiRoot: string;
  smtpUrl: string;
  /** Where the house's pages lead people who want the bot: here, for the bot is not on Telegram. */
  chatUrl: string;
  /** Where its operators sit, for institutions that name no group of their own. */
  helpdeskChatId: string;
  /** How people sign in with its made-up Gosuslugi. */
  gosuslugi: OidcSettings;
  /** Answers to letters in its mailbox are sent there: `smtp://host:port`. */
  answersTo(url: string): void;
  /** Where a person looks at it. */
  pageUrl: string;
  /** To be mounted in the house's web part. */
  app: Hono;
  close(): Promise<void>;
}

/** The bot's number in Telegram. */
export const SANDBOX_BOT_ID = 7_000_000_001n;
const USERNAME = 'propusk_sandbox_bot';
const API_PATH = '/sandbox-telegram';
const GOSUSLUGI_PATH = '/sandbox-gosuslugi';

/** Stand-ins for the outside world: a Bot API server with people, a mailbox, a telephone exchange, two turnstiles, Gosuslugi. */
export async function startSandbox({
  dataDir,
  url,
  publicUrl,
  secrets,
  calls,
  gateKeys,
  database,
  clock,
  institutions,
}: SandboxOptions): Promise<Sandbox> {
  const botToken = `${SANDBOX_BOT_ID}:${secrets.hash('sandbox-token', 'bot').slice(0, 35)}`;
  const telegram = new TelegramWorld({
    token: botToken,
    username: USERNAME,
    name: 'Propusk',
    statePath: join(dataDir, 'sandbox-telegram.json'),
  });
  const mailbox = await startMailbox({ statePath: join(dataDir, 'sandbox-letters.jsonl') });
  const line = 'numbers' in calls ? calls : { numbers: [], secret: '' };
  const phone = exchange({ webhookUrl: `${url}/webhooks/call`, secret: line.secret, numbers: line.numbers });

  /** Asks the house as a turnstile does: over HTTP, with a key of its own. */
  async function gate(token: string, which: 'first' | 'second'): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${url}/gate/v1/verify`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${gateKeys[which]}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
      signal: AbortSignal.timeout(5000),
    });
    return { status: response.status, body: await response.json() };
  }

  const gosuslugi: OidcSettings = {
    kind: 'oidc',
    issuer: url + GOSUSLUGI_PATH,
    clientId: 'propusk',
    clientSecret: secrets.hash('sandbox-gosuslugi', 'client'),
  };
  const redirectUri = publicUrl + CALLBACK_PATH;

  const desk = sandboxDesk(telegram, deskOf(institutions));
  const botLink = `https://t.me/${USERNAME}`;
  const chatUrl = `${url}/sandbox/open`;

  const app = new Hono();
  app.get('/', (c) => c.redirect('/sandbox/'));
  app.route(
    '/sandbox',
    sandboxRoutes({
      ...{ telegram, mailbox, exchange: phone, gate, botName: 'Propusk' },
      people: [...notablePeople, ...schoolPeople],
      desk,
      botLinks: () => [botLink, chatUrl],
      sheets: sheetRack({
        transaction: (work) => database.prisma.$transaction(work),
        ...{ clock, secrets, publicUrl, botLink, texts: loadTexts() },
        institutionId: institutions.find(({ kind }) => kind === 'school')?.id ?? '',
      }),
    }),
  );
  app.route(API_PATH, telegram.app);
  app.use(`${GOSUSLUGI_PATH}/*`, ownPageOnly);
  app.route(
    GOSUSLUGI_PATH,
    sandboxGosuslugi({ ...gosuslugi, redirectUri: () => redirectUri, citizens: sandboxCitizens }),
  );

  return {
    botToken,
    apiRoot: url + API_PATH,
    smtpUrl: mailbox.url,
    chatUrl,
    helpdeskChatId: String(desk.id),
    gosuslugi,
    answersTo: mailbox.deliverTo,
    pageUrl: `${url}/sandbox/`,
    app,
    async close() {
      await telegram.close();
      await mailbox.close();
    },
  };
}

/** The group whose operators the page plays: the first that the settings name. */
const deskOf = (institutions: readonly Institution[]): number =>
  Number(institutions.flatMap(({ helpdesk }) => helpdesk.groups)[0] ?? SANDBOX_DESK_ID);
