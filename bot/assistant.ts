import type { Logger } from 'pino';
import type { ChatRef } from '#core/chat.ts';
import { type Clock, systemClock } from '#core/clock.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { type FaqStore, openFaq } from '#core/faq/open.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { schoolSearch } from '#core/schools/search.ts';
import { createSecrets } from '#core/secrets.ts';
import { textsFolder } from '#locales/articles.ts';
import { loadTexts } from '#locales/texts.ts';
import type { Database } from '#prisma/open.ts';
import { transactions } from '#prisma/transactions.ts';
import { startArrival } from './assistant/arrival.ts';
import { doors } from './assistant/doors.ts';
import { startSending } from './assistant/sending.ts';
import { createUpdates } from './assistant/updates.ts';
import { startWork } from './assistant/work.ts';
import { cause } from './cause.ts';
import type { Config, GosuslugiSettings } from './config.ts';
import { arriving } from './delivery/arriving.ts';
import { openLeases } from './delivery/leases.ts';
import { telegramRates } from './delivery/pacing.ts';
import { createUnderway } from './delivery/underway.ts';
import { afterwards } from './desk/afterwards.ts';
import { openAnswers } from './desk/answers.ts';
import { createDeskIntake } from './desk/intake.ts';
import { startHelpdeskLetters } from './desk/letters.ts';
import { createRoles } from './desk/roles.ts';
import { startDesk } from './desk/sync/sync.ts';
import { inlineAnswers } from './inline.ts';
import { createIntake } from './intake/intake.ts';
import { identityProvider } from './providers/identity.ts';
import { chatReranker } from './providers/reranker.ts';
import { smtpMailer } from './providers/smtp.ts';
import { telephony } from './providers/telephony.ts';
import { telegramFiles } from './transport/files.ts';
import { grammyTransport } from './transport/grammy.ts';
import { telegrafTransport } from './transport/telegraf.ts';
import { WEBHOOK_PATH } from './transport/webhook.ts';
import type { WebAppDeps } from './web/app.ts';
import type { WebServer } from './web/server.ts';

export interface AssistantOptions {
  config: Config;
  /** As in the settings, or as the sandbox gave them. */
  botToken: string;
  apiRoot: string | null;
  smtpUrl: string;
  /** As in the settings, unless the sandbox brings its own. */
  gosuslugi?: GosuslugiSettings;
  server: WebServer;
  database: Database;
  log: Logger;
  clock?: Clock;
  /** Already open, and the caller's to close; else the assistant opens its own. */
  faq?: FaqStore;
  /** False sends as fast as Telegram's answers come: for measuring. */
  paced?: boolean;
  /** Where pages lead people who want the bot: t.me unless told. */
  chatUrl?: string;
  /** How updates come: by webhook where PUBLIC_URL is https, unless told. */
  receive?: 'webhook' | 'polling';
  /** More of the web part: the sandbox's. */
  parts?: WebAppDeps['parts'];
  /** The assistant can be of no more use: stop it and let whoever started the process learn of it. */
  onFatal(): void;
}

export interface Assistant {
  readonly publicUrl: string;
  /** Whether updates come by webhook or by long polling. */
  readonly receives: 'webhook' | 'polling';
  /** Where answers to the helpdesk's letters are taken, `smtp://host:port`; null where they come by other ways, or not at all. */
  readonly helpdeskDoor: string | null;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Resolves once Telegram knows us, or when there is no more hope of that. */
  readonly arrived: Promise<void>;
  /** Lets everything in hand end. The database and the web server are the caller's to close. */
  stop(): Promise<void>;
}

