import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CliContext } from '#bot/cli/context.ts';
import { peopleCommands } from '#bot/cli/people.ts';
import { notablePeople, sandboxDirectory } from '#bot/sandbox/directory.ts';
import { minutes, systemClock } from '#core/clock.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { readPeopleCsv } from '#core/people/csv.ts';
import { people } from '#core/people/people.ts';
import { readRow } from '#core/people/row.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';
import { testDatabase } from '#tests/support/database.ts';
import { fakeOnec, PASSWORD, USER } from './odata.ts';

const folder = mkdtempSync(join(tmpdir(), 'propusk-cli-'));
let prisma: PrismaClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ prisma, close } = await testDatabase());
}, minutes(2));
afterEach(async () => {
  await prisma.person.deleteMany();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await close();
});

/** Runs a command as the operator does; what it printed, and its exit code. */
async function propusk(args: string[], context: Partial<CliContext> = {}): Promise<{ lines: string[]; code: number }> {
  const lines: string[] = [];
  let closed = 0;
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  const database = { prisma } as CliContext['database'];
  peopleCommands(program, async () => ({
    database,
    clock: systemClock,
    institutions: defaultInstitutions,
    out: (line) => void lines.push(line),
    close: async () => {
      closed++;
    },
    ...context,
  }));
  try {
    await program.parseAsync(args, { from: 'user' });
    expect(closed).toBe(1);
    return { lines, code: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = undefined;
  }
}

let files = 0;
function file(content: string): string {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, content);
  return path;
}

it('imports a file and tells what happened', async () => {
  const { lines, code } = await propusk(['people', 'import', file(sandboxDirectory())]);
  expect(code).toBe(0);
  expect(lines[0]).toBe('The directory is imported.');
  expect(lines).toContain('  added          200');
  expect(lines).toContain('  shared phones  1');
  expect(lines.at(-1)).toBe('  line 8 (key 000000007) has phones, but no mobile one: imported without phones');
  expect(await prisma.person.count({ where: { institutionId: 'isu', active: true } })).toBe(200);
});

it('names refused lines, harmless for a terminal and a spreadsheet, and exits with 1', async () => {
  const { lines, code } = await propusk([
    'people',
    'import',
    file('id;name;phone;role\n=HYPERLINK(1);;;student\n"\u001b[31mx\u009b";;;student\n5;Анна;;student\n'),
  ]);
  expect(code).toBe(1);
  expect(lines.slice(-3)).toEqual([
    'Refused:',
    "  line 2 (key '=HYPERLINK(1)) has no name",
    '  line 3 (key [31mx) has no name',
  ]);
  expect(lines.join()).not.toMatch(/\p{C}/u);
  expect(await prisma.person.count()).toBe(1);
});

it('has the report as JSON, and a dry run', async () => {
  const path = file('id;name;phone;role\n5;Анна;;student\n');
  const { lines, code } = await propusk(['people', 'import', path, '--dry-run', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ outcome: 'dry-run', added: 1, refused: [] });
  expect(await prisma.person.count()).toBe(0);
});

it('refuses to lose half of the directory', async () => {
  await propusk(['people', 'import', file('id;name;phone;role\n5;Анна;;student\n6;Борис;;staff\n')]);
  const path = file('id;name;phone;role\n5;Анна;;student\n');
  const refused = await propusk(['people', 'import', path]);
  expect(refused.code).toBe(1);
  expect(refused.lines[0]).toMatch(/REFUSED, nothing was changed: more than 20 %.*--allow-shrink/);
  expect((await propusk(['people', 'import', path, '--allow-shrink'])).code).toBe(0);
});

it.each([
  [['people', 'import', '/nowhere/people.csv'], /no such file/],
  [['people', 'import', tmpdir()], /folder/],
  [['people', 'import', file('a;b\n1;2\n')], /Columns found: “a”, “b”/],
  [['people', 'import', file(''), '--institution', 'mit'], /institutions are isu, eljur/],
  [['people', 'sync', '--role', 'student'], /ONEC_URL/],
])('explains what the operator can mend: %j', async (args, reason) => {
  const { lines, code } = await propusk(args);
  expect(code).toBe(1);
  expect(lines.join('\n')).toMatch(/^FAILED, nothing was changed/);
  expect(lines.join('\n')).toMatch(reason);
});

it('syncs with 1C', async () => {
  const onec = await fakeOnec({
    Catalog_ФизическиеЛица: [{ Ref_Key: 'a', Description: 'Петрова Анна Ивановна' }],
    Catalog_ФизическиеЛица_КонтактнаяИнформация: [
      { Ref_Key: 'a', LineNumber: '1', Тип: 'Телефон', Представление: '8 (905) 123-45-67' },
    ],
    Catalog_Сотрудники: [{ ФизическоеЛицо_Key: 'a' }],
  });
  const settings = { onec: { baseUrl: onec.baseUrl, user: USER, password: PASSWORD } };
  const role = 'staff=Catalog_Сотрудники.ФизическоеЛицо_Key';
  const { lines, code } = await propusk(['people', 'sync', '--role', role, '--page-size', '50'], settings);
  expect(lines).toContain('  added          1');
  expect(code).toBe(0);
  const found = await people({ db: prisma }).findByPhone('isu', '+79051234567');
  expect(found).toMatchObject({ ok: true, value: { fullName: 'Петрова Анна Ивановна', roles: ['staff'] } });

  const wrong = await propusk(['people', 'sync', '--role', role], { onec: { ...settings.onec, password: 'x' } });
  await onec.close();
  expect(wrong).toMatchObject({ code: 1, lines: [expect.stringMatching(/FAILED.*401/)] });
  await expect(propusk(['people', 'sync', '--role', 'king'], settings)).rejects.toThrow(/student, staff/);
});

it('offers people in the sandbox whose story the directory tells', async () => {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(sandboxDirectory());
  }
  const owners = new Map<string, string[]>();
  for await (const row of readPeopleCsv(bytes())) {
    const read = readRow(row, 'RU');
    if (read.kind !== 'person') throw new Error(`line ${row.line} is refused`);
    for (const phone of read.person.phones)
      owners.set(phone, [...(owners.get(phone) ?? []), read.person.roles.join('+')]);
  }
  expect(notablePeople.map(({ phone }) => owners.get(phone))).toEqual([
    ['student'],
    ['staff'],
    ['student+staff'],
    ['student'],
    ['student', 'student'],
    undefined,
    undefined,
    ['staff'],
  ]);
  expect([...owners.values()].filter((all) => all.length > 1)).toHaveLength(1);
  expect(sandboxDirectory()).toBe(sandboxDirectory());
});
