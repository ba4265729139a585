import { createHash } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** On macOS and BSD a file may be locked while it is opened; Node hands these numbers on. */
const O_EXLOCK = 0x20;

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the one lock on a folder, or null when another process holds it. The kernel holds it, not a file: it is gone the moment that
 * its holder is, kill -9 included, and no process id is compared. On Linux it is an abstract socket, elsewhere a file lock.
 */
export async function tryLock(folder: string): Promise<Lock | null> {
  return process.platform === 'linux' ? lockByName(folder) : lockByFile(folder);
}

function lockByName(folder: string): Promise<Lock | null> {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(`\0propusk-${hash}`, () => {
      server.unref();
      resolve({ release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

function lockByFile(folder: string): Lock | null {
  try {
    const file = openSync(
      join(folder, 'lock'),
      constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK,
      0o600,
    );
    return { release: async () => closeSync(file) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return null;
    throw error;
  }
}
