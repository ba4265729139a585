import { createHmac, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { esia } from '#bot/providers/esia.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import { SNILS } from './world.ts';

const REDIRECT = 'https://propusk.example/gosuslugi/callback';
const KEY = 'the key of a certificate';
const SCOPE = 'openid fullname snils email mobile';

const signatureOf = (text: string): string => createHmac('sha256', KEY).update(text).digest('base64url');

/** What the stand-in says of the person; a test changes it. */
const facts = {
  person: { firstName: 'Ольга', lastName: 'Николаева', middleName: 'Петровна', snils: SNILS, trusted: true } as unknown,
  contacts: {
    elements: [
      { type: 'PHN', value: '+7(495)1284374', vrfStu: 'VERIFIED' },
      { type: 'EML', value: 'OLGA@example.org', vrfStu: 'VERIFIED' },
      { type: 'MBT', value: '+7(905)1112233', vrfStu: 'NOT_VERIFIED' },
    ],
  } as unknown,
};

/** Written from ESIA's description; the real one was never asked. */
function standIn() {
  const codes = new Map<string, string>();
  const token = `e30.${Buffer.from(JSON.stringify({ 'urn:esia:sbj_id': 1000321 })).toString('base64url')}.signature`;
  const isSigned = (fields: URLSearchParams): boolean => {
    const text = ['scope', 'timestamp', 'client_id', 'state'].map((name) => fields.get(name)).join('');
    return fields.get('client_secret') === signatureOf(text);
  };
  const app = new Hono()
    .get('/aas/oauth2/ac', (c) => {
      const asked = new URL(c.req.url).searchParams;
      if (!isSigned(asked) || asked.get('response_type') !== 'code') return c.text('refused', 400);
      const code = randomUUID();
      codes.set(code, asked.get('redirect_uri') ?? '');
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      return c.redirect(back.href);
    })
    .post('/aas/oauth2/te', async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const code = form.get('code') ?? '';
      const known = codes.get(code);
      codes.delete(code);
      if (!isSigned(form) || known === undefined || known !== form.get('redirect_uri')) return c.json({}, 400);
      return c.json({ access_token: token, token_type: 'Bearer' });
    })
    .use('/rs/*', async (c, next) =>
      c.req.header('Authorization') === `Bearer ${token}` ? next() : c.json({ code: 'ESIA-005002' }, 401),
    )
    .get('/rs/prns/1000321', (c) => c.json(facts.person as object))
    .get('/rs/prns/1000321/ctts', (c) =>
      c.req.query('embed') === '(elements)' ? c.json(facts.contacts as object) : c.json({}),
    );
  return app;
}

