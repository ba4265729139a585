import { setTimeout as sleep } from 'node:timers/promises';

/** A token bucket: `rate` per second on average, `burst` at once. */
export interface Rate {
  rate: number;
  burst: number;
}

/** At most so many in any stretch of so many milliseconds. */
export interface Window {
  most: number;
  within: number;
}

/**
 * What Telegram lets a bot send: about 30 messages a second over all chats, one a second per chat with short bursts, where rate and burst
 * together are what the fullest second holds; and 20 a minute in a group.
 */
export const telegramRates: { all: Rate; chat: Rate; group: Window } = {
  all: { rate: 26, burst: 4 },
  chat: { rate: 1, burst: 15 },
  group: { most: 19, within: 61_000 },
};

/** Milliseconds that only ever go forward, and waiting for them; rejects when the signal comes first. */
export interface Time {
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const realTime: Time = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
};

/** Waits until one more message fits. Reservations queue in order, so that nobody is starved. */
export function createPacer({ rate, burst }: Rate, time: Time = realTime): (signal: AbortSignal) => Promise<void> {
  // The moment at which the bucket would be full again, in milliseconds of the process's clock.
  let full = 0;
  const cost = 1000 / rate;

  return async (signal) => {
    const now = time.now();
    full = Math.max(full, now) + cost;
    const wait = full - now - burst * cost;
    if (wait > 0) await time.sleep(wait, signal);
  };
}

/** One pacer per chat, forgotten once it is idle. */
export function createChatPacer(
  rate: Rate,
  capacity = 10_000,
  time: Time = realTime,
): (chat: string, signal: AbortSignal) => Promise<void> {
  const pacers = new Map<string, (signal: AbortSignal) => Promise<void>>();
  return (chat, signal) => {
    const pacer = pacers.get(chat) ?? createPacer(rate, time);
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

/** Counts what was sent, and tells how many milliseconds the next has to wait; an album counts as many as it has. */
export function createWindow({ most, within }: Window, time: Pick<Time, 'now'> = realTime) {
  let sent: number[] = [];
  return {
    wait(messages = 1): number {
      const now = time.now();
      sent = sent.filter((at) => now - at < within);
      const freed = sent[sent.length + messages - 1 - most];
      return freed === undefined ? 0 : freed + within - now;
    },
    count(messages = 1): void {
      sent.push(...Array<number>(messages).fill(time.now()));
    },
    /** Whether nothing that was sent counts any more. */
    isEmpty(): boolean {
      const now = time.now();
      return sent.every((at) => now - at >= within);
    },
  };
}
