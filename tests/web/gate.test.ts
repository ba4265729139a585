import { request } from 'node:http';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { gateRoutes } from '#bot/web/gate.ts';
import { accessWorld } from '#tests/access/world.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const world = accessWorld(database.prisma);
const { key } = await world.gate('Главный вход');
const anna = await world.person();
afterAll(() => database.close());

let lines: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
const routes = () => gateRoutes({ transaction: world.transaction, clock: world.clock, secrets: world.secrets, log });
let app = routes();
beforeEach(() => {
  lines = [];
  app = routes();
  world.wait(60);
});

const pass = async (): Promise<string> => (await world.issue(anna.accountId)).text;

async function post(body: unknown, headers: Record<string, string> = {}, to = app) {
  const response = await to.request('/gate/v1/verify', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe('POST /gate/v1/verify', () => {
  it('lets a pass in once, and never logs it or its holder', async () => {
    const token = await pass();
    const first = await post({ token });
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      result: 'OK',
      holder: 'Петрова Анна Сергеевна',
      validUntil: expect.stringMatching(/^2025-11-24T05:3\d:00\.000Z$/),
    });
    expect(first.headers.get('cache-control')).toBe('no-store');
    world.wait(10);
    const second = await post({ token });
    expect([second.status, second.body]).toEqual([200, { result: 'REFUSED', reason: 'E_REPLAY' }]);

    const logged = lines.join('');
    expect(logged).toContain('E_REPLAY');
    expect(logged).not.toContain(token.slice(0, 20));
    expect(logged).not.toContain('Анна');
    expect(logged).not.toContain(key);
  });

  it('checks the zone that is named', async () => {
    const token = await pass();
    expect((await post({ token, zone: 5 })).body).toEqual({ result: 'REFUSED', reason: 'E_ZONE' });
    expect((await post({ token, zone: 0 })).body).toMatchObject({ result: 'OK' });
  });

  it('answers nobody without a right key: 401, whatever the body', async () => {
    for (const authorization of ['', 'Bearer ', `Bearer ${'A'.repeat(43)}`, `Basic ${key}`, key, `Bearer ${key}x`]) {
      const answer = await post('not json', { authorization });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });

  it('refuses a body that is not the JSON it wants: 400 or 415 with E_FORMAT', async () => {
    const refused = { result: 'REFUSED', reason: 'E_FORMAT' };
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      { token: ['1'] },
      { token: 17 },
      {},
      { token: '1', zone: 16 },
      { token: '1', gate: 'x' },
    ];
    for (const body of bodies) {
      const answer = await post(body);
      expect([answer.status, answer.body]).toEqual([400, refused]);
    }
    const form = await post('token=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect([form.status, form.body]).toEqual([415, refused]);
    const card = await post({ token: '12345678901234567' });
    expect([card.status, card.body]).toEqual([200, refused]);
  });

  it('slows one gate down without touching another', async () => {
    const other = await world.gate('Второй вход');
    for (let round = 0; round < 30; round += 1) expect((await post({ token: '1' })).status).toBe(200);
    const slowed = await post({ token: '1' });
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await post({ token: '1' }, { authorization: `Bearer ${other.key}` })).status).toBe(200);
    world.wait(1);
    expect((await post({ token: '1' })).status).toBe(200);
  });

  it('slows down those who guess keys, but not the gate beside them', async () => {
    expect((await post({ token: '1' })).status).toBe(200);
    const statuses = new Map<number, number>();
    for (let round = 0; round < 80; round += 1) {
      const { status } = await post({ token: '1' }, { authorization: `Bearer ${String(round).padStart(43, 'k')}` });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    // The gate's own first call came from the same address.
    expect(Object.fromEntries(statuses)).toEqual({ 401: 59, 429: 21 });
    expect((await post({ token: '1' })).status).toBe(200);
  });

  it('tells those apart whom a proxy of ours brings', async () => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const from = async (remote: string, bearer: string): Promise<number> => {
      const answer = await fetch(`http://127.0.0.1:${address.port}/gate/v1/verify`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
          'x-forwarded-for': `198.51.100.1, ${remote}`,
        },
        body: JSON.stringify({ token: '1' }),
      });
      return answer.status;
    };
    const guesses = await Promise.all(Array.from({ length: 70 }, () => from('203.0.113.9', 'k'.repeat(43))));
    expect(guesses).toContain(429);
    expect(await from('203.0.113.10', key)).toBe(200);
    server.close();
  });

  it('lets nobody in when the database is away: 503', async () => {
    const broken = gateRoutes({
      transaction: () => Promise.reject(new Error(`connection refused\nfor anna@mail.ru`)),
      clock: world.clock,
      secrets: world.secrets,
      log,
    });
    const token = await pass();
    const answer = await post({ token }, {}, broken);
    expect([answer.status, answer.body]).toEqual([503, { error: 'unavailable' }]);
    expect(lines.join('')).toContain('gate could not decide');
    expect(lines.join('')).not.toContain('anna@mail.ru');
    expect(lines.join('')).not.toContain(token.slice(0, 20));
  });
});

describe('a body over 1 KiB', () => {
  it('is 413 with E_FORMAT when it says how long it is', async () => {
    const answer = await post({ token: '1'.repeat(1024) }, { 'content-length': '1036' });
    expect([answer.status, answer.body]).toEqual([413, { result: 'REFUSED', reason: 'E_FORMAT' }]);
  });

  it('is 413 over a socket, in chunks, without being read to its end', async () => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(
        {
          port: address.port,
          host: '127.0.0.1',
          path: '/gate/v1/verify',
          method: 'POST',
          headers: {
            authorization: `Bearer ${key}`,
            'content-type': 'application/json',
            'transfer-encoding': 'chunked',
          },
        },
        (response) => {
          resolve(response.statusCode);
          call.destroy();
        },
      );
      call.on('error', reject);
      // The end of the request is never sent: the answer must not wait for it.
      call.write('x'.repeat(2000));
    });
    expect(status).toBe(413);
    await new Promise((resolve) => server.close(resolve));
  });
});
