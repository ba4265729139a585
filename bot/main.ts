import { systemClock } from '#core/clock.ts';
import { createSecrets } from '#core/secrets.ts';
import { openDatabase } from '#prisma/open.ts';
import { startAssistant } from './assistant.ts';
import { cause } from './cause.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { furnish } from './sandbox/furnish.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { listen } from './web/server.ts';

/** Starts the house, waits for the word to stop, stops it. */
async function main(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const stop = stopper(stops, log);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const server = await listen(config.host, config.port);
  stops.unshift(() => server.close());
  const database = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir, log });
  stops.unshift(() => database.close());

  const outside = config.botToken
    ? { botToken: config.botToken, apiRoot: config.telegramApiRoot, smtpUrl: config.smtpUrl ?? '', parts: [] }
    : await sandbox();

  async function sandbox() {
    const secrets = createSecrets(config.secretKey);
    const gateKeys = await furnish({ ...config, database, clock: systemClock, secrets });
    const { dataDir, calls } = config;
    const built = await startSandbox({ dataDir, url: server.url, secrets, calls, gateKeys });
    stops.unshift(() => built.close());
    return { ...built, smtpUrl: config.smtpUrl ?? built.smtpUrl, parts: [built.app] };
  }

  const assistant = await startAssistant({ config, ...outside, server, database, log });
  stops.unshift(() => assistant.stop());
  if ('pageUrl' in outside) invite(outside.pageUrl);
  else log.info({ url: assistant.publicUrl, receives: assistant.receives }, 'started');
}

function invite(pageUrl: string): void {
  process.stdout.write(
    `\n  Propusk is running in its sandbox · Пропуск работает в песочнице\n\n  Open · Откройте:  ${pageUrl}\n\n  Stop with Ctrl+C.\n\n`,
  );
}

/** Ends everything in the reverse order of its start: once, and within bounds. */
function stopper(stops: (() => Promise<void>)[], log: ReturnType<typeof createLog>): () => void {
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    // Whatever hangs must not keep the process: nothing is lost by going, all that matters is in the database.
    setTimeout(() => process.exit(process.exitCode ?? 0), 20_000).unref();
    void (async () => {
      for (const one of stops) await one().catch((error: unknown) => log.error({ cause: cause(error) }, 'stopping'));
      log.info('stopped');
      process.exit(process.exitCode ?? 0);
    })();
  };
}

try {
  await main(readConfig());
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  return `Propusk cannot start: ${error instanceof Error ? error.message : String(error)}`;
}
