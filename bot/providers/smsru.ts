import type { Logger } from 'pino';
import { z } from 'zod';
import { seconds } from '#core/clock.ts';
import { fail, ok } from '#core/result.ts';
import type { CallProvider } from '#core/verification/jobs.ts';

const TIMEOUT = seconds(8);

const code = z.coerce.number().int();
const Answer = z.object({ status_code: code });
const Added = z.object({
  check_id: z.coerce.string().min(1),
  call_phone: z.coerce.string().regex(/^\d{5,15}$/),
  call_phone_pretty: z.string().optional(),
});
const Status = z.object({ check_status: code });

interface Options {
  apiId: string;
  log: Logger;
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
}

/**
 * The call check of sms.ru (https://sms.ru/api/callcheck): it names a number, the person rings it, the call is dropped and free.
 * Whatever is not a clear answer counts as `call.provider-down`. The log names codes, never the key or a phone.
 */
export function smsru({ apiId, log, baseUrl = 'https://sms.ru', fetch = globalThis.fetch }: Options): CallProvider {
  /** The answer's code with the answer, or null when there was none. */
  async function ask(
    method: 'add' | 'status',
    facts: Record<string, string>,
  ): Promise<{ code: number; answer: unknown } | null> {
    try {
      const response = await fetch(`${baseUrl}/callcheck/${method}`, {
        method: 'POST',
        body: new URLSearchParams({ api_id: apiId, ...facts, json: '1' }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const answer: unknown = await response.json();
      return { code: Answer.parse(answer).status_code, answer };
    } catch (error) {
      // The message of a parser may quote the answer, and so a phone: only the kind of failure is named.
      const kind = error instanceof Error && /^HTTP \d+$/.test(error.message) ? error.message : nameOf(error);
      log.warn({ provider: 'sms.ru', method, kind }, 'telephony did not answer');
      return null;
    }
  }

  return {
    async add(phone) {
      const reply = await ask('add', { phone: phone.replace(/\D/g, '') });
      if (!reply) return fail('call.provider-down');
      if (reply.code === 202) return fail('call.bad-number');
      if (reply.code >= 230 && reply.code <= 233) return fail('call.too-many');
      const added = Added.safeParse(reply.answer);
      if (reply.code !== 100 || !added.success) {
        log.error({ provider: 'sms.ru', code: reply.code }, explain(reply.code));
        return fail('call.provider-down');
      }
      const { check_id, call_phone, call_phone_pretty } = added.data;
      return ok({
        ref: check_id,
        line: `+${call_phone}`,
        ...(call_phone_pretty === undefined ? {} : { pretty: call_phone_pretty }),
      });
    },

    async status(ref) {
      const reply = await ask('status', { check_id: ref });
      const status = Status.safeParse(reply?.answer);
      if (reply?.code === 100 && status.success) {
        if (status.data.check_status === 400) return ok('waiting');
        if (status.data.check_status === 401) return ok('confirmed');
        if (status.data.check_status === 402) return ok('expired');
      }
      if (reply) log.error({ provider: 'sms.ru', code: reply.code }, explain(reply.code));
      return fail('call.provider-down');
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

function explain(code: number): string {
  if (code === 201) return 'telephony has no money left: top up the account at sms.ru';
  if (code === 200 || code === 300 || code === 301) return 'telephony refused SMSRU_API_ID: check it at sms.ru';
  return 'telephony gave an answer that is not understood';
}
