import type { Enrollment } from '#prisma/generated/client.ts';
import { minutes } from '../clock.ts';
import type { Db } from '../database.ts';

/** How long the page of an enrollment can be opened, in milliseconds. */
export const ENROLL_PAGE_LIFETIME = minutes(30);

/** What the page is for. */
export const PAGE = 'enroll';

/** The enrollment, unless it has become an account. */
export const unfinished = (db: Db, id: string): Promise<Enrollment | null> =>
  db.enrollment.findFirst({ where: { id, completedAt: null } });

/** Of two who change it, or make an account of it, one comes after the other. */
export async function lockEnrollment(db: Db, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM "Enrollment" WHERE id = ${id}::uuid FOR UPDATE`;
}

/** A page opens the enrollment of its own chat only. */
export const isOf = (page: { botId: bigint | null; chatId: bigint | null }, { botId, chatId }: Enrollment): boolean =>
  page.botId === botId && page.chatId === chatId;
