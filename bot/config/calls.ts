import { randomBytes } from 'node:crypto';
import type { Environment } from './environment.ts';

export type CallSettings =
  | { provider: 'off' }
  | { provider: 'sandbox'; numbers: string[]; secret: string }
  | { provider: 'webhook'; numbers: string[]; secret: string }
  | { provider: 'smsru'; apiId: string; apiRoot: string | null };

export function callSettings(env: Environment, sandbox: boolean, mistakes: string[]): CallSettings {
  const provider = env.CALL_PROVIDER ?? (sandbox ? 'sandbox' : 'off');
  if (provider === 'off') return { provider };
  if (provider === 'smsru') {
    if (!env.SMSRU_API_ID) mistakes.push('SMSRU_API_ID: is needed with CALL_PROVIDER=smsru');
    return { provider, apiId: env.SMSRU_API_ID ?? '', apiRoot: env.SMSRU_API_ROOT?.replace(/\/+$/, '') ?? null };
  }
  if (provider === 'sandbox') {
    if (!sandbox) mistakes.push('CALL_PROVIDER: the sandbox’s exchange cannot serve a real bot; use smsru or webhook');
    return {
      provider,
      numbers: env.CALL_NUMBER ?? ['+78005553535'],
      secret: env.CALL_WEBHOOK_SECRET ?? randomBytes(24).toString('base64url'),
    };
  }
  if (!env.CALL_NUMBER) mistakes.push('CALL_NUMBER: is needed with CALL_PROVIDER=webhook (the line people ring)');
  if (!env.CALL_WEBHOOK_SECRET) mistakes.push('CALL_WEBHOOK_SECRET: is needed with CALL_PROVIDER=webhook');
  return { provider, numbers: env.CALL_NUMBER ?? [], secret: env.CALL_WEBHOOK_SECRET ?? '' };
}
