import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { spareMemory } from '#bot/cli/memory.ts';
import { minutes, systemClock } from '#core/clock.ts';
import { readPeopleCsv } from '#core/people/csv.ts';
import { type ImportReport, importPeople } from '#core/people/import.ts';
import { openDatabase } from '#prisma/open.ts';

const PEOPLE = 100_000;

const Figures = z.object({
  /** Seconds for the first import, and for the same file again with a hundredth of it changed. */
  first: z.number(),
  again: z.number(),
  /** The largest resident memory of the importing process, MB. */
  peak: z.number(),
});
export type ImportFigures = z.infer<typeof Figures>;

/**
 * Prints how long a directory of 100,000 people takes as `people import` reads it, and the peak memory of the process; one of its own, so
 * that nothing else counts. It uses the institution `bench`, and leaves nothing of it.
 */
export async function benchImport(databaseUrl: string): Promise<ImportFigures> {
  const child = spawn(process.execPath, ['--import', 'tsx', import.meta.filename, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) output += chunk;
  const figures = Figures.parse(JSON.parse(output));
  console.log(`Directory of ${PEOPLE.toLocaleString('en')} people, CSV into PostgreSQL`);
  console.log(`  first import    ${figures.first.toFixed(1)} s`);
  console.log(`  again, 1 % new  ${figures.again.toFixed(1)} s`);
  console.log(`  peak memory     ${Math.round(figures.peak)} MB`);
  return figures;
}

async function measure(databaseUrl: string): Promise<ImportFigures> {
  spareMemory();
  const folder = mkdtempSync(join(tmpdir(), 'propusk-bench-'));
  const database = await openDatabase({ url: databaseUrl, dataDir: folder });
  const load = async (rows: ReturnType<typeof readPeopleCsv>): Promise<ImportReport> =>
    await database.prisma.$transaction(
      (db) => importPeople({ db, clock: systemClock })(rows, { institutionId: 'bench' }),
      { timeout: minutes(10) },
    );
  const timed = async (version: number, expected: Partial<ImportReport>): Promise<number> => {
    const file = join(folder, `${version}.csv`);
    await pipeline(Readable.from(directory(version)), createWriteStream(file));
    const start = performance.now();
    const report = await load(readPeopleCsv(createReadStream(file)));
    const seconds = (performance.now() - start) / 1000;
    for (const [what, count] of Object.entries(expected)) {
      if (report[what as keyof ImportReport] !== count) throw new Error(`${what} is not ${count}`);
    }
    return seconds;
  };
  try {
    const first = await timed(0, { outcome: 'applied', added: PEOPLE });
    const again = await timed(1, { outcome: 'applied', changed: PEOPLE / 100, unchanged: PEOPLE - PEOPLE / 100 });
    const peak = process.resourceUsage().maxRSS / 1024;
    await database.prisma.person.deleteMany({ where: { institutionId: 'bench' } });
    return { first, again, peak };
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function* directory(version: number): Generator<string> {
  yield '\uFEFFКод;ФИО;Телефоны;Роль\r\n';
  for (let index = 0; index < PEOPLE; index++) {
    const digits = String(index).padStart(7, '0');
    const name = index % 100 === 0 ? `Примерова Анна Версия-${version}` : `Примерова-Образцова Анна Ивановна ${index}`;
    const phones =
      index % 3 === 0 ? `"8 (905) ${digits};\r\n8 (495) 128-43-74 доб. ${index % 100}"` : `+7 916 ${digits}`;
    yield `${index};${name};${phones};${index % 5 === 0 ? 'сотрудник' : 'студент'}\r\n`;
  }
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(await measure(process.argv[2] ?? '')));
}