describe('ESIA’s own variant, against a stand-in', () => {
  const { person, contacts } = facts;
  const clock = { now: () => new Date('2026-11-22T12:34:56.789Z') };
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  let server: WebServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'propusk-esia-'));
    server = await listen('127.0.0.1', 0);
    server.mount(standIn());
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    Object.assign(facts, { person, contacts });
  });

  /** A signer as an operator would write one: reads the text, writes the signature. */
  function signer(name: string, script: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!${process.execPath}\n${script}`);
    chmodSync(path, 0o700);
    return path;
  }

  const rightly = () =>
    signer(
      'signer',
      `const { createHmac } = require('node:crypto');
       process.stdout.write(createHmac('sha256', '${KEY}').update(require('node:fs').readFileSync(0)).digest());`,
    );
  const ours = (program = rightly()) =>
    esia({ kind: 'esia', issuer: server.url, clientId: 'PROPUSK', signer: program }, clock, log);

  /** Goes there and is sent back: what we would be called with. */
  async function comesBack() {
    const begun = await ours().begin(REDIRECT);
    if (!begun.ok) throw new Error(begun.error);
    const answer = await fetch(begun.value.address, { redirect: 'manual' });
    return { callback: new URL(answer.headers.get('Location') ?? ''), errand: begun.value.errand };
  }

  const finish = async () => {
    const { callback, errand } = await comesBack();
    return ours().finish(callback, errand);
  };

  it('signs scope, time, client and state, and names the address to come back to', async () => {
    const begun = await ours().begin(REDIRECT);
    if (!begun.ok) throw new Error(begun.error);
    const asked = begun.value.address.searchParams;
    expect(asked.get('timestamp')).toBe('2026.11.22 12:34:56 +0000');
    expect(asked.get('scope')).toBe(SCOPE);
    expect(asked.get('redirect_uri')).toBe(REDIRECT);
    expect(asked.get('state')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(asked.get('client_secret')).toBe(
      signatureOf(`${SCOPE}2026.11.22 12:34:56 +0000PROPUSK${asked.get('state')}`),
    );
  });

  it('says who signed in, and which contacts are confirmed', async () => {
    expect(await finish()).toEqual({
      ok: true,
      value: {
        trusted: true,
        fullName: 'Николаева Ольга Петровна',
        snils: SNILS,
        email: { value: 'OLGA@example.org', verified: true },
        phone: { value: '+7(905)1112233', verified: false },
      },
    });
  });

  it('trusts nobody of whom ESIA does not say so', async () => {
    facts.person = { firstName: 'Лев', lastName: 'Ким' };
    facts.contacts = {};
    expect(await finish()).toEqual({
      ok: true,
      value: { trusted: false, fullName: 'Ким Лев', snils: null, email: null, phone: null },
    });
  });

  it('refuses another state, a code used before, and an error', async () => {
    const refused = { ok: false, error: 'gosuslugi.refused' };
    const { callback, errand } = await comesBack();
    expect(await ours().finish(callback, { ...errand, state: randomUUID() })).toEqual(refused);
    const twice = new URL(callback);
    twice.searchParams.append('state', 'another');
    expect(await ours().finish(twice, errand)).toEqual(refused);
    expect((await ours().finish(callback, errand)).ok).toBe(true);
    expect(await ours().finish(callback, errand)).toEqual(refused);
    const back = (search: string) => ours().finish(new URL(`${REDIRECT}?state=${errand.state}&${search}`), errand);
    expect(await back('error=invalid_scope')).toEqual(refused);
    expect(await back('')).toEqual(refused);
    expect(await back('error=access_denied')).toEqual({ ok: false, error: 'gosuslugi.cancelled' });
  });

  it.each([
    ['fails', 'process.exit(1)'],
    ['writes nothing', ''],
    ['is not to be run', null],
  ])('abuse 33: nobody passes when the signer %s', async (name, script) => {
    const program = script === null ? join(folder, 'absent') : signer(name.replaceAll(' ', '-'), script);
    expect(await ours(program).begin(REDIRECT)).toEqual({ ok: false, error: 'gosuslugi.down' });
  });

  it('runs a few signers at once, however many press the button, and lets the others wait or come again', {
    timeout: 120_000,
  }, async () => {
    const place = mkdtempSync(join(folder, 'running-'));
    // Fails when more than four of it run.
    const program = signer(
      'counting',
      `const fs = require('node:fs');
       const own = '${place}/' + process.pid;
       fs.writeFileSync(own, '');
       const many = fs.readdirSync('${place}').length > 4;
       setTimeout(() => { fs.rmSync(own); if (many) process.exit(1); process.stdout.write('signed'); }, 50);`,
    );
    const provider = ours(program);
    const answers = await Promise.all(Array.from({ length: 60 }, () => provider.begin(REDIRECT)));
    const [begun, refused] = [answers.filter(({ ok }) => ok), answers.filter(({ ok }) => !ok)];
    expect(begun).toHaveLength(44);
    expect(new Set(refused.map((one) => !one.ok && one.error))).toEqual(new Set(['gosuslugi.down']));
    expect((await provider.begin(REDIRECT)).ok).toBe(true);
  });

  it('abuse 33: nobody passes while ESIA answers what it should not', async () => {
    facts.contacts = { elements: 'none' };
    expect(await finish()).toEqual({ ok: false, error: 'gosuslugi.down' });
    Object.assign(facts, { person: { trusted: 'true' }, contacts });
    expect(await finish()).toEqual({ ok: false, error: 'gosuslugi.down' });
  });

  it('abuse 37: the log names no person', () => {
    const text = lines.join('');
    expect(text).toContain('gosuslugi.refused');
    for (const secret of [SNILS, 'Николаева', 'example.org', '111']) expect(text).not.toContain(secret);
  });
});
