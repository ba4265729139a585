import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Clock, systemClock } from '#core/clock.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { type FaqStore, openFaq } from '#core/faq/open.ts';
import { rerankJobs } from '#core/faq/rerank.ts';
import { clockJobs } from '#core/helpdesk/clocks.ts';
import { directoryLetterJobs } from '#core/helpdesk/directory-letter.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { letterJobs } from '#core/mail/letter-jobs.ts';
import { recoveryJobs } from '#core/recovery/jobs.ts';
import { schoolSearch } from '#core/schools/search.ts';
import { createSecrets } from '#core/secrets.ts';
import { callJobs } from '#core/verification/jobs.ts';
import { textsFolder } from '#locales/articles.ts';
import { loadTexts } from '#locales/texts.ts';
import type { Database } from '#prisma/open.ts';
import { transactions } from '#prisma/transactions.ts';
import { cause } from './cause.ts';
import type { Config, GosuslugiSettings } from './config.ts';
import { createComposer } from './delivery/compose.ts';
import { startDelivery } from './delivery/delivery.ts';
import { openLeases } from './delivery/leases.ts';
import { telegramRates } from './delivery/pacing.ts';
import { failAloud, messageIdOf, rememberCopies } from './delivery/sent.ts';
import { afterwards } from './desk/afterwards.ts';
import { albumJobs } from './desk/albums.ts';
import { openAnswers } from './desk/answers.ts';
import { createDeskIntake } from './desk/intake.ts';
import { startHelpdeskLetters } from './desk/letters.ts';
import { createRoles } from './desk/roles.ts';
import { statsJobs } from './desk/stats/job.ts';
import { deskJobs, startDesk } from './desk/sync/sync.ts';
import { readDeskUpdate } from './desk/update.ts';
import { ownJobs, planPassExpiry } from './handlers.ts';
import { inlineAnswers } from './inline.ts';
import { createIntake } from './intake/intake.ts';
import { pictureJobs } from './intake/pictures.ts';
import { startJobs } from './jobs.ts';
import { identityProvider } from './providers/identity.ts';
import { chatReranker } from './providers/reranker.ts';
import { smtpMailer } from './providers/smtp.ts';
import { telephony } from './providers/telephony.ts';
import { telegramFiles } from './transport/files.ts';
import { grammyTransport } from './transport/grammy.ts';
import { type InlineQuery, readInlineQuery } from './transport/inline-query.ts';
import { introduce, introduceDesk, whoAmI } from './transport/introduce.ts';
import { allowedUpdates, startPolling } from './transport/polling.ts';
import { telegrafTransport } from './transport/telegraf.ts';
import { TelegramRefusal, TelegramUnreachable, type Transport } from './transport/transport.ts';
import { readUpdate } from './transport/update.ts';
import { telegramWebhook, WEBHOOK_PATH } from './transport/webhook.ts';
import { webApp } from './web/app.ts';
import { callWebhooks } from './web/call-webhooks.ts';
import { gateRoutes } from './web/gate.ts';
import { linkPage } from './web/link-page.ts';
import { pages } from './web/pages.tsx';
import { passwordPageOf } from './web/password-page.ts';
import { rateLimit } from './web/rate.ts';
import type { WebServer } from './web/server.ts';

