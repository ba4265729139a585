import type { Db } from '#core/database.ts';
import type { Jobs } from '#core/jobs.ts';

/** A group that the bot is in. */
export interface GroupRef {
  botId: bigint;
  chatId: bigint;
}

/** A topic of ours, as Telegram's own message tells of it. */
export interface Topic {
  group: GroupRef;
  topicId: number;
  name: string;
}

/**
 * Telegram tells of a topic that the bot made. Where the call's answer was lost this is how we learn its number; of two that were made for one
 * ticket the second is taken away, by a job. `foreign`: it is no ticket's.
 */
export async function adopt(
  { db, jobs }: { db: Db; jobs: Jobs },
  { group, topicId, name }: Topic,
): Promise<'adopted' | 'known' | 'surplus' | 'foreign'> {
  const id = Number(/^#(\d{1,9}) ·/.exec(name)?.[1]);
  if (!id) return 'foreign';
  const adopted = await db.ticket.updateMany({
    where: { id, botId: group.botId, groupId: group.chatId, topicId: null, NOT: { topicClaimedAt: null } },
    data: {
      topicId,
      topicName: name,
      topicClosed: false,
      topicClaimedAt: null,
      cardId: null,
      cardHash: null,
      syncAfter: null,
    },
  });
  if (adopted.count > 0) return 'adopted';
  const ticket = await db.ticket.findFirst({ where: { id, botId: group.botId } });
  if (!ticket) return 'foreign';
  if (ticket.groupId === group.chatId && ticket.topicId === topicId) return 'known';
  await jobs.add('desk-surplus-topic', { botId: String(group.botId), chatId: String(group.chatId), topicId });
  return 'surplus';
}

/** Somebody closed, opened or renamed a ticket's topic by hand. */
export async function topicChanged(
  db: Db,
  { group, topicId, ...changed }: { group: GroupRef; topicId: number; closed?: boolean; name?: string },
): Promise<void> {
  await db.ticket.updateMany({
    where: { botId: group.botId, groupId: group.chatId, topicId },
    data: {
      ...(changed.closed === undefined ? {} : { topicClosed: changed.closed }),
      ...(changed.name === undefined ? {} : { topicName: changed.name }),
    },
  });
}
