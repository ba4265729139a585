import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { curatorCommands } from '#bot/cli/curators.ts';
import type { StaffContext } from '#bot/cli/journal.ts';
import { schoolCommands } from '#bot/cli/schools.ts';
import { after, days, systemClock } from '#core/clock.ts';
import { curators } from '#core/curators/curators.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { createSecrets } from '#core/secrets.ts';
import { testDatabase } from '#tests/support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'propusk-schools-'));
const database = await testDatabase();
const { prisma } = database;
const secrets = createSecrets(Buffer.alloc(32, 7));
let ahead = 0;
const clock = { now: () => after(systemClock.now(), ahead) };
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});
beforeEach(async () => {
  ahead = 0;
  await prisma.curator.deleteMany();
  await prisma.school.deleteMany();
});

/** Runs a command as the operator does; what it printed, and its exit code. */
async function propusk(
  args: string[],
  context: Partial<StaffContext> = {},
): Promise<{ lines: string[]; code: number }> {
  const lines: string[] = [];
  let closed = 0;
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  const open = async (): Promise<StaffContext> => ({
    database: { prisma } as StaffContext['database'],
    ...{ clock, secrets, institutions: defaultInstitutions, botName: async () => 'school_bot' },
    out: (line) => void lines.push(line),
    close: async () => {
      closed += 1;
    },
    ...context,
  });
  schoolCommands(program, open);
  curatorCommands(program, open);
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
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, content);
  return path;
}

const SCHOOLS = `номер;название;регион;адрес;кураторы
1399;Школа № 1399;Москва;1399.eljur.ru;Иванова Мария
57;Гимназия № 57;Казань;g57.eljur.ru;
`;

describe('schools by command', () => {
  it('are imported, with links for the curators of the file', async () => {
    const { lines, code } = await propusk(['school', 'import', file(SCHOOLS)]);
    expect(code).toBe(0);
    expect(lines.slice(0, 7)).toEqual([
      'The schools are imported.',
      '  lines read  2',
      '  added       2',
      '  changed     0',
      '  unchanged   0',
      '  closed      0',
      '  refused     0',
    ]);
    expect(lines.at(-1)).toMatch(/^ {2}1399\tИванова Мария\thttps:\/\/t\.me\/school_bot\?start=cur-[\w-]{43}$/);
    const again = await propusk(['school', 'import', file(SCHOOLS)]);
    expect(again.lines).toContain('  unchanged   2');
    expect(again.lines.at(-1)).toBe(lines.at(-1));
  });

  it('are listed, all or those that a search finds', async () => {
    await propusk(['school', 'import', file(SCHOOLS)]);
    expect((await propusk(['school', 'list'])).lines).toEqual([
      '1399\t1399.eljur.ru\tМосква\tШкола № 1399\tcurators 0',
      'g57\tg57.eljur.ru\tКазань\tГимназия № 57\tcurators 0',
    ]);
    expect((await propusk(['school', 'list', 'gimnazia kazan'])).lines).toEqual([
      'g57\tg57.eljur.ru\tКазань\tГимназия № 57\tcurators 0',
    ]);
  });

  it('tell which lines were refused, harmless for a terminal, and exit with 1', async () => {
    const content =
      'номер;название;регион;адрес;кураторы\n1;=HYPERLINK(1);Москва;1.eljur.ru;"=1\u001b[31m"\n2;;;2.eljur.ru;\n';
    const { lines, code } = await propusk(['school', 'import', file(content)]);
    expect(code).toBe(1);
    expect(lines).toContain('  line 3 has no region');
    expect(lines.join('\n')).not.toContain('\u001b');
    expect((await propusk(['school', 'list'])).lines).toEqual(["1\t1.eljur.ru\tМосква\t'=HYPERLINK(1)\tcurators 0"]);
  });

  it('have the report as JSON', async () => {
    const { lines } = await propusk(['school', 'import', file(SCHOOLS), '--json']);
    expect(JSON.parse(lines.join(''))).toMatchObject({ added: 2, refused: [], links: [{ slug: '1399' }] });
  });

  it('are closed by a complete file', async () => {
    await propusk(['school', 'import', file(SCHOOLS)]);
    const { lines } = await propusk([
      'school',
      'import',
      file('номер;регион;адрес\n57;Казань;g57.eljur.ru\n'),
      '--complete',
    ]);
    expect(lines).toContain('  closed      1');
    expect((await propusk(['school', 'list'])).lines).toHaveLength(1);
  });

  it.each([
    [['school', 'import', '/nowhere/schools.csv'], /no such file/],
    [['school', 'import', tmpdir()], /folder/],
    [['school', 'import', file('a;b\n1;2\n')], /No column for/],
    [['school', 'import', file(''), '--institution', 'isu'], /Say which journal: .*eljur/],
    [['curator', 'add', '--school', 'nowhere', '--name', 'Мария'], /no such school/],
    [['curator', 'add', '--school', 'nowhere', '--name', '1'], /A name has letters/],
    [['curator', 'remove', 'x'], /No curator has this id/],
    [['curator', 'remove', '00000000-0000-4000-8000-000000000000'], /No curator has this id/],
  ])('explain what the operator can mend: %j', async (args, reason) => {
    const { lines, code } = await propusk(args);
    expect(code).toBe(1);
    expect(lines.join('\n')).toMatch(/^FAILED, nothing was changed/);
    expect(lines.join('\n')).toMatch(reason);
  });
});

