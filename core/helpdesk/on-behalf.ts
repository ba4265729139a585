import type { ChatRef } from '../chat.ts';
import { after, type Clock, days, hours } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Institution, University } from '../institution.ts';
import type { Jobs } from '../jobs.ts';
import { type Allowance, allWithin, within } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { forgetAttempts } from '../verification/allowances.ts';
import { maskEmail } from '../verification/email.ts';
import { type Letter, LINK_LIFETIME } from '../verification/links.ts';
import type { DeskEvents } from './desk-events.ts';
import { phoneCorrection } from './phone-correction.ts';
import type { Operator, TicketView } from './ticket.ts';
import { accountAt, latestAttempt, type Standing, standingOf } from './whereabouts.ts';

/** Letters to one address, and calls of one chat, that operators may allow besides: whoever presses again and again bombs nobody (abuse case 12). */
const LETTERS_AGAIN: readonly Allowance[] = [
  { max: 3, window: hours(1) },
  { max: 6, window: days(1) },
];
const CALLS_AGAIN: Allowance = { max: 5, window: days(1) };

export type { Standing } from './whereabouts.ts';

interface Deps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  secrets: Secrets;
  passes: { revoke(accountId: string): Promise<void> };
  deskEvents: DeskEvents;
}

/**
 * What the helpdesk may do for the person of a ticket. A journal's people are none of its business: there every act is refused. Whoever
 * calls tells the person and the operators.
 */
export function onBehalf({ db, clock, jobs, secrets, passes, deskEvents }: Deps) {
  const note = (ticket: TicketView, by: Operator, action: string, detail: Record<string, string> = {}) =>
    deskEvents.add({ institutionId: ticket.institutionId, ticketId: ticket.id, by: by.id, action, detail });

  const accountOf = (ticket: TicketView) => accountAt(db, ticket);
  const attempt = (ticket: TicketView, kind: 'call' | 'link') => latestAttempt(db, ticket, kind);

  return {
    standing: (ticket: TicketView): Promise<Standing | null> => standingOf(db, clock.now(), ticket),

    /** Sends the letter of the address that is being proven once more; its link and code are good for a full time again. @returns the address, masked */
    async resendLetter(
      ticket: TicketView,
      institution: Institution,
      by: Operator,
    ): Promise<Result<string, 'operators.no-data' | 'operators.no-letter' | 'operators.too-often'>> {
      if (institution.kind !== 'university') return fail('operators.no-data');
      const latest = await attempt(ticket, 'link');
      if (!latest || latest.confirmedAt || latest.cancelledAt) return fail('operators.no-letter');
      const { id, target } = latest;
      const aim = `desk-letter:${secrets.hash('limit', target)}`;
      const uses = LETTERS_AGAIN.map((allowance) => ({ key: `${aim}:${allowance.window}`, ...allowance }));
      if (!(await allWithin(db, clock, uses))) return fail('operators.too-often');
      const { count } = await db.verification.updateMany({
        where: { id, confirmedAt: null, cancelledAt: null },
        data: { expiresAt: after(clock.now(), LINK_LIFETIME) },
      });
      if (count === 0) return fail('operators.no-letter');
      const letter = latest.codeHash === null ? 'already-used' : await letterOf(ticket.chat, institution, target);
      await jobs.add('letter', { letter, verificationId: id, language: ticket.language });
      await note(ticket, by, 'letter.resent', { verification: id });
      return ok(maskEmail(target));
    },

    /** Lets the person try the call again, however often they have; a few times a day. */
    async allowCalls(
      ticket: TicketView,
      institution: Institution,
      by: Operator,
    ): Promise<Result<void, 'operators.no-data' | 'operators.no-call' | 'operators.too-often'>> {
      if (institution.kind !== 'university') return fail('operators.no-data');
      const latest = await attempt(ticket, 'call');
      if (!latest || latest.confirmedAt) return fail('operators.no-call');
      const { botId, chatId } = ticket.chat;
      if (!(await within(db, clock, `desk-calls:${botId}:${chatId}`, CALLS_AGAIN))) return fail('operators.too-often');
      await forgetAttempts({ db, secrets }, 'call', ticket.chat, latest.target);
      await note(ticket, by, 'calls.allowed');
      return ok(undefined);
    },

    /** Makes every pass worthless that was shown until now. For a senior operator. */
    async revokePass(
      ticket: TicketView,
      institution: Institution,
      by: Operator,
    ): Promise<Result<void, 'operators.no-data' | 'operators.no-account' | 'operators.senior-only'>> {
      if (institution.kind !== 'university') return fail('operators.no-data');
      if (!by.senior) return fail('operators.senior-only');
      const account = await accountOf(ticket);
      if (!account) return fail('operators.no-account');
      await passes.revoke(account.id);
      await note(ticket, by, 'pass.revoked', { account: account.id });
      return ok(undefined);
    },

    ...phoneCorrection({ db, clock, jobs, deskEvents, accountOf }),
  };

  /** Which letter the address was being proven by. */
  async function letterOf(chat: ChatRef, { corporateDomains }: University, target: string): Promise<Letter> {
    const domain = target.slice(target.lastIndexOf('@') + 1);
    if (Object.values(corporateDomains).includes(domain)) return 'confirm-corporate';
    const known = await db.identifier.findFirst({
      where: { kind: 'email', value: target },
      select: { accountId: true },
    });
    const held = await db.conversation.findUnique({ where: { botId_chatId: chat }, select: { accountId: true } });
    // An address that an account has already is proven to let another chat speak for it.
    return known && known.accountId !== held?.accountId ? 'relink' : 'confirm-email';
  }
}
