import type { Invitation, Prisma } from '#prisma/generated/client.ts';
import type { Db } from '../database.ts';
import type { Secrets } from '../secrets.ts';
import { hashes } from './code.ts';
import type { CheckedInvitation } from './invitation.ts';

/** What is read with an invitation. */
export const WITH_CARD = {
  school: { select: { name: true, active: true } },
  person: {
    select: {
      fullName: true,
      className: true,
      active: true,
      joinedAccountId: true,
      childId: true,
      account: { select: { id: true } },
      child: { select: { fullName: true, className: true } },
    },
  },
} satisfies Prisma.InvitationInclude;

export type FoundInvitation = Prisma.InvitationGetPayload<{ include: typeof WITH_CARD }>;

/**
 * The one invitation that any of these readings stands for. Letter by letter first: only where no reading is a code that ever was, used and
 * withdrawn ones too, may look-alike characters differ. Null when none is meant, or several: never a guess at whose it is.
 * @param codes as `readCode` gave them
 */
export async function findInvitation(
  { db, secrets }: { db: Db; secrets: Secrets },
  institutionId: string,
  codes: readonly string[],
): Promise<FoundInvitation | null> {
  const hashed = codes.map((code) => hashes(secrets, code));
  // Both are always asked, so that a code that exists takes as long as one that does not.
  const exact = await db.invitation.findMany({
    where: { institutionId, codeHash: { in: hashed.map(({ codeHash }) => codeHash) } },
    include: WITH_CARD,
    take: 2,
  });
  const folded = await db.invitation.findMany({
    where: { institutionId, foldHash: { in: hashed.map(({ foldHash }) => foldHash) } },
    include: WITH_CARD,
    take: 2,
  });
  const found = exact.length > 0 ? exact : folded;
  return found.length === 1 ? (found[0] ?? null) : null;
}

export type Ended = 'invitation.used' | 'invitation.withdrawn' | 'invitation.expired';

/** Why an invitation is good no more; null while it is. Expiry is looked at here, whatever was cleaned up or not. */
export function endOf(
  invitation: Pick<Invitation, 'usedAt' | 'withdrawnAt' | 'expiresAt'> & {
    school?: { active: boolean };
    person?: { active: boolean; joinedAccountId: string | null; account: unknown };
  },
  now: Date,
): Ended | null {
  const { usedAt, withdrawnAt, expiresAt, school, person } = invitation;
  if (usedAt || person?.account || person?.joinedAccountId) return 'invitation.used';
  if (withdrawnAt || person?.active === false || school?.active === false) return 'invitation.withdrawn';
  return expiresAt <= now ? 'invitation.expired' : null;
}

export const checked = ({ id, schoolId, school, role, personId, person }: FoundInvitation): CheckedInvitation => ({
  ...{ id, schoolId, schoolName: school.name, role, personId },
  fullName: person.fullName,
  childName: person.child?.fullName ?? null,
  className: person.child?.className ?? person.className,
});
