import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#core/database.ts';
import { type Place, whichMessage } from '#core/helpdesk/which-message.ts';

/** A message is seen before Telegram's answer is here and written down: milliseconds, mostly. Nobody waits longer than this for it. */
const PATIENCE = 3_000;
const BETWEEN_LOOKS = 40;

/**
 * Waits until it is known what stands there, where that may be a message of a ticket that is being sent at this moment: whoever reacts to it, or
 * replies to it, may be faster than our record of it. Outside of any transaction.
 */
export async function arrived(
  transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
  place: Place,
): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end && (await transaction((db) => isArriving(db, place)))) await sleep(BETWEEN_LOOKS);
}

async function isArriving(db: Db, place: Place): Promise<boolean> {
  if ((await whichMessage(db, place)) !== null) return false;
  const { botId, chatId, messageId } = place;
  // One message after the other is sent to a chat: what stands above a known one is known, or none of a ticket.
  const newest = await db.ticketCopy.findFirst({
    where: { botId, chatId },
    orderBy: { messageId: 'desc' },
    select: { messageId: true },
  });
  if (newest && newest.messageId >= messageId) return false;
  return (await leavesForPerson(db, place)) || (await leavesForGroup(db, place));
}

/** Words of a ticket are next in this chat, if not on their way. */
async function leavesForPerson({ outbox }: Db, { botId, chatId }: Place): Promise<boolean> {
  const first = await outbox.findFirst({
    where: { botId, chatId, failedAt: null },
    orderBy: { id: 'asc' },
    select: { message: true },
  });
  const { message } = first ?? {};
  return typeof message === 'object' && message !== null && 'op' in message && message.op === 'relay';
}

/** Something of a ticket is still to be shown in this group. */
async function leavesForGroup({ ticketMessage }: Db, { botId, chatId }: Place): Promise<boolean> {
  const waiting = await ticketMessage.findFirst({
    where: {
      ...{ audience: 'desk', copyId: null, deletedAt: null, failedAt: null },
      ticket: { botId, groupId: chatId, syncSince: { not: null } },
    },
    select: { id: true },
  });
  return waiting !== null;
}
