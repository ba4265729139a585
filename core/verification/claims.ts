import type { Prisma, Verification } from '#prisma/generated/client.ts';
import { after, minutes } from '../clock.ts';
import type { Db } from '../database.ts';

/** People ring late: an attempt counts as a claim for this long after it expired. */
export const LATE_CALL = minutes(10);
/** People press redial: for this long after a call proved the number, another one from it may be the same person's. */
const REDIAL = minutes(1);

/** What one call from a number, to one line, means for the conversations that claim the number. */
export type Verdict =
  | { kind: 'nobody' }
  | { kind: 'winner'; claim: Verification }
  | { kind: 'ambiguous'; waiting: Verification[] };

export const isWaiting = (one: Verification, now: Date): boolean =>
  one.confirmedAt === null && one.cancelledAt === null && one.expiresAt > now;

/**
 * Attempts that claim a calling number, at most `LATE_CALL` past their end. One that has made an account is settled: whoever proves
 * that number again gets no further than a letter to the account's own address.
 */
export async function findClaims(db: Db, where: Prisma.VerificationWhereInput, now: Date): Promise<Verification[]> {
  const claims = await db.verification.findMany({
    where: { ...where, kind: 'call', cancelledAt: null, expiresAt: { gt: after(now, -LATE_CALL) } },
  });
  const confirmed = claims.filter(({ confirmedAt }) => confirmedAt !== null).map(({ id }) => id);
  if (confirmed.length === 0) return claims;
  const completed = await db.registration.findMany({
    where: { phoneVerificationId: { in: confirmed }, completedAt: { not: null } },
    select: { phoneVerificationId: true },
  });
  const settled = new Set(completed.map(({ phoneVerificationId }) => phoneVerificationId));
  return claims.filter(({ id }) => !settled.has(id));
}

/**
 * Whose call it is. A call names only the number, so a stranger who asked for the owner's number would collect the owner's call.
 * Just confirmed and lately expired attempts therefore count too: an owner who rings twice, or late, gives nothing to a stranger who
 * was waiting meanwhile.
 *
 * @param claims attempts for the calling number on the called line, as `findClaims` returns them
 */
export function whoCalled(claims: readonly Verification[], now: Date): Verdict {
  const waiting = claims.filter((claim) => isWaiting(claim, now));
  const [first] = waiting;
  if (!first) return { kind: 'nobody' };
  const oldest = new Date(Math.min(...waiting.map(({ createdAt }) => createdAt.getTime())));
  const live = claims.filter(
    ({ confirmedAt }) => confirmedAt === null || confirmedAt > after(now, -REDIAL) || confirmedAt >= oldest,
  );
  if (chats(live) === 1) return { kind: 'winner', claim: first };

  const vouched = live.filter((claim) => claim.ownContact);
  if (chats(vouched) !== 1) return { kind: 'ambiguous', waiting };
  const owner = waiting.find((claim) => claim.ownContact);
  return owner ? { kind: 'winner', claim: owner } : { kind: 'nobody' };
}

const chats = (claims: readonly Verification[]): number =>
  new Set(claims.map(({ botId, chatId }) => `${botId}:${chatId}`)).size;
