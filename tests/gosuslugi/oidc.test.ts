import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Errand } from '#bot/providers/identity.ts';
import { oidc } from '#bot/providers/oidc.ts';
import { systemClock } from '#core/clock.ts';
import { Browser, chooses } from './browser.ts';
import { CLIENT, olga, type Provider, SNILS, startProvider } from './world.ts';

const REDIRECT = 'http://127.0.0.1:9/gosuslugi/callback';

const citizens = [
  olga,
  { ...olga, id: 'doubtful', trusted: false, email: { value: 'olga@example.org', verified: false } },
  { id: 'bare', familyName: 'Ким', givenName: 'Лев', trusted: true, about: { ru: '', en: '' } },
];

describe('OpenID Connect against a real provider', () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  let provider: Provider;
  beforeAll(async () => {
    provider = await startProvider(() => REDIRECT, citizens);
  });
  afterAll(() => provider.close());
  beforeEach(() => {
    lines.length = 0;
  });

  const ours = (settings: { issuer?: string; clientSecret?: string } = {}) =>
    oidc({ kind: 'oidc', issuer: provider.issuer, ...CLIENT, ...settings }, systemClock, log);

  /** Goes to the provider, is somebody there, and is sent back: what we would be called with. */
  async function comesBack(who: string): Promise<{ callback: URL; errand: Errand }> {
    const begun = await ours().begin(REDIRECT);
    if (!begun.ok) throw new Error(begun.error);
    const browser = new Browser();
    await chooses(browser, await browser.get(begun.value.address.href), who, REDIRECT);
    return { callback: new URL(browser.visited.at(-1) ?? ''), errand: begun.value.errand };
  }

  const changed = (callback: URL, name: string, value: string): URL => {
    const other = new URL(callback);
    other.searchParams.set(name, value);
    return other;
  };

  const refused = { ok: false, error: 'gosuslugi.refused' };
  const down = { ok: false, error: 'gosuslugi.down' };

  it('says who signed in', async () => {
    const { callback, errand } = await comesBack('olga');
    expect(await ours().finish(callback, errand)).toEqual({
      ok: true,
      value: {
        trusted: true,
        fullName: 'Николаева Ольга Петровна',
        snils: SNILS,
        email: { value: 'Olga@Example.org', verified: true },
        phone: { value: '+7(905)1112233', verified: true },
      },
    });
  });

  it('tells what is not confirmed', async () => {
    const { callback, errand } = await comesBack('doubtful');
    expect(await ours().finish(callback, errand)).toMatchObject({
      value: { trusted: false, email: { verified: false }, phone: { verified: true } },
    });
  });

  it('gets along with somebody of whom little is known', async () => {
    const { callback, errand } = await comesBack('bare');
    expect(await ours().finish(callback, errand)).toEqual({
      ok: true,
      value: { trusted: true, fullName: 'Ким Лев', snils: null, email: null, phone: null },
    });
  });

  it('asks with PKCE, state and nonce, each anew', async () => {
    const first = await ours().begin(REDIRECT);
    const second = await ours().begin(REDIRECT);
    if (!first.ok || !second.ok) throw new Error('The provider is there');
    const asked = first.value.address.searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')).toBe(first.value.errand.state);
    expect(asked.get('nonce')).toBe(first.value.errand.nonce);
    expect(asked.get('code_challenge')).not.toBe(first.value.errand.verifier);
    for (const part of ['state', 'nonce', 'verifier'] as const) {
      expect(first.value.errand[part]).not.toBe(second.value.errand[part]);
    }
  });

  it('refuses a forged state', async () => {
    const { callback, errand } = await comesBack('olga');
    expect(await ours().finish(changed(callback, 'state', 'forged'), errand)).toEqual(refused);
    expect(await ours().finish(callback, { ...errand, state: 'another' })).toEqual(refused);
    const without = new URL(callback);
    without.searchParams.delete('state');
    expect(await ours().finish(without, errand)).toEqual(refused);
  });

  it('refuses a forged nonce', async () => {
    const { callback, errand } = await comesBack('olga');
    expect(await ours().finish(callback, { ...errand, nonce: 'of another errand' })).toEqual(refused);
  });

  it('refuses a code that was got with another PKCE verifier', async () => {
    const { callback, errand } = await comesBack('olga');
    const other = await comesBack('olga');
    expect(await ours().finish(callback, { ...errand, verifier: other.errand.verifier })).toEqual(refused);
  });

  it('refuses a callback that is replayed', async () => {
    const { callback, errand } = await comesBack('olga');
    expect((await ours().finish(callback, errand)).ok).toBe(true);
    expect(await ours().finish(callback, errand)).toEqual(refused);
  });

  it('refuses a code of nobody’s, and an answer of another provider', async () => {
    const { callback, errand } = await comesBack('olga');
    expect(await ours().finish(changed(callback, 'iss', 'https://evil.example'), errand)).toEqual(refused);
    expect(await ours().finish(changed(callback, 'code', 'made-up'), errand)).toEqual(refused);
  });

  it('knows somebody who changed their mind', async () => {
    const { callback, errand } = await comesBack('nobody');
    expect(await ours().finish(callback, errand)).toEqual({ ok: false, error: 'gosuslugi.cancelled' });
  });

  it('is not sent back to an address that the provider does not know', async () => {
    const begun = await ours().begin('http://127.0.0.1:9/elsewhere');
    if (!begun.ok) throw new Error(begun.error);
    const browser = new Browser();
    expect((await browser.get(begun.value.address.href)).status).toBe(400);
    expect(browser.visited).toHaveLength(1);
  });

  it('takes no ID token whose signature is another’s', async () => {
    const { callback, errand } = await comesBack('olga');
    const client = ours();
    provider.forges();
    try {
      expect(await client.finish(callback, errand)).toEqual(refused);
    } finally {
      provider.mends();
    }
  });

  it.each([500, 200] as const)('abuse 33: nobody passes while the provider answers nonsense (%i)', async (status) => {
    const client = ours();
    const begun = await client.begin(REDIRECT);
    if (!begun.ok) throw new Error(begun.error);
    const { callback, errand } = await comesBack('olga');
    provider.breaks(status);
    try {
      expect(await ours().begin(REDIRECT)).toEqual(down);
      expect(await client.finish(callback, errand)).toEqual(down);
    } finally {
      provider.mends();
    }
    expect((await client.begin(REDIRECT)).ok).toBe(true);
  });

  it('abuse 33: nobody passes where no provider listens, or it does not take our secret', async () => {
    const gone = await startProvider(() => REDIRECT, citizens);
    await gone.close();
    expect(await ours({ issuer: gone.issuer }).begin(REDIRECT)).toEqual(down);
    const { callback, errand } = await comesBack('olga');
    expect(await ours({ clientSecret: 'another' }).finish(callback, errand)).toEqual(down);
  });

  it('abuse 37: the log says what went wrong, and nothing of the person', async () => {
    const { callback, errand } = await comesBack('olga');
    await ours().finish(changed(callback, 'state', 'forged'), errand);
    await ours().finish(callback, errand);
    await ours().finish(callback, errand);
    const text = lines.join('');
    expect(text).toContain('gosuslugi.refused');
    for (const secret of ['112', 'lga', 'Николаева', '905', errand.state, errand.verifier]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toContain(callback.searchParams.get('code'));
  });

  it('runs without a word on the console', async () => {
    const said = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    const other = await startProvider(() => REDIRECT, citizens);
    const begun = await oidc({ kind: 'oidc', issuer: other.issuer, ...CLIENT }, systemClock, log).begin(REDIRECT);
    if (!begun.ok) throw new Error(begun.error);
    const browser = new Browser();
    await chooses(browser, await browser.get(begun.value.address.href), 'olga', REDIRECT);
    await other.close();
    for (const spy of said) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
