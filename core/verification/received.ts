import { after, minutes } from '../clock.ts';
import { tell } from '../news.ts';
import type { CallDeps } from './calls.ts';
import { findClaims, whoCalled } from './claims.ts';
import { lineKey, readExchangeNumber } from './numbers.ts';

/** An exchange's report older than this is a replay; exchanges' clocks may run ahead (or behind) by the second. */
const REPORT_AGE = minutes(10);
const CLOCK_SKEW = minutes(2);

/** A call as an exchange reports it; numbers as it writes them. */
export interface Call {
  provider: string;
  eventId: string;
  caller: string;
  /** Absent when the exchange has but one number, or does not say. */
  called?: string | undefined;
  at: Date;
}

/** What became of the report; for the log. */
export type Taken = 'confirmed' | 'ambiguous' | 'another-number' | 'late' | 'nobody' | 'repeated' | 'out-of-time';

/** Confirms the one conversation whose call it is, and no other; else tells those it may concern. */
export async function received({ db, clock, jobs, line }: CallDeps, call: Call): Promise<Taken> {
  const now = clock.now();
  if (call.at < after(now, -REPORT_AGE) || call.at > after(now, CLOCK_SKEW)) return 'out-of-time';
  const fresh = await db.callEvent.createMany({
    data: { provider: call.provider, id: call.eventId, at: call.at },
    skipDuplicates: true,
  });
  if (fresh.count === 0) return 'repeated';

  const only = line?.kind === 'static' && line.numbers.length === 1 ? line.numbers[0] : undefined;
  const called = call.called ?? only;
  const onLine = {
    kind: 'call' as const,
    providerRef: null,
    line: called === undefined ? { not: null } : lineKey(called),
    cancelledAt: null,
    // A call made before the number was asked for proves nothing.
    createdAt: { lte: after(call.at, CLOCK_SKEW) },
  };
  const waiting = { confirmedAt: null, expiresAt: { gt: now } };

  const caller = readExchangeNumber(call.caller);
  const claims = caller === null ? [] : await findClaims(db, { ...onLine, target: caller }, now);
  const verdict = whoCalled(claims, now);

  if (verdict.kind === 'winner') {
    const { id } = verdict.claim;
    const confirmed = await db.verification.updateMany({
      where: { id, ...waiting, cancelledAt: null },
      data: { confirmedAt: now },
    });
    if (confirmed.count === 0) return 'nobody';
    await tell(jobs, verdict.claim, `call-confirmed:${id}`, { type: 'call-confirmed', verificationId: id });
    return 'confirmed';
  }
  if (verdict.kind === 'ambiguous') {
    for (const { id, botId, chatId } of verdict.waiting)
      await tell(jobs, { botId, chatId }, `call-ambiguous:${id}:${call.eventId}`, {
        type: 'call-ambiguous',
        verificationId: id,
      });
    return 'ambiguous';
  }
  if (claims.length > 0) {
    if (claims.some(({ confirmedAt }) => confirmedAt !== null)) return 'nobody';
    for (const { id, botId, chatId } of claims)
      await tell(jobs, { botId, chatId }, `call-late:${id}:${call.eventId}`, { type: 'call-late', verificationId: id });
    return 'late';
  }
  if (called === undefined) return 'nobody';

  // Two suffice to know that there is not exactly one.
  const [alone, ...others] = await db.verification.findMany({ where: { ...onLine, ...waiting }, take: 2 });
  if (!alone || others.length > 0) return 'nobody';
  await tell(jobs, alone, `call-from-another-number:${alone.id}:${call.eventId}`, {
    type: 'call-from-another-number',
    verificationId: alone.id,
  });
  return 'another-number';
}
