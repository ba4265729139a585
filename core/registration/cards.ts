import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { endOf, type FoundInvitation, invitationsOf } from '../invitations/finding.ts';

export type Cards = [own: FoundInvitation, ...others: FoundInvitation[]];

/** The cards that invitations stand for, on their way to an account. */
export function cards({ db, clock }: { db: Db; clock: Clock }) {
  const isLive = (invitation: FoundInvitation): boolean => endOf(invitation, clock.now()) === null;

  return {
    of: (ids: readonly string[]) => invitationsOf(db, ids),

    isLive,

    /** The cards of these invitations while every one of them is live; else null. */
    async whole(ids: readonly string[]): Promise<Cards | null> {
      const [own, ...others] = await invitationsOf(db, ids);
      const all = own && others.length + 1 === ids.length && [own, ...others].every(isLive);
      return all ? [own, ...others] : null;
    },

    /** Keeps the cards as they are until the transaction ends: before their invitations, as issuing does, so that neither waits for the other. */
    async lock(invitationIds: readonly string[]): Promise<void> {
      await db.$queryRaw`
        SELECT 1 FROM "Person" WHERE id IN (SELECT "personId" FROM "Invitation" WHERE id = ANY (${invitationIds}::uuid[]))
        ORDER BY id FOR UPDATE`;
    },

    /** Uses all of the invitations, each once (abuse case 8), or tells that one could not be used any more. */
    async consume(ids: readonly string[]): Promise<boolean> {
      const now = clock.now();
      const { count } = await db.invitation.updateMany({
        where: { id: { in: [...ids] }, usedAt: null, withdrawnAt: null, expiresAt: { gt: now } },
        data: { usedAt: now },
      });
      return count === ids.length;
    },

    /** Gives further cards to an account; false when somebody has one of them. A parent whom the list does not name gets the account's name. */
    async join(accountId: string, others: readonly FoundInvitation[], fullName: string): Promise<boolean> {
      for (const card of others) {
        const { count } = await db.person.updateMany({
          where: { id: card.personId, joinedAccountId: null, account: null },
          data: { joinedAccountId: accountId, ...(card.fullName === '' ? { fullName } : {}) },
        });
        if (count === 0) return false;
      }
      return true;
    },
  };
}

/** The same card again, or the other parent's of the same child: who held both would keep that parent out. */
export const isSame = (one: FoundInvitation, other: FoundInvitation): boolean =>
  one.personId === other.personId || (one.childId !== null && one.childId === other.childId);

/** The person's name as the school's list has it; empty when it has none. */
export const nameOf = (all: readonly FoundInvitation[]): string =>
  all.map(({ fullName }) => fullName).find((name) => name !== '') ?? '';

/** Parents' addresses are required, and so are those of teachers who register as parents too. */
export const needsEmail = (all: readonly FoundInvitation[]): boolean => all.some(({ role }) => role === 'parent');
