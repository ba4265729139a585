import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { cause, frames } from '#bot/cause.ts';
import type { Leases } from '#bot/delivery/leases.ts';
import { createWindow, type Window } from '#bot/delivery/pacing.ts';
import { TelegramRefusal, type Transport } from '#bot/transport/transport.ts';
import { seconds } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import { type HeldGroup, openGroups } from './groups.ts';
import type { LostWhy } from './lost.ts';
import { planNext } from './plan.ts';
import { createRecovery } from './recovery.ts';
import { standingIn } from './standing.ts';
import { type Action, createSteps, type GroupCall, type StepDeps } from './steps.ts';
import { troubleOf } from './trouble.ts';
import { look, type Sight } from './view.ts';

export interface DeskDeps extends StepDeps {
  botId: bigint;
  pool: pg.Pool;
  leases: Pick<Leases, 'owner'>;
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

/** Files take their time. */
const CALL_TIMEOUT = seconds(30);
const SWEEP = seconds(1);
/** Kicks within so many milliseconds are one: most updates have nothing to do with a helpdesk. */
const GATHERED = 30;
/** Steps of one ticket in a row: a new one gets its topic, its card and its words before it is the next one's turn. */
const IN_A_ROW = 5;
/** How long a pace is waited for before the lease is renewed, in milliseconds. */
const NAP = seconds(20);

/** Database → topics: per group one call after the other, at its pace; the ticket that waits longest comes first. */
export function startDesk(deps: DeskDeps): Desk {
  const { botId, transport, transaction, clock, log, rate } = deps;
  const looking = { ...deps, albumPause: deps.albumPause ?? 700 };
  const groups = openGroups({ ...deps, owner: deps.leases.owner });
  const perform = createSteps(deps);
  const recovery = createRecovery({ ...deps, groups, wakeIn });
  const stopping = new AbortController();
  const serving = new Map<bigint, Promise<void>>();
  const again = new Set<bigint>();
  const windows = new Map(groups.names.map((name) => [name, rate && createWindow(rate)]));
  /** Groups that are not served now, and are not given back yet. */
  const kept = new Set<bigint>();

  function wake(name: bigint): void {
    if (stopping.signal.aborted) return;
    if (serving.has(name)) {
      again.add(name);
      return;
    }
    const done = serve(name)
      .catch((error: unknown) => {
        log.error(
          { group: String(name), cause: cause(error), at: frames(error) },
          'a group cannot be served, will retry',
        );
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
      if (windows.get(name)?.isEmpty() ?? true) await groups.release(name);
      else kept.add(name);
    }
  }

  /** Another process knows nothing of what was sent here: a group is given back when that no longer counts. */
  async function giveBack(all: boolean): Promise<void> {
    for (const name of kept) {
      if (serving.has(name) || !(all || windows.get(name)?.isEmpty())) continue;
      kept.delete(name);
      await groups.release(name);
    }
  }

  /** Serves the ticket whose turn it is; false when there is nothing to do, or not now. */
  async function serveNext(name: bigint): Promise<boolean> {
    if (stopping.signal.aborted) return false;
    const group = await groups.take(name);
    if (!group) return false;
    if (group.lost) return lookAgain(group);
    await groups.give();
    const ticketId = await groups.next(group.id);
    if (ticketId === null) return false;
    for (let left = IN_A_ROW; left > 0; left -= 1) {
      if (!(await paced(group.name))) return false;
      const goesOn = await advance(group, ticketId);
      if (goesOn !== 'more') return goesOn === 'next';
    }
    await transaction((db) => db.ticket.updateMany({ where: { id: ticketId }, data: { syncedAt: clock.now() } }));
    return true;
  }

  /** Does one thing for a ticket: then there may be more of it, or it is the next one's turn, or the group has to wait. */
  async function advance(group: HeldGroup, ticketId: number): Promise<'more' | 'next' | 'wait'> {
    try {
      const planned = await plan(group, ticketId);
      if (!planned) return 'next';
      await perform(planned.step, planned.sight, callOf(group));
      recovery.worked(group);
      return 'more';
    } catch (error) {
      return recovery.from(group, ticketId, error);
    }
  }

  /** What to do, decided while nobody can write into the ticket; what has nothing left to be done waits no more. */
  async function plan(group: HeldGroup, ticketId: number): Promise<{ step: Action; sight: Sight } | null> {
    const { until, planned } = await transaction(async (db) => {
      const sight = await look(db, ticketId, group.id, looking);
      // No longer this group's; or of an institution that the settings do not name any more.
      const step = sight && planNext(sight.view);
      if (sight && step && step.do !== 'wait') return { planned: { step, sight }, until: null };
      const now = clock.now();
      const until = step?.do === 'wait' ? step.until : null;
      const data = until ? { syncAfter: until } : { syncSince: null, syncAfter: null, syncAttempts: 0 };
      await db.ticket.updateMany({ where: { id: ticketId, groupId: group.id }, data: { ...data, syncedAt: now } });
      return { planned: null, until };
    });
    if (until) wakeIn(group.name, Math.max(0, until.getTime() - clock.now().getTime()));
    return planned;
  }

  /** Waits for the group's pace, and keeps the group meanwhile; false when it may not be written to any more. */
  async function paced(name: bigint, messages = 1): Promise<boolean> {
    for (;;) {
      const wait = windows.get(name)?.wait(messages) ?? 0;
      if (wait <= 0) return (await groups.take(name)) !== null && !stopping.signal.aborted;
      try {
        await sleep(Math.min(wait, NAP), undefined, { signal: stopping.signal });
      } catch {
        return false;
      }
      if (!(await groups.take(name))) return false;
    }
  }

  /** A step's own second call waits as well, and an album until there is room for all of it. */
  const callOf =
    ({ name }: HeldGroup): GroupCall =>
    async (method, params) => {
      const messages = Array.isArray(params.media) ? params.media.length : 1;
      if ((windows.get(name)?.wait(messages) ?? 0) > 0 && !(await paced(name, messages))) {
        throw new TelegramRefusal(method, 429, 'given up because the group is not ours any more');
      }
      windows.get(name)?.count(messages);
      return transport.call(method, params, AbortSignal.timeout(CALL_TIMEOUT));
    };

  /** Whether a lost group can be written to by now. */
  async function lookAgain(group: HeldGroup): Promise<boolean> {
    let why: LostWhy | null;
    try {
      why = await standingIn(transport.call, botId, group.id, CALL_TIMEOUT);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'moved') {
        await groups.move(group.id, trouble.to);
        return true;
      }
      why = trouble.kind === 'lost' ? trouble.why : 'unknown';
    }
    if (why) await groups.lose(group, why);
    else await groups.regain(group);
    return why === null;
  }

  async function lookThrough(): Promise<void> {
    if (stopping.signal.aborted) return;
    for (const name of await groups.look()) wake(name);
  }

  async function sweep(): Promise<void> {
    let entered = false;
    while (!stopping.signal.aborted) {
      try {
        if (!entered) await groups.enter();
        entered = true;
        await giveBack(false);
        await lookThrough();
      } catch (error) {
        log.error({ cause: cause(error) }, 'the tickets cannot be looked through, will retry');
      }
      await sleep(SWEEP, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const sweeping = groups.names.length > 0 ? sweep() : Promise.resolve();

  let kicked = false;

  return {
    kick() {
      if (kicked || groups.names.length === 0 || stopping.signal.aborted) return;
      kicked = true;
      setTimeout(() => {
        kicked = false;
        lookThrough().catch((error: unknown) => log.debug({ cause: cause(error) }, 'a kick was in vain'));
      }, GATHERED).unref();
    },
    async call(group, method, params) {
      const { name, wait } = await groups.waits(group);
      const window = windows.get(name) ?? null;
      const left = Math.max(wait, window?.wait() ?? 0);
      if (left > 0) throw new TelegramRefusal(method, 429, 'not yet', { retry_after: Math.ceil(left / 1000) });
      window?.count();
      try {
        return await transport.call(method, params, AbortSignal.timeout(CALL_TIMEOUT));
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'wait' && trouble.milliseconds !== null) await groups.wait(name, trouble.milliseconds);
        throw error;
      }
    },
    async stop() {
      stopping.abort();
      await sweeping;
      await Promise.allSettled(serving.values());
      await giveBack(true);
    },
  };
}
