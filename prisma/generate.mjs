// Makes Prisma Client in prisma/generated, unless it is there already for this schema and this version of Prisma.
// Plain JavaScript with nothing to import but Node and Prisma: it runs before anything else does.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const schema = join(import.meta.dirname, 'schema.prisma');
const generated = join(import.meta.dirname, 'generated');
const stamp = join(generated, '.stamp');
const root = join(import.meta.dirname, '..');
const lock = join(root, 'node_modules', '.prisma-generate-lock');
/** Longer than generating ever takes: a lock this old was left by a process that was killed. Milliseconds. */
const STALE = 60_000;

const require = createRequire(import.meta.url);
const prismaPackage = require.resolve('prisma/package.json');
const { version } = JSON.parse(readFileSync(prismaPackage, 'utf8'));
const wanted = createHash('sha256').update(readFileSync(schema)).update(version).digest('hex');

const fresh = () =>
  existsSync(join(generated, 'client.ts')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;

/** A folder can be made only once, so whoever makes it generates; the others wait, and then find the client fresh. */
function take() {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > STALE) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

const pause = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

function generate() {
  // Half a client must not look like a whole one.
  rmSync(stamp, { force: true });
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(prismaPackage, '..', 'build', 'index.js'), 'generate', '--no-hints'],
    {
      cwd: root,
      encoding: 'utf8',
      // Prisma would download its native schema engine, which generating does not need; any existing file keeps it from that.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    },
  );
  if (status === 0) return writeFileSync(stamp, wanted);
  console.error(
    `Prisma could not make its client from ${schema}:\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`,
  );
  process.exitCode = 1;
}

while (!fresh()) {
  if (!take()) {
    pause(100);
    continue;
  }
  try {
    if (!fresh()) generate();
  } finally {
    rmdirSync(lock);
  }
  if (process.exitCode) break;
}
