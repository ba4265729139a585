import { randomUUID } from 'node:crypto';
import { Prisma } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { chatsOf } from '../accounts/confirmed-address.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Invitations, IssuedInvitation } from '../invitations/invitation.ts';
import { fail, ok, type Result } from '../result.ts';
import { type ActingCurator, actingCurator, noteClassSeen, notePeopleSeen } from './acting.ts';
import type { Audit } from './audit.ts';
import type { CardDetails, CardState, CardView, ClassProgress } from './card.ts';
import { byClass } from './roster.ts';
import { readClass } from './roster-row.ts';

/** How many people a search shows. */
export const MOST_FOUND = 20;
const LONGEST_QUERY = 100;
/** Parents of one child, at most. */
const MOST_PARENTS = 6;

export type CardError = 'curator.gone' | 'curator.no-person';

export interface CardsDeps {
  db: Db;
  clock: Clock;
  invitations: Pick<Invitations, 'issue' | 'issueMany' | 'withdraw' | 'liveOf' | 'latestOf'>;
  audit: Pick<Audit, 'note'>;
}

/** One card on a sheet of paper. */
export interface PrintedCard extends CardView {
  code: string;
  expiresAt: Date;
}

/** Whom to print or to invite: one person, a class, the staff, or everybody. */
export type Selection = { personId: string } | { className: string } | { staff: true } | { all: true };

interface Row extends Omit<CardView, 'state' | 'className'> {
  className: string | null;
  invited: boolean;
}

