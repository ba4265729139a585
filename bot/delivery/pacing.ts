import { setTimeout as sleep } from 'node:timers/promises';

/** A token bucket: `rate` per second on average, `burst` at once. */
export interface Rate {
  rate: number;
  burst: number;
}

/** What Telegram lets a bot send: about 30 messages a second over all chats, one a second per chat with short bursts. */
export const telegramRates: { all: Rate; chat: Rate } = { all: { rate: 28, burst: 28 }, chat: { rate: 1, burst: 15 } };

/** Waits until one more message fits. Reservations queue in order, so that nobody is starved. */
export function createPacer({ rate, burst }: Rate): (signal: AbortSignal) => Promise<void> {
  // The moment at which the bucket would be full again, in milliseconds of the process's clock.
  let full = 0;
  const cost = 1000 / rate;

  return async (signal) => {
    const now = performance.now();
    full = Math.max(full, now) + cost;
    const wait = full - now - burst * cost;
    if (wait > 0) await sleep(wait, undefined, { signal });
  };
}

/** One pacer per chat, forgotten once it is idle. */
export function createChatPacer(rate: Rate, capacity = 10_000): (chat: string, signal: AbortSignal) => Promise<void> {
  const pacers = new Map<string, (signal: AbortSignal) => Promise<void>>();
  return (chat, signal) => {
    const pacer = pacers.get(chat) ?? createPacer(rate);
    // Re-inserting keeps the map ordered by use: the first is the one that was idle longest.
    pacers.delete(chat);
    pacers.set(chat, pacer);
    if (pacers.size > capacity) {
      const oldest = pacers.keys().next();
      if (!oldest.done) pacers.delete(oldest.value);
    }
    return pacer(signal);
  };
}
