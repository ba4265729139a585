import type { OneTimePage } from '#prisma/generated/client.ts';
import type { ChatRef } from './chat.ts';
import { after, type Clock } from './clock.ts';
import type { Db } from './database.ts';
import { fail, ok, type Result } from './result.ts';

/** What a one-time page of ours is for. */
export type PagePurpose = 'set-password' | 'enroll' | 'reset' | 'desk' | 'gosuslugi';

/** Why a one-time page of ours does not open. */
export type PageEnd = 'page.unknown' | 'page.used' | 'page.expired';

interface PageDeps {
  db: Db;
  clock: Clock;
}

/**
 * Makes a page.
 * @param page.subjectId what it is about: an account, a curator, an enrollment…
 * @param page.lifetime how long it can be opened, in milliseconds
 * @returns its id
 */
export async function openPage(
  { db, clock }: PageDeps,
  page: { purpose: PagePurpose; subjectId: string; chat: ChatRef | null; lifetime: number },
): Promise<string> {
  const { purpose, subjectId, chat, lifetime } = page;
  const { id } = await db.oneTimePage.create({
    data: {
      ...{ purpose, subjectId, expiresAt: after(clock.now(), lifetime) },
      ...(chat ? { botId: chat.botId, chatId: chat.chatId } : {}),
    },
    select: { id: true },
  });
  return id;
}

/** Pages that nobody used open no longer: those of a chat, or those about one subject. */
export async function closePages(
  { db, clock }: PageDeps,
  purpose: PagePurpose,
  whose: ChatRef | { subjectId: string },
): Promise<void> {
  const now = clock.now();
  const of = 'subjectId' in whose ? { subjectId: whose.subjectId } : { botId: whose.botId, chatId: whose.chatId };
  await db.oneTimePage.updateMany({
    where: { ...of, purpose, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
}

/** The page of this purpose and id while it can be used, or why it cannot. */
export async function livePage(
  { db, clock }: PageDeps,
  purpose: PagePurpose,
  id: string,
): Promise<Result<OneTimePage, PageEnd>> {
  const page = await db.oneTimePage.findUnique({ where: { id } });
  if (page?.purpose !== purpose) return fail('page.unknown');
  if (page.usedAt) return fail('page.used');
  return page.expiresAt > clock.now() ? ok(page) : fail('page.expired');
}

/** Uses the page, once: of two at the same time one succeeds. */
export async function usePage(
  { db, clock }: PageDeps,
  purpose: PagePurpose,
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
