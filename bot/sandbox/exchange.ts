import { createHmac, randomUUID } from 'node:crypto';
import type { Call } from './page/protocol.ts';

export interface Exchange {
  /** The numbers that lead to the bot. */
  readonly numbers: readonly string[];
  /** Places a call and resolves when the bot has been told of it. Never throws: what went wrong is the call's outcome. */
  call(numbers: { from: string; to: string }): Promise<Call>;
  /** The newest first; the last 200. */
  calls(): readonly Call[];
  subscribe(listener: () => void): () => void;
}

interface Options {
  /** Where the bot listens for calls: `…/webhooks/call`. A function when the port is known only later. */
  webhookUrl: string | (() => string);
  /** `CALL_WEBHOOK_SECRET`. */
  secret: string;
  numbers: readonly string[];
  now?: () => Date;
}

/** The digits that a network dials: `8 800 …` and `+7 800 …` are one number. */
const dialled = (number: string): string => number.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7');
const international = (number: string): string => `+${dialled(number)}`;

/**
 * The sandbox's telephone exchange. It tells the bot of a call as any PBX would: by the signed webhook, over HTTP.
 * A number that is not the bot's reaches nobody.
 */
export function exchange({ webhookUrl, secret, numbers, now = () => new Date() }: Options): Exchange {
  const log: Call[] = [];
  const listeners = new Set<() => void>();

  async function tell(call: { id: string; caller: string; called: string; at: string }): Promise<boolean> {
    const body = JSON.stringify(call);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    try {
      const answer = await fetch(typeof webhookUrl === 'string' ? webhookUrl : webhookUrl(), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Signature': `sha256=${signature}` },
        body,
        signal: AbortSignal.timeout(5000),
      });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  return {
    numbers: numbers.map(international),

    async call({ from, to }) {
      const at = now();
      const id = randomUUID();
      const caller = international(from);
      const called = international(to);
      const known = numbers.some((number) => international(number) === called);
      const told = known && (await tell({ id, caller, called, at: at.toISOString() }));
      const outcome = !known ? 'no-such-number' : told ? 'answered' : 'bot-unreachable';
      const call: Call = { id, from: caller, to: called, at: at.getTime(), outcome };
      log.unshift(call);
      log.length = Math.min(log.length, 200);
      for (const listener of listeners) listener();
      return call;
    },

    calls: () => log,

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
