import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import { maskPhone } from '../people/phone.ts';
import { maskEmail } from '../verification/email.ts';

/** How far back an attempt says something about what somebody asks now, in milliseconds. */
const LATELY = days(1);

/** A letter with a link and a code. */
export interface LetterState {
  /** Masked: `a•••@mail.ru`. */
  email: string;
  state: 'waiting' | 'expired' | 'confirmed';
  /** Since it was asked for. */
  minutes: number;
}

export interface CallState {
  state: 'waiting' | 'expired' | 'confirmed';
  /** The number to ring; null until the provider has named it. */
  line: string | null;
  /** Masked: `+• ••• •••-••-67`. */
  phone: string;
  expiresAt: Date;
}

/** Whose attempt: an account's, or a chat's that registers. */
type Whose = { institutionId?: string; accountId: string | null } & Partial<ChatRef>;

/** How the latest attempts to confirm a number or an address stand. Older ones than a day say nothing. */
export function attempts({ db, clock }: { db: Db; clock: Clock }) {
  const latest = (where: Whose & { kind: 'call' | 'link' }) =>
    db.verification.findFirst({
      where: { ...where, createdAt: { gt: after(clock.now(), -LATELY) } },
      orderBy: { createdAt: 'desc' },
    });

  const stateOf = ({
    confirmedAt,
    cancelledAt,
    expiresAt,
  }: {
    confirmedAt: Date | null;
    cancelledAt: Date | null;
    expiresAt: Date;
  }) => (confirmedAt ? 'confirmed' : cancelledAt || expiresAt <= clock.now() ? 'expired' : 'waiting');

  return {
    /** The latest letter with a link; null when none was asked for lately. */
    async letterOf(whose: Whose): Promise<LetterState | null> {
      const found = await latest({ ...whose, kind: 'link' });
      if (!found) return null;
      const minutes = Math.max(0, Math.floor((clock.now().getTime() - found.createdAt.getTime()) / 60_000));
      return { email: maskEmail(found.target), state: stateOf(found), minutes };
    },

    /** The latest call; null when none was asked for lately. */
    async callOf(whose: Whose): Promise<CallState | null> {
      const found = await latest({ ...whose, kind: 'call' });
      if (!found) return null;
      const { line, target, expiresAt } = found;
      return { state: stateOf(found), line, phone: maskPhone(target), expiresAt };
    },
  };
}
