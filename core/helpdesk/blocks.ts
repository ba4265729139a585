import type { ChatRef } from '../chat.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { DeskEvents } from './desk-events.ts';
import { lockTickets } from './standing.ts';
import type { Operator } from './ticket.ts';

/** Whom a helpdesk does not want to hear from: a reason is always given, and every block and its end is in the journal. */
export function blocks({ db, clock, deskEvents }: { db: Db; clock: Clock; deskEvents: DeskEvents }) {
  /** Whose ticket it is, with all tickets of the chat locked: of two blocks at the same time one is made. */
  async function locked(ticketId: number) {
    const whose = await db.ticket.findUnique({
      where: { id: ticketId },
      select: { institutionId: true, botId: true, chatId: true },
    });
    if (whose) await lockTickets(db, whose, whose.institutionId);
    return whose;
  }

  return {
    /** @returns false where the ticket is unknown or the person blocked already */
    async block(ticketId: number, operator: Operator, reason: string): Promise<boolean> {
      const whose = await locked(ticketId);
      if (!whose || (await db.deskBlock.findFirst({ where: { ...whose, liftedAt: null } }))) return false;
      const { id } = await db.deskBlock.create({ data: { ...whose, reason, by: operator.id, at: clock.now() } });
      await note(ticketId, whose.institutionId, operator, 'person.blocked', [id]);
      return true;
    },

    /** @returns false where nobody was blocked */
    async lift(ticketId: number, operator: Operator): Promise<boolean> {
      const whose = await locked(ticketId);
      if (!whose) return false;
      const lifted = await db.deskBlock.updateManyAndReturn({
        where: { ...whose, liftedAt: null },
        data: { liftedBy: operator.id, liftedAt: clock.now() },
      });
      if (lifted.length === 0) return false;
      const ids = lifted.map(({ id }) => id);
      await note(ticketId, whose.institutionId, operator, 'person.unblocked', ids);
      return true;
    },

    /** How many of their messages were refused since; counted anew from now on. */
    async takeRefused(chat: ChatRef, institutionId: string): Promise<number> {
      const [row] = await db.$queryRaw<{ count: number }[]>`
        DELETE FROM "Limit" WHERE key = ${refusedKey(chat, institutionId)} RETURNING count`;
      return row?.count ?? 0;
    },

    isBlocked: (chat: ChatRef, institutionId: string): Promise<boolean> => isBlocked(db, chat, institutionId),
  };

  /** The card tells of it as well. */
  async function note(ticketId: number, institutionId: string, operator: Operator, action: string, ids: number[]) {
    await db.ticket.updateMany({ where: { id: ticketId, syncSince: null }, data: { syncSince: clock.now() } });
    await deskEvents.add({ institutionId, ticketId, by: operator.id, action, detail: { blocks: ids } });
  }
}

/** Whether the institution's helpdesk does not want to hear from this chat. */
export const isBlocked = async (db: Db, chat: ChatRef, institutionId: string): Promise<boolean> =>
  (await blockReason(db, chat, institutionId)) !== null;

/** Why it does not; null where it does. */
export async function blockReason(db: Db, { botId, chatId }: ChatRef, institutionId: string): Promise<string | null> {
  const where = { botId, chatId, institutionId, liftedAt: null };
  return (await db.deskBlock.findFirst({ where, select: { reason: true } }))?.reason ?? null;
}

/** Under it the messages are counted that somebody blocked wrote in vain; their words are not kept. */
export const refusedKey = ({ botId, chatId }: ChatRef, institutionId: string): string =>
  `refused:${institutionId}:${botId}:${chatId}`;
