import { Command } from 'commander';
import { systemClock } from '#core/clock.ts';
import { createSecrets } from '#core/secrets.ts';
import { openDatabase } from '#prisma/open.ts';
import { type GateContext, gateCommands } from './cli/gates.ts';
import { peopleCommands } from './cli/people.ts';
import { ConfigError, readConfig } from './config.ts';

/** Opens what a command works with; the bot may be running meanwhile, on the same database. */
async function open(): Promise<GateContext> {
  const config = readConfig();
  const database = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir });
  return {
    database,
    clock: systemClock,
    secrets: createSecrets(config.secretKey),
    institutions: config.institutions,
    ...(config.onec
      ? { onec: { baseUrl: config.onec.url, user: config.onec.user, password: config.onec.password } }
      : {}),
    close: () => database.close(),
    out: (line) => process.stdout.write(`${line}\n`),
  };
}

const program = new Command('propusk')
  .description('Commands for those who keep the assistant running')
  .showHelpAfterError();
peopleCommands(program, open);
gateCommands(program, open);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
