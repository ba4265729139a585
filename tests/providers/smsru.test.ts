import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smsru } from '#bot/providers/smsru.ts';
import type { CallProvider } from '#core/verification/jobs.ts';

const API_ID = 'A1B2C3D4-0000-1111-2222-333344445555';
const PHONE = '+79051234567';
const ADDED = {
  status: 'OK',
  status_code: 100,
  check_id: '201737-542',
  call_phone: '78005008275',
  call_phone_pretty: '+7 (800) 500-8275',
};

let server: Server;
let provider: CallProvider;
let answer: { status: number; body: string };
let requests: { path: string; form: Record<string, string> }[];
let logged: string[];

const read = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};
const answers = (body: unknown, status = 200) => {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    requests.push({ path: request.url ?? '', form: Object.fromEntries(new URLSearchParams(await read(request))) });
    response.writeHead(answer.status, { location: 'http://127.0.0.1:9/' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const { port } = server.address() as AddressInfo;
  provider = smsru({ apiId: API_ID, log, baseUrl: `http://127.0.0.1:${port}` });
});
beforeEach(() => {
  requests = [];
  logged = [];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('sms.ru', () => {
  it('names the number to ring', async () => {
    answers(ADDED);
    expect(await provider.add(PHONE)).toEqual({
      ok: true,
      value: { ref: '201737-542', line: '+78005008275', pretty: '+7 (800) 500-8275' },
    });
    expect(requests).toEqual([{ path: '/callcheck/add', form: { api_id: API_ID, phone: '79051234567', json: '1' } }]);
  });

  it.each([
    [202, 'call.bad-number'],
    [230, 'call.too-many'],
    [233, 'call.too-many'],
    ['231', 'call.too-many'],
    [201, 'call.provider-down'],
    [200, 'call.provider-down'],
    [999, 'call.provider-down'],
  ])('its code %s means %s', async (status_code, error) => {
    answers({ status: 'ERROR', status_code, status_text: `Bad ${PHONE}` });
    expect(await provider.add(PHONE)).toEqual({ ok: false, error });
  });

  it.each([
    [400, 'waiting'],
    ['400', 'waiting'],
    [401, 'confirmed'],
    ['401', 'confirmed'],
    [402, 'expired'],
  ])('its check_status %j means %s', async (check_status, state) => {
    answers({ status: 'OK', status_code: 100, check_status });
    expect(await provider.status('201737-542')).toEqual({ ok: true, value: state });
    expect(requests[0]).toEqual({
      path: '/callcheck/status',
      form: { api_id: API_ID, check_id: '201737-542', json: '1' },
    });
  });

  it.each([
    ['an error page', 'oops', 500],
    ['no JSON', '<html>', 200],
    ['an empty answer', '', 200],
    ['an answer without a number', { status_code: 100, check_id: '1' }, 200],
    ['an unknown status', { status_code: 100, check_status: 777 }, 200],
    ['confirmed, but with an error', { status_code: 300, check_status: 401 }, 200],
    ['a redirect', '', 302],
  ])('abuse 33: %s counts as down', async (_what, body, status) => {
    answers(body, status);
    const down = { ok: false, error: 'call.provider-down' };
    expect(await provider.add(PHONE)).toEqual(down);
    expect(await provider.status('1')).toEqual(down);
  });

  it('abuse 33: a server that is not there, or does not answer, counts as down', async () => {
    const silent = smsru({
      apiId: API_ID,
      log: pino({ level: 'silent' }),
      fetch: () => Promise.reject(new DOMException('timed out', 'TimeoutError')),
    });
    expect(await silent.status('1')).toEqual({ ok: false, error: 'call.provider-down' });
    const gone = smsru({ apiId: API_ID, log: pino({ level: 'silent' }), baseUrl: 'http://127.0.0.1:9' });
    expect(await gone.add(PHONE)).toEqual({ ok: false, error: 'call.provider-down' });
  });

  it('the log holds neither the key nor a phone, and says what the operator must do', async () => {
    for (const [body, status] of [
      [{ status_code: 201, status_text: PHONE }, 200],
      [`${API_ID} ${PHONE}`, 200],
      ['', 503],
    ] as const) {
      answers(body, status);
      await provider.add(PHONE);
      await provider.status('1');
    }
    expect(logged.join('')).toContain('top up the account');
    expect(logged.join('')).toContain('HTTP 503');
    expect(logged.join('')).not.toContain(API_ID);
    expect(logged.join('')).not.toContain('9051234567');
  });
});
