import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { guessLanguage } from '#core/language.ts';
import type { Conversation } from '#prisma/generated/client.ts';
import type { Envelope } from './signal.ts';

/**
 * Takes a signal for the first time and locks its conversation until the transaction ends; null when the signal was taken before.
 * Whoever comes second waits here, in whichever process they run.
 */
export async function claim(db: Db, clock: Clock, { key, chat, from }: Envelope): Promise<Conversation | null> {
  const now = clock.now();
  const first = await db.processed.createMany({ data: [{ botId: chat.botId, key, at: now }], skipDuplicates: true });
  if (first.count === 0) return null;

  const [locked] = await lock(db, chat);
  if (locked) return locked;
  await db.conversation.createMany({
    data: [
      {
        ...chat,
        language: guessLanguage(from?.languageCode),
        journey: 'welcome',
        step: 'institution',
        createdAt: now,
      },
    ],
    skipDuplicates: true,
  });
  const [made] = await lock(db, chat);
  return made ?? null;
}

const lock = (db: Db, { botId, chatId }: ChatRef): Promise<Conversation[]> =>
  db.$queryRaw<
    Conversation[]
  >`SELECT * FROM "Conversation" WHERE "botId" = ${botId} AND "chatId" = ${chatId} FOR UPDATE`;
