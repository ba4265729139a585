import { setTimeout as sleep } from 'node:timers/promises';
import { badRequest } from './errors.ts';
import { isObject, Params } from './params.ts';
import type { State, WebhookConfig } from './state.ts';
import type { Update } from './types.ts';
import type { Updates } from './updates.ts';

const ANSWER_WITHIN_MS = 60_000;
const LONGEST_PAUSE_MS = 60_000;
const PORTS = new Set(['', '80', '88', '443', '8443']);

/** A webhook's run from `setWebhook` to its end; another setting starts another run. */
interface Run {
  config: WebhookConfig;
  lanes: Map<string, Update[]>;
  stop: AbortController;
  busy: number;
  free: (() => void)[];
}

/**
 * Posts updates to the bot. Order holds within a lane only: a chat's messages, a person's presses. An update that the bot
 * does not take holds up its lane: again at once, then after 2, 4, 8 s and so on.
 */
export class Webhook {
  readonly #state: State;
  readonly #updates: Updates;
  readonly #call: (method: string, params: Params) => Promise<unknown>;
  readonly #going = new Set<Promise<void>>();
  #run: Run | undefined;

  constructor(state: State, updates: Updates, call: (method: string, params: Params) => Promise<unknown>) {
    this.#state = state;
    this.#updates = updates;
    this.#call = call;
  }

  /** Takes up the webhook that the state remembers. */
  resume(): void {
    if (this.#state.webhook) this.#start(this.#state.webhook);
  }

  set(config: WebhookConfig): void {
    this.#end();
    this.#updates.endPoll('terminated by setWebhook request');
    this.#state.webhook = config;
    this.#state.changed();
    this.#start(config);
  }

  remove(): void {
    this.#end();
    this.#state.webhook = null;
    this.#state.changed();
  }

  async close(): Promise<void> {
    this.#end();
    await Promise.allSettled(this.#going);
  }

  #start(config: WebhookConfig): void {
    const run: Run = { config, lanes: new Map(), stop: new AbortController(), busy: 0, free: [] };
    this.#run = run;
    this.#updates.onAdd = (update) => this.#enqueue(run, update);
    for (const update of this.#updates.pending()) this.#enqueue(run, update);
  }

  #end(): void {
    this.#run?.stop.abort();
    for (const free of this.#run?.free ?? []) free();
    this.#run = undefined;
    this.#updates.onAdd = undefined;
  }

  #enqueue(run: Run, update: Update): void {
    const key = lane(update);
    const waiting = run.lanes.get(key);
    if (waiting) {
      waiting.push(update);
      return;
    }
    run.lanes.set(key, [update]);
    const going = this.#drain(run, key).catch((error: unknown) => {
      if (!run.stop.signal.aborted) throw error;
    });
    this.#going.add(going);
    void going.finally(() => this.#going.delete(going));
  }

  async #drain(run: Run, key: string): Promise<void> {
    const waiting = run.lanes.get(key) ?? [];
    for (let update = waiting[0]; update; update = waiting[0]) {
      await this.#deliver(run, update);
      if (run.stop.signal.aborted) return;
      this.#updates.confirm(update.update_id);
      waiting.shift();
    }
    run.lanes.delete(key);
  }

  async #deliver(run: Run, update: Update): Promise<void> {
    for (let failures = 0; !run.stop.signal.aborted; failures++) {
      const problem = await this.#post(run, update);
      if (problem === undefined || run.stop.signal.aborted) return;
      run.config.lastErrorDate = this.#state.seconds();
      run.config.lastErrorMessage = problem;
      this.#state.changed();
      const pause = failures === 0 ? 0 : Math.min(2 ** failures * 1000, LONGEST_PAUSE_MS);
      await sleep(pause, undefined, { signal: run.stop.signal, ref: false });
    }
  }

  /** @returns what went wrong, in Telegram's words; undefined when the bot took the update. */
  async #post(run: Run, update: Update): Promise<string | undefined> {
    if (run.busy >= run.config.maxConnections) await new Promise<void>((free) => run.free.push(free));
    run.busy += 1;
    try {
      const answer = await fetch(run.config.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(run.config.secret ? { 'x-telegram-bot-api-secret-token': run.config.secret } : {}),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([run.stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      const body = await answer.text();
      if (!answer.ok) return `Wrong response from the webhook: ${answer.status} ${answer.statusText}`.trim();
      await this.#reply(body);
      return undefined;
    } catch (error) {
      const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
      return timedOut ? 'Read timeout expired' : 'Connection refused';
    } finally {
      run.busy -= 1;
      run.free.shift()?.();
    }
  }

  /** A call may come in the answer's body; it is done, and its result is lost. */
  async #reply(body: string): Promise<void> {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return;
    }
    if (!isObject(value) || typeof value.method !== 'string') return;
    const { method, ...fields } = value;
    await this.#call(method, new Params(fields));
  }
}

/** Messages wait for each other by chat, presses by person, and so on for each kind: so a message and a press can arrive together. */
function lane(update: Update): string {
  if (update.inline_query) return `inline:${update.inline_query.from.id}`;
  if (update.callback_query) return `user:${update.callback_query.from.id}`;
  if (update.message_reaction) return `reactions:${update.message_reaction.chat.id}`;
  const member = update.my_chat_member ?? update.chat_member;
  if (member) return `members:${member.chat.id}`;
  const message = update.message ?? update.edited_message;
  return message ? `chat:${message.chat.id}` : 'others';
}

/** @throws ApiError unless Telegram would post there. */
export function checkWebhookUrl(text: string, allowHttp: boolean): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw badRequest('bad webhook: Invalid webhook URL specified');
  }
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (allowHttp && loopback) return text;
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!PORTS.has(url.port)) throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  if (loopback) throw badRequest('bad webhook: IP address 127.0.0.1 is reserved');
  return text;
}
