import { tooMany } from './errors.ts';
import type { Limits } from './types.ts';

interface Bucket {
  tokens: number;
  at: number;
}

const DEFAULTS = { perChatPerSecond: 1, burst: 20, global: 30, perGroupPerMinute: 20, minuteMs: 60_000 };

/** Telegram's limits on messages, edits and new topics, in real time: for private chats and over all chats buckets that refill. */
export class Limiter {
  readonly #limits: Required<Limits> | null;
  readonly #chats = new Map<number, Bucket>();
  /** When each group's messages of the last minute came. */
  readonly #groups = new Map<number, number[]>();
  #all: Bucket | undefined;

  constructor(limits: Limits | false = {}) {
    this.#limits = limits === false ? null : { ...DEFAULTS, ...limits };
  }

  /** Counts messages to the chat; an album counts as many as it has. @throws ApiError 429 with the seconds to wait. */
  take(chatId: number, count = 1): void {
    if (!this.#limits) return;
    const { global } = this.#limits;
    const all = refill(this.#all, global, global);
    this.#all = all;
    const chat = chatId < 0 ? this.#group(chatId, count) : this.#private(chatId, count);
    const wait = Math.max(chat.wait, (count - all.tokens) / global);
    if (wait > 0) throw tooMany(Math.max(1, Math.ceil(wait)));
    chat.take();
    all.tokens -= count;
  }

  #private(chatId: number, count: number) {
    const { perChatPerSecond, burst } = this.#limits ?? DEFAULTS;
    const bucket = refill(this.#chats.get(chatId), burst, perChatPerSecond);
    this.#chats.set(chatId, bucket);
    const take = () => {
      bucket.tokens -= count;
    };
    return { wait: (count - bucket.tokens) / perChatPerSecond, take };
  }

  /** Never more than so many in any minute. */
  #group(chatId: number, count: number) {
    const { perGroupPerMinute, minuteMs } = this.#limits ?? DEFAULTS;
    const now = performance.now();
    const recent = (this.#groups.get(chatId) ?? []).filter((at) => now - at < minuteMs);
    this.#groups.set(chatId, recent);
    const over = recent.length + count - perGroupPerMinute;
    const freeAt = over > 0 ? (recent[Math.min(over, recent.length) - 1] ?? now) + minuteMs : now;
    const take = () => recent.push(...Array<number>(count).fill(now));
    return { wait: (freeAt - now) / 1000, take };
  }
}

function refill(bucket: Bucket | undefined, most: number, perSecond: number): Bucket {
  const at = performance.now();
  if (!bucket) return { tokens: most, at };
  return { tokens: Math.min(most, bucket.tokens + ((at - bucket.at) / 1000) * perSecond), at };
}
