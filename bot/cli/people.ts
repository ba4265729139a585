import { createReadStream } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { type OnecSettings, type RoleSource, readPeopleOnec } from '#bot/providers/onec.ts';
import { minutes, seconds } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import { readPeopleCsv } from '#core/people/csv.ts';
import { type ImportReport, importPeople } from '#core/people/import.ts';
import { DirectoryUnreadable, type Row } from '#core/people/row.ts';
import type { CliContext } from './context.ts';
import { spareMemory } from './memory.ts';
import { harmless, reportLines } from './report.ts';

interface ImportFlags {
  institution?: string;
  dryRun?: boolean;
  allowShrink?: boolean;
  json?: boolean;
}

interface SyncFlags extends ImportFlags {
  role: (string | RoleSource)[];
  pageSize: number;
}

/** A mistake of the operator's, told as it stands. */
class Refused extends Error {}

/** `people import FILE` and `people sync`. The exit code is 1 when anything was refused. */
export function peopleCommands(program: Command, open: () => Promise<CliContext>): void {
  const people = program.command('people').description('the institution’s directory');

  common(people.command('import <file>'))
    .description('make the directory equal to a CSV file exported from 1C')
    .action((file: string, flags: ImportFlags) =>
      run(open, flags, (context) => load(context, flags, readPeopleCsv(bytesOf(file)))),
    );

  common(people.command('sync'))
    .description('make the directory equal to 1C, read through OData')
    .requiredOption(
      '--role <role[=catalogue.field]>',
      'the role of everybody in 1C, or of those whom a catalogue names: staff=Catalog_Сотрудники.ФизическоеЛицо_Key; repeatable',
      roleFlag,
      [],
    )
    .option('--page-size <records>', 'records asked for at once', pageSizeFlag, 1000)
    .action((flags: SyncFlags) => run(open, flags, (context) => sync(context, flags)));
}

const common = (command: Command): Command =>
  command
    .option('--institution <id>', 'whose directory; needed when there are several universities')
    .option('--dry-run', 'tell what would happen, change nothing')
    .option('--allow-shrink', 'let more than 20 % of the directory become inactive')
    .option('--json', 'the report as JSON');

async function sync(context: CliContext, flags: SyncFlags): Promise<ImportReport> {
  if (!context.onec) throw new Refused('1C is not set up. Set ONEC_URL, ONEC_USER and ONEC_PASSWORD.');
  const settings: OnecSettings = {
    ...context.onec,
    pageSize: flags.pageSize,
    roles: flags.role.filter((role) => typeof role === 'string'),
    roleSources: flags.role.filter((role) => typeof role !== 'string'),
  };
  // Everything is read before the transaction begins: the network's slowness must not hold the database.
  const rows: Row[] = [];
  for await (const row of readPeopleOnec(settings)) rows.push(row);
  return await load(context, flags, each(rows));
}

async function load(context: CliContext, flags: ImportFlags, rows: AsyncIterable<Row>): Promise<ImportReport> {
  const institution = chosen(context.institutions, flags.institution);
  return await context.database.prisma.$transaction(
    (db) =>
      importPeople({ db, clock: context.clock })(rows, {
        institutionId: institution.id,
        dryRun: flags.dryRun ?? false,
        allowShrink: flags.allowShrink ?? false,
        ...(institution.kind === 'university' && { country: institution.country }),
      }),
    { timeout: minutes(15), maxWait: seconds(30) },
  );
}

async function run(
  open: () => Promise<CliContext>,
  flags: ImportFlags,
  work: (context: CliContext) => Promise<ImportReport>,
): Promise<void> {
  spareMemory();
  const context = await open();
  try {
    const report = await work(context);
    if (flags.json) context.out(JSON.stringify(report));
    else for (const line of reportLines(report)) context.out(line);
    if (report.outcome === 'would-shrink' || report.refused.length > 0) process.exitCode = 1;
  } catch (error) {
    const reason = explained(error);
    if (reason === undefined) throw error;
    context.out(flags.json ? JSON.stringify({ outcome: 'failed', reason }) : `FAILED, nothing was changed: ${reason}`);
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

/** What the operator can mend; anything else is for whoever reads stack traces. */
function explained(error: unknown): string | undefined {
  if (error instanceof DirectoryUnreadable || error instanceof Refused) return harmless(error.message);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'The file may not be read by this user.';
  if (code === 'EISDIR') return 'This is a folder, not a file.';
  return undefined;
}

function chosen(institutions: Institution[], id: string | undefined): Institution {
  const universities = institutions.filter((one) => one.kind === 'university');
  const [institution, another] = id === undefined ? universities : institutions.filter((one) => one.id === id);
  if (institution && !another) return institution;
  const ids = institutions.map((one) => one.id).join(', ');
  throw new Refused(
    id === undefined
      ? `Say whose directory this is: --institution with one of ${ids}.`
      : `The institutions are ${ids}.`,
  );
}

function roleFlag(value: string, before: (string | RoleSource)[]): (string | RoleSource)[] {
  const match = /^(student|staff)(?:=([^.=]+)\.([^.=]+))?$/.exec(value);
  if (!match)
    throw new InvalidArgumentError('student, staff, or for example staff=Catalog_Сотрудники.ФизическоеЛицо_Key');
  const [, role = '', catalogue, personField] = match;
  return [...before, catalogue !== undefined && personField !== undefined ? { role, catalogue, personField } : role];
}

function pageSizeFlag(value: string): number {
  const size = Number(value);
  if (!Number.isInteger(size) || size < 1 || size > 10_000) throw new InvalidArgumentError('a number from 1 to 10000');
  return size;
}

/** Opened only when it is read: a file that is missing fails inside the reading, not beside it. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}

async function* each<Item>(items: Item[]): AsyncGenerator<Item> {
  yield* items;
}
