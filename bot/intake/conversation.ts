import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { guessLanguage } from '#core/language.ts';
import type { Conversation } from '#prisma/generated/client.ts';
import type { Envelope } from './signal.ts';

/**
 * Takes a signal for the first time and locks its conversation until the transaction ends, beginning one where there is none; null
 * when the signal was taken before. One statement, as every answer waits for it; whoever comes second waits here, in whichever process
 * they run.
 */
export async function claim(db: Db, clock: Clock, { key, chat, from }: Envelope): Promise<Conversation | null> {
  const now = clock.now();
  const [conversation] = await db.$queryRaw<Conversation[]>`
    WITH first AS (
      INSERT INTO "Processed" ("botId", key, at) VALUES (${chat.botId}, ${key}, ${now}) ON CONFLICT DO NOTHING RETURNING at
    )
    INSERT INTO "Conversation" AS c ("botId", "chatId", language, journey, step, "createdAt", "updatedAt")
    SELECT ${chat.botId}, ${chat.chatId}, ${guessLanguage(from?.languageCode)}, 'welcome', 'institution', at, at FROM first
    ON CONFLICT ("botId", "chatId") DO UPDATE SET "updatedAt" = EXCLUDED."updatedAt"
    RETURNING c.*`;
  return conversation ?? null;
}
