import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { GroupRef } from './adopt.ts';

/** Why we cannot write to a group. */
export type LostWhy = 'kicked' | 'not-forum' | 'no-rights' | 'unknown';

/** How the bot stands in a group, as Telegram tells of it: it may write there again, or had better try. */
export async function groupChanged(db: Db, { botId, chatId }: GroupRef): Promise<void> {
  await db.deskGroup.updateMany({
    where: { botId, OR: [{ chatId }, { movedTo: chatId }], NOT: { lostAt: null } },
    data: { sendAfter: null },
  });
}

/** A group was made a supergroup: its tickets go on there. */
export async function groupMoved(db: Db, clock: Clock, { botId, chatId }: GroupRef, to: bigint): Promise<void> {
  await db.deskGroup.updateMany({
    where: { botId, OR: [{ chatId }, { movedTo: chatId }] },
    data: { movedTo: to, sendAfter: null, lostAt: null, lostWhy: null },
  });
  // A basic group has no topics: they are made anew.
  await db.ticket.updateMany({
    where: { botId, groupId: chatId },
    data: { groupId: to, topicId: null, topicClaimedAt: null, topicName: null, cardId: null, cardHash: null },
  });
  await db.ticket.updateMany({
    where: { botId, groupId: to, closedAt: null, syncSince: null },
    data: { syncSince: clock.now() },
  });
}

/** Whose operators read in this group; none: it is no helpdesk's. */
export async function institutionsOf(
  db: Db,
  institutions: readonly Institution[],
  { botId, chatId }: GroupRef,
): Promise<Institution[]> {
  const moved = await db.deskGroup.findMany({ where: { botId, movedTo: chatId }, select: { chatId: true } });
  const names = new Set([chatId, ...moved.map((group) => group.chatId)].map(String));
  return institutions.filter(({ helpdesk }) => helpdesk.groups.some((group) => names.has(group)));
}
