import type { Logger } from 'pino';
import { createComposer } from '#bot/delivery/compose.ts';
import { type Delivery, type DeliveryDeps, startDelivery } from '#bot/delivery/delivery.ts';
import type { Leases } from '#bot/delivery/leases.ts';
import { countAsBlocked, failAloud, failStranded, messageIdOf, rememberCopies } from '#bot/delivery/sent.ts';
import type { Underway } from '#bot/delivery/underway.ts';
import { planPassExpiry } from '#bot/handlers.ts';
import type { Transport } from '#bot/transport/transport.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { Database } from '#prisma/open.ts';

export interface SendingDeps {
  database: Database;
  leases: Leases;
  underway: Underway;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  transport: Transport;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
  texts: Texts;
  institutions: readonly Institution[];
  publicUrl: string;
  rates: DeliveryDeps['rates'];
  /** An operator's message did not reach the person: the topic has to say so. */
  onDesk(): void;
}

/** What leaves for the chats, and what the house remembers of it once it is there, or cannot get there. */
export function startSending(deps: SendingDeps): Delivery {
  const { database, leases, underway, transaction, core, transport, clock, log, rates, onDesk } = deps;
  return startDelivery({
    ...{ pool: database.pool, leases, underway, transport, clock, log, rates },
    compose: createComposer({ ...deps, withCore: (work) => transaction((db) => work(core(db))) }),
    onSent: (chat, sent, result) =>
      transaction((db) =>
        sent.kind === 'pass'
          ? planPassExpiry(sqlJobs(db), chat, messageIdOf(result), sent.expiresAt, sent.language)
          : rememberCopies({ db, core: core(db), clock }, chat, sent, result),
      ),
    async onUndelivered(_chat, ids, why) {
      await transaction((db) => failAloud(core(db), ids, why));
      onDesk();
    },
    async onBlocked(chat, outboxId, ids, why) {
      const blocked = await transaction(async (db) => {
        const counts = await countAsBlocked({ db, clock }, chat, outboxId);
        await failAloud(core(db), ids, why);
        return counts;
      });
      onDesk();
      return blocked;
    },
    async onStranded(chat) {
      await transaction((db) => failStranded(db, core(db), chat));
      onDesk();
    },
  });
}
