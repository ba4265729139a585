import type pg from 'pg';
import type { Logger } from 'pino';
import type { Leases } from '#bot/delivery/leases.ts';
import type { Transport } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { Jobs } from '#core/jobs.ts';
import type { Texts } from '#locales/texts.ts';

export interface DeskDeps {
  botId: bigint;
  pool: pg.Pool;
  leases: Leases;
  transport: Pick<Transport, 'call'>;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  jobs(db: Db): Jobs;
  clock: Clock;
  log: Logger;
  texts: Texts;
  institutions: readonly Institution[];
  /** So many calls to one group within so many milliseconds; null switches pacing off. */
  rate: { most: number; within: number } | null;
  /** Called after a commit that left something for a person. */
  onMessages(chat: ChatRef): void;
}

/** Keeps the operators' topics as the database says they should be. */
export interface Desk {
  /** Something may have to be shown. */
  kick(): void;
  /** Lets the call in hand end. */
  stop(): Promise<void>;
}
