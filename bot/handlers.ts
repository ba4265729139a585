import { z } from 'zod';
import { fill } from '#bot/delivery/fill.ts';
import type { OutboxMessage } from '#bot/delivery/message.ts';
import type { Intake } from '#bot/intake/intake.ts';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock, days } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Jobs } from '#core/jobs.ts';
import { Language } from '#core/language.ts';
import { News } from '#core/news.ts';
import { purge } from '#core/privacy/purge.ts';
import { job } from './jobs.ts';

const Chat = z.object({ botId: z.string(), chatId: z.string() });
const chatOf = ({ botId, chatId }: z.infer<typeof Chat>): ChatRef => ({ botId: BigInt(botId), chatId: BigInt(chatId) });

const Signal = Chat.extend({ id: z.string(), news: News });
const PassExpiry = Chat.extend({ messageId: z.number(), language: Language });

interface Deps {
  intake: Intake;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  jobs(db: Db): Jobs;
  clock: Clock;
  onMessages(chat: ChatRef): void;
}

/** The assistant's own jobs: news for conversations, passes that run out, the daily broom. */
export function ownJobs({ intake, transaction, core, jobs, clock, onMessages }: Deps) {
  return {
    signal: job(Signal, async ({ id, news, ...chat }) => {
      await intake.accept({ key: `news:${id}`, chat: chatOf(chat), signal: { kind: 'news', news } });
    }),

    'pass-expiry': job(PassExpiry, async ({ messageId, language, ...chat }) => {
      const message: OutboxMessage = { op: 'pass-expired', messageId, language };
      const written = await transaction(async (db) => {
        // A fresh pass for the same message is on its way: it must not be crossed out.
        const refresh = await db.outbox.findFirst({
          where: {
            ...{ ...chatOf(chat), failedAt: null },
            AND: [
              { message: { path: ['op'], equals: 'pass' } },
              { message: { path: ['messageId'], equals: messageId } },
            ],
          },
        });
        if (!refresh) await fill(db, clock, chatOf(chat), [message]);
        return !refresh;
      });
      if (written) onMessages(chatOf(chat));
    }),

    async 'email-reminder'(payload: unknown, { id }: { id: string }): Promise<void> {
      await transaction((db) => core(db).emails.remind(payload, id));
    },

    purge: job(z.unknown(), async () => {
      await purge(transaction, clock);
      await transaction((db) => jobs(db).add('purge', {}, daily(clock)));
    }),
  };
}

/** One purge is always planned, however many replicas plan it. */
const daily = (clock: Clock) => ({ key: 'purge', runAt: after(clock.now(), days(1)) });

/** Plans that the picture of a pass is replaced when its time is over. A refreshed pass replaces the plan. */
export function planPassExpiry(jobs: Jobs, chat: ChatRef, messageId: number, expiresAt: Date, language: Language) {
  const [botId, chatId] = [String(chat.botId), String(chat.chatId)];
  return jobs.add(
    'pass-expiry',
    { botId, chatId, messageId, language },
    { runAt: expiresAt, key: `pass-expiry:${botId}:${chatId}:${messageId}` },
  );
}
