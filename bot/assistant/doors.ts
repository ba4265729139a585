import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { IdentityProvider } from '#bot/providers/identity.ts';
import type { Telephony } from '#bot/providers/telephony.ts';
import type { Transport } from '#bot/transport/transport.ts';
import { telegramWebhook } from '#bot/transport/webhook.ts';
import { type WebAppDeps, webApp } from '#bot/web/app.ts';
import { callWebhooks } from '#bot/web/call-webhooks.ts';
import { gateRoutes } from '#bot/web/gate.ts';
import { linkPage } from '#bot/web/link-page.ts';
import { pages } from '#bot/web/pages.tsx';
import { passwordPageOf } from '#bot/web/password-page.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { Database } from '#prisma/open.ts';

export interface DoorsDeps {
  database: Database;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  transport: Transport;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
  texts: Texts;
  institutions: readonly Institution[];
  phone: Telephony;
  identity: IdentityProvider | null;
  botToken: string;
  /** What Telegram shows at the webhook to be believed. */
  webhookSecret: string;
  publicUrl: string;
  chatUrl(): string;
  /** More of the web part: the sandbox's. */
  parts: WebAppDeps['parts'];
  /** False until Telegram has told our name. */
  named(): boolean;
}

/** The web part: what Telegram, telephone providers, turnstiles, probes and people's browsers reach. */
export function doors(deps: DoorsDeps): Hono {
  const { database, core, transport, log, phone, webhookSecret, parts, named } = deps;
  const calls = callWebhooks({
    ...deps,
    calls: (db) => core(db).calls,
    secret: phone.webhookSecret,
    smsruApiId: phone.smsruApiId,
  });
  return webApp({
    parts: [...parts, telegramWebhook(transport, webhookSecret, log), calls, gateRoutes(deps)],
    pages: pages({
      ...deps,
      links: linkPage({ ...deps, links: (db) => core(db).links }),
      passwords: passwordPageOf(deps),
    }),
    ready: async () => {
      await database.pool.query('SELECT 1');
      if (!named()) throw new Error('Telegram has not answered yet');
    },
  });
}
