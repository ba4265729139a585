import { z } from 'zod';
import { TelegramRefusal } from '#bot/transport/transport.ts';
import { after } from '#core/clock.ts';
import { CLAIM_STANDS } from './plan.ts';
import type { GroupCall, StepDeps } from './steps.ts';
import type { Sight } from './view.ts';

const Made = z.object({ message_thread_id: z.int() });

/** Makes topics, one for a ticket: claimed before the call, so that a lost answer, or another process, never makes a second. */
export const topicMaker =
  ({ transaction, jobs, clock }: Pick<StepDeps, 'transaction' | 'jobs' | 'clock'>) =>
  async (sight: Sight, name: string, call: GroupCall): Promise<void> => {
    const { ticket, groupId } = sight;
    const now = clock.now();
    const unclaimed = [{ topicClaimedAt: null }, { topicClaimedAt: { lte: after(now, -CLAIM_STANDS) } }];
    const claimed = await transaction((db) =>
      db.ticket.updateMany({
        where: { id: ticket.id, groupId, topicId: null, OR: unclaimed },
        data: { topicClaimedAt: now },
      }),
    );
    if (claimed.count === 0) return;
    let topicId: number;
    try {
      topicId = Made.parse(await call('createForumTopic', { chat_id: Number(groupId), name })).message_thread_id;
    } catch (error) {
      // Refused: none was made. Else nobody knows, and the claim stands until Telegram tells, or for a while.
      if (error instanceof TelegramRefusal && error.code < 500) {
        await transaction((db) =>
          db.ticket.updateMany({ where: { id: ticket.id, topicClaimedAt: now }, data: { topicClaimedAt: null } }),
        );
      }
      throw error;
    }
    await transaction(async (db) => {
      const made = await db.ticket.updateMany({
        where: { id: ticket.id, groupId, topicId: null },
        data: {
          ...{ topicId, topicName: name, topicClosed: false, topicClaimedAt: null },
          ...{ cardId: null, cardHash: null },
        },
      });
      if (made.count > 0) return;
      const found = await db.ticket.findUnique({ where: { id: ticket.id }, select: { topicId: true, groupId: true } });
      if (found?.groupId === groupId && found.topicId === topicId) return;
      await jobs(db).add('desk-surplus-topic', {
        ...{ botId: String(ticket.chat.botId), chatId: String(groupId), topicId },
      });
    });
  };
