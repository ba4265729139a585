import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Role } from '#prisma/generated/enums.ts';
import { type Clock, hours } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Invitations } from '../invitations/invitation.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { type ActingCurator, actingCurator } from './acting.ts';
import type { Audit } from './audit.ts';
import { grouped } from './grouped.ts';
import { type PlannedCard, planRoster, type RosterCard, type RosterPlan } from './roster-plan.ts';
import type { ReadRoster } from './roster-reading.ts';
import { type Refusal, type Remark, RosterRow, type RosterTrouble } from './roster-row.ts';

/** What a list would change, or has changed. */
export interface RosterReport {
  kind: 'pupils' | 'staff';
  /** Lines that are taken. */
  lines: number;
  added: Record<'pupils' | 'parents' | 'staff', number>;
  changed: number;
  unchanged: number;
  /** Pupils of the listed classes whom the list does not name: they stay as they are. */
  unlisted: number;
  classes: { className: string; pupils: number }[];
  refused: RosterTrouble<Refusal>[];
  remarks: RosterTrouble<Remark>[];
  /** Printed codes: taken over once the list is applied. */
  codes: number;
}

export interface RosterDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  invitations: Pick<Invitations, 'importPrinted'>;
  audit: Pick<Audit, 'note'>;
}

/** A list between its preview and its application: what was shown is what is applied. */
const Sealed = z.object({ curatorId: z.string(), until: z.number(), rows: z.array(RosterRow) });
/** How long a preview can be applied, in milliseconds. */
const SEALED_FOR = hours(1);

