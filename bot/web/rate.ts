import type { Clock } from '#core/clock.ts';

/** How often one remote may send something: `burst` at once, and `perSecond` on average. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Remotes remembered at once; beyond that the idle ones are forgotten. */
const REMEMBERED = 10_000;

/** A token bucket per remote, in memory: it blunts floods, while the database's limits guard what matters. */
export function rateLimit(clock: Clock, { burst, perSecond }: Rate): (remote: string) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();

  const filled = (bucket: { tokens: number; at: number }, now: number): number =>
    Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);

  return (remote) => {
    const now = clock.now().getTime();
    if (buckets.size >= REMEMBERED) {
      for (const [key, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(key);
      if (buckets.size >= REMEMBERED) buckets.clear();
    }
    const bucket = buckets.get(remote);
    const tokens = bucket ? filled(bucket, now) : burst;
    buckets.set(remote, { tokens: Math.max(0, tokens - 1), at: now });
    return tokens >= 1;
  };
}
