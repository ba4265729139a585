import { fill } from '#bot/intake/intake.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import type { Language } from '#core/language.ts';

/**
 * Sends messages of a ticket to the person, in the caller's transaction: as they are when they leave, or as an edit where the person has them
 * already. Several are an album.
 */
export async function relayToPerson(
  db: Db,
  clock: Clock,
  chat: ChatRef,
  ids: readonly bigint[],
  language: Language,
): Promise<void> {
  if (ids.length > 0) await fill(db, clock, chat, [{ op: 'relay', ids: ids.map(String), language }]);
}

/** Takes the copy of an operator's message out of the person's chat. */
export const unrelay = (db: Db, clock: Clock, chat: ChatRef, id: bigint): Promise<void> =>
  fill(db, clock, chat, [{ op: 'relay-delete', id: String(id) }]);

/** Puts a reaction under the person's own message, or takes it away. */
export const reactToPerson = (
  db: Db,
  clock: Clock,
  chat: ChatRef,
  messageId: number,
  emoji: string | null,
): Promise<void> => fill(db, clock, chat, [{ op: 'react', messageId, emoji }]);
