import type { Role } from '#prisma/generated/enums.ts';
import type { ChatRef } from '../chat.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { fail, ok, type Result } from '../result.ts';
import { authorization, type OwedConfirmation, type RoleProof } from './authorization.ts';

export interface AccountView {
  id: string;
  institutionId: string;
  fullName: string;
  roles: Role[];
  blocked: boolean;
  email: string | null;
  /** In a school journal: the school, the login, and whether the address is confirmed (only then does it restore access). */
  schoolId: string | null;
  login: string | null;
  emailConfirmed: boolean;
  /** Which corporate e-mail each role of the person calls for, and the one that is confirmed. */
  authorization: OwedConfirmation[];
}

/** What registration has made, and what is added to it afterwards. */
export function accounts({ db, clock }: { db: Db; clock: Clock }) {
  return {
    async view(accountId: string): Promise<AccountView | null> {
      // In one question: every screen of a registered person begins with it.
      const [account] = await db.$queryRaw<
        (Omit<AccountView, 'email' | 'emailConfirmed' | 'authorization'> & {
          address: string | null;
          confirmed: boolean;
          identifiers: RoleProof[];
        })[]
      >`
        SELECT account.id, account."institutionId", "fullName", roles::text[] AS roles,
          "blockedAt" IS NOT NULL OR NOT active AS blocked,
          account."schoolId", login, account.email AS address, "emailVerifiedAt" IS NOT NULL AS confirmed,
          (SELECT coalesce(json_agg(one), '[]') FROM "Identifier" one WHERE one."accountId" = account.id) AS identifiers
        FROM "Account" account JOIN "Person" person ON person.id = account."personId"
        WHERE account.id = ${accountId}::uuid`;
      if (!account) return null;
      const { identifiers, address, confirmed, ...view } = account;
      if (view.schoolId) return { ...view, email: address, emailConfirmed: confirmed, authorization: [] };
      const email = identifiers.find((identifier) => identifier.kind === 'email')?.value ?? null;
      const owed = authorization(view.roles, identifiers);
      return { ...view, email, emailConfirmed: email !== null, authorization: owed };
    },

    /** Whose verified address this is, or null. Only to decide which letter goes out: the chat never tells. */
    async ownerOfEmail(institutionId: string, email: string): Promise<string | null> {
      const identifier = await db.identifier.findFirst({
        where: { institutionId, kind: { in: ['email', 'corporate_email'] }, value: email },
      });
      return identifier?.accountId ?? null;
    },

    /** Binds a verified corporate e-mail to a role. An address serves one account; a newer address of the role replaces the older. */
    async linkCorporateEmail(
      accountId: string,
      role: 'student' | 'staff',
      email: string,
    ): Promise<Result<void, 'email.taken'>> {
      const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
      const { institutionId } = account;
      const key = { institutionId, kind: 'corporate_email' as const, value: email };
      const made = await db.identifier.createMany({
        data: [{ ...key, accountId, role, verifiedAt: clock.now() }],
        skipDuplicates: true,
      });
      if (made.count === 0) {
        const holder = await db.identifier.findUnique({ where: { institutionId_kind_value: key } });
        if (holder?.accountId !== accountId || holder.role !== role) return fail('email.taken');
      }
      await db.identifier.deleteMany({
        where: { accountId, kind: 'corporate_email', role, NOT: { value: email } },
      });
      return ok(undefined);
    },

    /** Whether the chat speaks for the account; nobody can change that until the transaction ends. */
    async isHeldBy({ botId, chatId }: ChatRef, accountId: string): Promise<boolean> {
      const rows = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM "Conversation" WHERE "botId" = ${botId} AND "chatId" = ${chatId} AND "accountId" = ${accountId}::uuid FOR SHARE`;
      return rows.length > 0;
    },

    /**
     * Lets a chat speak for the account whose address it has proven; false when that is no longer the account's address.
     * @param email as the letter's link or code proved it for this chat
     */
    async joinByEmail(chat: ChatRef, accountId: string, email: string): Promise<boolean> {
      const own = await db.identifier.findFirst({ where: { accountId, kind: 'email', value: email } });
      if (!own) return false;
      await this.join(chat, accountId);
      return true;
    },

    /** Lets a chat speak for the account. Another chat that did so until now loses that right, and passes shown there die. */
    async join(chat: ChatRef, accountId: string): Promise<void> {
      const left = await db.conversation.updateMany({
        where: { accountId, NOT: chat },
        data: { accountId: null },
      });
      if (left.count > 0) {
        await db.account.update({ where: { id: accountId }, data: { passNotBefore: clock.now() } });
      }
      await db.conversation.update({ where: { botId_chatId: chat }, data: { accountId } });
    },
  };
}
