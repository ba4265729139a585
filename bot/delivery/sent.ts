import { z } from 'zod';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Sent } from './compose.ts';
import { headingHash } from './relayed.ts';
import type { Undelivered } from './verdict.ts';

const Message = z.object({ message_id: z.int() });
const Messages = z.union([z.array(Message), Message.transform((one) => [one])]);

/** The number of the message that Telegram tells of. @throws where it tells of none */
export function messageIdOf(result: unknown): number {
  const parsed = Message.safeParse(result);
  if (!parsed.success) throw new Error('Telegram answered without a message_id');
  return parsed.data.message_id;
}

/** Remembers where a person sees what operators said. */
export async function rememberCopies(
  { db, core, clock }: { db: Db; core: Core; clock: Clock },
  { botId, chatId }: ChatRef,
  sent: Exclude<Sent, { kind: 'pass' }>,
  result: unknown,
): Promise<void> {
  if (sent.kind === 'removed') {
    await db.ticketCopy.updateMany({ where: { id: sent.copyId, deletedAt: null }, data: { deletedAt: clock.now() } });
    return;
  }
  if (sent.kind === 'heading') {
    const { of, ticketId } = sent;
    const heading = { ticketId, botId, chatId, messageId: messageIdOf(result), hash: headingHash(of) };
    await db.ticketCopy.createMany({ data: [{ ...heading, createdAt: clock.now() }], skipDuplicates: true });
    return;
  }
  const messages = result === null ? [] : Messages.parse(result);
  for (const [at, { ids, hash, messageId = messages[at]?.message_id }] of sent.copies.entries()) {
    if (messageId === undefined) throw new Error('Telegram answered with fewer messages than it was sent');
    await core.talk.copied(ids, { chatId, messageId, hash });
  }
}

/** Operators learn, at their own message, that it did not arrive. */
export async function failAloud(core: Core, ids: readonly string[], why: Undelivered): Promise<void> {
  for (const id of ids.map(BigInt)) {
    const message = await core.talk.find(id);
    if (!message || message.failedAt) continue;
    await core.talk.failed(id, why);
    if (message.author !== 'operator') continue;
    const failure = why.replaceAll('.', '_');
    const line = { type: 'phrase' as const, key: 'desk-failed', args: { failure } };
    await core.talk.house(message.ticketId, 'desk', line, { replyToId: id });
  }
}

/** Of all that waits for a chat, what operators said fails aloud, and will not be sent any more. */
export async function failWaiting(db: Db, core: Core, chat: ChatRef, why: Undelivered): Promise<void> {
  const rows = await db.outbox.findMany({
    where: { ...chat, failedAt: null, message: { path: ['op'], equals: 'relay' } },
    orderBy: { id: 'asc' },
    select: { id: true, message: true },
  });
  const Relay = z.object({ ids: z.array(z.string()) });
  for (const { message } of rows) await failAloud(core, Relay.parse(message).ids, why);
  await db.outbox.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
}

/** What operators said while the person was blocking the bot would lie there until they are back, and then surprise them. Nothing where they are back. */
export async function failStranded(db: Db, core: Core, chat: ChatRef): Promise<void> {
  const blocked = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Conversation" WHERE "botId" = ${chat.botId} AND "chatId" = ${chat.chatId} AND "blockedAt" IS NOT NULL FOR NO KEY UPDATE`;
  if (blocked.length > 0) await failWaiting(db, core, chat, 'person.blocked-bot');
}

/**
 * Telegram refused this message of the outbox because the person has blocked the bot: takes it out. Whoever writes again has unblocked the bot: what
 * was decided since then is tried, and counts. Tells whether the chat counts as blocked now.
 */
export async function countAsBlocked(
  { db, clock }: { db: Db; clock: Clock },
  { botId, chatId }: ChatRef,
  outboxId: string,
): Promise<boolean> {
  // No stronger lock: who writes into a ticket has that locked when their words come to the outbox, and here it is the other way round.
  await db.$queryRaw`SELECT 1 FROM "Conversation" WHERE "botId" = ${botId} AND "chatId" = ${chatId} FOR NO KEY UPDATE`;
  await db.outbox.deleteMany({ where: { id: BigInt(outboxId) } });
  const counted = await db.$executeRaw`
    UPDATE "Conversation" SET "blockedAt" = ${clock.now()}::timestamptz WHERE "botId" = ${botId} AND "chatId" = ${chatId}
      AND NOT EXISTS (SELECT 1 FROM "Outbox" WHERE "botId" = ${botId} AND "chatId" = ${chatId} AND "failedAt" IS NULL)`;
  return counted > 0;
}

/** Somebody who had blocked the bot writes again: the operators whose words did not arrive are told. */
export async function tellBack(db: Db, core: Core, chat: ChatRef): Promise<void> {
  const missed = await db.ticketMessage.findMany({
    where: { ticket: { ...chat, closedAt: null }, author: 'operator', failure: { startsWith: 'person.' } },
    distinct: ['ticketId'],
    select: { ticketId: true },
  });
  for (const { ticketId } of missed) {
    await core.talk.house(ticketId, 'desk', { type: 'phrase', key: 'desk-person-back', args: {} });
  }
}
