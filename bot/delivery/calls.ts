import { TelegramRefusal } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import { seconds } from '#core/clock.ts';
import type { Call } from './compose.ts';
import type { DeliveryDeps } from './delivery.ts';

const CALL_TIMEOUT = seconds(10);

/** Calls of the Bot API, each with what comes before it, after it, or in its place, and with what is remembered of it. */
export function createCalls({ transport, onSent }: Pick<DeliveryDeps, 'transport' | 'onSent'>) {
  /** @throws what Telegram refuses, or does not answer */
  async function make(chat: ChatRef, call: Call): Promise<void> {
    if (call.first) {
      const { sent } = call.first;
      const came = await ask(call.first);
      if (sent) await onSent(chat, sent, came);
    }
    const result = await ask(call);
    if (result === 'otherwise') {
      const { after } = call;
      return call.otherwise && make(chat, { ...call.otherwise, ...(after ? { after } : {}) });
    }
    if (call.sent) await onSent(chat, call.sent, result);
    if (call.after) await ask(call.after).catch(() => null);
  }

  /** Telegram's answer; null where there was nothing to change. */
  async function ask(call: Call): Promise<unknown> {
    try {
      return await transport.call(call.method, call.params, AbortSignal.timeout(CALL_TIMEOUT));
    } catch (error) {
      if (!(error instanceof TelegramRefusal)) throw error;
      if (/message is not modified/.test(error.message)) return null;
      if (error.code !== 400) throw error;
      if (call.otherwise) return 'otherwise';
      // Whatever was to vanish or to change is gone, or out of our reach after 48 hours.
      if (call.params.message_id === undefined || call.method === 'copyMessage') throw error;
      return null;
    }
  }

  return { make };
}
