import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { type ReadPerson, type Refusal, type Row, readRow, type Trouble } from './row.ts';

export interface ImportOptions {
  institutionId: string;
  /** Whose mobile numbers count: ISO 3166, RU unless told. */
  country?: string;
  /** Tells what would happen and changes nothing. */
  dryRun?: boolean;
  /** Lets more than a fifth of the directory disappear. */
  allowShrink?: boolean;
}

export interface ImportReport {
  /** `would-shrink`: too many people would disappear, so nothing was changed. */
  outcome: 'applied' | 'dry-run' | 'would-shrink';
  /** Records read. */
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  deactivated: number;
  refused: Trouble<Refusal>[];
  /** Imported all the same: none of the record's phones is a mobile number. */
  warnings: Trouble<'no-mobile'>[];
  /** Numbers under which two or more people are known; none of these can register by that number. */
  sharedPhones: number;
  /** People who have no mobile number in the directory. */
  withoutPhone: number;
  /** People whose number the helpdesk corrected and the source does not have yet: they keep the corrected one. */
  corrected: number;
}

const BATCH = 1000;
/** How much of the directory may disappear at once. A file cut short or filtered by mistake loses more. */
const LARGEST_LOSS = 0.2;

/**
 * Makes the directory equal to `rows`: what is new is added, what differs is changed, who is no longer listed becomes inactive.
 * Everything happens in the caller's transaction, so a failure in the middle leaves the old directory, and readers never see half of the new one.
 * A refused record of somebody already known leaves that person as they were. A number that the helpdesk corrected stays until the record
 * has it as well: then the record counts again.
 */
export function importPeople({ db, clock }: { db: Db; clock: Clock }) {
  return async (rows: AsyncIterable<Row>, options: ImportOptions): Promise<ImportReport> => {
    const { institutionId, dryRun = false, allowShrink = false } = options;
    // Two imports of one directory wait for each other.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`import:${institutionId}`}, 0))`;
    const read = await stage(db, rows, options.country ?? 'RU');
    const counted = await compare(db, institutionId);
    const { active, ...counts } = counted;
    const shrinks = !allowShrink && counts.deactivated > active * LARGEST_LOSS;
    const outcome = shrinks ? 'would-shrink' : dryRun ? 'dry-run' : 'applied';

    if (outcome === 'applied') await merge(db, clock.now(), institutionId);
    await db.$executeRaw`DROP TABLE people_import`;
    return { outcome, ...read, ...counts };
  };
}

/** Reads the records into a temporary table, in batches. `full_name` is null for a refused record: present, but not taken over. */
async function stage(db: Db, rows: AsyncIterable<Row>, country: string) {
  await db.$executeRaw`
    CREATE TEMPORARY TABLE people_import (
      line integer NOT NULL, external_id text PRIMARY KEY, full_name text, roles "Role"[] NOT NULL, phones text[] NOT NULL,
      person_id uuid NOT NULL DEFAULT gen_random_uuid(), verdict text NOT NULL DEFAULT 'added', corrected boolean NOT NULL DEFAULT false
    ) ON COMMIT DROP`;
  const refused: Trouble<Refusal>[] = [];
  const warnings: Trouble<'no-mobile'>[] = [];
  let count = 0;
  let batch: StagedPerson[] = [];

  for await (const row of rows) {
    count++;
    const read = readRow(row, country);
    if (read.kind === 'refused') {
      refused.push(read.trouble);
      const { line, id } = read.trouble;
      if (id !== undefined) batch.push({ line, id, name: null, roles: [], phones: [] });
    } else if (read.kind === 'person') {
      if (read.warning) warnings.push(read.warning);
      batch.push(read.person);
    }
    if (batch.length >= BATCH) {
      refused.push(...(await insert(db, batch)));
      batch = [];
    }
  }
  refused.push(...(await insert(db, batch)));
  await db.$executeRaw`ANALYZE people_import`;
  refused.sort((one, other) => one.line - other.line);
  return { rows: count, refused, warnings };
}

type StagedPerson = Omit<ReadPerson, 'name'> & { name: string | null };

/**
 * The first record of a key is taken, later ones are refused. The batch travels as one text per column, a line per record: Prisma remembers
 * the parameters of its latest queries, and this is their shortest form. No cell has a line break: they were cleaned.
 */
