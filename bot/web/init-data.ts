import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '#core/result.ts';

/** How long Telegram's word about who opened a Mini App is taken, in seconds. */
const LIFETIME = 300;

export type InitDataError = 'init-data.absent' | 'init-data.forged' | 'init-data.old';

const Fields = z.object({
  auth_date: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
  user: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(z.object({ id: z.number().int().positive() })),
});

/**
 * Reads the `initData` with which Telegram opens a Mini App, and checks that this bot's Telegram wrote it: HMAC-SHA256 over the
 * sorted fields, under a key made from the bot's token (core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app).
 */
export function readInitData(
  raw: string,
  botToken: string,
  now: Date,
): Result<{ userId: number; authDate: Date }, InitDataError> {
  if (raw === '') return fail('init-data.absent');
  const fields = [...new URLSearchParams(raw)];
  const given = new Map(fields);
  // Of a repeated field the check and the reader might take different ones.
  if (given.size !== fields.length) return fail('init-data.forged');

  const string = fields
    .filter(([name]) => name !== 'hash')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const expected = createHmac('sha256', key).update(string).digest();
  const hash = Buffer.from(given.get('hash') ?? '', 'hex');
  if (hash.length !== expected.length || !timingSafeEqual(hash, expected)) return fail('init-data.forged');

  const parsed = Fields.safeParse(Object.fromEntries(fields));
  if (!parsed.success) return fail('init-data.forged');
  const authDate = new Date(parsed.data.auth_date * 1000);
  const age = (now.getTime() - authDate.getTime()) / 1000;
  // Clocks differ a little; Telegram's is never minutes ahead.
  if (age < -30) return fail('init-data.forged');
  if (age > LIFETIME) return fail('init-data.old');
  return ok({ userId: parsed.data.user.id, authDate });
}
