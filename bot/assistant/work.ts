import type { Logger } from 'pino';
import { albumJobs } from '#bot/desk/albums.ts';
import type { HelpdeskLetters } from '#bot/desk/letters.ts';
import { statsJobs } from '#bot/desk/stats/job.ts';
import { deskJobs } from '#bot/desk/sync/surplus.ts';
import type { Desk } from '#bot/desk/sync/sync.ts';
import { ownJobs } from '#bot/handlers.ts';
import type { Intake } from '#bot/intake/intake.ts';
import { pictureJobs } from '#bot/intake/pictures.ts';
import { startJobs } from '#bot/jobs.ts';
import type { Telephony } from '#bot/providers/telephony.ts';
import type { Transport } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { FaqStore } from '#core/faq/open.ts';
import { rerankJobs } from '#core/faq/rerank.ts';
import type { Reranker } from '#core/faq/reranker.ts';
import { clockJobs } from '#core/helpdesk/clocks.ts';
import { directoryLetterJobs } from '#core/helpdesk/directory-letter.ts';
import type { ChatFiles } from '#core/helpdesk/mail/files.ts';
import type { Institution } from '#core/institution.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Mailer } from '#core/mail/letter.ts';
import { letterJobs } from '#core/mail/letter-jobs.ts';
import { recoveryJobs } from '#core/recovery/jobs.ts';
import type { Secrets } from '#core/secrets.ts';
import { callJobs } from '#core/verification/jobs.ts';
import type { Texts } from '#locales/texts.ts';
import type { Database } from '#prisma/open.ts';

export interface WorkDeps {
  database: Database;
  /** This process's name. */
  owner: string;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
  texts: Texts;
  institutions: readonly Institution[];
  publicUrl: string;
  intake: Intake;
  transport: Transport;
  files: ChatFiles;
  mailer: Mailer;
  phone: Telephony;
  faq: FaqStore;
  reranker: Reranker | null;
  letters: HelpdeskLetters;
  desk: Desk;
  onMessages(chat: ChatRef): void;
  onFatal(): void;
}

/** Everything that is done later or elsewhere than where it was decided: who does which job. */
export async function startWork(deps: WorkDeps): Promise<{ stop(): Promise<void> }> {
  const { database, owner, transaction, core, clock, log, phone, faq, reranker, letters, onFatal } = deps;
  const shared = { ...deps, jobs: sqlJobs };
  const { purge, ...promptJobs } = ownJobs(shared);
  const { 'call-expiry': callExpiry, ...providerJobs } = callJobs({
    ...deps,
    calls: (db) => core(db).calls,
    provider: phone.provider,
  });
  const jobs = await startJobs({
    pool: database.pool,
    name: owner,
    concurrency: 5,
    pollInterval: 1000,
    log,
    onDead: onFatal,
    handlers: {
      ...promptJobs,
      ...albumJobs(deps),
      ...clockJobs(shared),
      ...deskJobs(deps),
      'call-expiry': callExpiry,
    },
    slowHandlers: {
      ...providerJobs,
      ...letters.jobs,
      ...directoryLetterJobs(deps),
      ...letterJobs({ ...shared, links: (db) => core(db).links }),
      ...recoveryJobs({ ...deps, recovery: (db) => core(db).recovery }),
      ...(reranker ? rerankJobs({ ...shared, faq: faq.current, reranker }) : {}),
      purge,
    },
    heavyHandlers: {
      ...pictureJobs(shared),
      ...statsJobs(shared),
    },
  });
  await transaction((db) =>
    sqlJobs(db).add('purge', {}, { key: 'purge', runAt: new Date(clock.now().getTime() + 60_000) }),
  );
  return jobs;
}