async function insert(db: Db, batch: StagedPerson[]): Promise<Trouble<Refusal>[]> {
  if (batch.length === 0) return [];
  const column = (cell: (person: StagedPerson) => string | number): string => batch.map(cell).join('\n');
  const repeated = await db.$queryRaw<{ line: number; id: string }[]>`
    WITH incoming AS (
      SELECT line, id, nullif(name, '') AS name, coalesce(string_to_array(roles, ' '), '{}')::"Role"[] AS roles,
             coalesce(string_to_array(phones, ' '), '{}') AS phones
      FROM unnest(
        string_to_array(${column(({ line }) => line)}, chr(10))::integer[],
        string_to_array(${column(({ id }) => id)}, chr(10)),
        string_to_array(${column(({ name }) => name ?? '')}, chr(10)),
        string_to_array(${column(({ roles }) => roles.join(' '))}, chr(10)),
        string_to_array(${column(({ phones }) => phones.join(' '))}, chr(10))
      ) AS r(line, id, name, roles, phones)
    ), kept AS (
      INSERT INTO people_import (line, external_id, full_name, roles, phones)
      SELECT line, id, name, roles, phones FROM incoming ORDER BY line
      ON CONFLICT DO NOTHING RETURNING line
    )
    SELECT line, id FROM incoming WHERE name IS NOT NULL AND line NOT IN (SELECT line FROM kept)`;
  return repeated.map(({ line, id }) => ({ line, reason: 'duplicate', field: 'id', id }));
}

interface Counts {
  active: number;
  added: number;
  changed: number;
  unchanged: number;
  deactivated: number;
  sharedPhones: number;
  withoutPhone: number;
  corrected: number;
}

/** Marks every staged record as added, changed or unchanged, and counts. */
async function compare(db: Db, institutionId: string): Promise<Counts> {
  await db.$executeRaw`
    UPDATE people_import s
    SET person_id = p.id,
        corrected = p.corrected IS NOT NULL AND p.corrected <> ALL (s.phones),
        verdict = CASE WHEN p.active AND p."fullName" = s.full_name AND p.roles = s.roles
                            AND (p.phones = s.phones AND p.corrected IS NULL OR p.corrected <> ALL (s.phones))
                       THEN 'unchanged' ELSE 'changed' END
    FROM (
      SELECT p.*, ARRAY(SELECT n.phone FROM "PersonPhone" n WHERE n."personId" = p.id ORDER BY n.phone COLLATE "C") AS phones,
        (SELECT n.phone FROM "PersonPhone" n WHERE n."personId" = p.id AND n."correctedAt" IS NOT NULL LIMIT 1) AS corrected
      FROM "Person" p WHERE p."institutionId" = ${institutionId}
    ) p
    WHERE p."externalId" = s.external_id AND s.full_name IS NOT NULL`;
  const [counts] = await db.$queryRaw<Counts[]>`
    SELECT
      (SELECT count(*)::int FROM "Person" WHERE "institutionId" = ${institutionId} AND active) AS active,
      count(*) FILTER (WHERE verdict = 'added')::int AS added,
      count(*) FILTER (WHERE verdict = 'changed')::int AS changed,
      count(*) FILTER (WHERE verdict = 'unchanged')::int AS unchanged,
      (SELECT count(*)::int FROM "Person" p WHERE p."institutionId" = ${institutionId} AND p.active
        AND NOT EXISTS (SELECT FROM people_import s WHERE s.external_id = p."externalId")) AS deactivated,
      (SELECT count(*)::int FROM (SELECT FROM people_import s, unnest(s.phones) AS n(phone)
        GROUP BY n.phone HAVING count(*) > 1) shared) AS "sharedPhones",
      count(*) FILTER (WHERE cardinality(phones) = 0 AND NOT corrected)::int AS "withoutPhone",
      count(*) FILTER (WHERE corrected)::int AS corrected
    FROM people_import WHERE full_name IS NOT NULL`;
  if (!counts) throw new Error('An aggregate without groups gives one row');
  return counts;
}

/** Takes the staged records over. Unchanged people are not written at all. */
async function merge(db: Db, now: Date, institutionId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "Person" (id, "institutionId", "externalId", "fullName", roles, active, "updatedAt")
    SELECT person_id, ${institutionId}, external_id, full_name, roles, true, ${now}
    FROM people_import WHERE verdict = 'added' AND full_name IS NOT NULL`;
  await db.$executeRaw`
    UPDATE "Person" p SET "fullName" = s.full_name, roles = s.roles, active = true, "updatedAt" = ${now}
    FROM people_import s WHERE s.verdict = 'changed' AND p.id = s.person_id`;
  await db.$executeRaw`
    DELETE FROM "PersonPhone" n USING people_import s
    WHERE s.verdict = 'changed' AND NOT s.corrected AND n."personId" = s.person_id AND n.phone <> ALL (s.phones)`;
  await db.$executeRaw`
    UPDATE "PersonPhone" n SET "correctedAt" = NULL FROM people_import s
    WHERE s.verdict = 'changed' AND NOT s.corrected AND n."personId" = s.person_id AND n."correctedAt" IS NOT NULL`;
  await db.$executeRaw`
    INSERT INTO "PersonPhone" ("personId", "institutionId", phone)
    SELECT s.person_id, ${institutionId}, n.phone FROM people_import s, unnest(s.phones) AS n(phone)
    WHERE s.verdict IN ('added', 'changed') AND NOT s.corrected AND s.full_name IS NOT NULL
    ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    UPDATE "Person" p SET active = false, "updatedAt" = ${now}
    WHERE p."institutionId" = ${institutionId} AND p.active
      AND NOT EXISTS (SELECT FROM people_import s WHERE s.external_id = p."externalId")`;
}
