import { z } from 'zod';
import { type JobHandler, job } from '#bot/jobs.ts';
import type { Transport } from '#bot/transport/transport.ts';
import { seconds } from '#core/clock.ts';
import { troubleOf } from './trouble.ts';

const CALL_TIMEOUT = seconds(30);

const Surplus = z.object({ botId: z.string(), chatId: z.string(), topicId: z.int() });

/** Takes away topics that were made twice. */
export function deskJobs({ transport }: { transport: Pick<Transport, 'call'> }): Record<string, JobHandler> {
  return {
    'desk-surplus-topic': job(Surplus, async ({ chatId, topicId }) => {
      const topic = { chat_id: Number(chatId), message_thread_id: topicId };
      const call = (method: string) => transport.call(method, topic, AbortSignal.timeout(CALL_TIMEOUT));
      try {
        await call('deleteForumTopic');
      } catch (error) {
        const { kind } = troubleOf(error);
        if (kind === 'wait') throw error;
        // Without the right to delete it is closed at least.
        if (kind === 'lost') await call('closeForumTopic').catch(() => undefined);
      }
    }),
  };
}
