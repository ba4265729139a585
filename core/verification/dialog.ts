import { after, seconds } from '../clock.ts';
import { tell } from '../news.ts';
import type { CallDeps } from './calls.ts';
import { findClaims, isWaiting, whoCalled } from './claims.ts';
import { lineKey } from './numbers.ts';

/** How often a provider is asked how an attempt stands. */
export const POLL_EVERY = seconds(5);

export type CallFailure = 'call.provider-down' | 'call.bad-number' | 'call.too-many';

/** The steps of an attempt whose number a provider names and whose call a provider sees. Each changes only an attempt that still waits. */
export interface Dialog {
  /** What to ask the provider next, or null when the attempt no longer waits. */
  pending(id: string): Promise<{ phone: string; ref: string | null } | null>;
  /** The provider named the number to ring: tells the conversation and begins to ask. */
  ready(id: string, line: string, ref: string): Promise<void>;
  /** Asks the provider again. `failures`: how many times in a row it did not answer; `at`: now unless told. */
  askAgain(id: string, failures: number, at?: Date): Promise<void>;
  /** The provider saw the call. */
  providerConfirmed(id: string): Promise<void>;
  /** The provider ended the attempt before we did. */
  providerExpired(id: string): Promise<void>;
  /** The attempt cannot go on; tells the conversation why. */
  failed(id: string, error: CallFailure): Promise<void>;
  /** The provider hints that something happened: asks at once. */
  hint(ref: string): Promise<void>;
}

export function dialog({ db, clock, jobs }: CallDeps): Dialog {
  const waiting = (id: string) => ({
    id,
    kind: 'call' as const,
    confirmedAt: null,
    cancelledAt: null,
    expiresAt: { gt: clock.now() },
  });
  const askAgain = (id: string, failures: number, at: Date = clock.now()) =>
    jobs.add('call-poll', { verificationId: id, failures }, { runAt: at, key: `call-poll:${id}` });

  return {
    askAgain,

    async pending(id) {
      const attempt = await db.verification.findFirst({ where: waiting(id) });
      return attempt && { phone: attempt.target, ref: attempt.providerRef };
    },

    async ready(id, line, ref) {
      const [attempt] = await db.verification.updateManyAndReturn({
        where: { ...waiting(id), providerRef: null },
        data: { line: lineKey(line), providerRef: ref },
      });
      if (!attempt) return;
      await tell(jobs, attempt, `call-ready:${id}`, { type: 'call-ready', verificationId: id });
      await askAgain(id, 0, after(clock.now(), POLL_EVERY));
    },

    async providerConfirmed(id) {
      const now = clock.now();
      const attempt = await db.verification.findFirst({ where: waiting(id) });
      if (!attempt) return;
      const { target, line } = attempt;
      const claims = await findClaims(db, { target, line, providerRef: { not: null } }, now);
      const verdict = whoCalled(claims, now);
      if (verdict.kind !== 'winner' || verdict.claim.id !== id) {
        await tell(jobs, attempt, `call-ambiguous:${id}`, { type: 'call-ambiguous', verificationId: id });
        return;
      }
      const confirmed = await db.verification.updateMany({ where: waiting(id), data: { confirmedAt: now } });
      if (confirmed.count > 0)
        await tell(jobs, attempt, `call-confirmed:${id}`, { type: 'call-confirmed', verificationId: id });
    },

    async providerExpired(id) {
      const [attempt] = await db.verification.updateManyAndReturn({
        where: waiting(id),
        data: { expiresAt: clock.now() },
      });
      if (attempt) await tell(jobs, attempt, `call-expired:${id}`, { type: 'call-expired', verificationId: id });
    },

    async failed(id, error) {
      const [attempt] = await db.verification.updateManyAndReturn({
        where: waiting(id),
        data: { cancelledAt: clock.now() },
      });
      if (attempt) await tell(jobs, attempt, `call-failed:${id}`, { type: 'call-failed', verificationId: id, error });
    },

    async hint(ref) {
      const attempt = await db.verification.findUnique({ where: { providerRef: ref } });
      if (attempt && isWaiting(attempt, clock.now())) await askAgain(attempt.id, 0);
    },
  };
}
