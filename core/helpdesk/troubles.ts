import type { ChatRef } from '../chat.ts';
import type { Db } from '../database.ts';
import type { TicketReason } from './reason.ts';

export interface Trouble {
  ticketId: number;
  reason: TicketReason;
  at: Date;
}

/**
 * The newest trouble of these kinds that a chat's tickets tell of: what opened one, or was added to it.
 * @param institutionId null for any
 * @param open only of tickets that are not closed
 */
export async function latestTrouble(
  db: Db,
  { botId, chatId }: ChatRef,
  institutionId: string | null,
  { reasons, open = false }: { reasons: readonly TicketReason[]; open?: boolean },
): Promise<Trouble | null> {
  const [found] = await db.$queryRaw<Trouble[]>`
    WITH own AS (
      SELECT * FROM "Ticket" WHERE "botId" = ${botId} AND "chatId" = ${chatId}
        AND (${institutionId}::text IS NULL OR "institutionId" = ${institutionId}) AND (NOT ${open} OR "closedAt" IS NULL)),
    troubles AS (
      SELECT id AS "ticketId", reason, "createdAt" AS at FROM own
      UNION ALL
      SELECT own.id, m.content->>'reason', m."createdAt" FROM "TicketMessage" m JOIN own ON own.id = m."ticketId"
      WHERE m.content->>'type' = 'trouble')
    SELECT * FROM troubles WHERE reason = ANY (${[...reasons]}::text[]) ORDER BY at DESC, "ticketId" DESC LIMIT 1`;
  return found ?? null;
}
