import { tooMany } from './errors.ts';
import type { Limits } from './types.ts';

interface Bucket {
  tokens: number;
  at: number;
}

/** Telegram's limits on messages and edits, as buckets that refill in real time. */
export class Limiter {
  readonly #limits: Required<Limits> | null;
  readonly #chats = new Map<number, Bucket>();
  #all: Bucket | undefined;

  constructor(limits: Limits | false = {}) {
    this.#limits = limits === false ? null : { perChatPerSecond: 1, burst: 20, global: 30, ...limits };
  }

  /** Counts one message to the chat. @throws ApiError 429 with the seconds to wait. */
  take(chatId: number): void {
    if (!this.#limits) return;
    const { perChatPerSecond, burst, global } = this.#limits;
    const chat = refill(this.#chats.get(chatId), burst, perChatPerSecond);
    const all = refill(this.#all, global, global);
    this.#chats.set(chatId, chat);
    this.#all = all;
    const wait = Math.max((1 - chat.tokens) / perChatPerSecond, (1 - all.tokens) / global);
    if (wait > 0) throw tooMany(Math.max(1, Math.ceil(wait)));
    chat.tokens -= 1;
    all.tokens -= 1;
  }
}

function refill(bucket: Bucket | undefined, most: number, perSecond: number): Bucket {
  const at = performance.now();
  if (!bucket) return { tokens: most, at };
  return { tokens: Math.min(most, bucket.tokens + ((at - bucket.at) / 1000) * perSecond), at };
}
