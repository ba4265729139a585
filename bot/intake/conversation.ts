import type { OutboxMessage } from '#bot/delivery/message.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { guessLanguage } from '#core/language.ts';
import type { Conversation } from '#prisma/generated/client.ts';
import type { Envelope } from './signal.ts';
import type { State } from './state.ts';

/** What a turn begins with. */
export type Claimed = Pick<
  Conversation,
  | 'language'
  | 'institutionId'
  | 'accountId'
  | 'journey'
  | 'step'
  | 'data'
  | 'screen'
  | 'pressedMessageId'
  | 'replyKeyboard'
  | 'lastError'
  | 'blockedAt'
>;

/**
 * Takes a signal for the first time and locks its conversation until the transaction ends, beginning one where there is none; null
 * when the signal was taken before. One statement, as every answer waits for it; whoever comes second waits here, in whichever process
 * they run.
 */
export async function claim(db: Db, clock: Clock, { key, chat, from }: Envelope): Promise<Claimed | null> {
  const now = clock.now();
  const [conversation] = await db.$queryRaw<Claimed[]>`
    WITH first AS (
      INSERT INTO "Processed" ("botId", key, at) VALUES (${chat.botId}, ${key}, ${now}) ON CONFLICT DO NOTHING RETURNING at
    )
    INSERT INTO "Conversation" ("botId", "chatId", language, journey, step, "createdAt", "updatedAt")
    SELECT ${chat.botId}, ${chat.chatId}, ${guessLanguage(from?.languageCode)}, 'welcome', 'institution', at, at FROM first
    ON CONFLICT ("botId", "chatId") DO UPDATE SET "updatedAt" = EXCLUDED."updatedAt"
    RETURNING language, "institutionId", "accountId", journey, step, data, screen, "pressedMessageId", "replyKeyboard", "lastError",
      "blockedAt"`;
  return conversation ?? null;
}

/**
 * Saves what a turn has come to: the conversation, and in the outbox what is to be said, in order. One statement, as every answer
 * waits for it.
 */
export async function save(
  db: Db,
  clock: Clock,
  { botId, chatId }: ChatRef,
  state: State & { blockedAt: Date | null },
  messages: readonly OutboxMessage[],
): Promise<void> {
  const now = clock.now();
  await db.$executeRaw`
    WITH saved AS (
      UPDATE "Conversation"
      SET language = ${state.language}, "institutionId" = ${state.institutionId}, "accountId" = ${state.accountId}::uuid,
        journey = ${state.journey}, step = ${state.step}, data = ${JSON.stringify(state.data)}::jsonb, screen = ${state.screen},
        "pressedMessageId" = ${state.pressedMessageId}, "replyKeyboard" = ${state.replyKeyboard},
        "lastError" = ${state.lastError && JSON.stringify(state.lastError)}::jsonb, "blockedAt" = ${state.blockedAt}, "updatedAt" = ${now}
      WHERE "botId" = ${botId} AND "chatId" = ${chatId}
    )
    INSERT INTO "Outbox" ("botId", "chatId", message, "createdAt")
    SELECT ${botId}, ${chatId}, message, ${now}
    FROM jsonb_array_elements(${JSON.stringify(messages)}::jsonb) WITH ORDINALITY AS decided (message, place)
    ORDER BY place`;
}
