import { Hono } from 'hono';
import { type Assistant, startAssistant } from '#bot/assistant.ts';
import { readConfig } from '#bot/config.ts';
import { createLog } from '#bot/log.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import { type Connected, connect } from '#prisma/connect.ts';
import { sharedFaq } from './faq.ts';
import type { World } from './world.ts';

interface Replica {
  server: WebServer;
  database: Connected;
  assistant: Assistant;
}

/**
 * Houses that share a world's database, each with connections of its own. Behind one door: an update goes to all of them at the
 * same time, as if Telegram had lost its memory; anything else to one after the other.
 */
export class Replicas {
  readonly world: World;
  readonly #door: WebServer;
  readonly #replicas: Replica[] = [];
  /** How often each of them gets an update. */
  readonly #times: number;
  #turn = 0;

  private constructor(world: World, door: WebServer, times: number) {
    this.world = world;
    this.#door = door;
    this.#times = times;
  }

  static async open(world: World, count: number, { times = 1 } = {}): Promise<Replicas> {
    const replicas = new Replicas(world, await listen('127.0.0.1', 0), times);
    for (let left = count; left > 0; left -= 1) await replicas.#add();
    replicas.#openDoor();
    world.url = replicas.#door.url;
    for (const { assistant } of replicas.#replicas) await assistant.arrived;
    return replicas;
  }

  async #add(): Promise<void> {
    const { settings, database, clock, log } = this.world;
    const server = await listen('127.0.0.1', 0);
    const connected = connect({ connectionString: database.url });
    const config = readConfig({ ...settings, PUBLIC_URL: this.#door.url });
    const assistant = await startAssistant({
      config,
      botToken: config.botToken ?? '',
      apiRoot: config.telegramApiRoot,
      smtpUrl: config.smtpUrl ?? '',
      server,
      database: { ...connected, connection: { connectionString: database.url }, embedded: false },
      log: createLog('debug', { write: (line) => log.push(line) }),
      clock,
      faq: await sharedFaq(),
      paced: false,
      receive: 'webhook',
      onFatal: () => log.push('fatal'),
    });
    this.#replicas.push({ server, database: connected, assistant });
  }

  #openDoor(): void {
    const app = new Hono();
    app.all('*', async (c) => {
      const { pathname, search } = new URL(c.req.url);
      const body = ['GET', 'HEAD'].includes(c.req.method) ? null : await c.req.arrayBuffer();
      const pass = ({ server }: Replica) =>
        fetch(server.url + pathname + search, {
          method: c.req.method,
          headers: c.req.raw.headers,
          body,
          redirect: 'manual',
        });
      if (pathname === '/webhooks/telegram') {
        const all = Array.from({ length: this.#times }, () => this.#replicas).flat();
        const answers = await Promise.all(all.map(pass));
        return answers.find(({ ok }) => !ok) ?? c.text('ok');
      }
      this.#turn += 1;
      const one = this.#replicas[this.#turn % this.#replicas.length];
      return one ? pass(one) : c.text('nobody', 503);
    });
    this.#door.mount(app);
  }

  async close(): Promise<void> {
    for (const { assistant, server, database } of this.#replicas) {
      await assistant.stop();
      await server.close();
      await database.close();
    }
    await this.#door.close();
  }
}