describe('curators by command', () => {
  beforeEach(async () => void (await propusk(['school', 'import', file(SCHOOLS)])));

  const accept = (link: string, chatId = 1n) =>
    prisma.$transaction((db) => curators({ db, clock, secrets }).accept({ botId: 9n, chatId }, link));

  it.each(['g57', 'G57.eljur.ru', 'https://g57.eljur.ru/hello'])(
    'are added to the school %s, by a link',
    async (school) => {
      const { lines, code } = await propusk(['curator', 'add', '--school', school, '--name', ' Анна  Петрова ']);
      expect(code).toBe(0);
      const link = /start=(cur-\S+)/.exec(lines.join('\n'))?.[1] ?? '';
      expect(await accept(link)).toMatchObject({
        ok: true,
        value: { name: 'Анна Петрова', schoolName: 'Гимназия № 57' },
      });
    },
  );

  it('are told what to type in the sandbox', async () => {
    const { lines } = await propusk(['curator', 'add', '--school', '1399', '--name', 'Анна'], { botName: null });
    expect(lines[0]).toMatch(/sandbox/);
    expect(lines[1]).toMatch(/\t\/start cur-[\w-]{43}$/);
  });

  it('are not lost when Telegram is away', async () => {
    const botName = async (): Promise<string> => {
      throw new Error('https://api.telegram.org/bot12345:secret/getMe does not answer');
    };
    const { lines, code } = await propusk(['curator', 'add', '--school', '1399', '--name', 'Анна'], { botName });
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/\/start cur-/);
    expect(lines.join('\n')).not.toMatch(/secret/);
  });

  it('are listed with what they wait for, and removed', async () => {
    const { lines: added } = await propusk(['curator', 'add', '--school', 'g57', '--name', 'Анна']);
    await accept(/start=(cur-\S+)/.exec(added.join('\n'))?.[1] ?? '');
    const { lines } = await propusk(['curator', 'list']);
    expect(lines.map((line) => line.split('\t').slice(1))).toEqual([
      ['1399', 'Иванова Мария', 'has not opened the link'],
      ['g57', 'Анна', 'active'],
    ]);
    expect((await propusk(['curator', 'list', '--school', 'g57'])).lines).toHaveLength(1);
    ahead = days(2);
    expect((await propusk(['curator', 'list'])).lines[0]).toMatch(/the link has expired/);

    const id = lines[1]?.split('\t')[0] ?? '';
    expect((await propusk(['curator', 'remove', id])).lines).toEqual([`Removed: ${id}`]);
    expect((await propusk(['curator', 'list', '--school', 'g57'])).lines).toEqual([]);
    expect((await propusk(['curator', 'remove', id])).code).toBe(1);
  });
});
