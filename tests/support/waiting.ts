import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';
import type { Db } from '#core/database.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';

/** Resolves once some transaction of this database waits for another one. Where transactions take turns (PGlite) it never does. */
export async function somebodyWaits(prisma: PrismaClient): Promise<void> {
  for (;;) {
    const waiting = await prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
    await setTimeout(5);
  }
}

/** Resolves once some transaction waits for what this one holds. Where transactions take turns it never does. */
export async function waitedFor(prisma: PrismaClient, holder: Db): Promise<void> {
  const [held] = await holder.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  for (;;) {
    const waiting = await prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND ${held?.pid}::int = ANY (pg_blocking_pids(pid))`;
    if (waiting.length > 0) return;
    await setTimeout(5);
  }
}

/**
 * Resolves once somebody listens for new jobs in this database. What is added while a runner starts may fall between its first look and that:
 * then only its next look finds it. On PGlite one question is answered after the other, and whoever began to listen is heard of first.
 */
export async function somebodyListens(prisma: PrismaClient): Promise<void> {
  while (inject('testServer').kind === 'server') {
    const listening = await prisma.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle' AND query LIKE 'LISTEN "jobs:insert"%'`;
    if (listening.length > 0) return;
    await setTimeout(5);
  }
}
