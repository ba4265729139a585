import { z } from 'zod';
import { after, type Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Result } from '../result.ts';
import type { Calls } from './calls.ts';
import { type CallFailure, POLL_EVERY } from './dialog.ts';

/** A telephone service that names a number for each attempt and sees whether it was rung. It answers with errors, it does not throw. */
export interface CallProvider {
  /** @param phone E.164 */
  add(phone: string): Promise<Result<{ ref: string; line: string; pretty?: string }, CallFailure>>;
  status(ref: string): Promise<Result<'waiting' | 'confirmed' | 'expired', 'call.provider-down'>>;
}

/** After so many unanswered questions in a row the person is told that the provider is down. */
export const PATIENCE = 6;

const Payload = z.object({ verificationId: z.uuid(), failures: z.number().int().min(0).default(0) });

/** The jobs that carry an attempt on. The provider is asked outside any transaction; its silence never confirms anything. */
export function callJobs({
  transaction,
  calls,
  provider,
  clock,
}: {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  calls: (db: Db) => Calls;
  provider: CallProvider | null;
  clock: Clock;
}) {
  const within = <Value>(work: (calls: Calls) => Promise<Value>) => transaction((db) => work(calls(db)));

  return {
    async 'call-expiry'(payload: unknown): Promise<void> {
      const { verificationId: id } = Payload.parse(payload);
      await within((calls) => calls.expire(id));
    },

    async 'call-start'(payload: unknown): Promise<void> {
      const { verificationId: id } = Payload.parse(payload);
      const pending = await within((calls) => calls.pending(id));
      if (!pending || pending.ref) return;
      if (!provider) return within((calls) => calls.failed(id, 'call.provider-down'));

      const added = await provider.add(pending.phone);
      await within((calls) =>
        added.ok ? calls.ready(id, added.value.line, added.value.ref) : calls.failed(id, added.error),
      );
    },

    async 'call-poll'(payload: unknown): Promise<void> {
      const { verificationId: id, failures } = Payload.parse(payload);
      const pending = await within((calls) => calls.pending(id));
      if (!pending?.ref) return;
      if (!provider) return within((calls) => calls.failed(id, 'call.provider-down'));

      const status = await provider.status(pending.ref);
      await within((calls) => {
        const later = after(clock.now(), POLL_EVERY);
        if (!status.ok)
          return failures + 1 < PATIENCE
            ? calls.askAgain(id, failures + 1, later)
            : calls.failed(id, 'call.provider-down');
        if (status.value === 'confirmed') return calls.providerConfirmed(id);
        if (status.value === 'expired') return calls.providerExpired(id);
        return calls.askAgain(id, 0, later);
      });
    },
  };
}
