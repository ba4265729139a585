import { Prisma } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { fail, ok, type Result } from '../result.ts';
import { type ActingCurator, actingCurator } from './acting.ts';
import type { CardView } from './card.ts';
import { byClass } from './roster.ts';

export type CardError = 'curator.gone' | 'curator.no-person';

/** Whom to print or to invite: one person, a class, the staff, or everybody. */
export type Selection = { personId: string } | { className: string } | { staff: true } | { all: true };

interface Row extends Omit<CardView, 'state' | 'className'> {
  className: string | null;
  invited: boolean;
}

interface Found {
  curator: ActingCurator;
  card: CardView;
}

/** Which cards, as a condition on the card `p` and its `child`. */
export const ONLY = {
  person: (id: string) => Prisma.sql`p.id = ${id}::uuid`,
  ofClass: (name: string) => Prisma.sql`coalesce(child."className", p."className") = ${name}`,
  staff: Prisma.sql`p.roles && ARRAY['teacher', 'staff']::"Role"[]`,
  parentsOf: (id: string) => Prisma.sql`p."childId" = ${id}::uuid`,
  all: Prisma.sql`true`,
};

/** The cards of a selection, as a condition. */
export const chosen = (selection: Selection): Prisma.Sql => {
  if ('personId' in selection) return ONLY.person(selection.personId);
  if ('className' in selection) return ONLY.ofClass(selection.className);
  return 'staff' in selection ? ONLY.staff : ONLY.all;
};

/** Reads cards of a curator's school, in the order in which people look for them. */
export function cardList({ db, clock }: { db: Db; clock: Clock }) {
  /** Cards of the school that satisfy `where`, whoever has left too, by class and name. */
  async function listAll({ schoolId }: ActingCurator, where: Prisma.Sql): Promise<CardView[]> {
    const rows = await db.$queryRaw<Row[]>`
      SELECT p.id, p."fullName", p.roles[1]::text AS role, coalesce(child."className", p."className") AS "className",
        p."childId", child."fullName" AS "childName", coalesce(a.id, p."joinedAccountId") AS "accountId",
        EXISTS (SELECT 1 FROM "Invitation" i WHERE i."personId" = p.id AND i."usedAt" IS NULL AND i."withdrawnAt" IS NULL
          AND i."expiresAt" > ${clock.now()}) AS invited,
        CASE WHEN NOT p.active THEN 'own' WHEN NOT child.active THEN 'child' END AS "left"
      FROM "Person" p LEFT JOIN "Person" child ON child.id = p."childId" LEFT JOIN "Account" a ON a."personId" = p.id
      WHERE p."schoolId" = ${schoolId}::uuid AND ${where}`;
    return rows.map(viewOf).sort(inOrder);
  }

  /** The same without those who have left. */
  const list = (curator: ActingCurator, where: Prisma.Sql): Promise<CardView[]> =>
    listAll(curator, Prisma.sql`p.active AND coalesce(child.active, true) AND ${where}`);

  /** A card of the curator's own school; of somebody who has left, too. */
  async function one(curatorId: string, personId: string): Promise<Result<Found, CardError>> {
    const curator = await actingCurator(db, curatorId);
    if (!curator) return fail('curator.gone');
    const [card] = await listAll(curator, ONLY.person(personId));
    return card ? ok({ curator, card }) : fail('curator.no-person');
  }

  /** A card of somebody who is at the school. */
  async function present(curatorId: string, personId: string): Promise<Result<Found, CardError | 'curator.left'>> {
    const found = await one(curatorId, personId);
    return found.ok && found.value.card.left !== null ? fail('curator.left') : found;
  }

  return { list, listAll, one, present };
}

function viewOf({ invited, className, ...row }: Row): CardView {
  const state = row.accountId ? 'registered' : invited ? 'invited' : 'waiting';
  return { ...row, className: isStaff(row.role) ? '' : (className ?? ''), state };
}

const isStaff = (role: Role): boolean => role === 'teacher' || role === 'staff';

/** Classes in order, the staff last. */
export const byGroup = (one: string, other: string): number =>
  Number(one === '') - Number(other === '') || byClass(one, other);

/** By class, then pupil by pupil, the parents after the pupil. */
const inOrder = (one: CardView, other: CardView): number =>
  byGroup(one.className, other.className) ||
  (one.childName ?? one.fullName).localeCompare(other.childName ?? other.fullName, 'ru') ||
  (one.childId ?? one.id).localeCompare(other.childId ?? other.id) ||
  Number(one.childId !== null) - Number(other.childId !== null) ||
  one.fullName.localeCompare(other.fullName, 'ru') ||
  one.id.localeCompare(other.id);
