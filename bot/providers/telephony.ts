import type { Logger } from 'pino';
import type { CallSettings } from '#bot/config.ts';
import type { CallLine } from '#core/verification/calls.ts';
import type { CallProvider } from '#core/verification/jobs.ts';
import { smsru } from './smsru.ts';

/** How calls are taken, as the settings want it. */
export interface Telephony {
  /** Null: calls are off. */
  line: CallLine | null;
  /** Who names the number for each attempt; null where the numbers are known. */
  provider: CallProvider | null;
  /** What opens `POST /webhooks/call`; null keeps it shut. */
  webhookSecret: string | null;
  /** What opens `POST /webhooks/smsru`; null keeps it shut. */
  smsruApiId: string | null;
}

export function telephony(settings: CallSettings, log: Logger): Telephony {
  const off: Telephony = { line: null, provider: null, webhookSecret: null, smsruApiId: null };
  switch (settings.provider) {
    case 'off':
      return off;
    case 'smsru': {
      const { apiId, apiRoot } = settings;
      const provider = smsru({ apiId, log, ...(apiRoot ? { baseUrl: apiRoot } : {}) });
      return { ...off, line: { kind: 'dialog' }, provider, smsruApiId: apiId };
    }
    default:
      return { ...off, line: { kind: 'static', numbers: settings.numbers }, webhookSecret: settings.secret };
  }
}
