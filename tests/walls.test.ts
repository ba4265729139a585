import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** A file of ours: its path from the root, with slashes, and its text. */
interface Source {
  path: string;
  text: string;
}

const rooms = ['bot', 'core', 'prisma', 'locales', 'tests'];
const sources = rooms.flatMap((room) => read(room, /\.(ts|tsx|mts|mjs|js)$/));

function read(folder: string, names: RegExp): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !path.startsWith('prisma/generated/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;

/** What a file imports: our own files by their path from the root, packages by their name. */
function imports({ path, text }: Source): string[] {
  return [...text.matchAll(IMPORT)].map(([, , target = '']) => {
    if (target.startsWith('#')) return target.slice(1);
    return target.startsWith('.') ? posix.join(posix.dirname(path), target) : target;
  });
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** A wall: the files `who` must not import `what`. `broken` are files that breach it, each once. */
interface Wall {
  who: (path: string) => boolean;
  what: (target: string) => boolean;
  broken: Source[];
}

const walls: Record<string, Wall> = {
  'core/ knows nothing of bot/': {
    who: (path) => within(path, 'core'),
    what: (target) => within(target, 'bot'),
    broken: [
      { path: 'core/people/x.ts', text: `import { render } from '#bot/intake/render.ts';` },
      { path: 'core/people/x.ts', text: `import type { Turn } from "../../bot/intake/turn.ts";` },
      { path: 'core/people/x.ts', text: `const late = await import('#bot/main.ts');` },
    ],
  },
  'core/ knows no Telegram and no HTTP': {
    who: (path) => within(path, 'core'),
    what: (target) =>
      ['grammy', 'telegraf', 'hono', '@hono', 'node:http', 'node:https'].some((name) => within(target, name)),
    broken: [{ path: 'core/x.ts', text: `import { Hono } from 'hono';` }],
  },
  'journeys never touch Prisma': {
    who: (path) => within(path, 'bot/journeys'),
    what: (target) => within(target, 'prisma') || within(target, '@prisma') || target === 'pg',
    broken: [
      { path: 'bot/journeys/register.ts', text: `import { Prisma } from '#prisma/generated/client.ts';` },
      { path: 'bot/journeys/register.ts', text: `export { Prisma } from '@prisma/client';` },
    ],
  },
  'only bot/transport/ imports grammY or telegraf': {
    who: (path) => !within(path, 'bot/transport') && !within(path, 'tests'),
    what: (target) => ['grammy', '@grammyjs', 'telegraf'].some((name) => within(target, name)),
    broken: [
      { path: 'bot/journeys/x.ts', text: `import { InlineKeyboard } from 'grammy';` },
      { path: 'core/x.ts', text: `import type { Update } from 'grammy/types';` },
      { path: 'bot/main.ts', text: `import {\n  Telegraf,\n} from 'telegraf';` },
    ],
  },
  'bot/sandbox/ is reached from main.ts alone': {
    who: (path) => path !== 'bot/main.ts' && !within(path, 'bot/sandbox') && !within(path, 'tests'),
    what: (target) => within(target, 'bot/sandbox'),
    broken: [
      { path: 'bot/web/app.ts', text: `import { startSandbox } from '../sandbox/sandbox.ts';` },
      { path: 'bot/cli.ts', text: `import '#bot/sandbox/sandbox.ts';` },
    ],
  },
  'nothing that runs imports tests': {
    who: (path) => !within(path, 'tests'),
    what: (target) => within(target, 'tests') || target === 'vitest',
    broken: [{ path: 'bot/main.ts', text: `import { testDatabase } from '#tests/support/database.ts';` }],
  },
};

const breaches = ({ who, what }: Wall, files: Source[]): string[] =>
  files
    .filter(({ path }) => who(path))
    .flatMap((file) =>
      imports(file)
        .filter(what)
        .map((target) => `${file.path} imports ${target}`),
    );

describe('walls', () => {
  it.each(Object.entries(walls))('%s', (_, wall) => {
    expect(breaches(wall, sources)).toEqual([]);
    for (const file of wall.broken) expect(breaches(wall, [file]), file.text).toHaveLength(1);
  });

  it('sees the files', () => {
    expect(sources.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['core/result.ts', 'prisma/open.ts', 'tests/walls.test.ts']),
    );
    expect(imports({ path: 'core/x/y.ts', text: readFileSync(join(root, 'core/database.ts'), 'utf8') })).toEqual([
      'prisma/generated/client.ts',
    ]);
  });
});

const ENVIRONMENT = [
  /\bprocess\s*(\?\.|\.)\s*env\b/,
  /\bprocess\s*\[\s*['"]env['"]/,
  /\{[^{}]*\benv\b[^{}]*\}\s*=\s*process\b/,
  /\bimport\.meta\.env\b/,
  /\bimport\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](node:)?process['"]/,
];

const readsEnvironment = ({ path, text }: Source): boolean =>
  // The build step hands its environment on to Prisma's own command line.
  !['bot/config.ts', 'prisma/generate.mjs'].includes(path) &&
  !within(path, 'tests') &&
  ENVIRONMENT.some((way) => way.test(withoutComments(text)));

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');

it('only bot/config.ts reads the environment', () => {
  expect(sources.filter(readsEnvironment).map(({ path }) => path)).toEqual([]);
  const path = 'bot/x.ts';
  for (const text of [
    'const token = process.env.BOT_TOKEN;',
    `const token = process['env'].BOT_TOKEN;`,
    'const { env, argv } = process;',
    `import { env } from 'node:process';`,
  ])
    expect(readsEnvironment({ path, text }), text).toBe(true);
  expect(readsEnvironment({ path, text: '/** Never process.env here. */' })).toBe(false);
});

const allowedFolders = [...rooms, 'docs', 'node_modules'];
const strangers = (folders: string[]): string[] =>
  folders.filter((name) => !name.startsWith('.') && !allowedFolders.includes(name));

it('has no other rooms', () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(strangers(folders.map(({ name }) => name))).toEqual([]);
  expect(strangers(['bot', 'src', '.ci'])).toEqual(['src']);
});

describe('texts', () => {
  const [ru, en] = ['ru', 'en'].map((language) => read(`locales/${language}`, /\.ftl$/).map(({ text }) => text));

  it('parse', () => {
    expect(
      [...read('locales', /\.ftl$/)].flatMap(({ path, text }) => junk(text).map((line) => `${path}: ${line}`)),
    ).toEqual([]);
    expect(junk('good = Да\nbad = { $x\nlost line\n')).toEqual(['bad = { $x', 'lost line']);
    expect(
      junk('# A comment\nlong =\n    One { $n ->\n        [one] day\n       *[other] days\n    }\n\n    Two\n'),
    ).toEqual([]);
  });

  it('have the same keys and arguments in both languages', () => {
    expect(table(en ?? [])).toEqual(table(ru ?? []));
    expect(Object.keys(table(ru ?? [])).length).toBeGreaterThan(0);
    expect(table(['a = { $x }'])).not.toEqual(table(['a = { $y }']));
    expect(table(['a = { $n ->\n    [one] { $x }\n   *[other] { NUMBER($y) }\n}'])).toEqual({ a: ['n', 'x', 'y'] });
  });

  it('stand once', () => {
    expect(twice(ru ?? [])).toEqual([]);
    expect(twice(en ?? [])).toEqual([]);
    expect(twice(['a = 1\n', 'b = 2\na = 3\n'])).toEqual(['a']);
  });
});

/** Lines of a Fluent file that belong to no message: the parser skips what it does not understand. */
function junk(text: string): string[] {
  const parsed = new Set(new FluentResource(text).body.map(({ id }) => id));
  return text.split('\n').filter((line) => {
    if (/^(\s|#|$|[}\]])/.test(line)) return false;
    const id = /^(-?[a-zA-Z][\w-]*) *=/.exec(line)?.[1];
    return id === undefined || !parsed.has(id);
  });
}

const messages = (files: string[]) => files.flatMap((text) => new FluentResource(text).body);

/** Each key with the arguments that its text takes. */
const table = (files: string[]): Record<string, string[]> =>
  Object.fromEntries(
    messages(files)
      .map(({ id, value, attributes }) => [id, [...new Set(variables([value, attributes]))].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

function variables(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'type' in part && part.type === 'var' && 'name' in part ? [String(part.name)] : [];
  return [...own, ...Object.values(part).flatMap(variables)];
}

function twice(files: string[]): string[] {
  const ids = messages(files).map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}
