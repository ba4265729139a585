import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { gate } from '#core/access/gate.ts';
import { type Clock, seconds } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import type { Secrets } from '#core/secrets.ts';
import { cause } from '../cause.ts';
import { type Rate, rateLimit } from './rate.ts';
import { remoteOf } from './security.ts';

export interface GateRoutesDeps {
  transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  clock: Clock;
  secrets: Secrets;
  log: Logger;
}

const Reading = z.strictObject({ token: z.string(), zone: z.int().min(0).max(15).optional() });
const BEARER = /^Bearer ([A-Za-z0-9_-]{43})$/i;
const KIBIBYTE = 1024;
/** A controller with several lanes in a rush; and strangers, who have no key. */
const GATE_RATE: Rate = { burst: 30, perSecond: 10 };
const STRANGER_RATE: Rate = { burst: 60, perSecond: 1 };

const unreadable = { result: 'REFUSED', reason: 'E_FORMAT' } as const;

/**
 * What turnstiles call: `POST /gate/v1/verify` with `Authorization: Bearer <gate key>` and JSON `{token, zone?}`.
 * Every pass gets 200 with `{result: "OK", holder, validUntil}` or `{result: "REFUSED", reason}`; 401, 413, 415, 400, 429 and 503
 * mean that nobody was let in. Neither the token nor the holder's name is logged.
 */
export function gateRoutes({ transaction, clock, secrets, log }: GateRoutesDeps): Hono {
  const perGate = rateLimit(clock, GATE_RATE);
  const perStranger = rateLimit(clock, STRANGER_RATE);
  /** Keys that have opened this door, as hashes: a neighbour with a wrong key behind the same address must not lock them out. */
  const familiar = new Set<string>();
  const app = new Hono();

  app.use('/gate/v1/verify', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });

  app.post('/gate/v1/verify', bodyLimit({ maxSize: KIBIBYTE, onError: (c) => c.json(unreadable, 413) }), async (c) => {
    const key = BEARER.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const keyHash = secrets.hash('gate-familiar', key);
    const strangerWait = familiar.has(keyHash) ? 0 : perStranger(remoteOf(c));
    if (strangerWait > 0) return tooMany(c, strangerWait);

    const body = await c.req.text();
    return transaction(async (db) => {
      const turnstile = gate({ db, clock, secrets });
      const known = await turnstile.authenticate(key);
      if (!known) {
        familiar.delete(keyHash);
        return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
      }
      familiar.add(keyHash);
      const wait = perGate(known.id);
      if (wait > 0) return tooMany(c, wait);

      if (!isJson(c)) return c.json(unreadable, 415);
      const reading = Reading.safeParse(parse(body));
      if (!reading.success) return c.json(unreadable, 400);

      const verdict = await turnstile.verify({ gate: known, ...reading.data });
      log.info({ gate: known.id, result: verdict.ok ? 'OK' : verdict.reason }, 'pass read');
      if (!verdict.ok) return c.json({ result: 'REFUSED', reason: verdict.reason });
      return c.json({ result: 'OK', holder: verdict.name, validUntil: verdict.validUntil.toISOString() });
    });
  });

  app.onError((error, c) => {
    log.error({ cause: cause(error) }, 'gate could not decide');
    return c.json({ error: 'unavailable' }, 503, { 'Retry-After': '1' });
  });
  return app;
}

const isJson = (c: Context): boolean => /^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '');

const tooMany = (c: Context, wait: number) =>
  c.json({ error: 'too many requests' }, 429, { 'Retry-After': String(Math.ceil(wait / seconds(1))) });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
