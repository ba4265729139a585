import { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '../database.ts';
import type { Secrets } from '../secrets.ts';
import { hashes } from './code.ts';
import type { CheckedInvitation } from './invitation.ts';

/** An invitation and what must be known of its card to say whether it is good. */
export interface FoundInvitation extends CheckedInvitation {
  codeHash: string;
  expiresAt: Date;
  usedAt: Date | null;
  withdrawnAt: Date | null;
  /** For a parent's card: the pupil's. */
  childId: string | null;
  /** Somebody's account has the card, as its own or as a further one. */
  held: boolean;
  /** The school, or its list, does not know the card any more. */
  gone: boolean;
}

/** In one question, so that a code that exists takes as long as one that does not. */
const select = (db: Db, condition: Prisma.Sql): Promise<FoundInvitation[]> => db.$queryRaw`
  SELECT invitation.id, invitation."schoolId", school.name AS "schoolName", invitation.role::text AS role, invitation."personId",
    card."fullName", child."fullName" AS "childName", coalesce(child."className", card."className") AS "className",
    invitation."codeHash", invitation."expiresAt", invitation."usedAt", invitation."withdrawnAt", card."childId",
    card."joinedAccountId" IS NOT NULL
      OR EXISTS (SELECT 1 FROM "Account" account WHERE account."personId" = card.id) AS held,
    NOT (school.active AND card.active AND coalesce(child.active, true)) AS gone
  FROM "Invitation" invitation
  JOIN "School" school ON school.id = invitation."schoolId"
  JOIN "Person" card ON card.id = invitation."personId"
  LEFT JOIN "Person" child ON child.id = card."childId"
  WHERE ${condition}`;

/** The invitations of these ids, in this order. */
export async function invitationsOf(db: Db, ids: readonly string[]): Promise<FoundInvitation[]> {
  const rows = await select(db, Prisma.sql`invitation.id = ANY (${ids}::uuid[])`);
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

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
  const exactly = hashed.map(({ codeHash }) => codeHash);
  const folded = hashed.map(({ foldHash }) => foldHash);
  const rows = await select(
    db,
    Prisma.sql`invitation."institutionId" = ${institutionId}
      AND (invitation."codeHash" = ANY (${exactly}) OR invitation."foldHash" = ANY (${folded}))`,
  );
  const exact = rows.filter(({ codeHash }) => exactly.includes(codeHash));
  const meant = exact.length > 0 ? exact : rows;
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

export type Ended = 'invitation.used' | 'invitation.withdrawn' | 'invitation.expired';

/** Why an invitation is good no more; null while it is. Expiry is looked at here, whatever was cleaned up or not (abuse case 18). */
export function endOf(
  {
    usedAt,
    withdrawnAt,
    expiresAt,
    held,
    gone,
  }: Pick<FoundInvitation, 'usedAt' | 'withdrawnAt' | 'expiresAt' | 'held' | 'gone'>,
  now: Date,
): Ended | null {
  if (usedAt || held) return 'invitation.used';
  if (withdrawnAt || gone) return 'invitation.withdrawn';
  return expiresAt <= now ? 'invitation.expired' : null;
}

/** What others may know of it. */
export const checked = (found: FoundInvitation): CheckedInvitation => {
  const { id, schoolId, schoolName, role, personId, fullName, childName, className } = found;
  return { id, schoolId, schoolName, role, personId, fullName, childName, className };
};
