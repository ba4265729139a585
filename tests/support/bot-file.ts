import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
/** Packages are found from here as from anywhere in the house. */
const FILE = join(ROOT, 'node_modules/.cache/propusk-bot.mjs');

/** What a module knows about its own place stays what it was. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(`file://${path}`)),
    }));
  },
};

let made: Promise<string> | undefined;

/**
 * The bot as one file of JavaScript, for tests that start it dozens of times: tsx asks a thread of its own about every module of
 * every package, which is half the work of a start. `npm start` itself has tests of its own. Made once per process of tests.
 */
export function botFile(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'bot/main.ts')],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    packages: 'external',
    alias: Object.fromEntries(['bot', 'core', 'prisma', 'locales'].map((room) => [`#${room}`, join(ROOT, room)])),
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [places],
    logLevel: 'silent',
  });
  const text = outputFiles[0]?.text ?? '';
  if (text.includes('import.meta.'))
    throw new Error('The bot uses something of import.meta that its one file does not know');
  // Another process of tests may be starting it at this moment.
  const draft = `${FILE}.${process.pid}`;
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(draft, text);
  renameSync(draft, FILE);
  return FILE;
}
