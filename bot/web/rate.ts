import { type Clock, seconds } from '#core/clock.ts';

/** How often somebody may do something: `burst` times at once, and `perSecond` on average. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** So many are remembered at once; beyond that the idle ones are forgotten, and in a flood of strangers all. */
const REMEMBERED = 10_000;

/**
 * A token bucket per remote or gate, in memory: it blunts floods, while the database's limits guard what matters.
 * Answers 0, or how many milliseconds to wait.
 */
export function rateLimit(clock: Clock, { burst, perSecond }: Rate): (who: string) => number {
  const buckets = new Map<string, { tokens: number; at: number }>();

  const filled = (bucket: { tokens: number; at: number }, now: number): number =>
    Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / seconds(1)) * perSecond);

  return (who) => {
    const now = clock.now().getTime();
    if (buckets.size >= REMEMBERED) {
      for (const [key, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(key);
      if (buckets.size >= REMEMBERED) buckets.clear();
    }
    const bucket = buckets.get(who);
    const tokens = bucket ? filled(bucket, now) : burst;
    const granted = tokens >= 1;
    buckets.set(who, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted ? 0 : ((1 - tokens) / perSecond) * seconds(1);
  };
}
