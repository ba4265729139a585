import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser, chooses, type Shown } from '#tests/gosuslugi/browser.ts';
import { CLIENT, DIGITS, olga, type Provider, SNILS, startProvider } from '#tests/gosuslugi/world.ts';
import { card, type SchoolOfTest, school, secretsOf } from '#tests/support/school.ts';
import { words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

const CALLBACK = '/gosuslugi/callback';
const FIVE_HOURS = 5 * 3_600_000;

const citizens = [
  olga,
  { ...olga, id: 'untrusted', trusted: false },
  { ...olga, id: 'namesake', snils: '087-654-303 00' },
  { id: 'stranger', familyName: 'Безвестный', givenName: 'Нестор', trusted: true, about: { ru: '', en: '' } },
];

describe('signing in by Gosuslugi', () => {
  const say = words('ru');
  let world: World;
  let provider: Provider;
  let place: SchoolOfTest;
  let personId: string;
  let browser: Browser;

  beforeAll(async () => {
    provider = await startProvider(() => world.url + CALLBACK, citizens);
    world = await World.open({
      settings: {
        GOSUSLUGI_ISSUER: provider.issuer,
        GOSUSLUGI_CLIENT_ID: CLIENT.clientId,
        GOSUSLUGI_CLIENT_SECRET: CLIENT.clientSecret,
      },
    });
    place = await school(world);
    personId = await card(world, place, {
      role: 'parent',
      name: 'Николаева Ольга Петровна',
      snilsHash: secretsOf(world).hash('snils', DIGITS),
      email: 'olga@example.org',
    });
    await account(place.id, personId, 'olga-n-123');
  });
  afterAll(async () => {
    await world.close();
    await provider.close();
  });
  beforeEach(() => {
    browser = new Browser();
  });

  const account = (schoolId: string, person: string, login: string) =>
    world.database.prisma.account.create({
      data: {
        ...{ institutionId: 'eljur', schoolId, personId: person, passwordHash: '-', createdAt: world.clock.now() },
        ...{ login, loginKey: login, subject: BigInt(Math.floor(Math.random() * 1e9) + 1) },
      },
    });
  const path = (page: string): string => `${world.url}/s/${place.slug}/${page}`;
  const sessions = () => world.database.prisma.session.count();
  const russian = { 'Accept-Language': 'ru' };

  /** As far as the provider's page. */
  const goes = (): Promise<Shown> => browser.post(path('gosuslugi'), russian);
  /** The whole way, as this citizen. */
  const signsIn = async (who: string): Promise<Shown> => chooses(browser, await goes(), who);
  /** Up to the callback, whose address nobody has opened yet. */
  async function comesBack(who: string): Promise<string> {
    await chooses(browser, await goes(), who, world.url + CALLBACK);
    return browser.visited.at(-1) ?? '';
  }

  it('leads from the login page to the account, and is written into the audit', async () => {
    const login = await browser.get(path('login'), russian);
    expect(login.text).toContain(`action="/s/${place.slug}/gosuslugi"`);
    const shown = await signsIn('olga');
    expect(shown.url).toBe(path('account'));
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('olga-n-123');
    const audit = await world.database.prisma.audit.findFirstOrThrow({ where: { action: 'signed-in-by-gosuslugi' } });
    expect(audit).toMatchObject({ schoolId: place.id, curatorId: null });
    expect(browser.cookies).toMatch(/propusk_session=/);
    expect(browser.cookies).not.toMatch(/propusk_gosuslugi=/);
  });

  it('shows where it leads first: browsers hold the redirects of a form to our own pages', async () => {
    const answer = await fetch(path('gosuslugi'), { method: 'POST', headers: russian, redirect: 'manual' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Security-Policy')).toContain("form-action 'self'");
    expect(answer.headers.get('Refresh')).toContain(provider.issuer);
    expect(await answer.text()).toMatch(say.text('web-gosuslugi-going-text'));
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('propusk_gosuslugi=')) ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it.each([
    ['untrusted', 'untrusted'],
    ['namesake', 'contradiction'],
    ['stranger', 'not-found'],
  ])('refuses %s, says why, and leads to the chat and to the login page', async (who, error) => {
    const before = await sessions();
    const shown = await signsIn(who);
    expect(shown.status).toBe(403);
    expect(shown.text).toMatch(say.text(`errors-gosuslugi-${error}`));
    expect(shown.text).toContain('https://t.me/propusk_test_bot?start=gosuslugi');
    expect(shown.text).toContain(`href="/s/${place.slug}/login"`);
    expect(await sessions()).toBe(before);
    expect(browser.cookies).not.toMatch(/propusk_session=/);
  });

  it('speaks English to whoever asks for it', async () => {
    const shown = await chooses(browser, await browser.post(path('gosuslugi'), { 'Accept-Language': 'en' }), 'nobody');
    // Without scripts nothing reminds the redirect of the language: the browser asks for it with each request.
    const again = await browser.get(shown.url, { 'Accept-Language': 'en' });
    expect(again.text).toMatch(words('en').text('web-gosuslugi-failed-title'));
  });

  it('takes a change of mind kindly', async () => {
    const shown = await signsIn('nobody');
    expect(shown.status).toBe(400);
    expect(shown.text).toMatch(say.text('errors-gosuslugi-cancelled'));
  });

  it('ends the session that the browser had before', async () => {
    await signsIn('olga');
    const first = browser.cookies;
    await signsIn('olga');
    const answer = await fetch(path('account'), { headers: { Cookie: first }, redirect: 'manual' });
    expect(answer.status).toBeGreaterThanOrEqual(300);
    expect((await browser.get(path('account'))).url).toBe(path('account'));
  });

  it('refuses a forged state, and the errand stays good', async () => {
    const before = await sessions();
    const callback = new URL(await comesBack('olga'));
    const forged = new URL(callback);
    forged.searchParams.set('state', 'forged');
    const refused = await browser.get(forged.href, russian);
    expect(refused.status).toBe(400);
    expect(refused.text).toMatch(say.text('errors-gosuslugi-refused'));
    expect(await sessions()).toBe(before);
    expect((await browser.get(callback.href)).url).toBe(path('account'));
  });

  it('refuses a forged nonce: an answer that was got for another errand', async () => {
    const theirs = new URL(await comesBack('olga'));
    const other = new Browser();
    await other.post(path('gosuslugi'), russian, provider.issuer);
    const asked = new URL(other.visited.at(-1) ?? '').searchParams;
    // The attacker's code under the victim's own state.
    theirs.searchParams.set('state', asked.get('state') ?? '');
    const before = await sessions();
    expect((await other.get(theirs.href, russian)).status).toBe(400);
    expect(await sessions()).toBe(before);
  });

  it('refuses a callback that is replayed, also with the cookie of before', async () => {
    const callback = await comesBack('olga');
    const { cookies } = browser;
    expect((await browser.get(callback)).url).toBe(path('account'));
    const before = await sessions();
    expect((await browser.get(callback, russian)).status).toBe(400);
    const replayed = await fetch(callback, { headers: { Cookie: cookies, ...russian }, redirect: 'manual' });
    expect(replayed.status).toBe(400);
    expect(await sessions()).toBe(before);
  });

  it('abuse 8: of two that come back with one errand at once exactly one is signed in', async () => {
    const callback = await comesBack('olga');
    const { cookies } = browser;
    const before = await sessions();
    const answers = await Promise.all(
      [1, 2, 3].map(() => fetch(callback, { headers: { Cookie: cookies }, redirect: 'manual' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400, 400]);
    expect(await sessions()).toBe(before + 1);
  });

  it('refuses the callback of another browser', async () => {
    const callback = await comesBack('olga');
    const before = await sessions();
    const victim = new Browser();
    const shown = await victim.get(callback, russian);
    expect(shown.status).toBe(400);
    expect(shown.text).toContain('href="/hello"');
    expect(victim.cookies).not.toMatch(/propusk_session=/);
    expect(await sessions()).toBe(before);
    expect((await browser.get(callback)).url).toBe(path('account'));
  });

  it('refuses an errand that somebody sealed, changed or kept for long', async () => {
    const callback = await comesBack('olga');
    const name = 'propusk_gosuslugi';
    const sealed = new RegExp(`${name}=([^;]+)`).exec(browser.cookies)?.[1] ?? '';
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const cookie of ['', 'made-up', changed, Buffer.alloc(200).toString('base64url')]) {
      const answer = await fetch(callback, { headers: { Cookie: `${name}=${cookie}` }, redirect: 'manual' });
      expect(answer.status, cookie).toBe(400);
    }
    await world.passes(FIVE_HOURS);
    expect((await browser.get(callback, russian)).status).toBe(400);
  });

  it('abuse 3: the address to come back to is built from PUBLIC_URL, whatever the request says', async () => {
    // `fetch` says the true Host, whatever it is told.
    const evil = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' };
    const asked = request(path('gosuslugi'), { method: 'POST', headers: { ...evil, Origin: 'https://evil.example' } });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const address = new URL(String(answer.headers.refresh).replace('0; url=', ''));
    expect(address.searchParams.get('redirect_uri')).toBe(world.url + CALLBACK);
    expect(await text(answer)).not.toContain('evil.example');
  });

  it('begins nothing for another site’s form, nor for a link', async () => {
    const crossed = await fetch(path('gosuslugi'), {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'cross-site' },
      redirect: 'manual',
    });
    expect(crossed.status).toBe(303);
    expect(crossed.headers.getSetCookie().join()).not.toContain('propusk_gosuslugi');
    expect((await fetch(path('gosuslugi'), { redirect: 'manual' })).status).toBe(404);
  });

  it('abuse 33: nobody passes while Gosuslugi is down, before or on the way back', async () => {
    const callback = await comesBack('olga');
    const before = await sessions();
    provider.breaks(500);
    try {
      const shown = await browser.get(callback, russian);
      expect(shown.status).toBe(503);
      expect(shown.text).toMatch(say.text('errors-gosuslugi-down'));
      expect(shown.text).toContain(`href="/s/${place.slug}/login"`);
    } finally {
      provider.mends();
    }
    expect(await sessions()).toBe(before);
  });

  it('abuse 37: neither SNILS nor name nor contact stands in the log or in an address', async () => {
    await signsIn('olga');
    await signsIn('namesake');
    const secrets = [SNILS, DIGITS, 'Николаева', 'lga@', '9051112233'];
    for (const secret of secrets) {
      expect(world.log.join('')).not.toContain(secret);
      expect(decodeURIComponent(browser.visited.join(' '))).not.toContain(secret);
    }
    expect(world.log.join('')).not.toContain('code=');
    expect(world.log.join('')).toContain('"page":"gosuslugi"');
  });
});

describe('without Gosuslugi in the settings', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it('there is no button, and nothing answers', async () => {
    const place = await school(world);
    const login = await (await fetch(`${world.url}/s/${place.slug}/login`)).text();
    expect(login).not.toContain('gosuslugi');
    expect((await fetch(`${world.url}/s/${place.slug}/gosuslugi`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${world.url}${CALLBACK}?code=1&state=2`)).status).toBe(404);
  });
});
