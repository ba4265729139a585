import { describe, expect, it } from 'vitest';
import { createChatPacer, createPacer, createWindow, type Time, telegramRates } from '#bot/delivery/pacing.ts';

const never = new AbortController().signal;

/** Time that passes only when a test says so. */
class Stopwatch implements Time {
  #now = 0;
  #sleepers: { until: number; wake(): void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal !== never) signal.addEventListener('abort', () => reject(signal.reason));
      this.#sleepers.push({ until: this.#now + milliseconds, wake: resolve });
    });
  }

  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    const due = this.#sleepers.filter(({ until }) => until <= this.#now);
    this.#sleepers = this.#sleepers.filter((one) => !due.includes(one));
    for (const { wake } of due) wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** When each of so many went, in milliseconds from now, all of them asking at once. */
async function whenGone(time: Stopwatch, count: number, pace: () => Promise<void>): Promise<number[]> {
  const began = time.now();
  const gone: number[] = [];
  for (let at = 0; at < count; at += 1) void pace().then(() => gone.push(time.now() - began));
  await time.pass(0);
  while (gone.length < count) await time.pass(5);
  return gone;
}

describe('pacing', () => {
  it('lets a burst go at once, then so many a second, in the order of asking', async () => {
    const time = new Stopwatch();
    const pace = createPacer({ rate: 10, burst: 5 }, time);
    const gone = await whenGone(time, 25, () => pace(never));
    expect(gone.filter((at) => at <= 5)).toHaveLength(5);
    expect(gone.at(-1)).toBeGreaterThanOrEqual(1990);
    expect(gone.at(-1)).toBeLessThanOrEqual(2020);
    expect([...gone].sort((a, b) => a - b)).toEqual(gone);
  });

  it('saves up no more than a burst', async () => {
    const time = new Stopwatch();
    const pace = createPacer({ rate: 10, burst: 5 }, time);
    await whenGone(time, 5, () => pace(never));
    await time.pass(60_000);
    const gone = await whenGone(time, 10, () => pace(never));
    expect(gone.filter((at) => at <= 5)).toHaveLength(5);
  });

  it('never sends more in a second than Telegram lets a bot', async () => {
    const time = new Stopwatch();
    const pace = createPacer(telegramRates.all, time);
    const gone = await whenGone(time, 200, () => pace(never));
    for (let from = 0; from < 6000; from += 50)
      expect(gone.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(30);
  });

  it('paces each chat by itself', async () => {
    const time = new Stopwatch();
    const pace = createChatPacer({ rate: 1, burst: 2 }, 10, time);
    const anna: number[] = [];
    for (let at = 0; at < 4; at += 1) void pace('anna', never).then(() => anna.push(time.now()));
    const boris = await whenGone(time, 2, () => pace('boris', never));
    while (anna.length < 4) await time.pass(5);
    expect(anna.filter((at) => at <= 5)).toHaveLength(2);
    expect(anna.at(-1)).toBeGreaterThanOrEqual(1990);
    expect(boris.filter((at) => at <= 5)).toHaveLength(2);
  });

  it('forgets the chat that was idle longest', async () => {
    const time = new Stopwatch();
    const pace = createChatPacer({ rate: 1, burst: 1 }, 2, time);
    await whenGone(time, 1, () => pace('anna', never));
    await whenGone(time, 1, () => pace('boris', never));
    await whenGone(time, 1, () => pace('clara', never));
    // Anna's pacer is a new one; Clara's still remembers.
    expect((await whenGone(time, 1, () => pace('anna', never)))[0]).toBeLessThanOrEqual(5);
    expect((await whenGone(time, 1, () => pace('clara', never)))[0]).toBeGreaterThan(500);
  });

  it('does not keep a stop waiting', async () => {
    const pace = createPacer({ rate: 1, burst: 1 });
    const stop = new AbortController();
    await pace(stop.signal);
    const waiting = pace(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toThrow();
  });
});

describe('a window', () => {
  it('never holds more than it may, wherever it begins', async () => {
    const time = new Stopwatch();
    const window = createWindow(telegramRates.group, time);
    const gone: number[] = [];
    while (gone.length < 100) {
      await time.pass(window.wait());
      window.count();
      gone.push(time.now());
      await time.pass(100 * (gone.length % 7));
    }
    for (const at of gone) {
      expect(gone.filter((other) => other >= at && other < at + 60_000).length).toBeLessThanOrEqual(20);
    }
    // Nor does it wait for longer than it must.
    expect(gone.at(-1)).toBeLessThan((100 / 19) * 61_000);
  });

  it('lets an album through when there is room for all of it', async () => {
    const time = new Stopwatch();
    const window = createWindow({ most: 10, within: 1000 }, time);
    expect(window.isEmpty()).toBe(true);
    for (let at = 0; at < 4; at += 1) {
      window.count();
      await time.pass(100);
    }
    expect([window.wait(1), window.wait(6), window.wait(7), window.wait(10)]).toEqual([0, 0, 600, 900]);
    window.count(6);
    expect(window.wait()).toBe(600);
    await time.pass(999);
    expect(window.isEmpty()).toBe(false);
    await time.pass(1);
    expect([window.isEmpty(), window.wait(10)]).toEqual([true, 0]);
  });
});
