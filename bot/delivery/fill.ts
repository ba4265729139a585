import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { OutboxMessage } from './message.ts';

/** Writes messages into the outbox, in the transaction that decided them. */
export async function fill(db: Db, clock: Clock, chat: ChatRef, messages: readonly OutboxMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const createdAt = clock.now();
  await db.outbox.createMany({
    data: messages.map((message) => ({ ...chat, message: message as Prisma.InputJsonValue, createdAt })),
  });
}
