import { after, type Clock, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import { ACTIVE_CURATOR } from '../schools/school.ts';
import type { AuditAction } from './audit.ts';

/** A curator at work: every use case of theirs begins here, so that nobody acts after their role has ended or in another school. */
export interface ActingCurator {
  id: string;
  name: string;
  institutionId: string;
  schoolId: string;
}

/** Null when there is no such curator, they have not opened their link yet, the role was taken from them, or their school is closed. */
export async function actingCurator(db: Db, curatorId: string): Promise<ActingCurator | null> {
  return db.curator.findFirst({
    where: { ...ACTIVE_CURATOR, id: curatorId, school: { active: true } },
    select: { id: true, name: true, institutionId: true, schoolId: true },
  });
}

/** Looks at the same within this time are one look: a page that is shown again, a list that is gone back to. Milliseconds. */
const ONE_LOOK = minutes(10);

/** Writes down that a curator sees these people. */
export async function notePeopleSeen(
  { db, clock }: { db: Db; clock: Clock },
  { id, schoolId }: ActingCurator,
  personIds: readonly string[],
): Promise<void> {
  const now = clock.now();
  const action: AuditAction = 'person-seen';
  await db.$executeRaw`
    INSERT INTO "Audit" (at, "schoolId", "curatorId", action, "personId", detail)
    SELECT ${now}, ${schoolId}::uuid, ${id}::uuid, ${action}, seen.id, '{}'::jsonb FROM unnest(${personIds}::uuid[]) AS seen (id)
    WHERE NOT EXISTS (SELECT 1 FROM "Audit" a WHERE a."personId" = seen.id AND a."curatorId" = ${id}::uuid
      AND a.action = ${action} AND a.at > ${after(now, -ONE_LOOK)})`;
}

/** Writes down that a curator sees the people of a class. */
export async function noteClassSeen(
  { db, clock }: { db: Db; clock: Clock },
  { id, schoolId }: ActingCurator,
  detail: { class: string; people: number },
): Promise<void> {
  const now = clock.now();
  const action: AuditAction = 'class-seen';
  await db.$executeRaw`
    INSERT INTO "Audit" (at, "schoolId", "curatorId", action, detail)
    SELECT ${now}, ${schoolId}::uuid, ${id}::uuid, ${action}, ${JSON.stringify(detail)}::jsonb
    WHERE NOT EXISTS (SELECT 1 FROM "Audit" a WHERE a."schoolId" = ${schoolId}::uuid AND a."curatorId" = ${id}::uuid
      AND a.action = ${action} AND a.detail->>'class' = ${detail.class} AND a.at > ${after(now, -ONE_LOOK)})`;
}