/** The people of a curator's school: who there is, who has registered, and their codes. Every look and act is written down. */
export function cards({ db, clock, invitations, audit }: CardsDeps) {
  /** Active cards of the school that also satisfy `where`, by class and name. */
  async function list({ schoolId }: ActingCurator, where: Prisma.Sql): Promise<CardView[]> {
    const rows = await db.$queryRaw<Row[]>`
      SELECT p.id, p."fullName", p.roles[1]::text AS role, coalesce(child."className", p."className") AS "className",
        p."childId", child."fullName" AS "childName", coalesce(a.id, p."joinedAccountId") AS "accountId",
        EXISTS (SELECT 1 FROM "Invitation" i WHERE i."personId" = p.id AND i."usedAt" IS NULL AND i."withdrawnAt" IS NULL
          AND i."expiresAt" > ${clock.now()}) AS invited
      FROM "Person" p LEFT JOIN "Person" child ON child.id = p."childId" LEFT JOIN "Account" a ON a."personId" = p.id
      WHERE p."schoolId" = ${schoolId}::uuid AND p.active AND coalesce(child.active, true) AND ${where}`;
    return rows.map(viewOf).sort(inOrder);
  }

  const ONLY = {
    person: (id: string) => Prisma.sql`p.id = ${id}::uuid`,
    ofClass: (name: string) => Prisma.sql`coalesce(child."className", p."className") = ${name}`,
    staff: Prisma.sql`p.roles && ARRAY['teacher', 'staff']::"Role"[]`,
    parentsOf: (id: string) => Prisma.sql`p."childId" = ${id}::uuid`,
    all: Prisma.sql`true`,
  };

  const chosen = (selection: Selection): Prisma.Sql => {
    if ('personId' in selection) return ONLY.person(selection.personId);
    if ('className' in selection) return ONLY.ofClass(selection.className);
    return 'staff' in selection ? ONLY.staff : ONLY.all;
  };

  /** A card of the curator's own school. */
  async function one(
    curatorId: string,
    personId: string,
  ): Promise<Result<{ curator: ActingCurator; card: CardView }, CardError>> {
    const curator = await actingCurator(db, curatorId);
    if (!curator) return fail('curator.gone');
    const [card] = await list(curator, ONLY.person(personId));
    return card ? ok({ curator, card }) : fail('curator.no-person');
  }

  const issueFor = (
    { id: curatorId, schoolId }: ActingCurator,
    wanted: readonly CardView[],
  ): Promise<IssuedInvitation[]> =>
    invitations.issueMany({ schoolId, curatorId, cards: wanted.map(({ id, role }) => ({ personId: id, role })) });

  return {
    /** How far each class is, and the staff (with an empty name, last). Counts only, so no look at anybody. */
    async progress(curatorId: string): Promise<Result<ClassProgress[], 'curator.gone'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const classes = new Map<string, ClassProgress>();
      for (const card of await list(curator, ONLY.all)) {
        const known = classes.get(card.className) ?? { className: card.className, people: none(), parents: none() };
        known[card.role === 'parent' ? 'parents' : 'people'][card.state] += 1;
        classes.set(card.className, known);
      }
      return ok([...classes.values()].sort((one, other) => byGroup(one.className, other.className)));
    },

    /** Everybody, for a table of the school's own. */
    async everybody(curatorId: string): Promise<Result<CardView[], 'curator.gone'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const found = await list(curator, ONLY.all);
      const { schoolId } = curator;
      await audit.note({ schoolId, curatorId, action: 'list-exported', detail: { people: found.length } });
      return ok(found);
    },

    /** The people of a class, each pupil followed by the parents; an empty name is the staff. */
    async ofClass(
      curatorId: string,
      className: string,
    ): Promise<Result<CardView[], 'curator.gone' | 'curator.no-class'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const found = await list(curator, className === '' ? ONLY.staff : ONLY.ofClass(className));
      if (found.length === 0) return fail('curator.no-class');
      await noteClassSeen({ db, clock }, curator, { class: className, people: found.length });
      return ok(found);
    },

    /** People by parts of their names, a child's name or a class, in any order: «6а николаева». At most `MOST_FOUND`. */
    async find(curatorId: string, query: string): Promise<Result<CardView[], 'curator.gone'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const words = wordsOf(query);
      if (words.length === 0) return ok([]);
      // Compared here: what the database takes for a small letter depends on how it was set up.
      const fits = ({ fullName, childName, className }: CardView): boolean => {
        const text = plain([fullName, childName ?? '', className].join(' '));
        return words.every((word) => text.includes(word));
      };
      const found = (await list(curator, ONLY.all)).filter(fits).slice(0, MOST_FOUND);
      await notePeopleSeen(
        { db, clock },
        curator,
        found.map(({ id }) => id),
      );
      return ok(found);
    },

    /** Everything that a curator sees of a person. */
    async look(curatorId: string, personId: string): Promise<Result<CardDetails, CardError>> {
      const found = await one(curatorId, personId);
      if (!found.ok) return found;
      const { curator, card } = found.value;
      const held = await db.person.findUniqueOrThrow({
        where: { id: personId },
        include: { phones: { orderBy: { phone: 'asc' } } },
      });
      const account = card.accountId ? await db.account.findUnique({ where: { id: card.accountId } }) : null;
      const parents = card.role === 'student' ? await list(curator, ONLY.parentsOf(personId)) : [];
      const latest = await invitations.latestOf([personId]);
      await notePeopleSeen({ db, clock }, curator, [personId]);
      return ok({
        ...card,
        ...{ birthDate: held.birthDate, hasSnils: held.snilsHash !== null, email: held.email },
        phones: held.phones.map(({ phone }) => phone),
        invitation: latest.get(personId) ?? null,
        parents,
        hasChat: account !== null && (await chatsOf(db, account.id, null)).length > 0,
        addressState: account && (account.emailVerifiedAt ? 'confirmed' : account.email ? 'unconfirmed' : 'none'),
      });
    },

    /** A fresh code for one person; an earlier one dies. */
    async invite(
      curatorId: string,
      personId: string,
    ): Promise<Result<PrintedCard, CardError | 'invitation.registered' | 'invitation.no-card'>> {
      const found = await one(curatorId, personId);
      if (!found.ok) return found;
      const { curator, card } = found.value;
      const { schoolId } = curator;
      const issued = await invitations.issue({ schoolId, personId, role: card.role, curatorId });
      if (!issued.ok) return issued;
      const live = await invitations.liveOf(personId);
      return ok({ ...card, state: 'invited', code: issued.value.code, expiresAt: live?.expiresAt ?? clock.now() });
    },

    /** The person's code is good no more. */
    async withdraw(
      curatorId: string,
      personId: string,
    ): Promise<Result<void, CardError | 'invitation.unknown' | 'invitation.used'>> {
      const found = await one(curatorId, personId);
      if (!found.ok) return found;
      const live = await invitations.liveOf(personId);
      return live ? invitations.withdraw(live.id, curatorId) : ok(undefined);
    },

    /** Codes for everybody chosen who has neither an account nor a live code. @returns how many */
    async inviteAll(curatorId: string, selection: Selection): Promise<Result<number, 'curator.gone'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const wanted = (await list(curator, chosen(selection))).filter(({ state }) => state === 'waiting');
      const issued = await issueFor(curator, wanted);
      const detail = { ...named(selection), invitations: issued.length };
      if (issued.length > 0)
        await audit.note({ schoolId: curator.schoolId, curatorId, action: 'invitations-issued', detail });
      return ok(issued.length);
    },

    /**
     * The codes of everybody chosen who has not registered yet, for printing: who has none gets one. Codes that the school printed elsewhere are
     * left out, for they cannot be printed again.
     */
    async toPrint(
      curatorId: string,
      selection: Selection,
    ): Promise<Result<PrintedCard[], 'curator.gone' | 'curator.nothing-to-print'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const { schoolId } = curator;
      const wanted = await list(curator, chosen(selection));
      await issueFor(
        curator,
        wanted.filter(({ state }) => state === 'waiting'),
      );
      const unregistered = wanted.filter(({ state }) => state !== 'registered');
      const latest = await invitations.latestOf(unregistered.map(({ id }) => id));
      const printed = unregistered.flatMap((card) => {
        const invitation = latest.get(card.id);
        const { code, expiresAt } = invitation ?? {};
        return code && expiresAt ? [{ ...card, state: 'invited' as const, code, expiresAt }] : [];
      });
      if (printed.length === 0) return fail('curator.nothing-to-print');
      const personId = 'personId' in selection ? selection.personId : null;
      const detail = { ...named(selection), sheets: printed.length };
      await audit.note({ schoolId, curatorId, action: 'invitations-printed', personId, detail });
      return ok(printed);
    },

    /** One more parent for a pupil, whom the list does not name. */
    async addParent(
      curatorId: string,
      childId: string,
    ): Promise<Result<{ personId: string }, CardError | 'curator.too-many-parents'>> {
      const found = await one(curatorId, childId);
      if (!found.ok) return found;
      const { curator, card } = found.value;
      if (card.role !== 'student') return fail('curator.no-person');
      await db.$queryRaw`SELECT 1 FROM "Person" WHERE id = ${childId}::uuid FOR UPDATE`;
      if ((await list(curator, ONLY.parentsOf(childId))).length >= MOST_PARENTS)
        return fail('curator.too-many-parents');
      const { institutionId, schoolId } = curator;
      const { id } = await db.person.create({
        data: {
          ...{ institutionId, schoolId, childId, externalId: `school:${randomUUID()}`, fullName: '' },
          roles: ['parent'],
        },
      });
      await audit.note({ schoolId, curatorId, action: 'card-added', personId: id });
      return ok({ personId: id });
    },
  };
}

