import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import { latestTrouble } from '../helpdesk/troubles.ts';

/** How long a call that came to nothing is counted, in milliseconds. */
const COUNTED = days(1);

/** Calls that came to nothing. */
export interface InVain {
  /** Within a day, since a call was confirmed last. */
  attempts: number;
  /** Of these, since the helpdesk was told of them last. */
  untold: number;
}

/**
 * Counts the calls of this chat that ended unconfirmed, whichever steps they were asked for at: time was up, the provider gave up, or the
 * same number was asked for anew. A number given up for another one was mistyped, and counts for nothing.
 */
export async function callsInVain(
  { db, clock }: { db: Db; clock: Clock },
  chat: ChatRef,
  institutionId: string,
): Promise<InVain> {
  const { botId, chatId } = chat;
  const now = clock.now();
  const told = await latestTrouble(db, chat, institutionId, { reasons: ['call.not-confirmed'] });
  const [counted] = await db.$queryRaw<InVain[]>`
    WITH calls AS (
      SELECT *, least("expiresAt", "cancelledAt") AS "endedAt" FROM "Verification"
      WHERE kind = 'call' AND "botId" = ${botId} AND "chatId" = ${chatId} AND "institutionId" = ${institutionId})
    SELECT count(*)::int AS attempts,
      (count(*) FILTER (WHERE "endedAt" > coalesce(${told?.at ?? null}::timestamptz, '-infinity')))::int AS untold
    FROM calls one
    WHERE "confirmedAt" IS NULL AND "endedAt" <= ${now}::timestamptz AND "endedAt" > ${after(now, -COUNTED)}::timestamptz
      AND "endedAt" > coalesce((SELECT max("confirmedAt") FROM calls), '-infinity')
      AND NOT ("cancelledAt" < "expiresAt" AND EXISTS (
        SELECT FROM calls WHERE calls."createdAt" = one."cancelledAt" AND calls.target <> one.target))`;
  return counted ?? { attempts: 0, untold: 0 };
}
