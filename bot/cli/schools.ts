import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { minutes, seconds } from '#core/clock.ts';
import { importSchools, type SchoolImportReport } from '#core/schools/import.ts';
import type { SchoolRefusal } from '#core/schools/school-row.ts';
import { schools } from '#core/schools/schools.ts';
import { invitationLines } from './curators.ts';
import type { StaffContext } from './journal.ts';
import { journalOf, using } from './journal.ts';
import { spareMemory } from './memory.ts';
import { harmless } from './report.ts';

interface ImportFlags {
  institution?: string;
  complete?: boolean;
  json?: boolean;
}

/** Lines shown in full; the rest is counted, and `--json` has them all. */
const SHOWN = 200;

const REASONS: Record<SchoolRefusal, string> = {
  columns: 'has more cells than there are columns: a cell with a delimiter must be quoted',
  'name-missing': 'has neither a number nor a name',
  'region-missing': 'has no region',
  'address-missing': 'has no address of the journal',
  'address-unreadable': 'has an address that is none, such as 1399.eljur.ru',
  'too-long': 'has a number, a name or a region that is too long',
  unreadable: 'has broken characters: is the file in one encoding?',
  duplicate: 'repeats an address that stands above',
};

/** `school import FILE` and `school list`. */
export function schoolCommands(program: Command, open: () => Promise<StaffContext>): void {
  const school = program.command('school').description('the schools of a journal');

  school
    .command('import <file>')
    .description('take schools over from a CSV file: number, name, region, address, curators')
    .option('--institution <id>', 'whose schools; needed when there are several journals')
    .option('--complete', 'the file holds all schools: close those that it does not list')
    .option('--json', 'the report as JSON')
    .action((file: string, flags: ImportFlags) => {
      spareMemory();
      return using(open, async (context) => {
        const { database, clock, secrets, out } = context;
        const { id: institutionId } = journalOf(context, flags.institution);
        const report = await database.prisma.$transaction(
          (db) =>
            importSchools({ db, clock, secrets })(bytesOf(file), {
              institutionId,
              complete: flags.complete ?? false,
            }),
          { timeout: minutes(15), maxWait: seconds(30) },
        );
        if (flags.json) out(JSON.stringify(report));
        else for (const line of [...reportLines(report), ...(await invitationLines(context, report.links))]) out(line);
        if (report.refused.length > 0) process.exitCode = 1;
      });
    });

  school
    .command('list')
    .description('the schools, or those that a search finds, with the number of their curators')
    .argument('[query]', 'as people look for a school: number, name, region')
    .option('--institution <id>', 'whose schools; needed when there are several journals')
    .action((query: string | undefined, { institution }: { institution?: string }) =>
      using(open, async (context) => {
        const { id: institutionId } = journalOf(context, institution);
        const found = await context.database.prisma.$transaction((db) => {
          const use = schools({ db });
          return query === undefined ? use.all(institutionId) : use.search(institutionId, query, { limit: 50 });
        });
        for (const { slug, host, region, name, curators } of found)
          context.out([slug, host, harmless(region), harmless(name), `curators ${curators}`].join('\t'));
      }),
    );
}

function reportLines({ rows, added, changed, unchanged, closed, refused }: SchoolImportReport): string[] {
  const shown = refused.slice(0, SHOWN).map(({ line, reason }) => `  line ${line} ${REASONS[reason]}`);
  const rest = refused.length - shown.length;
  return [
    'The schools are imported.',
    `  lines read  ${rows}`,
    `  added       ${added}`,
    `  changed     ${changed}`,
    `  unchanged   ${unchanged}`,
    `  closed      ${closed}`,
    `  refused     ${refused.length}`,
    ...(shown.length > 0 ? ['Refused:', ...shown] : []),
    ...(rest > 0 ? [`  and ${rest} more; --json lists them all`] : []),
  ];
}

/** Opened only when it is read: a file that is missing fails inside the reading, not beside it. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}
