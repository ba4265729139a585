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

/** A page opens the enrollment of its own chat only. */
export const isOf = (page: { botId: bigint | null; chatId: bigint | null }, { botId, chatId }: Enrollment): boolean =>
  page.botId === botId && page.chatId === chatId;
