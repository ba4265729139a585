import type { Verification } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import type { Jobs } from '../jobs.ts';
import { tell } from '../news.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { mayAttempt } from './allowances.ts';
import { LATE_CALL } from './claims.ts';
import { type Dialog, dialog } from './dialog.ts';
import { callsInVain, type InVain } from './in-vain.ts';
import { lineKey } from './numbers.ts';
import { findProof } from './proof.ts';
import { type Call, received, type Taken } from './received.ts';

/** How long the person has to ring; sms.ru gives the same. */
export const CALL_LIFETIME = minutes(5);

/** Where people ring: numbers known beforehand (an exchange that reports calls), or one that a provider names for each attempt. */
export type CallLine = { kind: 'static'; numbers: readonly string[] } | { kind: 'dialog' };

export interface CallDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  secrets: Secrets;
  /** Null: calls are off. */
  line: CallLine | null;
}

export interface StartedCall {
  id: string;
  /** The number to ring; null until the provider names it (news `call-ready`). */
  line: string | null;
  expiresAt: Date;
}

export interface CallStatus {
  state: 'waiting' | 'confirmed' | 'expired' | 'cancelled';
  line: string | null;
  expiresAt: Date;
}

/** Proving a phone by a call: the person rings a displayed number, nobody picks up, the caller's number is the proof. */
export interface Calls extends Dialog {
  /** Begins an attempt; it replaces the conversation's earlier one. `ownContact`: Telegram says that the phone is this person's. */
  start(attempt: {
    chat: ChatRef;
    institutionId: string;
    /** E.164 */
    phone: string;
    ownContact: boolean;
  }): Promise<Result<StartedCall, 'call.too-many' | 'call.off'>>;
  /** Takes a call that an exchange reports. The same event twice has one effect. */
  received(call: Call): Promise<Taken>;
  /** Takes Telegram's word instead of a call, where the institution allows that (`contactSkipsCall`). */
  confirmByContact(contact: {
    chat: ChatRef;
    institution: Institution;
    phone: string;
    ownContact: boolean;
  }): Promise<Result<{ id: string }, 'call.needed'>>;
  /** Tells the conversation that time is up, if it is and nothing else ended the attempt. */
  expire(id: string): Promise<void>;
  /** How an attempt stands; one that is no longer kept counts as expired. */
  status(id: string): Promise<CallStatus>;
  /** The proven phone, for the conversation that proved it and within 24 hours; else null. */
  proof(id: string, chat: ChatRef, institutionId?: string): Promise<string | null>;
  /** How many calls of this chat came to nothing lately. */
  inVain(chat: ChatRef, institutionId: string): Promise<InVain>;
}

export function calls(deps: CallDeps): Calls {
  const { db, clock, jobs, line } = deps;

  return {
    ...dialog(deps),
    received: (call) => received(deps, call),

    async start({ chat, institutionId, phone, ownContact }) {
      if (!line) return fail('call.off');
      if (!(await mayAttempt(deps, 'call', chat, phone, ownContact))) return fail('call.too-many');

      const now = clock.now();
      await db.verification.updateMany({
        where: { kind: 'call', ...chat, confirmedAt: null, cancelledAt: null },
        data: { cancelledAt: now },
      });
      const started = await db.verification.create({
        data: {
          kind: 'call',
          ...chat,
          institutionId,
          target: phone,
          ownContact,
          line: line.kind === 'static' ? await freeLine(db, now, phone, line.numbers) : null,
          createdAt: now,
          expiresAt: after(now, CALL_LIFETIME),
        },
        select: { id: true, line: true, expiresAt: true },
      });
      const payload = { verificationId: started.id };
      if (line.kind === 'dialog') await jobs.add('call-start', payload);
      await jobs.add('call-expiry', payload, { runAt: started.expiresAt, key: `call-expiry:${started.id}` });
      return ok(started);
    },

    async confirmByContact({ chat, institution, phone, ownContact }) {
      const allowed = institution.kind === 'university' && institution.contactSkipsCall;
      if (!allowed || !ownContact) return fail('call.needed');
      const now = clock.now();
      const confirmed = await db.verification.create({
        data: {
          kind: 'call',
          ...chat,
          institutionId: institution.id,
          target: phone,
          ownContact,
          createdAt: now,
          expiresAt: now,
          confirmedAt: now,
        },
        select: { id: true },
      });
      return ok(confirmed);
    },

    async expire(id) {
      const over = await db.verification.findFirst({
        where: { id, kind: 'call', confirmedAt: null, cancelledAt: null, expiresAt: { lte: clock.now() } },
      });
      if (over) await tell(jobs, over, `call-expired:${id}`, { type: 'call-expired', verificationId: id });
    },

    async status(id) {
      const attempt = await db.verification.findFirst({ where: { id, kind: 'call' } });
      if (!attempt) return { state: 'expired', line: null, expiresAt: clock.now() };
      return { state: stateOf(attempt, clock.now()), line: attempt.line, expiresAt: attempt.expiresAt };
    },

    proof: (id, chat, institutionId) => findProof(deps, 'call', id, chat, institutionId),
    inVain: (chat, institutionId) => callsInVain(deps, chat, institutionId),
  };
}

function stateOf({ confirmedAt, cancelledAt, expiresAt }: Verification, now: Date): CallStatus['state'] {
  if (confirmedAt) return 'confirmed';
  if (cancelledAt) return 'cancelled';
  return expiresAt > now ? 'waiting' : 'expired';
}

/** A number on which nobody else's call from this phone could be meant, so that the called number tells the conversations apart. */
async function freeLine(db: Db, now: Date, phone: string, numbers: readonly string[]): Promise<string | null> {
  const keys = numbers.map(lineKey);
  // Typed attempts for one phone wait for each other at the allowance's row, so none of them is missed here. A shared contact's may
  // be, and then the line is the same: Telegram's word tells those two apart.
  const claimed = await db.verification.findMany({
    where: { kind: 'call', target: phone, cancelledAt: null, expiresAt: { gt: after(now, -LATE_CALL) } },
    select: { line: true },
  });
  return keys.find((key) => !claimed.some(({ line }) => line === key)) ?? keys[0] ?? null;
}
