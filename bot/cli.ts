import { Command } from 'commander';
import { systemClock } from '#core/clock.ts';
import { createSecrets } from '#core/secrets.ts';
import { openDatabase } from '#prisma/open.ts';
import { curatorCommands } from './cli/curators.ts';
import { faqCommands } from './cli/faq.ts';
import { gateCommands } from './cli/gates.ts';
import type { StaffContext } from './cli/journal.ts';
import { peopleCommands } from './cli/people.ts';
import { schoolCommands } from './cli/schools.ts';
import { ConfigError, readConfig } from './config.ts';
import { grammyTransport } from './transport/grammy.ts';
import { whoAmI } from './transport/introduce.ts';

/** Opens what a command works with; the bot may be running meanwhile, on the same database. */
async function open(): Promise<StaffContext> {
  const config = readConfig();
  const { botToken } = config;
  const database = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir });
  return {
    database,
    clock: systemClock,
    secrets: createSecrets(config.secretKey),
    institutions: config.institutions,
    ...(config.onec
      ? { onec: { baseUrl: config.onec.url, user: config.onec.user, password: config.onec.password } }
      : {}),
    botName: botToken === null ? null : () => nameOf({ token: botToken, apiRoot: config.telegramApiRoot }),
    close: () => database.close(),
    out: (line) => process.stdout.write(`${line}\n`),
  };
}

/** Asks Telegram; updates are the bot's business. */
async function nameOf(bot: { token: string; apiRoot: string | null }): Promise<string> {
  const transport = await grammyTransport({ ...bot, onUpdate: async () => {} });
  return (await whoAmI(transport)).username;
}

const program = new Command('propusk')
  .description('Commands for those who keep the assistant running')
  .showHelpAfterError();
peopleCommands(program, open);
gateCommands(program, open);
schoolCommands(program, open);
curatorCommands(program, open);
faqCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError || error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