/** More than anybody types or presses: what a chat sends beyond it is left, so that a flood fills no outbox. */
const CHAT_RATE = { burst: 100, perSecond: 1 };
/** Telegram's apps ask anew whenever somebody stops typing for a moment. */
const INLINE_RATE = { burst: 40, perSecond: 2 };

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
  parts?: Parameters<typeof webApp>[0]['parts'];
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
  const shared = { transaction, clock, log, secrets, texts, institutions };

  const intake = createIntake({ ...shared, core, faq: faq.current, onMessages: (chat) => delivery.kick(chat) });

  const createTransport = config.framework === 'grammy' ? grammyTransport : telegrafTransport;
  const transport = await createTransport({ token: botToken, apiRoot, onUpdate });

  let username = '';
  const chatUrl = () => options.chatUrl ?? `https://t.me/${username}`;
  const inline = inlineAnswers({ ...shared, faq: faq.current, chatUrl });
  const operators = createDeskIntake({
    ...shared,
    core,
    jobs: sqlJobs,
    faq: faq.current,
    answers: openAnswers({ log }),
    roles: createRoles({ call: transport.call, adminIds: config.adminIds, log }),
    username: () => username,
    afterwards: afterwards({ call: (...call) => desk.call(...call), log }),
    onMessages: (chat) => delivery.kick(chat),
    onDesk: () => desk.kick(),
  });
  const flood = rateLimit(clock, CHAT_RATE);
  const inlineFlood = rateLimit(clock, INLINE_RATE);

  async function onUpdate(raw: unknown): Promise<void> {
    const question = readOrRefuse(() => readInlineQuery(raw));
    if (question) return answerInline(question);
    const told = readOrRefuse(() => readDeskUpdate(raw, botId));
    if (told) {
      const { toast } = await operators.accept(told);
      if (told.event.kind === 'press') answer(told.event.callbackId, toast);
      return;
    }
    const read = readOrRefuse(() => readUpdate(raw, botId));
    if (!read) return;
    if (flood(String(read.envelope.chat.chatId)) > 0) {
      log.warn({ chat: String(read.envelope.chat.chatId) }, 'a chat floods: its update was left');
      return;
    }
    const { toast } = await intake.accept(read.envelope);
    desk.kick();
    if (read.callbackId) answer(read.callbackId, toast);
  }

  function readOrRefuse<Read>(read: () => Read): Read | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      log.warn(
        { issues: error.issues.map(({ path, code }) => ({ path, code })) },
        'an update of an unknown shape was left',
      );
      return null;
    }
  }

  /** Takes the little clock off the pressed button. Worth a try only: the press itself is safe already. */
  function answer(callbackId: string, toast: string | undefined): void {
    transport
      .call(
        'answerCallbackQuery',
        { callback_query_id: callbackId, ...(toast ? { text: toast } : {}) },
        AbortSignal.timeout(10_000),
      )
      .catch((error: unknown) => log.debug({ cause: cause(error) }, 'a press was not answered'));
  }

  /** Lists the articles for whoever types after the bot's name. Worth a try only: the next letter asks anew. */
  function answerInline(question: InlineQuery): void {
    // Deep links need our name.
    if (username === '' || inlineFlood(String(question.userId)) > 0) {
      log.debug('an inline query was left: it came too early, or too many did');
      return;
    }
    const ask = async () => transport.call('answerInlineQuery', inline(question), AbortSignal.timeout(10_000));
    ask().catch((error: unknown) => {
      const usual = error instanceof TelegramRefusal || error instanceof TelegramUnreachable;
      log[usual ? 'debug' : 'error']({ cause: cause(error) }, 'an inline query was not answered');
    });
  }

  const leases = await openLeases(database.pool, database.embedded, log);
  const delivery = startDelivery({
    pool: database.pool,
    leases,
    transport,
    clock,
    log,
    rates: paced ? telegramRates : null,
    compose: createComposer({ ...shared, publicUrl, withCore: (work) => transaction((db) => work(core(db))) }),
    onSent: (chat, sent, result) =>
      transaction((db) =>
        sent.kind === 'pass'
          ? planPassExpiry(sqlJobs(db), chat, messageIdOf(result), sent.expiresAt, sent.language)
          : rememberCopies({ db, core: core(db), clock }, chat, sent, result),
      ),
    async onUndelivered(_chat, ids, why) {
      await transaction((db) => failAloud(core(db), ids, why));
      desk.kick();
    },
  });
  const desk = startDesk({
    ...{ ...shared, core, jobs: sqlJobs, botId, pool: database.pool, leases, transport },
    rate: paced ? telegramRates.group : null,
    onMessages: (chat) => delivery.kick(chat),
  });

  const { purge, ...promptJobs } = ownJobs({
    ...shared,
    intake,
    core,
    jobs: sqlJobs,
    onMessages: (chat) => delivery.kick(chat),
  });
  const { 'call-expiry': callExpiry, ...providerJobs } = callJobs({
    ...shared,
    calls: (db) => core(db).calls,
    provider: phone.provider,
  });
  const files = telegramFiles({ transport, token: botToken, apiRoot });
  const letters = await startHelpdeskLetters({
    ...{ ...shared, core, mailer, files, publicUrl, settings: config.helpdeskMail },
    onMessages: (chat) => delivery.kick(chat),
    onTicket: () => desk.kick(),
  });
  const jobs = await startJobs({
    pool: database.pool,
    name: leases.owner,
    concurrency: 5,
    pollInterval: 1000,
    log,
    onDead: onFatal,
    handlers: {
      ...promptJobs,
      ...albumJobs({ ...shared, onMessages: (chat) => delivery.kick(chat) }),
      ...clockJobs({ ...shared, core, jobs: sqlJobs }),
      ...deskJobs({ transport }),
      'call-expiry': callExpiry,
    },
    slowHandlers: {
      ...providerJobs,
      ...letters.jobs,
      ...directoryLetterJobs({ ...shared, mailer, publicUrl }),
      ...letterJobs({ ...shared, jobs: sqlJobs, links: (db) => core(db).links, mailer, publicUrl }),
      ...recoveryJobs({ ...shared, recovery: (db) => core(db).recovery, mailer, publicUrl }),
      ...(reranker ? rerankJobs({ ...shared, jobs: sqlJobs, faq: faq.current, reranker }) : {}),
      purge,
    },
    heavyHandlers: {
      ...pictureJobs({ ...shared, jobs: sqlJobs, files }),
      ...statsJobs({ ...shared, core, jobs: sqlJobs, desk }),
    },
  });
  await transaction((db) =>
    sqlJobs(db).add('purge', {}, { key: 'purge', runAt: new Date(clock.now().getTime() + 60_000) }),
  );

  // The first who looks for a school need not wait; a search that comes earlier reads the schools itself.
  const warmed = Promise.all(
    institutions.filter(({ kind }) => kind === 'school').map(({ id }) => search.warm(transaction, id)),
  ).catch((error: unknown) => log.warn({ cause: cause(error) }, 'the schools’ index was not built ahead'));

  const webhookSecret = secrets.hash('telegram-webhook', botToken);
  server.mount(
    webApp({
      parts: [
        ...parts,
        telegramWebhook(transport, webhookSecret, log),
        callWebhooks({
          ...shared,
          calls: (db) => core(db).calls,
          secret: phone.webhookSecret,
          smsruApiId: phone.smsruApiId,
        }),
        gateRoutes(shared),
      ],
      pages: pages({
        ...shared,
        core,
        identity,
        publicUrl,
        botToken,
        chatUrl,
        links: linkPage({ transaction, links: (db) => core(db).links }),
        passwords: passwordPageOf({ ...shared, core }),
      }),
      ready: async () => {
        await database.pool.query('SELECT 1');
        if (username === '') throw new Error('Telegram has not answered yet');
      },
    }),
  );

  const receives = options.receive ?? (publicUrl.startsWith('https:') ? 'webhook' : 'polling');
  const stopping = new AbortController();
  let polling: { stop(): Promise<void> } | null = null;
  const calling: Pick<Transport, 'call'> = {
    call: (method, params, signal = AbortSignal.timeout(10_000)) =>
      transport.call(method, params, AbortSignal.any([signal, stopping.signal])),
  };
  const arrived = arrive({ log, stopping: stopping.signal, onFatal }, async () => {
    username = (await whoAmI(calling)).username;
    if (receives === 'webhook') {
      await calling.call('setWebhook', {
        url: publicUrl + WEBHOOK_PATH,
        secret_token: webhookSecret,
        allowed_updates: allowedUpdates,
        max_connections: 40,
      });
    } else {
      await calling.call('deleteWebhook', {});
      polling = startPolling(transport, log);
    }
    log.info({ framework: transport.framework, receives }, 'at work');
    await introduce(calling, texts).catch((error: unknown) => {
      if (stopping.signal.aborted) return;
      log.warn({ cause: cause(error) }, 'Telegram did not take the commands and descriptions');
    });
    await introduceDesk(calling, texts, institutions).catch((error: unknown) => {
      if (stopping.signal.aborted) return;
      log.warn({ cause: cause(error) }, 'Telegram did not take the operators’ commands');
    });
  });

  return {
    publicUrl,
    receives,
    helpdeskDoor: letters.url,
    transaction,
    arrived,
    async stop() {
      stopping.abort();
      await arrived;
      await warmed;
      await polling?.stop();
      await letters.stop();
      await jobs.stop();
      await desk.stop();
      await delivery.stop();
      await leases.close();
      mailer.close();
      if (!options.faq) faq.close();
    },
  };
}

/** Reports for duty at Telegram: again and again while it cannot be reached, but not with a token that it refuses. Never rejects. */
async function arrive(
  { log, stopping, onFatal }: { log: Logger; stopping: AbortSignal; onFatal(): void },
  report: () => Promise<void>,
): Promise<void> {
  for (let wait = 500; !stopping.aborted; wait = Math.min(30_000, wait * 2)) {
    try {
      return await report();
    } catch (error) {
      if (stopping.aborted) return;
      if (error instanceof TelegramRefusal && (error.code === 401 || error.code === 404)) {
        log.fatal({ cause: error.message }, 'Telegram does not know BOT_TOKEN: ask @BotFather for the right one');
        return onFatal();
      }
      const what = error instanceof TelegramRefusal ? 'Telegram refuses' : 'Telegram cannot be reached';
      log.warn({ cause: cause(error), wait }, `${what}, will retry`);
      await sleep(wait, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}
