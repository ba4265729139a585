import { z } from 'zod';
import type { Prisma } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import { schoolFacts } from '../helpdesk/facts.ts';
import type { Tickets } from '../helpdesk/tickets.ts';
import type { Jobs } from '../jobs.ts';
import { allWithin } from '../limits.ts';
import { tell } from '../news.ts';
import { fail, ok } from '../result.ts';
import { type ActingCurator, actingCurator } from './acting.ts';
import type { Audit } from './audit.ts';
import type { Curators } from './curators.ts';
import type { RequestError, Requests, RequestView } from './request.ts';

/** Requests of one chat, and of one school's people together, at most: each is a message that every curator gets. */
export const PER_CHAT = { max: 5, window: days(1) };
const PER_SCHOOL = { max: 500, window: days(1) };
/** How long an open request stands for the same trouble told again, in milliseconds. */
const REMEMBERED = days(7);
/** What a curator or a person writes at once, in characters. */
const LONGEST_ANSWER = 2000;
const SHOWN = 50;

export interface RequestsDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  tickets: Pick<Tickets, 'open'>;
  curators: Pick<Curators, 'activeOf'>;
  audit: Pick<Audit, 'note'>;
}

const WITH_ALL = {
  takenBy: { select: { id: true, name: true, revokedAt: true } },
} as const satisfies Prisma.RequestInclude;
/** What the person said of themselves; empty where they did not. */
const Told = z.object({ name: z.string().catch(''), class: z.string().catch(''), words: z.string().catch('') });
/** The main card of the account that a request is about. */
type Known = { id: string; fullName: string };
type Found = Prisma.RequestGetPayload<{ include: typeof WITH_ALL }>;