/** Builds the house and opens its doors. */
export async function startAssistant(options: AssistantOptions): Promise<Assistant> {
  const { config, botToken, apiRoot, server, database, log, onFatal } = options;
  const { clock = systemClock, paced = true, parts = [] } = options;
  const { institutions } = config;
  const publicUrl = config.publicUrl ?? server.url;
  const botId = BigInt(botToken.split(':')[0] ?? '0');
  const texts = loadTexts();
  const faq = options.faq ?? (await openFaq({ folder: textsFolder, log }));
  const secrets = createSecrets(config.secretKey);
  const phone = telephony(config.calls, log);
  const identity = identityProvider(options.gosuslugi ?? config.gosuslugi, clock, log);
  const reranker = config.reranker && chatReranker(config.reranker);
  const mailer = smtpMailer({ url: options.smtpUrl, from: config.mailFrom });

  const transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T> = transactions(database.prisma);
  const search = schoolSearch();
  const core = (db: Db): Core =>
    createCore({
      db,
      clock,
      secrets,
      jobs: sqlJobs(db),
      line: phone.line,
      schoolSearch: search,
      reranks: reranker !== null,
    });
  const onMessages = (chat: ChatRef): void => delivery.kick(chat);
  const onDesk = (): void => desk.kick();
  const shared = { transaction, core, clock, log, secrets, texts, institutions, onMessages };

  const leases = await openLeases(database.pool, database.embedded, log);
  const underway = createUnderway();
  const arrived = arriving({ transaction, clock, owner: leases.owner, underway });
  const intake = createIntake({ ...shared, arrived, faq: faq.current });

  const createTransport = config.framework === 'grammy' ? grammyTransport : telegrafTransport;
  const transport = await createTransport({ token: botToken, apiRoot, onUpdate: (raw) => onUpdate(raw) });

  let username = '';
  const named = (): boolean => username !== '';
  const chatUrl = () => options.chatUrl ?? `https://t.me/${username}`;
  const inline = inlineAnswers({ ...shared, faq: faq.current, chatUrl });
  const operators = createDeskIntake({
    ...{ ...shared, arrived },
    jobs: sqlJobs,
    faq: faq.current,
    answers: openAnswers({ log }),
    roles: createRoles({ call: transport.call, adminIds: config.adminIds, log }),
    username: () => username,
    afterwards: afterwards({ call: (...call) => desk.call(...call), log }),
    onDesk,
  });
  const onUpdate = createUpdates({ botId, clock, log, transport, intake, operators, inline, named, onDesk });

  const delivery = startSending({
    ...{ ...shared, database, leases, underway, transport, publicUrl },
    rates: paced ? telegramRates : null,
    onDesk,
  });
  const desk = startDesk({
    ...{ ...shared, jobs: sqlJobs, botId, pool: database.pool, leases, underway, transport },
    rate: paced ? telegramRates.group : null,
  });

  const files = telegramFiles({ transport, token: botToken, apiRoot });
  const letters = await startHelpdeskLetters({
    ...{ ...shared, mailer, files, publicUrl, settings: config.helpdeskMail },
    onTicket: onDesk,
  });
  const work = await startWork({
    ...{ ...shared, database, owner: leases.owner, publicUrl, onFatal },
    ...{ intake, transport, files, mailer, phone, faq, reranker, letters, desk },
  });

  // The first who looks for a school need not wait; a search that comes earlier reads the schools itself.
  const warmed = Promise.all(
    institutions.filter(({ kind }) => kind === 'school').map(({ id }) => search.warm(transaction, id)),
  ).catch((error: unknown) => log.warn({ cause: cause(error) }, 'the schools’ index was not built ahead'));

  const webhookSecret = secrets.hash('telegram-webhook', botToken);
  server.mount(
    doors({
      ...{ ...shared, database, transport, phone, identity, botToken, webhookSecret },
      ...{ publicUrl, chatUrl, parts, named },
    }),
  );

  const receives = options.receive ?? (publicUrl.startsWith('https:') ? 'webhook' : 'polling');
  const arrival = startArrival({
    ...{ log, texts, institutions, transport, onFatal },
    webhook: receives === 'webhook' ? { url: publicUrl + WEBHOOK_PATH, secret: webhookSecret } : null,
    onName: (name) => {
      username = name;
    },
  });

  return {
    publicUrl,
    receives,
    helpdeskDoor: letters.url,
    transaction,
    arrived: arrival.arrived,
    async stop() {
      await arrival.stop();
      await warmed;
      await letters.stop();
      await work.stop();
      await desk.stop();
      await delivery.stop();
      await leases.close();
      mailer.close();
      if (!options.faq) faq.close();
    },
  };
}
