import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import { TelegramUnreachable, type Transport } from '#bot/transport/transport.ts';
import { minutes, seconds } from '#core/clock.ts';

/** How long a group's administrators are remembered, and a failure to learn of them. */
const REMEMBERED = minutes(5);
const FAILURE_REMEMBERED = seconds(30);
/** How long one answer is waited for: the update of whoever is asked about waits as long. */
const PATIENCE = seconds(5);
/** An answer that got lost, or was late once, is asked for again: no senior is to be refused for half a minute because of it. */
const TRIES = 2;

const Administrators = z.array(z.object({ user: z.object({ id: z.int() }) }));

/** Who may do what cannot be undone. */
export interface Roles {
  /** An administrator of the group, or of the whole bot. Asks Telegram at times: never within a transaction. */
  isSenior(groupId: bigint, userId: bigint): Promise<boolean>;
}

/** @param adminIds those who are senior in every group */
export function createRoles({
  call,
  adminIds,
  log,
}: {
  call: Transport['call'];
  adminIds: readonly string[];
  log: Logger;
}): Roles {
  const known = new Map<bigint, { until: number; ids: Promise<ReadonlySet<bigint>> }>();

  async function administrators(groupId: bigint): Promise<ReadonlySet<bigint>> {
    for (let left = TRIES; ; left -= 1) {
      try {
        const found = await call('getChatAdministrators', { chat_id: Number(groupId) }, AbortSignal.timeout(PATIENCE));
        return new Set(Administrators.parse(found).map(({ user }) => BigInt(user.id)));
      } catch (error) {
        if (left === 1 || !(error instanceof TelegramUnreachable)) throw error;
      }
    }
  }

  async function ask(groupId: bigint): Promise<ReadonlySet<bigint>> {
    try {
      return await administrators(groupId);
    } catch (error) {
      log.warn(
        { group: String(groupId), cause: cause(error) },
        'the administrators of a group are not known: nobody counts as one',
      );
      known.set(groupId, { until: performance.now() + FAILURE_REMEMBERED, ids: Promise.resolve(new Set()) });
      return new Set();
    }
  }

  return {
    async isSenior(groupId, userId) {
      if (adminIds.includes(String(userId))) return true;
      const remembered = known.get(groupId);
      if (remembered && remembered.until > performance.now()) return (await remembered.ids).has(userId);
      const ids = ask(groupId);
      known.set(groupId, { until: performance.now() + REMEMBERED, ids });
      return (await ids).has(userId);
    },
  };
}
