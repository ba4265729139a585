import type { Verification } from '#prisma/generated/client.ts';
import { minutes } from '../clock.ts';

/** People ring late: an attempt counts as a claim for this long after it expired. */
export const LATE_CALL = minutes(10);

/** What one call from a number, to one line, means for the conversations that claim the number. */
export type Verdict =
  | { kind: 'nobody' }
  | { kind: 'winner'; claim: Verification }
  | { kind: 'ambiguous'; waiting: Verification[] };

export const isWaiting = (one: Verification, now: Date): boolean =>
  one.confirmedAt === null && one.cancelledAt === null && one.expiresAt > now;

/**
 * Whose call it is. A call names only the number, so a stranger who asked for the owner's number would collect the owner's call.
 * Confirmed and lately expired attempts therefore count too: an owner who rings twice, or late, gives nothing to a stranger who waits.
 *
 * @param claims attempts for the calling number on the called line, not cancelled, at most `LATE_CALL` past their end
 */
export function whoCalled(claims: readonly Verification[], now: Date): Verdict {
  const waiting = claims.filter((claim) => isWaiting(claim, now));
  const [first] = waiting;
  if (!first) return { kind: 'nobody' };
  if (chats(claims) === 1) return { kind: 'winner', claim: first };

  const vouched = claims.filter((claim) => claim.ownContact);
  if (chats(vouched) !== 1) return { kind: 'ambiguous', waiting };
  const owner = waiting.find((claim) => claim.ownContact);
  return owner ? { kind: 'winner', claim: owner } : { kind: 'nobody' };
}

const chats = (claims: readonly Verification[]): number =>
  new Set(claims.map(({ botId, chatId }) => `${botId}:${chatId}`)).size;
