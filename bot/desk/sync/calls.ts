import { setTimeout as sleep } from 'node:timers/promises';
import { createWindow, type Window } from '#bot/delivery/pacing.ts';
import { TelegramRefusal, type Transport } from '#bot/transport/transport.ts';
import { seconds } from '#core/clock.ts';
import type { Groups, HeldGroup } from './groups.ts';
import type { GroupCall } from './steps.ts';
import { troubleOf } from './trouble.ts';

/** Files take their time. */
export const CALL_TIMEOUT = seconds(30);
/** How long a pace is waited for before the lease is renewed, in milliseconds. */
const NAP = seconds(20);

export interface CallsDeps {
  groups: Pick<Groups, 'names' | 'take' | 'waits' | 'wait'>;
  transport: Pick<Transport, 'call'>;
  /** How fast a group is written to; null switches pacing off. */
  rate: Window | null;
  /** Nothing is waited for any more. */
  stopping: AbortSignal;
}

/** Calls to operators' groups, counted by the group: as many as Telegram lets a bot make there, and no more. */
export function createCalls({ groups, transport, rate, stopping }: CallsDeps) {
  const windows = new Map(groups.names.map((name) => [name, rate && createWindow(rate)]));

  const make = (method: string, params: Record<string, unknown>): Promise<unknown> =>
    transport.call(method, params, AbortSignal.timeout(CALL_TIMEOUT));

  /** Waits for the group's pace, and keeps the group meanwhile; false when it may not be written to any more. */
  async function paced(name: bigint, messages = 1): Promise<boolean> {
    for (;;) {
      const wait = windows.get(name)?.wait(messages) ?? 0;
      if (wait <= 0) return (await groups.take(name)) !== null && !stopping.aborted;
      try {
        await sleep(Math.min(wait, NAP), undefined, { signal: stopping });
      } catch {
        return false;
      }
      if (!(await groups.take(name))) return false;
    }
  }

  return {
    paced,

    /** Whether nothing counts any more that was sent to the group: then another process may write there. */
    isIdle: (name: bigint): boolean => windows.get(name)?.isEmpty() ?? true,

    /**
     * How a group that is held is called: a step's own second call waits as well, and an album until there is room for all of it.
     * @param begins called when nothing is waited for any more
     */
    to:
      ({ name }: HeldGroup, begins: () => void): GroupCall =>
      async (method, params) => {
        const messages = Array.isArray(params.media) ? params.media.length : 1;
        if ((windows.get(name)?.wait(messages) ?? 0) > 0 && !(await paced(name, messages))) {
          throw new TelegramRefusal(method, 429, 'given up because the group is not ours any more');
        }
        windows.get(name)?.count(messages);
        begins();
        return make(method, params);
      },

    /** A call for what is no ticket's: made now, or refused. @throws what the transport throws, and a 429 of our own */
    async now(group: bigint, method: string, params: Record<string, unknown>): Promise<unknown> {
      const { name, wait } = await groups.waits(group);
      const window = windows.get(name) ?? null;
      const left = Math.max(wait, window?.wait() ?? 0);
      if (left > 0) throw new TelegramRefusal(method, 429, 'not yet', { retry_after: Math.ceil(left / 1000) });
      window?.count();
      try {
        return await make(method, params);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'wait' && trouble.milliseconds !== null) await groups.wait(name, trouble.milliseconds);
        throw error;
      }
    },
  };
}

export type Calls = ReturnType<typeof createCalls>;
