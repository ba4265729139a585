import { setTimeout } from 'node:timers/promises';
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
