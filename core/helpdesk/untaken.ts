import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import { within } from '../limits.ts';
import { Sent } from './content.ts';
import { REOPENS_WITHIN } from './ticket.ts';

/** Messages of one chat that are kept, at most. */
const PER_CHAT = { max: 100, window: days(1) };

/** What people typed or sent and no step took: kept as it came, so that a button may give it to the helpdesk and nobody writes it again. */
export function untaken({ db, clock }: { db: Db; clock: Clock }) {
  return {
    /** The caller has made sure that a human may read it. @returns false where nothing of it is kept: too many came today */
    async keep({ botId, chatId }: ChatRef, sent: Sent): Promise<boolean> {
      if (!(await within(db, clock, `untaken:${botId}:${chatId}`, PER_CHAT))) return false;
      const { messageId, albumId = null } = sent;
      const row = { botId, chatId, messageId, albumId, sent: JSON.parse(JSON.stringify(sent)), at: clock.now() };
      await db.untaken.createMany({ data: [row], skipDuplicates: true });
      return true;
    },

    /** The message, with the rest of its album in order; empty where it is not kept, or no more. */
    async find({ botId, chatId }: ChatRef, messageId: number): Promise<Sent[]> {
      const since = { gt: after(clock.now(), -REOPENS_WITHIN) };
      const named = await db.untaken.findFirst({ where: { botId, chatId, messageId, at: since } });
      if (!named) return [];
      const { albumId } = named;
      const rows =
        albumId === null
          ? [named]
          : await db.untaken.findMany({ where: { botId, chatId, albumId, at: since }, orderBy: { messageId: 'asc' } });
      return rows.map(({ sent }) => Sent.parse(sent));
    },
  };
}
