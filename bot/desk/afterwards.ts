import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { cause } from '#bot/cause.ts';
import { TelegramRefusal } from '#bot/transport/transport.ts';
import { seconds } from '#core/clock.ts';
import type { Desk } from './sync/sync.ts';

/** A Bot API call that follows a commit. */
export type Call = readonly [method: string, params: Record<string, unknown>];

/** How often a call is tried that a busy group has no room for, and how long it waits for that at most, in seconds. */
const TRIES = 3;
const LONGEST_WAIT = 30;

/**
 * Makes calls that are worth a try only (a list in place of buttons, a hint), in order and at the group's pace. Never rejects: what is lost is
 * asked for again.
 */
export const afterwards =
  ({ call, log }: { call: Desk['call']; log: Logger }) =>
  async (group: bigint, calls: readonly Call[]): Promise<void> => {
    for (const [method, params] of calls) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await call(group, method, params);
          break;
        } catch (error) {
          const wait = error instanceof TelegramRefusal ? error.retryAfter : null;
          if (wait === null || wait > LONGEST_WAIT || attempt === TRIES) {
            log.debug({ method, cause: cause(error) }, 'a call to a group was in vain');
            break;
          }
          await sleep(seconds(wait), undefined, { ref: false });
        }
      }
    }
  };