export type Cards = ReturnType<typeof cards>;

const none = (): Record<CardState, number> => ({ registered: 0, invited: 0, waiting: 0 });

function viewOf({ invited, className, ...row }: Row): CardView {
  const state = row.accountId ? 'registered' : invited ? 'invited' : 'waiting';
  return { ...row, className: isStaff(row.role) ? '' : (className ?? ''), state };
}

const isStaff = (role: Role): boolean => role === 'teacher' || role === 'staff';

/** Classes in order, the staff last. */
const byGroup = (one: string, other: string): number =>
  Number(one === '') - Number(other === '') || byClass(one, other);

/** By class, then pupil by pupil, the parents after the pupil. */
const inOrder = (one: CardView, other: CardView): number =>
  byGroup(one.className, other.className) ||
  (one.childName ?? one.fullName).localeCompare(other.childName ?? other.fullName, 'ru') ||
  (one.childId ?? one.id).localeCompare(other.childId ?? other.id) ||
  Number(one.childId !== null) - Number(other.childId !== null) ||
  one.fullName.localeCompare(other.fullName, 'ru') ||
  one.id.localeCompare(other.id);

const named = (selection: Selection): Record<string, string> =>
  'className' in selection ? { class: selection.className } : {};

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** What is looked for, word by word; a class in the spelling of the list. */
const wordsOf = (query: string): string[] =>
  query
    .normalize('NFKC')
    .slice(0, LONGEST_QUERY)
    .split(/[\s,;]+/)
    .map((word) => plain(/^\d/.test(word) ? readClass(word) : word))
    .filter((word) => word !== '');
