import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import { TelegramRefusal, type Transport } from './transport.ts';

export const allowedUpdates = [
  'message',
  'edited_message',
  'message_reaction',
  'callback_query',
  'my_chat_member',
  'inline_query',
];

const Batch = z.array(z.looseObject({ update_id: z.number() }));
const Identified = z.object({ id: z.number() });
const InChat = z.object({ chat: Identified });
const Addressed = z.object({
  message: InChat.optional(),
  edited_message: InChat.optional(),
  message_reaction: InChat.optional(),
  callback_query: z.object({ from: Identified, message: InChat.optional().catch(undefined) }).optional(),
  my_chat_member: InChat.optional(),
  inline_query: z.object({ from: Identified }).optional(),
});

/**
 * Long polling of our own over either framework: both frameworks' own loops confirm a batch before its effects are
 * committed, so that a crash would lose messages. Here the offset moves only after the whole batch is in the database.
 * Different chats of a batch go in parallel, one chat's updates in order; what people type inline waits for no chat.
 */
export function startPolling(transport: Transport, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let offset = 0;

  async function once(): Promise<void> {
    const params = { offset, limit: 100, timeout: 30, allowed_updates: allowedUpdates };
    const batch = Batch.parse(await transport.call('getUpdates', params, stopping.signal));
    const queues = new Map<string, unknown[]>();
    for (const update of batch) {
      const key = queueOf(update);
      queues.set(key, [...(queues.get(key) ?? []), update]);
    }
    // All of them end before anything else happens, also when one fails: a stop must find nothing in hand.
    const ends = await Promise.allSettled(
      [...queues.values()].map(async (updates) => {
        for (const update of updates) await transport.handle(update);
      }),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    const last = batch.at(-1);
    if (last) offset = last.update_id + 1;
  }

  async function loop(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        await once();
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        const wait = pause(error, failures);
        log.warn({ cause: cause(error), wait }, 'polling failed, will retry');
        await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
      // Confirms what was handled, so that the next start does not begin with it (it would be recognised, but late).
      if (offset > 0) {
        await transport
          .call('getUpdates', { offset, limit: 1, timeout: 0 }, AbortSignal.timeout(2000))
          .catch(() => undefined);
      }
    },
  };
}

function pause(error: unknown, failures: number): number {
  if (error instanceof TelegramRefusal && error.retryAfter) return error.retryAfter * 1000;
  return Math.min(30_000, 250 * 2 ** Math.min(failures, 7));
}

/** A press belongs to the chat where the button stands, so that in a group it is in order with what was written there. */
function queueOf(update: unknown): string {
  const parsed = Addressed.safeParse(update);
  if (!parsed.success) return 'others';
  const {
    message,
    edited_message,
    message_reaction,
    callback_query: press,
    my_chat_member,
    inline_query,
  } = parsed.data;
  if (inline_query) return `inline:${inline_query.from.id}`;
  const told = message ?? edited_message ?? message_reaction ?? my_chat_member ?? press?.message;
  return `chat:${told?.chat.id ?? press?.from.id ?? 'others'}`;
}
