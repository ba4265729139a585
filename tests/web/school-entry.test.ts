import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOOD, OTHER, type SchoolRow, type SchoolWorld, schoolWorld, words } from './school-world.ts';

const { web } = words('ru');
const en = words('en');

let world: SchoolWorld;
let school: SchoolRow;
beforeAll(async () => {
  world = await schoolWorld();
  school = await world.school('Гимназия имени Пушкина');
});
afterAll(() => world.close());

const code = (): string => `/s/${school.slug}/code`;

describe('an invitation code on the school’s page', () => {
  it.each(['pt1o095tc', ' PT1O 095TC ', 'рт1о095тс', 'https://t.me/propusk_bot?start=pt1o095tc'])(
    'goes on in the chat: %j',
    async (typed) => {
      const answer = await world.browser().post(code(), { code: typed });
      expect(answer.status).toBe(200);
      expect(answer.text).toMatch(/href="https:\/\/t\.me\/propusk_bot\?start=pt1[o0]095tc"/);
    },
  );

  it.each(['', 'abc', 'zz1o095tc', 'pt1', '"><script>alert(1)</script>'])(
    'is asked for again when it can be none: %j',
    async (typed) => {
      const again = await world.browser().post(code(), { code: typed });
      expect(again.status).toBe(422);
      expect(again.text).toContain('aria-invalid="true"');
      expect(again.text).not.toContain('<script>alert');
      expect(again.text).not.toContain('?start=');
    },
  );

  it('abuse 14: is not tried here: a live code is answered as one that nobody has', async () => {
    const personId = await world.card(school, { role: 'student', name: 'Николаева Варвара' });
    const issued = await world.inCore(({ invitations }) =>
      invitations.issue({ schoolId: school.id, personId, role: 'student', curatorId: null }),
    );
    if (!issued.ok) throw new Error(issued.error);
    const live = issued.value.code;
    const unknown = `st${live.slice(2).split('').reverse().join('')}`;
    const plain = (text: string, typed: string): string => text.replaceAll(typed, '').replace(/nonce="[^"]*"/g, '');
    const [one, other] = [
      await world.browser().post(code(), { code: live }),
      await world.browser().post(code(), { code: unknown }),
    ];
    expect(plain(one.text, live)).toBe(plain(other.text, unknown));
    expect(one.text).not.toContain('Николаева');
    expect(await world.database.prisma.limit.count()).toBe(0);
  });

  it('refuses a form of another site’s page', async () => {
    const refused = await world.browser().post(code(), { code: 'pt1o095tc' }, { 'Sec-Fetch-Site': 'cross-site' });
    expect(refused.status).toBe(403);
  });
});

describe('the search for a school', () => {
  const find = (q: string, region = '', headers = {}) =>
    world.browser(headers).get(`/hello?${new URLSearchParams({ q, region })}`);

  it('leads to the login page of the school that was meant', async () => {
    await world.school('Школа № 57');
    for (const query of ['пушкина', 'Pushkina', school.slug]) {
      const { status, text } = await find(query);
      expect(status).toBe(200);
      expect(text, query).toContain(`href="/s/${school.slug}/login">Гимназия имени Пушкина`);
    }
    expect((await find('пушкина', 'Москва')).text).toContain(web('hello-found', { count: 1 }));
    expect((await find('пушкина', 'Казань')).text).toContain(web('hello-nothing'));
  });

  it('shows the form alone at first, and nothing found kindly', async () => {
    const empty = await world.browser().get('/hello');
    expect(empty.text).toContain(web('hello-label'));
    expect(empty.text).not.toContain('role="status"');
    const nothing = await find('"><b>xyzzy', '', { 'Accept-Language': 'en' });
    expect(nothing.status).toBe(200);
    expect(nothing.text).toContain(en.web('hello-nothing'));
    expect(nothing.text).not.toContain('<b>');
    expect(nothing.text).toContain('https://t.me/propusk_bot');
  });

  it('keeps the question when the language changes', async () => {
    const { text } = await find('пушкина');
    const other = /href="(\/hello\?[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const english = await world.browser().get(other);
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toContain('Гимназия имени Пушкина');
  });
});

describe('every page of a school', () => {
  it.each([
    '/hello',
    '/s/1399/login',
    '/s/1399/forgot',
    '/s/1399/code',
    '/s/nowhere',
    '/enroll/forged',
    '/reset/forged',
  ])('%s is locked down', async (path) => {
    const { headers, text } = await world.browser().get(path);
    const policy = headers.get('Content-Security-Policy') ?? '';
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(nonce).toBeTruthy();
    expect(text).toContain(`<style nonce="${nonce}">`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\/(?!t\.me)/);
  });

  it('abuse 3: builds no address out of the request’s headers', async () => {
    const evil = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' };
    const { login } = await world.account(school, { email: 'host@example.org' });
    const [opened] = await world.inCore(({ recovery }) =>
      recovery.openByEmail({ institutionId: 'eljur', schoolId: school.id, email: 'host@example.org' }),
    );
    const browser = world.browser(evil);
    // As the server makes the request's address out of its Host.
    const at = (path: string): string => `http://evil.example${path}`;
    const own = (page: string): string => at(`/s/${school.slug}/${page}`);
    const answers = [
      await browser.get(at('/hello?q=1')),
      await browser.get(own('login')),
      await browser.post(own('forgot'), { email: 'host@example.org' }),
      await browser.post(own('login'), { login, password: GOOD }),
      await browser.get(own('account')),
      await browser.post(own('account/sign-out'), {}),
      await browser.get(own('account')),
      await browser.post(at(`/reset/${world.secrets.token('page', opened?.pageId ?? '')}`), { password: OTHER }),
    ];
    for (const { text, location } of answers) expect(`${location} ${text}`).not.toContain('evil.example');
    expect(JSON.stringify(world.jobs)).not.toContain('evil.example');
  });
});
