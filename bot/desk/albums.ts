import { z } from 'zod';
import { job } from '#bot/jobs.ts';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock, minutes } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { lockTicket } from '#core/helpdesk/standing.ts';
import type { Jobs } from '#core/jobs.ts';
import { Language } from '#core/language.ts';
import { relayToPerson } from './relay.ts';

/** Telegram brings an album picture by picture; when none has come for so long, it is complete. Milliseconds. */
const COMPLETE_AFTER = 1500;
/** An album older than this was sent long ago. */
const RECENT = minutes(5);

interface Where {
  db: Db;
  clock: Clock;
}

const keyOf = (ticketId: number, albumId: string): string => `desk-album:${ticketId}:${albumId}`;

/** Whether the album has been sent to the person already: what comes of it later goes alone. */
export const isSent = async ({ db }: Where, botId: bigint, ticketId: number, albumId: string): Promise<boolean> =>
  (await db.processed.findUnique({ where: { botId_key: { botId, key: keyOf(ticketId, albumId) } } })) !== null;

/** Waits for the album's next picture, and then sends them all. Decided in the transaction that kept the picture, so that no crash loses it. */
export const awaitRest = (
  { clock }: Where,
  jobs: Jobs,
  botId: bigint,
  ticketId: number,
  albumId: string,
): Promise<void> =>
  jobs.add(
    'desk-album',
    { botId: String(botId), ticketId, albumId },
    { key: keyOf(ticketId, albumId), runAt: after(clock.now(), COMPLETE_AFTER) },
  );

/**
 * Sends an album as one, once. Whoever calls it has the ticket locked, or locks it: a picture that is just being kept is not missed.
 * @returns false where it was sent before, or there is nothing of it
 */
export async function sendAlbum({ db, clock }: Where, ticketId: number, albumId: string): Promise<ChatRef | null> {
  const ticket = await lockTicket(db, ticketId);
  if (!ticket) return null;
  const { botId, chatId } = ticket;
  const first = await db.processed.createMany({
    data: [{ botId, key: keyOf(ticketId, albumId), at: clock.now() }],
    skipDuplicates: true,
  });
  if (first.count === 0) return null;
  const pictures = await db.ticketMessage.findMany({
    where: { ticketId, albumId, author: 'operator', audience: 'person', deletedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  const ids = pictures.map(({ id }) => id);
  await relayToPerson(db, clock, { botId, chatId }, ids, Language.catch('ru').parse(ticket.language));
  return { botId, chatId };
}

/** Sends the albums that wait, before anything that came after them. @param but the one that is still coming */
export async function sendAlbumsBefore(where: Where, ticketId: number, but: string | null): Promise<void> {
  const waiting = await where.db.ticketMessage.findMany({
    where: {
      ...{ ticketId, author: 'operator', audience: 'person', copyId: null },
      ...{ createdAt: { gt: after(where.clock.now(), -RECENT) }, albumId: { not: null } },
    },
    orderBy: { id: 'asc' },
    distinct: ['albumId'],
    select: { albumId: true },
  });
  for (const { albumId } of waiting) {
    if (albumId !== null && albumId !== but) await sendAlbum(where, ticketId, albumId);
  }
}

const Payload = z.object({ botId: z.string(), ticketId: z.number().int(), albumId: z.string() });

/** The job that sends an album once no more of it comes. */
export const albumJobs = ({
  transaction,
  clock,
  onMessages,
}: {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  clock: Clock;
  onMessages(chat: ChatRef): void;
}) => ({
  'desk-album': job(Payload, async ({ ticketId, albumId }) => {
    const chat = await transaction((db) => sendAlbum({ db, clock }, ticketId, albumId));
    if (chat) onMessages(chat);
  }),
});
