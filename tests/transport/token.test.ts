import { describe, expect, it } from 'vitest';
import { grammyTransport } from '#bot/transport/grammy.ts';
import { telegrafTransport } from '#bot/transport/telegraf.ts';
import { TelegramUnreachable } from '#bot/transport/transport.ts';

const token = '7000000009:nobody-may-read-this-in-a-log';

describe.each([
  ['grammy', grammyTransport],
  ['telegraf', telegrafTransport],
])('the token with %s', (_, open) => {
  it('abuse 37: stays out of the error when Telegram cannot be reached', async () => {
    // The discard port: nobody listens there.
    const transport = await open({ token, apiRoot: 'http://127.0.0.1:9', onUpdate: async () => {} });
    const error = await transport.call('getMe').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TelegramUnreachable);
    expect(error).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('nobody-may-read');
    expect(error).not.toHaveProperty('cause');
  });
});
