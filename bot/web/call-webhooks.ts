import { createHash, createHmac } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import { same } from '#bot/same.ts';
import type { Db } from '#core/database.ts';
import type { Calls } from '#core/verification/calls.ts';

export interface CallWebhooksDeps {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  calls: (db: Db) => Pick<Calls, 'received' | 'hint'>;
  /** CALL_WEBHOOK_SECRET; null answers 404. */
  secret: string | null;
  /** SMSRU_API_ID; null answers 404. */
  smsruApiId: string | null;
  log: Logger;
}

const BODY_LIMIT = 16 * 1024;
/** sms.ru sends up to a hundred events at once. */
const SMSRU_BODY_LIMIT = 64 * 1024;

const CallReport = z.object({
  /** Empty or a word when the caller hides. */
  caller: z.string().max(64),
  called: z.string().max(64).optional(),
  /** ISO 8601 with an offset, or seconds or milliseconds since 1970. */
  at: z.union([
    z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
    z
      .number()
      .min(0)
      .max(1e13)
      .transform((time) => new Date(time < 1e11 ? time * 1000 : time)),
  ]),
  id: z.union([z.string().min(1).max(200), z.number().int().transform(String)]),
});

/**
 * What telephony calls.
 * `POST /webhooks/call`: any PBX reports `{caller, called, at, id}`, signed by `X-Signature: sha256=<hex HMAC of the raw body>`.
 * `POST /webhooks/smsru`: a hint that an attempt changed; the provider is asked, the hint itself confirms nothing.
 */
export function callWebhooks({ transaction, calls, secret, smsruApiId, log }: CallWebhooksDeps): Hono {
  const app = new Hono();

  if (secret !== null)
    app.post('/webhooks/call', limited(BODY_LIMIT), async (c) => {
      const body = Buffer.from(await c.req.arrayBuffer());
      const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
      if (!same(c.req.header('x-signature') ?? '', signature)) return c.json({ error: 'bad signature' }, 401);

      const report = CallReport.safeParse(parse(body.toString('utf8')));
      if (!report.success) return c.json({ error: 'expected {caller, called, at, id}' }, 400);
      const { id, ...call } = report.data;
      const taken = await transaction((db) => calls(db).received({ provider: 'webhook', eventId: id, ...call }));
      log.info({ taken }, 'call reported');
      return c.json({ ok: true });
    });

  if (smsruApiId !== null)
    app.post('/webhooks/smsru', limited(SMSRU_BODY_LIMIT), async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const events = [...form].filter(([name]) => /^data\[\d*\]$/.test(name)).map(([, value]) => value);
      const hash = createHash('sha256')
        .update(smsruApiId + events.join(''))
        .digest('hex');
      if (!same(form.get('hash') ?? '', hash)) return c.text('bad hash', 401);

      const refs = events
        .map((event) => event.split(/\r?\n/))
        .flatMap(([kind, ref]) => (kind === 'callcheck_status' && ref ? [ref] : []));
      await transaction(async (db) => {
        for (const ref of new Set(refs)) await calls(db).hint(ref);
      });
      return c.text('100');
    });

  app.onError((error, c) => {
    log.error({ cause: cause(error) }, 'call report not taken');
    return c.json({ error: 'unavailable' }, 503, { 'Retry-After': '5' });
  });
  return app;
}

const limited = (maxSize: number) =>
  bodyLimit({ maxSize, onError: (c) => c.json({ error: 'too large' }, 413, { Connection: 'close' }) });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
