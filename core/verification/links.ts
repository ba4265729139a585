import { randomUUID } from 'node:crypto';
import type { Verification } from '#prisma/generated/client.ts';
import { addressConfirmed, tellAddressConfirmed } from '../accounts/confirmed-address.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { type Allowance, within } from '../limits.ts';
import { tell } from '../news.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { mayAttempt } from './allowances.ts';
import { mailCode } from './code.ts';
import { maskEmail } from './email.ts';
import { findProof } from './proof.ts';

/** How long a letter's link and code are good; the texts say so. */
export const LINK_LIFETIME = minutes(60);
/** Wrong codes per letter, and codes per conversation across fresh letters. */
export const GUESSES = 5;
export const CODES_PER_CHAT: Allowance = { max: 20, window: days(1) };

/** Which letter with a link and a code is written: why the address is being proven. */
export type Letter = 'confirm-email' | 'confirm-corporate' | 'relink' | 'confirm-school';

export interface LinkDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  secrets: Secrets;
}

type Ended = 'link.unknown' | 'link.expired' | 'link.used' | 'link.replaced';

export interface LetterFacts {
  email: string;
  institutionId: string;
  token: string;
  code: string;
  /** The name of the school whose account the address is for, else null. */
  school: string | null;
}

/** Proving an e-mail by a letter: its link, or the short code in it, typed into the chat. */
export interface Links {
  /**
   * Sends a letter; it replaces the conversation's earlier ones. `already-used` tells an address's owner that somebody typed it: to the
   * conversation it looks like any attempt, but nothing confirms it.
   * @param attempt.email as `readEmail` returned it
   * @param attempt.accountId the school account whose address this becomes with the confirmation (`confirm-school`); the letter then replaces
   *   the account's earlier ones, wherever they were asked for, and not the conversation's: a parent's chat may register several pupils
   */
  start(attempt: {
    chat: ChatRef;
    institutionId: string;
    email: string;
    language: Language;
    letter: Letter | 'already-used';
    accountId?: string;
  }): Promise<Result<{ id: string; expiresAt: Date }, 'link.too-many'>>;
  /** What the letter says, for the job that writes it; null when there is no more reason to send it. */
  letter(id: string): Promise<LetterFacts | null>;
  /** Shows what a link is about and changes nothing: mail scanners open links too. */
  look(token: string): Promise<
    Result<
      {
        state: 'waiting' | 'confirmed' | 'expired' | 'replaced';
        maskedEmail: string;
        institutionId: string;
        chat: ChatRef;
        /** The school account whose address it is; null while somebody registers or links an address in the chat. */
        accountId: string | null;
      },
      'link.unknown'
    >
  >;
  /** Consumes the link, once, and brings the news to the conversation that asked for it, whoever pressed the button. */
  confirmByToken(token: string): Promise<Result<{ id: string; chat: ChatRef }, Ended>>;
  /** Consumes the letter by its code, for the conversation that asked for it only. Spaces, hyphens and full-width digits are fine. */
  confirmByCode(
    chat: ChatRef,
    id: string,
    code: string,
  ): Promise<Result<{ id: string }, Ended | 'code.unreadable' | 'code.wrong' | 'code.too-many' | 'code.expired'>>;
  /** The proven address, for the conversation that proved it and within 24 hours; else null. */
  proof(id: string, chat: ChatRef, institutionId?: string): Promise<string | null>;
}

