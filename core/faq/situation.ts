import { z } from 'zod';
import { firstValidSecond } from '../access/holder.ts';
import { LIFETIME } from '../access/policy.ts';
import { accounts } from '../accounts/accounts.ts';
import type { ProvenRole } from '../accounts/authorization.ts';
import type { ChatRef } from '../chat.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { latestTrouble } from '../helpdesk/troubles.ts';
import { mistakes } from '../invitations/tries.ts';
import { Compared } from '../news.ts';
import { maskEmail } from '../verification/email.ts';
import { attempts, type CallState, type LetterState } from './attempts.ts';

/** What the directory said of a confirmed number that leads to nobody. */
const DirectoryTrouble = z.enum(['person.not-found', 'person.several', 'account.trouble']);
type DirectoryTrouble = z.infer<typeof DirectoryTrouble>;

/** The account that the chat speaks for. */
export interface OwnSituation {
  blocked: boolean;
  /** What a university's account owes and has; both empty without a role that could be confirmed. */
  owed: ProvenRole[];
  confirmed: ProvenRole[];
  /** The last pass that was shown, and what has ended it before its time; null before the first. */
  pass: { validUntil: Date; good: boolean; revoked?: true; usedAt?: Date } | null;
}

/** The journal's account that the chat speaks for. */
export interface PupilSituation {
  blocked: boolean;
  isPupil: boolean;
  /** Masked; null where no address was given. */
  email: string | null;
  emailConfirmed: boolean;
  /** The letter that waits, or whose time is over. */
  letter: LetterState | null;
  children: number;
  /** A curator's one-time password, which must be replaced at the first use. */
  oneTimePassword: 'good' | 'expired' | null;
}

/** What the house knows of whoever asks, as far as it matters for an answer. Nothing of anybody but the chat's own person. */
export interface Situation {
  /** The latest attempt to confirm a number. */
  call: CallState | null;
  directory: { trouble: DirectoryTrouble; ticket: number } | null;
  /** The latest letter of a registration, or of a corporate address. */
  letter: LetterState | null;
  university: OwnSituation | null;
  journal: PupilSituation | null;
  /** Wrong invitation codes of today, and whether more are looked at. */
  codes: { wrong: number; refused: boolean };
  /** What the comparison with Gosuslugi has found, while it is on the screen. */
  gosuslugi: { snils: Compared; email: Compared; phone: Compared } | null;
  /** The curator whom the chat has asked for help; the name is null until one has taken the request. */
  request: { curator: string | null } | null;
}

const Result = z.object({ snils: Compared, email: Compared, phone: Compared });

export function situation({ db, clock }: { db: Db; clock: Clock }) {
  const { letterOf, callOf } = attempts({ db, clock });

  /** The trouble that the directory makes with the number of this registration, and the ticket that tells of it. */
  async function directoryOf({ botId, chatId }: ChatRef, institutionId: string): Promise<Situation['directory']> {
    const registration = await db.registration.findFirst({
      where: { botId, chatId, institutionId },
      orderBy: { createdAt: 'desc' },
    });
    if (!registration?.phoneVerificationId || registration.personId !== null) return null;
    const told = await latestTrouble(db, { botId, chatId }, institutionId, {
      reasons: DirectoryTrouble.options,
      open: true,
    });
    const trouble = DirectoryTrouble.safeParse(told?.reason);
    return told && trouble.success ? { trouble: trouble.data, ticket: told.ticketId } : null;
  }

  async function passOf(accountId: string): Promise<OwnSituation['pass']> {
    const account = await db.account.findUnique({
      where: { id: accountId },
      select: { subject: true, passValidUntil: true, passNotBefore: true },
    });
    const validUntil = account?.passValidUntil;
    if (!account || !validUntil) return null;
    const { subject } = account;
    const issuedAt = Math.floor(validUntil.getTime() / 1000) - LIFETIME;
    if (issuedAt < firstValidSecond(account)) return { validUntil, good: false, revoked: true };
    const use = await db.passUse.findUnique({
      where: { subject_issuedAt: { subject, issuedAt: BigInt(issuedAt) } },
      select: { at: true },
    });
    return use ? { validUntil, good: false, usedAt: use.at } : { validUntil, good: validUntil > clock.now() };
  }

  async function journalOf(accountId: string, blocked: boolean, roles: readonly string[]): Promise<PupilSituation> {
    const { email, emailVerifiedAt, passwordExpiresAt } = await db.account.findUniqueOrThrow({
      where: { id: accountId },
    });
    const letter = await letterOf({ accountId });
    const children = await db.person.count({
      where: {
        OR: [{ account: { id: accountId } }, { joinedAccountId: accountId }],
        ...{ roles: { has: 'parent' }, active: true, child: { active: true } },
      },
    });
    return {
      ...{ blocked, children, isPupil: roles.every((role) => role === 'student') },
      ...{ email: email && maskEmail(email), emailConfirmed: emailVerifiedAt !== null, letter },
      oneTimePassword: passwordExpiresAt && (passwordExpiresAt > clock.now() ? 'good' : 'expired'),
    };
  }

  return {
    /**
     * @param institutionId that the answer is about
     * @param accountId for which the chat speaks
     */
    async of({
      chat: { botId, chatId },
      institutionId,
      accountId,
    }: {
      chat: ChatRef;
      institutionId: string;
      accountId: string | null;
    }): Promise<Situation> {
      const chat = { botId, chatId };
      const found = accountId ? await accounts({ db, clock }).view(accountId) : null;
      const account = found?.institutionId === institutionId ? found : null;
      const conversation = await db.conversation.findUnique({ where: { botId_chatId: chat } });
      const compared =
        conversation?.journey === 'gosuslugi' && conversation.step === 'result' && account?.schoolId
          ? Result.safeParse(conversation.data)
          : null;
      const request = await db.request.findFirst({
        where: { ...chat, institutionId, closedAt: null },
        orderBy: { id: 'desc' },
        include: { takenBy: { select: { name: true, revokedAt: true } } },
      });
      const holder = request?.takenBy?.revokedAt === null ? request.takenBy.name : null;
      return {
        call: await callOf({ ...chat, institutionId, accountId: null }),
        letter: await letterOf({ ...chat, institutionId, accountId: null }),
        directory: await directoryOf(chat, institutionId),
        university:
          account && !account.schoolId
            ? {
                blocked: account.blocked,
                owed: account.authorization.filter(({ confirmed }) => !confirmed).map(({ role }) => role),
                confirmed: account.authorization.filter(({ confirmed }) => confirmed).map(({ role }) => role),
                pass: await passOf(account.id),
              }
            : null,
        journal: account?.schoolId ? await journalOf(account.id, account.blocked, account.roles) : null,
        codes: await mistakes({ db, clock }, chat),
        gosuslugi: compared?.success ? compared.data : null,
        request: request && { curator: holder },
      };
    },
  };
}
