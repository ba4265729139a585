import { createHash, createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callWebhooks } from '#bot/web/call-webhooks.ts';
import { minutes } from '#core/clock.ts';
import { ANNA_PHONE, LINE, type VerificationWorld, verificationWorld } from '#tests/verification/world.ts';

const SECRET = 'a secret of sixteen characters or more';
const API_ID = 'A1B2C3D4';

let world: VerificationWorld;
let app: Hono;
let logged: string[];

beforeAll(async () => {
  world = await verificationWorld();
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  app = callWebhooks({
    transaction: world.transaction,
    calls: world.callsIn,
    secret: SECRET,
    smsruApiId: API_ID,
    log,
  });
}, 60_000);
beforeEach(async () => {
  logged = [];
  await world.reset();
});
afterAll(() => world.close());

const sign = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const report = (id = 'call-1', caller: string = ANNA_PHONE) => ({
  caller,
  called: LINE,
  at: world.clock.now().toISOString(),
  id,
});

function post(body: unknown, signature?: string): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Promise.resolve(
    app.request('/webhooks/call', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Signature': signature ?? sign(text) },
      body: text,
    }),
  );
}

describe('POST /webhooks/call', () => {
  it('takes a signed call', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    const answer = await post(report());
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBe(ANNA_PHONE);
    expect(logged.join('')).toContain('confirmed');
    expect(logged.join('')).not.toContain('9051234567');
  });

  it('takes the time in seconds, a number as id, and no called number', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    const answer = await post({ caller: '89051234567', at: world.clock.now().getTime() / 1000, id: 17 });
    expect(answer.status).toBe(200);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBe(ANNA_PHONE);
  });

  it('abuse 27: a forged signature is refused', async () => {
    const { id } = await world.startCall(world.chat());
    const text = JSON.stringify(report());
    for (const signature of [
      '',
      'sha256=',
      sign(text).slice('sha256='.length),
      sign(text, 'another secret'),
      sign(`${text} `),
      `sha256=${'0'.repeat(64)}`,
    ]) {
      const answer = await post(text, signature);
      expect(answer.status).toBe(401);
    }
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'waiting' });
  });

  it('abuse 27: a replayed report has no effect', async () => {
    const anna = world.chat();
    await world.startCall(anna);
    const first = JSON.stringify(report());
    expect((await post(first)).status).toBe(200);
    const again = await world.startCall(anna);
    expect((await post(first)).status).toBe(200);
    expect(await world.withCalls((calls) => calls.status(again.id))).toMatchObject({ state: 'waiting' });

    const old = JSON.stringify(report('call-2'));
    world.move(minutes(11));
    const later = await world.startCall(anna);
    expect((await post(old)).status).toBe(200);
    expect(await world.withCalls((calls) => calls.status(later.id))).toMatchObject({ state: 'waiting' });
  });

  it('abuse 27: a body over 16 KiB is not read, with or without a Content-Length', async () => {
    const big = 'x'.repeat(16 * 1024 + 1);
    expect((await post(big)).status).toBe(413);
    const stream = new Blob([big]).stream();
    const chunked = await app.request(
      new Request('http://localhost/webhooks/call', {
        method: 'POST',
        headers: { 'X-Signature': sign(big) },
        body: stream,
        duplex: 'half',
      } as RequestInit),
    );
    expect(chunked.status).toBe(413);
  });

  it.each([
    ['no JSON', 'caller=1'],
    ['a list', []],
    ['no caller', { called: LINE, at: '2026-09-01T09:00:00Z', id: '1' }],
    ['no id', { caller: ANNA_PHONE, called: LINE, at: '2026-09-01T09:00:00Z' }],
    ['a time without an offset', { caller: ANNA_PHONE, called: LINE, at: '2026-09-01T09:00:00', id: '1' }],
    ['a nested caller', { caller: { phone: ANNA_PHONE }, called: LINE, at: '2026-09-01T09:00:00Z', id: '1' }],
    ['an endless id', { caller: ANNA_PHONE, called: LINE, at: '2026-09-01T09:00:00Z', id: 'x'.repeat(201) }],
  ])('%s is refused although it is signed', async (_what, body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('GET is not served', async () => {
    expect((await app.request('/webhooks/call')).status).toBe(404);
  });

  it('is shut without a secret', async () => {
    const shut = callWebhooks({
      transaction: world.transaction,
      calls: world.callsIn,
      secret: null,
      smsruApiId: null,
      log: pino({ level: 'silent' }),
    });
    const body = JSON.stringify(report());
    for (const path of ['/webhooks/call', '/webhooks/smsru'])
      expect((await shut.request(path, { method: 'POST', headers: { 'X-Signature': sign(body) }, body })).status).toBe(
        404,
      );
  });

  it('says that the report must come again when it could not be kept, without the phone in the log', async () => {
    const broken = callWebhooks({
      transaction: () => Promise.reject(new Error(`duplicate key ${ANNA_PHONE}`)),
      calls: world.callsIn,
      secret: SECRET,
      smsruApiId: null,
      log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    });
    const body = JSON.stringify(report());
    const answer = await broken.request('/webhooks/call', {
      method: 'POST',
      headers: { 'X-Signature': sign(body) },
      body,
    });
    expect(answer.status).toBe(503);
    expect(logged.join('')).toContain('call report not taken');
    expect(logged.join('')).not.toContain('9051234567');
  });
});

describe('POST /webhooks/smsru', () => {
  const event = (ref: string, status = 401) => `callcheck_status\n${ref}\n${status}\n1788253200`;

  function hint(events: string[], apiId = API_ID): Promise<Response> {
    const hash = createHash('sha256')
      .update(apiId + events.join(''))
      .digest('hex');
    const body = new URLSearchParams([
      ...events.map((text, index): [string, string] => [`data[${index}]`, text]),
      ['hash', hash],
    ]);
    return Promise.resolve(app.request('/webhooks/smsru', { method: 'POST', body }));
  }

  async function startCheck(ref: string) {
    const { id } = await world.startCall(world.chat());
    await world.prisma.verification.update({ where: { id }, data: { providerRef: ref, line: LINE } });
    return id;
  }

  it('abuse 27: is only a hint: the provider is asked at once, nothing is confirmed by it', async () => {
    const id = await startCheck('201737-542');
    const answer = await hint([event('201737-542'), 'sms_status\n1\n103\n1788253200', event('unheard-of')]);
    expect([answer.status, await answer.text()]).toEqual([200, '100']);
    expect(await world.jobs('call-poll')).toMatchObject([
      { payload: { verificationId: id }, runAt: world.clock.now() },
    ]);
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'waiting' });
  });

  it('abuse 27: a forged hash is refused', async () => {
    await startCheck('201737-542');
    expect((await hint([event('201737-542')], 'another')).status).toBe(401);
    const unsigned = new URLSearchParams({ 'data[0]': event('201737-542') });
    expect((await app.request('/webhooks/smsru', { method: 'POST', body: unsigned })).status).toBe(401);
    expect(await world.jobs('call-poll')).toEqual([]);
  });

  it('answers 100 to what it does not know', async () => {
    expect(await (await hint([])).text()).toBe('100');
    expect(await (await hint(['balance\n0'])).text()).toBe('100');
  });
});