export function links(deps: LinkDeps): Links {
  const { db, clock, jobs, secrets } = deps;
  const codeHash = (id: string, code: string): string => secrets.hash('code', `${id}:${code}`);

  /** The right letter, which is worth nothing any more. */
  async function replaced(id: string): Promise<Result<never, 'link.replaced'>> {
    await db.verification.update({ where: { id }, data: { confirmedAt: null, cancelledAt: clock.now() } });
    return fail('link.replaced');
  }

  return {
    async start({ chat, institutionId, email, language, letter, accountId }) {
      if (!(await mayAttempt(deps, 'link', chat, email))) return fail('link.too-many');
      const now = clock.now();
      await db.verification.updateMany({
        where: {
          ...{ kind: 'link', confirmedAt: null, cancelledAt: null },
          ...(accountId ? { accountId } : { ...chat, accountId: null }),
        },
        data: { cancelledAt: now },
      });
      const id = randomUUID();
      const expiresAt = after(now, LINK_LIFETIME);
      await db.verification.create({
        data: {
          id,
          kind: 'link',
          ...chat,
          institutionId,
          target: email,
          accountId: accountId ?? null,
          codeHash: letter === 'already-used' ? null : codeHash(id, mailCode(secrets, id)),
          createdAt: now,
          expiresAt,
        },
      });
      await jobs.add('letter', { letter, verificationId: id, language });
      return ok({ id, expiresAt });
    },

    async letter(id) {
      const attempt = await db.verification.findFirst({ where: { ...waiting(clock.now()), id } });
      if (!attempt) return null;
      const { target: email, institutionId, accountId } = attempt;
      const school = accountId
        ? await db.school.findFirst({ where: { accounts: { some: { id: accountId } } }, select: { name: true } })
        : null;
      // The account has been erased meanwhile.
      if (accountId && !school) return null;
      return {
        email,
        institutionId,
        token: secrets.token('link', id),
        code: mailCode(secrets, id),
        school: school?.name ?? null,
      };
    },

    async look(token) {
      const attempt = await opened(deps, token);
      if (!attempt) return fail('link.unknown');
      const { target, institutionId, botId, chatId, accountId } = attempt;
      const state = stateOf(attempt, clock.now());
      return ok({ state, maskedEmail: maskEmail(target), institutionId, chat: { botId, chatId }, accountId });
    },

    async confirmByToken(token) {
      const id = secrets.open('link', token);
      if (id === null) return fail('link.unknown');
      const now = clock.now();
      const [confirmed] = await db.verification.updateManyAndReturn({
        where: { ...waiting(now), id, codeHash: { not: null } },
        data: { confirmedAt: now },
      });
      if (!confirmed) return fail(whyEnded(await opened(deps, token), now));
      const { botId, chatId, accountId } = confirmed;
      if (accountId) {
        if (!(await addressConfirmed(deps, { ...confirmed, accountId }))) return replaced(id);
        await tellAddressConfirmed(deps, { ...confirmed, accountId });
      } else {
        await tell(jobs, confirmed, `link-confirmed:${id}`, { type: 'link-confirmed', verificationId: id });
      }
      return ok({ id, chat: { botId, chatId } });
    },

    async confirmByCode(chat, id, typed) {
      const code = typed.normalize('NFKC').replace(/[\s-]/g, '');
      if (!/^\d{6}$/.test(code)) return fail('code.unreadable');
      const { botId, chatId } = chat;
      if (!(await within(db, clock, `code:chat:${botId}:${chatId}`, CODES_PER_CHAT))) return fail('code.too-many');

      const now = clock.now();
      // One statement counts the guess and judges it: parallel guesses wait for each other at the row.
      const [judged] = await db.$queryRaw<
        { confirmed: boolean; accountId: string | null; target: string; createdAt: Date }[]
      >`
        UPDATE "Verification"
        SET guesses = guesses + 1,
            "confirmedAt" = CASE WHEN "codeHash" = ${codeHash(id, code)} THEN ${now}::timestamptz END
        WHERE id = ${id}::uuid AND kind = 'link' AND "botId" = ${botId} AND "chatId" = ${chatId}
          AND "confirmedAt" IS NULL AND "cancelledAt" IS NULL AND "expiresAt" > ${now} AND guesses < ${GUESSES}
        RETURNING "confirmedAt" IS NOT NULL AS confirmed, "accountId", target, "createdAt"`;
      if (judged && !judged.confirmed) return fail('code.wrong');
      if (judged) {
        const { accountId, target, createdAt } = judged;
        const proof = accountId && { id, accountId, target, createdAt, botId, chatId };
        return proof && !(await addressConfirmed(deps, proof)) ? replaced(id) : ok({ id });
      }

      const attempt = await db.verification.findFirst({ where: { id, kind: 'link', ...chat } });
      if (attempt && stateOf(attempt, now) === 'waiting') return fail('code.too-many');
      const why = whyEnded(attempt, now);
      return fail(why === 'link.expired' ? 'code.expired' : why);
    },

    proof: (id, chat, institutionId) => findProof(deps, 'link', id, chat, institutionId),
  };
}

const waiting = (now: Date) => ({
  kind: 'link' as const,
  confirmedAt: null,
  cancelledAt: null,
  expiresAt: { gt: now },
});

function opened({ db, secrets }: LinkDeps, token: string): Promise<Verification | null> {
  const id = secrets.open('link', token);
  return id === null ? Promise.resolve(null) : db.verification.findFirst({ where: { id, kind: 'link' } });
}

function stateOf(
  { confirmedAt, cancelledAt, expiresAt }: Verification,
  now: Date,
): 'waiting' | 'confirmed' | 'expired' | 'replaced' {
  if (confirmedAt) return 'confirmed';
  if (cancelledAt) return 'replaced';
  return expiresAt > now ? 'waiting' : 'expired';
}

function whyEnded(attempt: Verification | null, now: Date): Ended {
  if (!attempt) return 'link.unknown';
  const state = stateOf(attempt, now);
  if (state === 'confirmed') return 'link.used';
  return state === 'replaced' ? 'link.replaced' : 'link.expired';
}
