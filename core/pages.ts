import type { OneTimePage } from '#prisma/generated/client.ts';
import type { Clock } from './clock.ts';
import type { Db } from './database.ts';
import { fail, ok, type Result } from './result.ts';

/** Why a one-time page of ours does not open. */
export type PageEnd = 'page.unknown' | 'page.used' | 'page.expired';

/** The page of this purpose and id while it can be used, or why it cannot. */
export async function livePage(
  { db, clock }: { db: Db; clock: Clock },
  purpose: string,
  id: string,
): Promise<Result<OneTimePage, PageEnd>> {
  const page = await db.oneTimePage.findUnique({ where: { id } });
  if (page?.purpose !== purpose) return fail('page.unknown');
  if (page.usedAt) return fail('page.used');
  return page.expiresAt > clock.now() ? ok(page) : fail('page.expired');
}

/** Uses the page, once: of two at the same time one succeeds. */
export async function usePage(
  { db, clock }: { db: Db; clock: Clock },
  purpose: string,
  id: string,
): Promise<Result<OneTimePage, PageEnd>> {
  const now = clock.now();
  const [used] = await db.oneTimePage.updateManyAndReturn({
    where: { id, purpose, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (used) return ok(used);
  const page = await livePage({ db, clock }, purpose, id);
  return page.ok ? fail('page.used') : page;
}
