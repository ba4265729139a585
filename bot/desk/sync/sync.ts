import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { cause, frames } from '#bot/cause.ts';
import type { Leases } from '#bot/delivery/leases.ts';
import type { Window } from '#bot/delivery/pacing.ts';
import type { Underway } from '#bot/delivery/underway.ts';
import type { Transport } from '#bot/transport/transport.ts';
import { seconds } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import { createCalls } from './calls.ts';
import { openGroups } from './groups.ts';
import { createServing } from './serve.ts';
import type { StepDeps } from './steps.ts';

export interface DeskDeps extends StepDeps {
  botId: bigint;
  pool: pg.Pool;
  leases: Pick<Leases, 'owner'>;
  underway: Underway;
  transport: Pick<Transport, 'call'>;
  institutions: readonly Institution[];
  /** How fast a group is written to; null switches pacing off. */
  rate: Window | null;
  /** How long an album may still grow, in milliseconds; 700 unless told. */
  albumPause?: number;
}

/** Keeps the operators' topics as the database says they should be. */
export interface Desk {
  /** Something may have to be shown. */
  kick(): void;
  /**
   * A call for what is no ticket's. @param group as Telegram calls it now @throws what the transport throws, and a 429 of our own while the
   * group's pace has no room, or the group waits
   */
  call(group: bigint, method: string, params: Record<string, unknown>): Promise<unknown>;
  /** Lets the call in hand end. */
  stop(): Promise<void>;
}

const SWEEP = seconds(1);
/** Kicks within so many milliseconds are one: most updates have nothing to do with a helpdesk. */
const GATHERED = 30;

/** Database → topics: per group one call after the other, at its pace; the ticket that waits longest comes first. */
export function startDesk(deps: DeskDeps): Desk {
  const { transport, log, rate, albumPause = 700 } = deps;
  const halt = new AbortController();
  const stopping = halt.signal;
  const groups = openGroups({ ...deps, owner: deps.leases.owner });
  const calls = createCalls({ groups, transport, rate, stopping });
  const serveNext = createServing({ ...deps, albumPause, groups, calls, stopping, wakeIn });
  const serving = new Map<bigint, Promise<void>>();
  const again = new Set<bigint>();
  /** Groups that are not served now, and are not given back yet. */
  const kept = new Set<bigint>();

  function wake(name: bigint): void {
    if (stopping.aborted) return;
    if (serving.has(name)) {
      again.add(name);
      return;
    }
    occupy(name, serve(name), 'a group cannot be served, will retry');
  }

  /** Nothing else is done with the group meanwhile; whoever wanted something of it comes next. */
  function occupy(name: bigint, work: Promise<void>, failed: string): void {
    const done = work
      .catch((error: unknown) => {
        log.error({ group: String(name), cause: cause(error), at: frames(error) }, failed);
      })
      .finally(() => {
        serving.delete(name);
        if (again.delete(name)) wake(name);
      });
    serving.set(name, done);
  }

  function wakeIn(name: bigint, milliseconds: number): void {
    setTimeout(() => wake(name), milliseconds + 10).unref();
  }

  async function serve(name: bigint): Promise<void> {
    try {
      while (await serveNext(name));
    } finally {
      if (calls.isIdle(name)) await groups.release(name);
      else kept.add(name);
    }
  }

  /** Another process knows nothing of what was sent here: a group is given back when that no longer counts. */
  function giveBack(all: boolean): void {
    for (const name of kept) {
      if (serving.has(name) || !(all || calls.isIdle(name))) continue;
      kept.delete(name);
      occupy(name, groups.release(name), 'a group cannot be given back');
    }
  }

  async function lookThrough(): Promise<void> {
    if (stopping.aborted) return;
    for (const name of await groups.look()) wake(name);
  }

  async function sweep(): Promise<void> {
    let entered = false;
    while (!stopping.aborted) {
      try {
        if (!entered) await groups.enter();
        entered = true;
        giveBack(false);
        await lookThrough();
      } catch (error) {
        log.error({ cause: cause(error) }, 'the tickets cannot be looked through, will retry');
      }
      await sleep(SWEEP, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  const sweeping = groups.names.length > 0 ? sweep() : Promise.resolve();

  let kicked = false;

  return {
    kick() {
      if (kicked || groups.names.length === 0 || stopping.aborted) return;
      kicked = true;
      setTimeout(() => {
        kicked = false;
        lookThrough().catch((error: unknown) => log.debug({ cause: cause(error) }, 'a kick was in vain'));
      }, GATHERED).unref();
    },
    call: calls.now,
    async stop() {
      halt.abort();
      await sweeping;
      await Promise.allSettled(serving.values());
      giveBack(true);
      await Promise.allSettled(serving.values());
    },
  };
}
