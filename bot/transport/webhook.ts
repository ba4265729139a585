import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import { same } from '#bot/same.ts';
import type { Transport } from './transport.ts';

export const WEBHOOK_PATH = '/webhooks/telegram';

/** The frameworks read this much before they hand an update on. */
const Update = z.looseObject({ update_id: z.number().int() });

/** Far above what Telegram sends. */
const MAX_BODY = 1024 * 1024;

/** `POST /webhooks/telegram`: answers 200 once the update's effect is committed; anything else makes Telegram bring it again. */
export function telegramWebhook(transport: Transport, secret: string, log: Logger): Hono {
  const app = new Hono();
  app.post(WEBHOOK_PATH, bodyLimit({ maxSize: MAX_BODY }), async (c) => {
    if (!same(c.req.header('x-telegram-bot-api-secret-token') ?? '', secret)) return c.text('forbidden', 403);
    const body: unknown = await c.req.json().catch(() => undefined);
    if (body === undefined) return c.text('not JSON', 400);
    const update = Update.safeParse(body);
    // Telegram would bring it again for ever.
    if (!update.success) return c.text('no update: left');
    try {
      await transport.handle(update.data);
      return c.text('ok');
    } catch (error) {
      log.error({ cause: cause(error) }, 'an update could not be taken; Telegram will bring it again');
      return c.text('try again', 500);
    }
  });
  return app;
}