/** A school's list of pupils, parents and staff, as its curator brings it. */
export function roster({ db, clock, secrets, invitations, audit }: RosterDeps) {
  /** Every card of the school: some thousands at most. */
  async function cardsOf(schoolId: string): Promise<RosterCard[]> {
    return db.$queryRaw<RosterCard[]>`
      SELECT p.id, p."fullName", p.roles::text[] AS roles, p.active, p."className", to_char(p."birthDate", 'YYYY-MM-DD') AS "birthDate",
        p."snilsHash", p.email, p."childId", (a.id IS NOT NULL OR p."joinedAccountId" IS NOT NULL) AS held,
        coalesce((SELECT array_agg(phone ORDER BY phone) FROM "PersonPhone" n WHERE n."personId" = p.id), '{}') AS phones
      FROM "Person" p LEFT JOIN "Account" a ON a."personId" = p.id
      WHERE p."schoolId" = ${schoolId}::uuid`;
  }

  function reported(
    rows: readonly RosterRow[],
    plan: RosterPlan,
    read: Pick<ReadRoster, 'refused' | 'remarks'>,
  ): RosterReport {
    const refused = [...read.refused, ...plan.refused].sort((one, other) => one.line - other.line);
    const isOf = (role: Role) => (card: PlannedCard) => card.isNew && card.roles.includes(role);
    const classes = grouped(
      plan.cards.filter((card) => card.className !== null),
      (card) => card.className ?? '',
    );
    const count = (role: Role): number => plan.cards.filter(isOf(role)).length;
    return {
      kind: rows[0]?.kind === 'staff' ? 'staff' : 'pupils',
      lines: rows.length - plan.refused.length,
      added: { pupils: count('student'), parents: count('parent'), staff: count('teacher') + count('staff') },
      changed: plan.cards.filter(({ changed }) => changed).length,
      unchanged: plan.cards.filter(({ changed, isNew }) => !changed && !isNew).length,
      unlisted: plan.unlisted,
      classes: [...classes]
        .map(([className, { length: pupils }]) => ({ className, pupils }))
        .sort((one, other) => byClass(one.className, other.className)),
      refused,
      remarks: [...read.remarks, ...plan.remarks].sort((one, other) => one.line - other.line),
      codes: plan.codes.length,
    };
  }

  async function write({ institutionId, schoolId }: ActingCurator, cards: readonly PlannedCard[]): Promise<void> {
    const now = clock.now();
    const made = cards.filter(({ isNew }) => isNew);
    // One statement however long the list is: some thousands of rows of parameters would take seconds, in which the school's cards are held. And a
    // parent's card may stand before the pupil's to which it points.
    await db.$executeRaw`
      INSERT INTO "Person" (id, "institutionId", "schoolId", "externalId", "fullName", roles, "className", "birthDate", "snilsHash", email, "childId",
        "updatedAt")
      SELECT c.id, ${institutionId}, ${schoolId}::uuid, 'school:' || gen_random_uuid(), c."fullName",
        ARRAY(SELECT jsonb_array_elements_text(c.roles))::"Role"[], c."className", c."birthDate", c."snilsHash", c.email, c."childId", ${now}
      FROM jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
        AS c(id uuid, "fullName" text, roles jsonb, "className" text, "birthDate" date, "snilsHash" text, email text, "childId" uuid)`;
    const changed = cards.filter((card) => card.changed);
    await db.$executeRaw`
      UPDATE "Person" p SET "fullName" = c."fullName", roles = ARRAY(SELECT jsonb_array_elements_text(c.roles))::"Role"[],
        "className" = c."className", "birthDate" = c."birthDate", "snilsHash" = c."snilsHash", email = c.email, active = true,
        "updatedAt" = ${now}
      FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        AS c(id uuid, "fullName" text, roles jsonb, "className" text, "birthDate" date, "snilsHash" text, email text)
      WHERE p.id = c.id AND p."schoolId" = ${schoolId}::uuid`;
    await db.personPhone.createMany({
      data: [...cards]
        .filter((card) => card.isNew || card.changed)
        .flatMap(({ id, phones }) => phones.map((phone) => ({ personId: id, institutionId, phone }))),
      skipDuplicates: true,
    });
  }

  return {
    /**
     * Tells what a list would change, and changes nothing.
     * @returns the report, and the list sealed for `apply`: encrypted, for this curator, for an hour
     */
    async preview(
      curatorId: string,
      read: ReadRoster,
    ): Promise<Result<{ report: RosterReport; sealed: string }, 'curator.gone'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const plan = planRoster(read.rows, await cardsOf(curator.schoolId));
      const until = clock.now().getTime() + SEALED_FOR;
      const body: z.infer<typeof Sealed> = { curatorId, until, rows: read.rows };
      const sealed = secrets.wrap('roster', gzipSync(JSON.stringify(body))).toString('base64url');
      return ok({ report: reported(read.rows, plan, read), sealed });
    },

    /** Makes the school's cards what the list says. Applying the same list again changes nothing. `roster.stale`: preview it again. */
    async apply(curatorId: string, sealed: string): Promise<Result<RosterReport, 'curator.gone' | 'roster.stale'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const body = unseal(secrets, sealed);
      if (body?.curatorId !== curatorId || body.until < clock.now().getTime()) return fail('roster.stale');
      const { schoolId } = curator;
      // Two lists of one school come one after the other.
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`roster:${schoolId}`}, 0))`;
      const plan = planRoster(body.rows, await cardsOf(schoolId));
      await write(curator, plan.cards);
      const remarks: RosterTrouble<Remark>[] = [];
      for (const { line, ...printed } of plan.codes) {
        const taken = await invitations.importPrinted({ ...printed, schoolId, curatorId });
        if (!taken.ok && taken.error !== 'invitation.registered') remarks.push({ line, reason: 'code' });
      }
      const report = reported(body.rows, plan, { refused: [], remarks });
      const { pupils, parents, staff } = report.added;
      await audit.note({
        ...{ schoolId, curatorId, action: 'list-imported' },
        detail: { lines: report.lines, pupils, parents, staff, changed: report.changed },
      });
      return ok(report);
    },
  };
}

function unseal(secrets: Secrets, sealed: string): z.infer<typeof Sealed> | null {
  try {
    const plain = gunzipSync(secrets.unwrap('roster', Buffer.from(sealed, 'base64url')));
    return Sealed.parse(JSON.parse(plain.toString('utf8')));
  } catch {
    // Changed on the way, or sealed under another key.
    return null;
  }
}

/** 5А, 6А, 10Б: by number, then by letter. */
export const byClass = (one: string, other: string): number => one.localeCompare(other, 'ru', { numeric: true });
