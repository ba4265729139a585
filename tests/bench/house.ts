// The house as a process of its own, as bot/main.ts starts it but for the pacing: that is Telegram's limit, not ours.
import pg from 'pg';
import { startAssistant } from '#bot/assistant.ts';
import { readConfig } from '#bot/config.ts';
import { createLog } from '#bot/log.ts';
import { listen } from '#bot/web/server.ts';
import { openDatabase } from '#prisma/open.ts';
import { measured } from './child.ts';

let roundTrips = 0;
const { query } = pg.Client.prototype;
Object.assign(pg.Client.prototype, {
  query(this: pg.Client, ...args: unknown[]): unknown {
    roundTrips += 1;
    return Reflect.apply(query, this, args);
  },
});

const config = readConfig();
const log = createLog(config.logLevel);
const server = await listen(config.host, config.port);
const database = await openDatabase({ url: config.databaseUrl ?? undefined, dataDir: config.dataDir, log });
const assistant = await startAssistant({
  config,
  botToken: config.botToken ?? '',
  apiRoot: config.telegramApiRoot,
  smtpUrl: config.smtpUrl ?? '',
  ...{ server, database, log },
  paced: false,
  onFatal: () => process.exit(1),
});
await assistant.arrived;
measured(
  assistant.publicUrl,
  () => roundTrips,
  async () => {
    await assistant.stop();
    await server.close();
    await database.close();
  },
);
