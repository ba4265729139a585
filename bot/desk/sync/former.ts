import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { deskEvents } from '#core/helpdesk/desk-events.ts';
import type { GroupRef } from './adopt.ts';

const ACTION = 'topic.left';

/** Notes in the operators' journal which topics these tickets leave, in the transaction in which they do: words that are written there later lead on. */
export async function leaveTopics(db: Db, clock: Clock, ticketIds: readonly number[]): Promise<void> {
  const leaving = await db.ticket.findMany({
    where: { id: { in: [...ticketIds] }, NOT: [{ topicId: null }, { groupId: null }] },
    select: { id: true, institutionId: true, groupId: true, topicId: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, institutionId, groupId, topicId } of leaving) {
    const detail = { group: String(groupId), topic: topicId };
    await deskEvents({ db, clock }).add({ institutionId, ticketId: id, by: 'house', action: ACTION, detail });
  }
}

/** The ticket whose topic this was last, of these institutions; null where it never was one's. */
export async function formerTicket(
  db: Db,
  { group, topicId }: { group: GroupRef; topicId: number },
  institutionIds: readonly string[],
): Promise<number | null> {
  const left = await db.deskEvent.findFirst({
    where: {
      institutionId: { in: [...institutionIds] },
      ticket: { botId: group.botId },
      ...{ action: ACTION, detail: { equals: { group: String(group.chatId), topic: topicId } } },
    },
    orderBy: { id: 'desc' },
    select: { ticketId: true },
  });
  return left?.ticketId ?? null;
}
