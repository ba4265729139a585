import { randomInt } from 'node:crypto';
import { badRequest, conflict } from './errors.ts';
import { INLINE_LIFE_MS } from './inline-queries.ts';
import { QUERY_LIFE_MS, type State } from './state.ts';
import type { Update, UpdateKind } from './types.ts';

interface Waiting {
  /** Milliseconds since 1970. */
  at: number;
  update: Update;
}

interface Poll {
  answer(updates: Update[]): void;
  refuse(error: Error): void;
  limit: number;
}

export interface PollRequest {
  offset: number;
  limit: number;
  /** Seconds. */
  timeout: number;
  signal?: AbortSignal;
}

const MESSAGE_LIFE_MS = 24 * 3_600_000;
const REMEMBERED = 1_000;
/** These come only to a bot that asks for them by name. */
const ASKED_FOR = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** The queue of updates: what the bot has not confirmed stays in it. */
export class Updates {
  /** Whether every update is delivered twice. */
  duplicate = false;
  /** Empty for the default. */
  allowed: string[] = [];
  lastId = randomInt(100_000_000, 900_000_000);
  /** The webhook's delivery, while there is one. */
  onAdd: ((update: Update) => void) | undefined;

  readonly #state: State;
  #waiting: Waiting[] = [];
  #recent: Update[] = [];
  #again: Update[] = [];
  #poll: Poll | undefined;

  constructor(state: State) {
    this.#state = state;
  }

  get pendingCount(): number {
    return this.#waiting.length;
  }

  /** Unconfirmed updates, the oldest first, without those that waited too long: 150 s for presses, 30 s for inline queries, 24 h for the rest. */
  pending(): Update[] {
    const now = this.#state.now();
    const alive = ({ at, update }: Waiting) => now - at <= life(update);
    if (!this.#waiting.every(alive)) this.#waiting = this.#waiting.filter(alive);
    return this.#waiting.map(({ update }) => update);
  }

  add(content: Omit<Update, 'update_id'>): void {
    if (!Object.keys(content).every((kind) => this.#wants(kind as UpdateKind))) return;
    this.lastId += 1;
    const update: Update = { update_id: this.lastId, ...content };
    this.#waiting.push({ at: this.#state.now(), update });
    this.#recent.push(update);
    if (this.#recent.length > 2 * REMEMBERED) this.#recent = this.#recent.slice(-REMEMBERED);
    this.#state.changed();
    if (this.onAdd) {
      this.onAdd(update);
      if (this.duplicate) this.onAdd(update);
    } else {
      this.#wake();
    }
  }

  redeliver(updateId: number): void {
    const update = this.#recent.find((one) => one.update_id === updateId);
    if (!update) throw new Error(`No update ${updateId}`);
    if (this.onAdd) {
      this.onAdd(update);
    } else {
      this.#again.push(update);
      this.#wake();
    }
  }

  /** Forgets one update, delivered by webhook. */
  confirm(updateId: number): void {
    this.#waiting = this.#waiting.filter(({ update }) => update.update_id !== updateId);
    this.#state.changed();
  }

  drop(): void {
    this.#waiting = [];
    this.#again = [];
    this.#state.changed();
  }

  /** `getUpdates`: forgets what the offset confirms, and waits for something to tell. A second poller ends the first. */
  async poll({ offset, limit, timeout, signal }: PollRequest): Promise<Update[]> {
    if (this.onAdd) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.endPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    this.#forget(offset);
    const most = limit >= 1 && limit <= 100 ? limit : 100;
    const ready = this.#batch(most);
    const seconds = Math.min(Math.max(timeout, 0), 50);
    if (ready.length > 0 || seconds === 0 || signal?.aborted) return ready;
    return this.#wait(most, seconds, signal);
  }

  /** Lets the waiting poller fail with a 409. */
  endPoll(reason: string): void {
    this.#poll?.refuse(conflict(reason));
  }

  /** Lets the waiting poller go empty-handed. */
  close(): void {
    this.#poll?.answer([]);
  }

  snapshot() {
    return { lastId: this.lastId, allowed: this.allowed, waiting: this.#waiting };
  }

  restore(saved: { lastId: number; allowed: string[]; waiting: Waiting[] }): void {
    this.lastId = saved.lastId;
    this.allowed = saved.allowed;
    this.#waiting = saved.waiting;
    this.#recent = saved.waiting.map(({ update }) => update);
  }

  #wants(kind: UpdateKind): boolean {
    return this.allowed.length ? this.allowed.includes(kind) : !ASKED_FOR.has(kind);
  }

  #forget(offset: number): void {
    if (offset > 0) {
      if (this.#waiting.some(({ update }) => update.update_id < offset)) {
        this.#waiting = this.#waiting.filter(({ update }) => update.update_id >= offset);
        this.#state.changed();
      }
    } else if (offset < 0) {
      this.#waiting = this.#waiting.slice(offset);
      this.#state.changed();
    }
  }

  #batch(limit: number): Update[] {
    const again = this.#again.splice(0, limit);
    const fresh = this.pending().slice(0, limit - again.length);
    const twice = this.duplicate ? fresh.flatMap((update) => [update, update]) : fresh;
    return [...again, ...twice];
  }

  #wait(limit: number, seconds: number, signal: AbortSignal | undefined): Promise<Update[]> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', gone);
        if (this.#poll === poll) this.#poll = undefined;
      };
      const poll: Poll = {
        limit,
        answer: (updates) => {
          end();
          resolve(updates);
        },
        refuse: (error) => {
          end();
          reject(error);
        },
      };
      const gone = () => poll.answer([]);
      const timer = setTimeout(() => poll.answer([]), seconds * 1000);
      signal?.addEventListener('abort', gone);
      this.#poll = poll;
    });
  }

  #wake(): void {
    const poll = this.#poll;
    if (!poll) return;
    // Several things done in one go reach a poller together, as they would over a network.
    setImmediate(() => {
      if (this.#poll !== poll) return;
      const updates = this.#batch(poll.limit);
      if (updates.length > 0) poll.answer(updates);
    });
  }
}

/** How long an update waits for the bot, in milliseconds. */
function life({ callback_query, inline_query }: Update): number {
  if (inline_query) return INLINE_LIFE_MS;
  return callback_query ? QUERY_LIFE_MS : MESSAGE_LIFE_MS;
}

/** Reads `allowed_updates`: undefined when left out, so that the earlier setting stays. @throws ApiError */
export function readAllowed(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw badRequest("can't parse allowed updates: Expected an Array");
  return value.map((kind) => String(kind).toLowerCase());
}
