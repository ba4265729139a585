import { fill } from '#bot/delivery/fill.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { NewMessage } from '#core/helpdesk/content.ts';
import type { Operator } from '#core/helpdesk/ticket.ts';
import type { Language } from '#core/language.ts';
import { errorKey } from '#locales/texts.ts';

/** Under the person's message: the helpdesk has it. */
export const RECEIPT = '👌';

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

/** What came of an operator's answer. */
export type Answered =
  /** It is kept, and the caller sends it on. */
  | { kept: 'answer'; id: bigint; chat: ChatRef; language: Language }
  /** Nobody would get it: it is kept as a note, and a line at it tells the operators why. */
  | { kept: 'note'; id: bigint; refusal: string }
  | { kept: null };

interface House {
  core: Pick<Core, 'talk' | 'tickets'>;
}

/**
 * Keeps an operator's answer. A closed ticket opens again for it, and the topic says so. What cannot reach the person stays as a note.
 * @param aloud false keeps quiet about a refusal: another message of the same album has told of it
 */
export async function keepAnswer(
  { core }: House,
  ticketId: number,
  operator: Operator,
  message: NewMessage,
  aloud: (refusal: string) => boolean | Promise<boolean> = () => true,
): Promise<Answered> {
  let kept = await core.talk.fromOperator(ticketId, operator, message);
  if (!kept.ok && kept.error === 'ticket.closed') {
    const reopened = await core.tickets.reopen(ticketId, operator);
    if (reopened) {
      await core.talk.house(ticketId, 'desk', { type: 'phrase', key: 'operators-reopened-by-answer', args: {} });
      kept = await core.talk.fromOperator(ticketId, operator, message);
    }
  }
  if (kept.ok) return { kept: 'answer', ...kept.value };
  const id = await core.talk.note(ticketId, operator, message);
  if (id === null) return { kept: null };
  // It can be sent again once they are back.
  if (kept.error === 'person.blocked-bot') await core.talk.failed(id, kept.error);
  if (await aloud(kept.error)) {
    const line = { type: 'phrase' as const, key: errorKey(`operators.${kept.error}`), args: {} };
    await core.talk.house(ticketId, 'desk', line, { replyToId: id });
  }
  return { kept: 'note', id, refusal: kept.error };
}

/** Keeps an operator's answer and sends it to the person; what cannot reach them is told in the topic. For letters, and for single messages. */
export async function answerPerson(
  { core, db, clock }: House & { db: Db; clock: Clock },
  ticketId: number,
  operator: Operator,
  message: NewMessage,
): Promise<Answered> {
  const answered = await keepAnswer({ core }, ticketId, operator, message);
  if (answered.kept === 'answer') await relayToPerson(db, clock, answered.chat, [answered.id], answered.language);
  return answered;
}
