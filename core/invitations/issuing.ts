import { randomUUID } from 'node:crypto';
import type { Invitation } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { after, days } from '../clock.ts';
import { actingCurator } from '../curators/acting.ts';
import { audit } from '../curators/audit.ts';
import { fail, ok, type Result } from '../result.ts';
import { hashes, hasKnownPrefix, invitationCode, LONGEST, PREFIXES, prefixOf, SHORTEST } from './code.ts';
import { endOf } from './finding.ts';
import type { Invitations, InvitationView, IssuedInvitation, IssueError, ShapeError } from './invitation.ts';
import type { InvitationDeps } from './invitations.ts';

/** How long a code can be used, in milliseconds. */
export const LIFETIME = days(60);

interface Card {
  personId: string;
  role: Role;
}

/** Issuing, withdrawing and taking over codes: the curator's side. */
export function issuing({ db, clock, secrets }: InvitationDeps): Omit<Invitations, 'check' | 'live' | 'readPicture'> {
  const trail = audit({ db, clock });

  /** The cards that may get a code, locked until the transaction ends, so that no card gets two; and whether the others are held. */
  async function lockCards(schoolId: string, cards: readonly Card[]) {
    const ids = cards.map(({ personId }) => personId);
    await db.$queryRaw`SELECT 1 FROM "Person" WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
    // Asked after the locks: while they were waited for, a card may have been registered.
    const rows = await db.person.findMany({
      where: { id: { in: ids }, schoolId, active: true },
      select: { id: true, institutionId: true, roles: true, joinedAccountId: true, account: { select: { id: true } } },
    });
    const known = new Map(rows.map((row) => [row.id, row]));
    const fitting = cards.flatMap(({ personId, role }) => {
      const row = known.get(personId);
      if (!row?.roles.includes(role)) return [];
      const { id, institutionId, joinedAccountId, account } = row;
      return [{ id, institutionId, role, held: account !== null || joinedAccountId !== null }];
    });
    return { free: fitting.filter(({ held }) => !held), held: fitting.filter(({ held }) => held) };
  }

  /** Their codes so far are good no more. */
  const withdrawLive = (personIds: string[], but: string[] = []) =>
    db.invitation.updateMany({
      where: { personId: { in: personIds }, id: { notIn: but }, usedAt: null, withdrawnAt: null },
      data: { withdrawnAt: clock.now() },
    });

  const issueMany: Invitations['issueMany'] = async ({ schoolId, cards, curatorId }) => {
    const { free } = await lockCards(schoolId, cards);
    await withdrawLive(free.map(({ id }) => id));
    const issuedAt = clock.now();
    const issued: IssuedInvitation[] = [];
    for (let left = free; left.length > 0; ) {
      const drawn = left.map((card) => {
        const invitation = { id: randomUUID(), prefix: prefixOf(card.role) };
        return { ...invitation, card, code: invitationCode(secrets, invitation) };
      });
      const rows = drawn.map(({ id, prefix, card, code }) => {
        return {
          id,
          prefix,
          institutionId: card.institutionId,
          personId: card.id,
          role: card.role,
          ...hashes(secrets, code),
        };
      });
      // One parameter however many they are: a school prints thousands, and some dozens of thousands of parameters take seconds.
      const made = await db.$queryRaw<{ id: string }[]>`
        INSERT INTO "Invitation" (id, "institutionId", "schoolId", "personId", role, prefix, "codeHash", "foldHash", "issuedById", "issuedAt", "expiresAt")
        SELECT c.id, c."institutionId", ${schoolId}::uuid, c."personId", c.role::"Role", c.prefix, c."codeHash", c."foldHash", ${curatorId}::uuid,
          ${issuedAt}, ${after(issuedAt, LIFETIME)}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS c(id uuid, "institutionId" text, "personId" uuid, role text, prefix text, "codeHash" text, "foldHash" text)
        -- A code that somebody else has already: another is drawn.
        ON CONFLICT DO NOTHING
        RETURNING id`;
      const ids = new Set(made.map(({ id }) => id));
      issued.push(
        ...drawn.filter(({ id }) => ids.has(id)).map(({ id, code, card }) => ({ id, code, personId: card.id })),
      );
      left = drawn.filter(({ id }) => !ids.has(id)).map(({ card }) => card);
    }
    await trail.noteAll(
      issued.map(({ id, personId }) => ({
        ...{ schoolId, curatorId, action: 'invitation-issued' as const, personId, detail: { invitation: id } },
      })),
    );
    return issued;
  };

  const whyNot = async (schoolId: string, card: Card): Promise<IssueError> =>
    (await lockCards(schoolId, [card])).held.length > 0 ? 'invitation.registered' : 'invitation.no-card';

  const issue: Invitations['issue'] = async ({ schoolId, personId, role, curatorId }) => {
    const [issued] = await issueMany({ schoolId, cards: [{ personId, role }], curatorId });
    return issued ? ok(issued) : fail(await whyNot(schoolId, { personId, role }));
  };

  /** An invitation of the school that this curator serves. */
  async function ofCurator(id: string, curatorId: string): Promise<Invitation | null> {
    const curator = await actingCurator(db, curatorId);
    return curator && db.invitation.findFirst({ where: { id, schoolId: curator.schoolId } });
  }

  const codeOf: Invitations['codeOf'] = ({ id, prefix, foreign }) =>
    foreign ? null : invitationCode(secrets, { id, prefix });

  function viewed(invitation: Invitation): InvitationView {
    const { id, personId, role, issuedAt, expiresAt, usedAt } = invitation;
    const end = endOf({ ...invitation, held: false, gone: false }, clock.now());
    const state = end === null ? 'live' : STATES[end];
    return { id, personId, role, state, issuedAt, expiresAt, usedAt, code: end === null ? codeOf(invitation) : null };
  }

  const latestOf: Invitations['latestOf'] = async (personIds) => {
    const latest = await db.invitation.findMany({
      where: { personId: { in: [...personIds] } },
      // A live one is always the last that was issued or taken over.
      orderBy: [{ personId: 'asc' }, { issuedAt: 'desc' }, { withdrawnAt: { sort: 'desc', nulls: 'first' } }],
      distinct: ['personId'],
    });
    return new Map(latest.map((one) => [one.personId, viewed(one)]));
  };

  return {
    issue,
    issueMany,
    codeOf,
    latestOf,

    async withdraw(id, curatorId) {
      const invitation = await ofCurator(id, curatorId);
      if (!invitation) return fail('invitation.unknown');
      const { schoolId, personId } = invitation;
      const { count } = await db.invitation.updateMany({
        where: { id, usedAt: null, withdrawnAt: null },
        data: { withdrawnAt: clock.now() },
      });
      if (count > 0) {
        const detail = { invitation: id };
        await trail.note({ schoolId, curatorId, action: 'invitation-withdrawn', personId, detail });
        return ok(undefined);
      }
      const now = await db.invitation.findUnique({ where: { id }, select: { usedAt: true } });
      return now?.usedAt ? fail('invitation.used') : ok(undefined);
    },

    async importPrinted({ schoolId, personId, role, curatorId, code: printed, expiresAt }) {
      const read = readPrinted(printed);
      if (!read.ok) return read;
      const code = read.value;
      const prefix = code.slice(0, 2);
      if (PREFIXES[prefix] !== role) return fail('invitation.no-card');
      const { free } = await lockCards(schoolId, [{ personId, role }]);
      const [card] = free;
      const id = randomUUID();
      const issuedAt = clock.now();
      if (card) {
        await db.invitation.createMany({
          data: [
            {
              ...{ id, institutionId: card.institutionId, schoolId, personId, role, prefix, ...hashes(secrets, code) },
              ...{ foreign: true, issuedById: curatorId, issuedAt, expiresAt: expiresAt ?? after(issuedAt, LIFETIME) },
            },
          ],
          skipDuplicates: true,
        });
      }
      const { codeHash } = hashes(secrets, code);
      const standing = await db.invitation.findFirst({ where: { codeHash, schoolId, personId } });
      if (standing?.usedAt || (standing && !standing.withdrawnAt)) {
        if (standing.id === id) {
          await withdrawLive([personId], [id]);
          const detail = { invitation: id };
          await trail.note({ schoolId, curatorId, action: 'invitation-taken-over', personId, detail });
        }
        return ok({ id: standing.id, personId, code });
      }
      return fail(card ? 'invitation.taken' : await whyNot(schoolId, { personId, role }));
    },

    async liveOf(personId) {
      const now = clock.now();
      const live = await db.invitation.findFirst({
        where: { personId, usedAt: null, withdrawnAt: null, expiresAt: { gt: now } },
        orderBy: { issuedAt: 'desc' },
      });
      return live && viewed(live);
    },
  };
}

const STATES = {
  'invitation.used': 'used',
  'invitation.expired': 'expired',
  'invitation.withdrawn': 'withdrawn',
} as const;

/** A code as a printed list holds it. Stricter than what people type: here nothing is guessed. */
function readPrinted(printed: string): Result<string, ShapeError> {
  const code = printed
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toLowerCase();
  if (code === '') return fail('invitation.unreadable');
  if (!/^[a-z0-9]+$/.test(code)) return fail('invitation.foreign-letter');
  if (!hasKnownPrefix(code)) return fail('invitation.prefix');
  return code.length < SHORTEST || code.length > LONGEST ? fail('invitation.length') : ok(code);
}
