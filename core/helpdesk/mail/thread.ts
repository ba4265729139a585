import { createHash } from 'node:crypto';
import type { Letter } from '../../mail/letter.ts';

/** In a header of every letter to a helpdesk: by it we know our own when it comes back. */
export const OWN_HEADER = 'X-Propusk';

/** The letter that opens a ticket's thread. The same letter composed again has the same one. */
export const openingId = ({ id, botId }: { id: number; botId: bigint }, host: string): string =>
  `ticket-${id}.${botId}@${host}`;

/**
 * A later letter of the thread. Made from what it tells and in which state: composed again it has the same one, and with one line
 * more another, so that no mailbox takes it for a repetition.
 */
export function laterId(
  { id, botId }: { id: number; botId: bigint },
  said: readonly { id: bigint; state: string }[],
  host: string,
): string {
  const state = createHash('sha256').update(JSON.stringify(said.map((one) => [String(one.id), one.state])));
  return `ticket-${id}-${said[0]?.id ?? 0}-${said.at(-1)?.id ?? 0}.${state.digest('hex').slice(0, 16)}.${botId}@${host}`;
}

/** Whether one of our own letters to a helpdesk has this Message-ID. Operators' mail clients may name the same host. */
export const isOwnId = (messageId: string, host: string): boolean =>
  /^ticket-\d+[-.]/.test(messageId) && messageId.toLowerCase().endsWith(`@${host.toLowerCase()}`);

/** The ticket of a letter of ours with this Message-ID; null for anybody else's. */
export function ticketOfId(messageId: string, host: string): number | null {
  const number = isOwnId(messageId, host) ? /^ticket-(\d{1,9})[-.]/.exec(messageId)?.[1] : undefined;
  return number === undefined ? null : Number(number);
}

/**
 * Where a later letter belongs: after the operators' latest letter, or the one that opened the thread.
 * @param heard Message-IDs of the operators' letters, the oldest first
 */
export function threadOf(opening: string, heard: readonly string[]): Pick<Letter, 'inReplyTo' | 'references'> {
  const references = [opening, ...heard.slice(-LONGEST_THREAD)];
  return { inReplyTo: references.at(-1) ?? opening, references };
}

/** Mail servers refuse headers without end. */
const LONGEST_THREAD = 10;
