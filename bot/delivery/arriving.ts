import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, seconds } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { type Place, whichMessage } from '#core/helpdesk/which-message.ts';
import type { Underway } from './underway.ts';

/** A message is seen before Telegram's answer is here and written down: milliseconds, mostly. Nobody waits longer than this for it. */
const PATIENCE = seconds(3);
const BETWEEN_LOOKS = 40;

export interface ArrivingDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  clock: Clock;
  /** This process's name. */
  owner: string;
  underway: Pick<Underway, 'has'>;
  /** Milliseconds. */
  patience?: number;
}

/**
 * Waits until it is known what stands there, where that may be a message of a ticket that is being sent at this moment: whoever reacts to it, or
 * replies to it, may be faster than our record of it. Where nothing is being sent there is nothing to wait for, however much is still to be
 * sent: other chats' updates would wait as well. To be called outside of any transaction.
 */
export function arriving(deps: ArrivingDeps): (place: Place) => Promise<void> {
  const { transaction, underway, patience = PATIENCE } = deps;

  async function isArriving(db: Db, place: Place): Promise<boolean> {
    const here = underway.has(place);
    if (!here && !(await isSentElsewhere(db, deps, place))) return false;
    if ((await whichMessage(db, place)) !== null) return false;
    const { botId, chatId, messageId } = place;
    // One message after the other is sent to a chat: what stands above a known one is known, or none of a ticket.
    const newest = await db.ticketCopy.findFirst({
      where: { botId, chatId },
      orderBy: { messageId: 'desc' },
      select: { messageId: true },
    });
    if (newest && newest.messageId >= messageId) return false;
    return here || (await leavesForPerson(db, place)) || (await leavesForGroup(db, place));
  }

  return async (place) => {
    const end = performance.now() + patience;
    while (performance.now() < end && (await transaction((db) => isArriving(db, place)))) await sleep(BETWEEN_LOOKS);
  };
}

/** Another process writes to this chat, or this group, now: what it is sending this one cannot know. */
async function isSentElsewhere(
  { conversation, deskGroup }: Db,
  { clock, owner }: ArrivingDeps,
  { botId, chatId }: Place,
): Promise<boolean> {
  const another = { senderId: { not: null }, NOT: { senderId: owner }, senderUntil: { gt: clock.now() } };
  const select = { botId: true };
  return (
    (await conversation.findFirst({ where: { botId, chatId, ...another }, select })) !== null ||
    (await deskGroup.findFirst({ where: { botId, OR: [{ chatId }, { movedTo: chatId }], ...another }, select })) !==
      null
  );
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
