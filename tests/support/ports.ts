import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to whoever asks for any (Linux from 32768, others from 49152): other tests are given none of these. */
const FIRST = 20_000;
const PARTS = 5;
const PART = 2_000;

/** Each process of tests hands out a part of its own, one after the other: what was asked for is not listened on yet, and would count as free. */
const part = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % PARTS) * PART;
let last = randomInt(PART);

/** A port of the loopback that nobody listens on now, and that nobody gets by chance while whoever asked for it starts, or starts again. */
export async function freePort(): Promise<number> {
  for (let left = 100; left > 0; left -= 1) {
    last = (last + 1) % PART;
    if (await isFree(part + last)) return part + last;
  }
  throw new Error(`No free port from ${part} to ${part + PART - 1}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}
