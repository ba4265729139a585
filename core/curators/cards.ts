import { randomUUID } from 'node:crypto';
import { chatsOf } from '../accounts/confirmed-address.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Invitations } from '../invitations/invitation.ts';
import { fail, ok, type Result } from '../result.ts';
import { actingCurator, noteClassSeen, notePeopleSeen } from './acting.ts';
import type { Audit } from './audit.ts';
import type { CardDetails, CardState, CardView, ClassProgress } from './card.ts';
import { byGroup, type CardError, cardList, ONLY } from './card-list.ts';
import { codes } from './codes.ts';
import { versionOf } from './corrections.ts';
import { readClass } from './roster-row.ts';

/** How many people a search shows. */
export const MOST_FOUND = 20;
const LONGEST_QUERY = 100;
/** Parents of one child, at most. */
const MOST_PARENTS = 6;

export interface CardsDeps {
  db: Db;
  clock: Clock;
  invitations: Pick<Invitations, 'issue' | 'issueMany' | 'withdraw' | 'liveOf' | 'latestOf'>;
  audit: Pick<Audit, 'note'>;
}

/** The people of a curator's school: who there is, who has registered, and their codes. Every look and act is written down. */
export function cards(deps: CardsDeps) {
  const { db, clock, invitations, audit } = deps;
  const { list, listAll, one, present } = cardList(deps);

  return {
    ...codes(deps),

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

    /** The people of a class, each pupil followed by the parents; an empty name is the staff. Whoever has left is among them, marked. */
    async ofClass(
      curatorId: string,
      className: string,
    ): Promise<Result<CardView[], 'curator.gone' | 'curator.no-class'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const found = await listAll(curator, className === '' ? ONLY.staff : ONLY.ofClass(className));
      if (found.length === 0) return fail('curator.no-class');
      await noteClassSeen({ db, clock }, curator, { class: className, people: found.length });
      return ok(found);
    },

    /**
     * People by parts of their names, a child's name or a class, in any order: «6а николаева». At most `MOST_FOUND`; whoever has left comes last.
     */
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
      const found = (await listAll(curator, ONLY.all))
        .filter(fits)
        .sort((one, other) => Number(one.left !== null) - Number(other.left !== null))
        .slice(0, MOST_FOUND);
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
      const parents = card.role === 'student' ? await listAll(curator, ONLY.parentsOf(personId)) : [];
      const latest = await invitations.latestOf([personId]);
      await notePeopleSeen({ db, clock }, curator, [personId]);
      return ok({
        ...card,
        version: versionOf(held),
        ...{ birthDate: held.birthDate, hasSnils: held.snilsHash !== null, email: held.email },
        phones: held.phones.map(({ phone }) => phone),
        invitation: latest.get(personId) ?? null,
        parents,
        hasChat: account !== null && (await chatsOf(db, account.id, null)).length > 0,
        addressState: account && (account.emailVerifiedAt ? 'confirmed' : account.email ? 'unconfirmed' : 'none'),
      });
    },

    /** One more parent for a pupil, whom the list does not name. */
    async addParent(
      curatorId: string,
      childId: string,
    ): Promise<Result<{ personId: string }, CardError | 'curator.left' | 'curator.too-many-parents'>> {
      const found = await present(curatorId, childId);
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

export type { CardError, Selection } from './card-list.ts';
export type Cards = ReturnType<typeof cards>;

const none = (): Record<CardState, number> => ({ registered: 0, invited: 0, waiting: 0 });

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** What is looked for, word by word; a class in the spelling of the list. */
const wordsOf = (query: string): string[] =>
  query
    .normalize('NFKC')
    .slice(0, LONGEST_QUERY)
    .split(/[\s,;]+/)
    .map((word) => plain(/^\d/.test(word) ? readClass(word) : word))
    .filter((word) => word !== '');
