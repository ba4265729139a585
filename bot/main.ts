import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { systemClock } from '#core/clock.ts';
import { openFaq } from '#core/faq/open.ts';
import { createSecrets } from '#core/secrets.ts';
import { textsFolder } from '#locales/articles.ts';
import { MigrationError } from '#prisma/migrate.ts';
import { openDatabase } from '#prisma/open.ts';
import { startAssistant } from './assistant.ts';
import { cause, frames } from './cause.ts';
import { withDefaultGroup } from './config/institutions.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { furnish } from './sandbox/furnish.ts';
import { SANDBOX_BOT_ID, startSandbox } from './sandbox/sandbox.ts';
import { listen } from './web/server.ts';

/** Whatever hangs must not keep the process longer: nothing is lost by going, all that matters is in the database. */
const LONGEST_STOP = 20_000;
/** How long requests in hand may take once the word to stop has come. */
const LAST_REQUESTS = 5_000;
/** The same word said twice within this time is one: npm passes on to us what the terminal has told us already. */
const ECHO = 1_000;

/** Starts the house. Whoever stops it calls `stops` from the first to the last. */
async function start(config: Config, log: Logger, stops: (() => Promise<void>)[], onFatal: () => void): Promise<void> {
  const opening = openFaq({ folder: textsFolder, log });
  const server = await listen(config.host, config.port);
  const database = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir, log }).catch(
    (error: unknown) => {
      if (!config.databaseUrl || error instanceof MigrationError) throw error;
      throw new Error(`the database of DATABASE_URL cannot be reached: ${reason(error)}`);
    },
  );
  stops.unshift(() => database.close());
  // Pages and webhooks need the database to the end.
  stops.unshift(() => server.close());

  const outside = config.botToken
    ? { botToken: config.botToken, apiRoot: config.telegramApiRoot, smtpUrl: config.smtpUrl ?? '', parts: [] }
    : await sandbox();

  async function sandbox() {
    const secrets = createSecrets(config.secretKey);
    const gateKeys = await furnish({ ...config, database, clock: systemClock, secrets, botId: SANDBOX_BOT_ID });
    const { dataDir, calls } = config;
    const publicUrl = config.publicUrl ?? server.url;
    const built = await startSandbox({
      ...{ dataDir, url: server.url, publicUrl, secrets, calls, gateKeys, database },
      ...{ clock: systemClock, institutions: config.institutions },
    });
    stops.unshift(() => built.close());
    const gosuslugi = config.gosuslugi.kind === 'off' ? built.gosuslugi : config.gosuslugi;
    const institutions = withDefaultGroup(config.institutions, built.helpdeskChatId);
    return {
      ...built,
      config: { ...config, institutions },
      smtpUrl: config.smtpUrl ?? built.smtpUrl,
      gosuslugi,
      parts: [built.app],
    };
  }

  const faq = await opening;
  stops.unshift(async () => faq.close());
  const assistant = await startAssistant({ config, ...outside, server, database, faq, log, onFatal });
  stops.unshift(() => assistant.stop());
  if ('answersTo' in outside && assistant.helpdeskDoor) outside.answersTo(assistant.helpdeskDoor);
  if ('pageUrl' in outside) invite(outside.pageUrl);
  else {
    // The sandbox's Telegram is behind our own door; the real one is not.
    stops.unshift(() => server.close(LAST_REQUESTS));
    log.info({ url: assistant.publicUrl, receives: assistant.receives }, 'started');
  }
}

function invite(pageUrl: string): void {
  process.stdout.write(
    `\n  Propusk is running in its sandbox · Пропуск работает в песочнице\n\n  Open · Откройте:  ${pageUrl}\n\n  Stop with Ctrl+C.\n\n`,
  );
}

/** Starts the house, waits for the word to stop, stops it. */
async function main(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  let stopping: number | null = null;

  /** Ends everything in the reverse order of its start: once, and within bounds. */
  async function stop(exitCode: number): Promise<void> {
    stopping = performance.now();
    setTimeout(() => process.exit(exitCode), LONGEST_STOP).unref();
    for (const one of stops) await one().catch((error: unknown) => log.error({ cause: cause(error) }, 'stopping'));
    log.info('stopped');
    process.exit(exitCode);
  }

  function onSignal(): void {
    if (stopping === null) void stop(0);
    else if (performance.now() - stopping > ECHO) process.exit(1);
  }

  function onFatal(error?: unknown): void {
    if (error) log.fatal({ cause: cause(error), at: frames(error) }, 'a fault of ours: the process ends');
    if (stopping === null) void stop(1);
  }

  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('uncaughtException', onFatal);
  process.on('unhandledRejection', onFatal);

  try {
    await start(config, log, stops, () => onFatal());
  } catch (error) {
    // Whatever fails because it is being stopped is no news; the stop ends the process.
    if (stopping !== null) await sleep(LONGEST_STOP);
    throw error;
  }
}

/** In its own words; several addresses of one name fail with several. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join(', ');
  return error instanceof Error ? error.message : String(error);
}

try {
  await main(readConfig());
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : `Propusk cannot start: ${reason(error)}`}\n`);
  process.exit(1);
}