export function requests({ db, clock, jobs, tickets, curators, audit }: RequestsDeps): Requests {
  const toView = (found: Found, curator: ActingCurator, person: Known | null): RequestView => {
    const told = Told.parse(found.facts);
    // Whoever is no curator any more holds nothing.
    const holder = found.takenBy && !found.takenBy.revokedAt ? found.takenBy : null;
    return {
      id: found.id,
      state: found.closedAt ? 'closed' : holder ? 'taken' : 'waiting',
      mine: holder?.id === curator.id,
      curator: holder?.name ?? null,
      reason: found.reason,
      ...{ name: person?.fullName ?? told.name, className: told.class, words: told.words },
      ...{ accountId: found.accountId, personId: person?.id ?? null, createdAt: found.createdAt },
    };
  };

  /** Whom the requests are about, by their accounts, as far as they are of the curator's school. */
  async function peopleOf(found: readonly Found[], { schoolId }: ActingCurator): Promise<Map<string, Known>> {
    const ids = found.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
    const accounts = await db.account.findMany({
      where: { id: { in: ids }, schoolId },
      select: { id: true, person: { select: { id: true, fullName: true } } },
    });
    return new Map(accounts.map(({ id, person }) => [id, person]));
  }

  async function viewOf(id: number, curator: ActingCurator): Promise<RequestView | null> {
    const found = await db.request.findFirst({ where: { id, schoolId: curator.schoolId }, include: WITH_ALL });
    if (!found) return null;
    return toView(found, curator, (await peopleOf([found], curator)).get(found.accountId ?? '') ?? null);
  }

  /** Takes the request unless another active curator has it, or it is closed; in one statement, so that of two one succeeds. */
  async function take(id: number, curator: ActingCurator): Promise<'taken' | 'had' | RequestError> {
    const now = clock.now();
    const [taken] = await db.$queryRaw<{ had: boolean }[]>`
      WITH before AS (SELECT id, "takenById" FROM "Request" WHERE id = ${id} AND "schoolId" = ${curator.schoolId}::uuid FOR UPDATE)
      UPDATE "Request" r SET "takenById" = ${curator.id}::uuid, "takenAt" = coalesce(CASE WHEN before."takenById" = ${curator.id}::uuid THEN r."takenAt" END, ${now})
      FROM before
      WHERE r.id = before.id AND r."closedAt" IS NULL AND (
        before."takenById" IS NULL OR before."takenById" = ${curator.id}::uuid
        OR EXISTS (SELECT 1 FROM "Curator" c WHERE c.id = before."takenById" AND c."revokedAt" IS NOT NULL))
      RETURNING coalesce(before."takenById" = ${curator.id}::uuid, false) AS had`;
    if (taken) return taken.had ? 'had' : 'taken';
    const found = await db.request.findFirst({ where: { id, schoolId: curator.schoolId } });
    if (!found) return 'request.unknown';
    return found.closedAt ? 'request.closed' : 'request.taken';
  }

  /** Takes it and tells everybody concerned, once. */
  async function takeAloud(id: number, curator: ActingCurator): Promise<RequestError | null> {
    const taken = await take(id, curator);
    if (taken === 'had') return null;
    if (taken !== 'taken') return taken;
    const { schoolId, name } = curator;
    await audit.note({ schoolId, curatorId: curator.id, action: 'request-taken', detail: { request: id } });
    for (const other of await curators.activeOf(schoolId)) {
      if (other.id === curator.id) continue;
      await tell(jobs, other.chat, `request-taken:${id}:${curator.id}:${other.id}`, {
        type: 'request-taken',
        ...{ requestId: id, curator: name },
      });
    }
    const { botId, chatId } = await db.request.findUniqueOrThrow({ where: { id } });
    await tell(jobs, { botId, chatId }, `request-in-hand:${id}:${curator.id}`, {
      type: 'request-in-hand',
      ...{ requestId: id, curator: name },
    });
    return null;
  }

  const latestOf = ({ botId, chatId }: ChatRef, schoolId: string) =>
    db.request.findFirst({ where: { botId, chatId, schoolId, closedAt: null }, orderBy: { id: 'desc' } });

  return {
    async open({ chat, institutionId, schoolId, language, reason, accountId, facts: told }) {
      const facts = Object.fromEntries(
        Object.entries(told).map(([name, value]) => [name, value.trim().slice(0, LONGEST_ANSWER)]),
      );
      // The last curator does not go meanwhile: nobody would see this request.
      await db.$queryRaw`SELECT 1 FROM "School" WHERE id = ${schoolId}::uuid FOR SHARE`;
      const reached = await curators.activeOf(schoolId);
      if (reached.length === 0) {
        // The helpdesk has no access to people's data: which school waits for a curator is all that it learns.
        const school = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
        const ticket = { chat, institutionId, language, reason: 'curator.absent' as const, facts: schoolFacts(school) };
        return { ticketId: await tickets.open(ticket) };
      }

      const { botId, chatId } = chat;
      const known = await db.request.findFirst({
        where: {
          ...{ botId, chatId, schoolId, reason, accountId, facts: { equals: facts } },
          ...{ closedAt: null, createdAt: { gt: after(clock.now(), -REMEMBERED) } },
        },
        orderBy: { id: 'desc' },
      });
      if (known) return { requestId: known.id };
      const permitted = await allWithin(db, clock, [
        { key: `request:${botId}:${chatId}`, ...PER_CHAT },
        { key: `request:${schoolId}`, ...PER_SCHOOL },
      ]);
      const latest = permitted ? null : await latestOf(chat, schoolId);
      if (latest) return { requestId: latest.id };

      const made = await db.request.create({
        data: {
          ...{ botId, chatId, institutionId, schoolId, language, reason, accountId, facts },
          createdAt: clock.now(),
        },
      });
      if (!permitted) return { requestId: made.id };
      for (const curator of reached) {
        const news = { type: 'request-made', requestId: made.id } as const;
        await tell(jobs, curator.chat, `request-made:${made.id}:${curator.id}`, news);
      }
      return { requestId: made.id };
    },

    async take(id, curatorId) {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const error = await takeAloud(id, curator);
      if (error) return fail(error);
      const view = await viewOf(id, curator);
      return view ? ok(view) : fail('request.unknown');
    },

    async answer(id, curatorId, text) {
      const words = text.trim().slice(0, LONGEST_ANSWER);
      if (words === '') return fail('request.no-words');
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const error = await takeAloud(id, curator);
      if (error) return fail(error);
      const { schoolId, name } = curator;
      const answers = await db.audit.count({
        where: { schoolId, action: 'request-answered', detail: { path: ['request'], equals: id } },
      });
      await audit.note({ schoolId, curatorId, action: 'request-answered', detail: { request: id } });
      const { botId, chatId } = await db.request.findUniqueOrThrow({ where: { id } });
      await tell(jobs, { botId, chatId }, `request-answered:${id}:${answers + 1}`, {
        type: 'request-answered',
        ...{ requestId: id, curator: name, text: words },
      });
      const view = await viewOf(id, curator);
      return view ? ok(view) : fail('request.unknown');
    },

    async close(id, curatorId) {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const found = await viewOf(id, curator);
      if (!found) return fail('request.unknown');
      if (found.state === 'closed') return ok(undefined);
      const taken = await take(id, curator);
      if (taken === 'request.closed') return ok(undefined);
      if (taken !== 'taken' && taken !== 'had') return fail(taken);
      await db.request.updateMany({ where: { id, closedAt: null }, data: { closedAt: clock.now() } });
      const { schoolId } = curator;
      await audit.note({ schoolId, curatorId, action: 'request-closed', detail: { request: id } });
      return ok(undefined);
    },

    async view(id, curatorId) {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const view = await viewOf(id, curator);
      return view ? ok(view) : fail('request.unknown');
    },

    async waiting(curatorId) {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return [];
      const found = await db.request.findMany({
        where: {
          schoolId: curator.schoolId,
          closedAt: null,
          OR: [{ takenById: null }, { takenById: curatorId }, { takenBy: { revokedAt: { not: null } } }],
        },
        include: WITH_ALL,
        orderBy: { id: 'asc' },
        take: SHOWN,
      });
      const people = await peopleOf(found, curator);
      return found.map((one) => toView(one, curator, people.get(one.accountId ?? '') ?? null));
    },
  };
}
