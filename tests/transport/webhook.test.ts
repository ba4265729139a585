import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Transport } from '#bot/transport/transport.ts';
import { telegramWebhook, WEBHOOK_PATH } from '#bot/transport/webhook.ts';

const SECRET = 'the-secret-that-Telegram-was-told';

function door(handle: Transport['handle']) {
  const lines: string[] = [];
  const transport: Transport = { framework: 'grammy', call: async () => true, handle };
  const app = telegramWebhook(transport, SECRET, pino({}, { write: (line: string) => lines.push(line) }));
  const post = async (body: string, secret: string | null = SECRET): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      ...(secret ? { 'x-telegram-bot-api-secret-token': secret } : {}),
    };
    return (await app.request(WEBHOOK_PATH, { method: 'POST', headers, body })).status;
  };
  return { post, lines };
}

describe('the webhook', () => {
  it('answers 200 only when the update is taken', async () => {
    const taken: unknown[] = [];
    let done = false;
    const { post } = door(async (update) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      done = true;
      taken.push(update);
    });
    expect(await post('{"update_id":1}')).toBe(200);
    expect(done).toBe(true);
    expect(taken).toEqual([{ update_id: 1 }]);
  });

  it('answers 500 when the update could not be taken, so that it comes again', async () => {
    const { post, lines } = door(async () => {
      throw new Error('the database is away; write to anna@example.org');
    });
    expect(await post('{"update_id":1}')).toBe(500);
    expect(lines.join('')).toContain('Telegram will bring it again');
    expect(lines.join('')).not.toContain('anna@example.org');
  });

  it.each([null, '', 'another secret', `${SECRET}x`])('takes nothing from whoever says %j', async (secret) => {
    const { post } = door(async () => {
      throw new Error('must not come here');
    });
    expect(await post('{"update_id":1}', secret)).toBe(403);
  });

  it('refuses what is no JSON, and what is too long', async () => {
    const { post } = door(async () => undefined);
    expect(await post('update_id=1')).toBe(400);
    expect(await post(JSON.stringify({ update_id: 1, text: 'x'.repeat(1_100_000) }))).toBe(413);
  });
});
