import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const Told = z.union([
  z.object({ ready: z.string() }),
  z.object({
    /** Milliseconds of processor time since it started. */
    cpu: z.number(),
    /** Messages to the database that waited for an answer. */
    roundTrips: z.number(),
  }),
]);

/** What a process has used up. */
export interface Used {
  cpu: number;
  roundTrips: number;
}

/** A process that is measured. */
export interface Measured {
  /** What it said when it was ready. */
  ready: string;
  used(): Promise<Used>;
  stop(): Promise<void>;
}

/** Starts a file of this folder as a process of its own and waits until it is ready. It ends with the bench, whatever happens. */
export async function startMeasured(file: string, settings: Record<string, string>): Promise<Measured> {
  const { PATH = '', HOME = '' } = process.env;
  const child = fork(join(import.meta.dirname, file), {
    env: { PATH, HOME, ...settings },
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const ask = async (): Promise<z.infer<typeof Told>> => {
    const told = await Promise.race([once(child, 'message'), ended.then(() => null)]);
    if (!told) throw new Error(`${file} ended`);
    return Told.parse(told[0]);
  };

  const first = await ask();
  if (!('ready' in first)) throw new Error(`${file} is not ready`);
  return {
    ready: first.ready,
    async used() {
      const answer = ask();
      child.send('used');
      const used = await answer;
      if (!('cpu' in used)) throw new Error(`${file} does not say what it used`);
      return used;
    },
    async stop() {
      child.send('stop');
      await ended;
    },
  };
}

/** The other end, in the measured process: tells that it is ready, and what it used when asked. */
export function measured(ready: string, roundTrips: () => number, stop: () => Promise<void>): void {
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    if (message === 'stop') void stop().finally(() => process.exit());
    if (message !== 'used') return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: (user + system) / 1000, roundTrips: roundTrips() });
  });
  process.send?.({ ready });
}
