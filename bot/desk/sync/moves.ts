import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { Jobs } from '#core/jobs.ts';
import type { GroupRef } from './adopt.ts';
import { groupLost } from './lost.ts';

/** What a ticket is without a topic. */
export const TOPICLESS = {
  ...{ topicId: null, topicClaimedAt: null, topicName: null, topicClosed: false },
  ...{ cardId: null, cardHash: null },
};

/** How the bot stands in a group has changed, as Telegram tells: one that it was put out of is lost at once; one that was lost is looked at now. @returns whether it is lost since now */
export async function groupChanged(
  { db, jobs, clock }: { db: Db; jobs: Jobs; clock: Clock },
  { botId, chatId }: GroupRef,
  { status }: { status: string },
): Promise<boolean> {
  const where = { botId, OR: [{ chatId }, { movedTo: chatId }] };
  if (status === 'left' || status === 'kicked') {
    const [group] = await db.deskGroup.findMany({ where, take: 1 });
    return group ? groupLost({ db, jobs, clock }, { botId, name: group.chatId, id: chatId }, 'kicked') : false;
  }
  await db.deskGroup.updateMany({ where: { ...where, NOT: { lostAt: null } }, data: { sendAfter: null } });
  return false;
}

/** A group was made a supergroup: its tickets go on there, in topics that are made anew. */
export async function groupMoved(db: Db, clock: Clock, { botId, chatId }: GroupRef, to: bigint): Promise<void> {
  const groups = await db.deskGroup.updateManyAndReturn({
    where: { botId, OR: [{ chatId }, { movedTo: chatId }] },
    data: { movedTo: to, sendAfter: null, lostAt: null, lostWhy: null },
    select: { chatId: true },
  });
  const before = [chatId, ...groups.map((group) => group.chatId)].filter((id) => id !== to);
  await db.ticket.updateMany({
    where: { botId, groupId: { in: before }, closedAt: null, syncSince: null },
    data: { syncSince: clock.now() },
  });
  await db.ticket.updateMany({
    where: { botId, groupId: { in: before } },
    data: { ...TOPICLESS, groupId: to, syncAfter: null },
  });
}

/** Whose operators read in this group; nobody's: it is no helpdesk's. */
export async function institutionsOf(
  db: Db,
  institutions: readonly Institution[],
  { botId, chatId }: GroupRef,
): Promise<Institution[]> {
  const moved = await db.deskGroup.findMany({ where: { botId, movedTo: chatId }, select: { chatId: true } });
  const names = new Set([chatId, ...moved.map((group) => group.chatId)].map(String));
  return institutions.filter(({ helpdesk }) => helpdesk.groups.some((group) => names.has(group)));
}
