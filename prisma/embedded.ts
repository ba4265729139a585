import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import { serve } from './embedded-server.ts';
import { isRetryable } from './errors.ts';
import { tryLock } from './lock.ts';

/** pg looks for `.s.PGSQL.<port>` in the folder that it is given as host. */
const OPEN = 5432;
/** Under this number the owner alone reaches the database while it brings it up to date. */
const PREPARING = 5433;
/** A Unix socket's path may have 104 bytes on macOS, 108 on Linux, the closing zero included. */
const LONGEST_PATH = 103;
/** How long a second process waits while the first makes the database: on a small machine that is at work otherwise this takes minutes. */
const PATIENCE = 5 * 60_000;

export interface Embedded {
  connection: pg.PoolConfig;
  /** The owner closes the database, so that nothing is lost; others only let go. */
  close(): Promise<void>;
}

/** The owner runs the database in its process; a guest has joined. */
export type Greeting = (connection: pg.PoolConfig, role: 'owner' | 'guest') => Promise<void>;

/**
 * The database without a server to install: PostgreSQL as WebAssembly in this process, its files in `dataDir/pg`, behind a Unix socket
 * that only this user reaches. When another process has it open already, that process's socket is joined.
 *
 * @param greet runs before the database is handed over; the owner's also before anyone else can connect
 */
export async function openEmbedded(dataDir: string, greet: Greeting): Promise<Embedded> {
  if (process.platform === 'win32')
    throw new Error('The embedded database needs Unix sockets. On Windows set DATABASE_URL to a PostgreSQL server.');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(dataDir);
  const sockets = socketFolder(folder);
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    const connection = connectionTo(sockets, OPEN);
    if ((await answers(socketPath(sockets, OPEN))) && (await joined(connection, greet)))
      return { connection, close: async () => {} };
    const lock = await tryLock(folder);
    if (lock) {
      try {
        return await own(folder, lock, greet);
      } catch (error) {
        await lock.release();
        throw error;
      }
    }
    await sleep(50);
  }
  throw new Error(
    `Another process has been opening the database in ${folder} for five minutes. Stop it, then try again.`,
  );
}

/** False when the owner is just ending: then the database is soon free. */
async function joined(connection: pg.PoolConfig, greet: Greeting): Promise<boolean> {
  try {
    await greet(connection, 'guest');
    return true;
  } catch (error) {
    if (isRetryable(error)) return false;
    throw error;
  }
}

async function own(folder: string, lock: { release(): Promise<void> }, greet: Greeting): Promise<Embedded> {
  // The last owner may have taken it away since.
  const sockets = socketFolder(folder);
  // Left behind by a process that was killed: only the lock's holder may remove them.
  for (const port of [OPEN, PREPARING]) rmSync(socketPath(sockets, port), { force: true });
  const lite = await openFiles(join(folder, 'pg'));
  try {
    const server = await serve(lite, socketPath(sockets, PREPARING));
    try {
      await greet(connectionTo(sockets, PREPARING), 'owner');
      renameSync(socketPath(sockets, PREPARING), socketPath(sockets, OPEN));
    } catch (error) {
      await server.close();
      throw error;
    }
    return {
      connection: connectionTo(sockets, OPEN),
      async close() {
        rmSync(socketPath(sockets, OPEN), { force: true });
        await server.close();
        await lite.close();
        if (!within(sockets, folder)) rmdirSync(sockets);
        await lock.release();
      },
    };
  } catch (error) {
    if (!lite.closed) await lite.close();
    throw error;
  }
}

/** Opens the files, making them at first. A process killed while it made them left no mark, and nothing worth keeping. */
async function openFiles(files: string): Promise<PGlite> {
  const mark = join(files, 'propusk.made');
  if (existsSync(files) && !existsSync(mark)) rmSync(files, { recursive: true });
  mkdirSync(files, { recursive: true, mode: 0o700 });
  const lite = new PGlite(files);
  await lite.waitReady;
  if (!existsSync(mark)) writeFileSync(mark, '');
  return lite;
}

/** `folder/run`, or where that would be too long for a socket, a private folder among the temporary ones. */
function socketFolder(folder: string): string {
  const near = join(folder, 'run');
  const fits = Buffer.byteLength(socketPath(near, OPEN)) <= LONGEST_PATH;
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const sockets = fits ? near : join(tmpdir(), `propusk-${hash}`);
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  const found = lstatSync(sockets);
  // Among the temporary folders somebody else could have put one of that name.
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Error(`${sockets} is not a folder of this user. Remove it, or set DATA_DIR to a shorter path.`);
  chmodSync(sockets, 0o700);
  return sockets;
}

const within = (path: string, folder: string): boolean => path.startsWith(folder + sep);

const socketPath = (sockets: string, port: number): string => join(sockets, `.s.PGSQL.${port}`);

const connectionTo = (sockets: string, port: number): pg.PoolConfig => ({
  host: sockets,
  port,
  user: 'postgres',
  password: 'unused',
  database: 'postgres',
});

/** Whether a living process listens there; the file alone says nothing. */
const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectSocket(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
