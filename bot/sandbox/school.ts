import { Readable } from 'node:stream';
import type { Clock } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import { roster } from '#core/curators/roster.ts';
import { readRoster } from '#core/curators/roster-reading.ts';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { importSchools } from '#core/schools/import.ts';
import type { Secrets } from '#core/secrets.ts';
import { CURATOR_ID, SCHOOL_LISTS, SCHOOLS } from './school-lists.ts';

export interface FurnishSchoolDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  /** The journal, and the bot in whose chat the curator is one. */
  institutionId: string;
  botId: bigint;
}

/**
 * Makes the sandbox's schools, once: one with a curator, two classes, staff, and invitations for all of them; another without a curator.
 */
export async function furnishSchool({ db, clock, secrets, institutionId, botId }: FurnishSchoolDeps): Promise<void> {
  if ((await db.school.count({ where: { institutionId } })) > 0) return;
  const core = createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });
  await importSchools({ db, clock, secrets })(Readable.from([Buffer.from(SCHOOLS)]), { institutionId });
  const school = await core.schools.bySlug('1399');
  if (!school) throw new Error('The sandbox has no school');

  const { link } = await core.curators.add(school.id, 'Ключевская Клара Карловна');
  const curator = await core.curators.accept({ botId, chatId: BigInt(CURATOR_ID) }, link);
  if (!curator.ok) throw new Error(`The sandbox’s curator cannot be made: ${curator.error}`);

  const { preview, apply } = roster({ db, clock, secrets, invitations: core.invitations, audit: core.audit });
  for (const list of SCHOOL_LISTS) {
    const today = clock.now().toISOString().slice(0, 10);
    const read = await readRoster(Buffer.from(list), { secrets, today });
    if (!read.ok) throw new Error(`The sandbox’s list cannot be read: ${read.error}`);
    const previewed = await preview(curator.value.id, read.value);
    const applied = previewed.ok ? await apply(curator.value.id, previewed.value.sealed) : previewed;
    if (!applied.ok) throw new Error(`The sandbox’s list cannot be imported: ${applied.error}`);
  }

  const cards = await db.person.findMany({ where: { schoolId: school.id }, select: { id: true, roles: true } });
  await core.invitations.issueMany({
    schoolId: school.id,
    curatorId: curator.value.id,
    cards: cards.flatMap(({ id: personId, roles: [role] }) => (role ? [{ personId, role }] : [])),
  });
}
