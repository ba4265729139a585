import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '#core/accounts/password.ts';
import { GOOD, OTHER, type SchoolRow, type SchoolWorld, schoolWorld, steady, words } from './school-world.ts';

const { web, error } = words('ru');
const en = words('en');

let world: SchoolWorld;
let school: SchoolRow;
/** For how long whoever guessed was made to wait, each time. */
const waited: number[] = [];
beforeAll(async () => {
  world = await schoolWorld({ pause: async (delay) => waited.push(delay) });
  school = await world.school();
});
afterAll(() => world.close());

const path = (page: string, at = school): string => `/s/${at.slug}/${page}`;

/** Somebody with an account, and their browser, which is signed in. */
async function signedIn(options: Parameters<SchoolWorld['account']>[1] = {}) {
  const account = await world.account(school, options);
  const browser = world.browser();
  const answer = await browser.signsIn(school, account.login);
  expect(answer.status).toBe(303);
  return { ...account, browser };
}

describe('signing in', () => {
  it('leads to the account, with a cookie that no script and no other site can use', async () => {
    const { login } = await world.account(school);
    const browser = world.browser();
    const answer = await browser.signsIn(school, ` ${login.toUpperCase()} `);
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(path('account'));
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^propusk_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^propusk_browser=[\w-]{36}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);

    const page = await browser.get(path('account'));
    expect(page.status).toBe(200);
    for (const shown of [
      'Николаева Ольга Петровна',
      login,
      'Николаева Варвара, 6А',
      'olga@example.org',
      'https://1399.eljur.ru',
    ]) {
      expect(page.text).toContain(shown);
    }
    expect(page.text).not.toContain(web('account-resend'));
  });

  it('keeps the cookie to https and to this host where the pages are on https', async () => {
    const https = await schoolWorld({ publicUrl: 'https://pass.example.ru' });
    try {
      const there = await https.school();
      const { login } = await https.account(there);
      const browser = https.browser();
      const answer = await browser.signsIn(there, login);
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Host-propusk_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
        expect.stringMatching(/^__Host-propusk_browser=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      ]);
      expect((await browser.get(`/s/${there.slug}/account`)).status).toBe(200);
    } finally {
      await https.close();
    }
  });

  it('abuse 14: says the same of a wrong password and of a login that nobody has', async () => {
    const { login } = await world.account(school);
    const wrong = await world.browser().post(path('login'), { login, password: OTHER });
    const unknown = await world.browser().post(path('login'), { login: 'nobody123', password: OTHER });
    expect(wrong.status).toBe(422);
    expect(unknown.status).toBe(422);
    expect(steady(unknown.text).replace('nobody123', login)).toBe(steady(wrong.text));
    expect(wrong.text).toContain(error('login.wrong'));
    expect(wrong.text).not.toContain(OTHER);
    expect(wrong.headers.get('Set-Cookie')).toBeNull();
  });

  it('asks for what is missing, and refuses a form of another site’s page', async () => {
    const { login } = await world.account(school);
    const browser = world.browser();
    expect((await browser.signsIn(school, login, '')).text).toContain(error('login.empty'));
    const elsewhere = await browser.post(path('login'), { login, password: GOOD }, { 'Sec-Fetch-Site': 'cross-site' });
    expect(elsewhere.status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });

  it('abuse 16: makes who guesses wait, known login or not, and locks nobody out', async () => {
    const { login } = await world.account(school);
    for (const guessed of [login, 'guessed777']) {
      waited.length = 0;
      const guesser = world.browser({ 'X-Forwarded-For': '203.0.113.7' });
      let last = await guesser.signsIn(school, guessed, OTHER);
      for (let count = 1; count < 11; count++) last = await guesser.signsIn(school, guessed, OTHER);
      expect(waited).toEqual([500, 1000, 2000, 4000, 8000]);
      expect(last.status).toBe(429);
      expect(last.text).toContain(error('login.slow-down'));
      expect(last.text).toContain(path('forgot'));
    }
    expect((await world.browser().signsIn(school, login)).status).toBe(303);
  });

  it('abuse 16: knows the browser again, whatever is guessed beside it', async () => {
    const { login } = await world.account(school);
    const [hers, his] = [{ 'X-Forwarded-For': '203.0.113.8' }, { 'X-Forwarded-For': '203.0.113.8' }].map(world.browser);
    await hers?.signsIn(school, login);
    await hers?.post(path('account/sign-out'), {});
    for (let count = 0; count < 11; count++) await his?.signsIn(school, login, OTHER);
    expect((await his?.signsIn(school, login))?.status).toBe(429);
    waited.length = 0;
    expect((await hers?.signsIn(school, login))?.status).toBe(303);
    expect(waited).toEqual([]);
  });

  it('offers the ways out, and Gosuslugi only where it is set up', async () => {
    const { text } = await world.browser().get(path('login'));
    for (const href of [path('forgot'), path('code'), '/hello']) expect(text).toContain(`href="${href}"`);
    expect(text).not.toContain('gosuslugi');
    expect(text).toContain('autocomplete="username"');
    expect(text).toContain('autocomplete="current-password"');
  });

  it('is reached from the school’s own address; an unknown school leads to the search', async () => {
    const browser = world.browser();
    expect((await browser.get(`/s/${school.slug}`)).location).toBe(path('login'));
    const unknown = await browser.get('/s/nowhere/login');
    expect(unknown.status).toBe(404);
    expect(unknown.text).toContain(web('school-unknown-title'));
    expect(unknown.text).toContain('href="/hello"');
  });
});

describe('the language of a page without a chat', () => {
  it('is the browser’s, until another one is chosen, which is remembered', async () => {
    const browser = world.browser({ 'Accept-Language': 'en-GB,en;q=0.9,ru;q=0.5' });
    const english = await browser.get(path('login'));
    expect(english.text).toContain('<html lang="en">');
    expect(english.text).toContain(en.web('login-title'));
    expect(english.text).toContain(`href="${path('login')}?lang=ru"`);
    await browser.get(`${path('login')}?lang=ru`);
    expect((await browser.get(path('forgot'))).text).toContain('<html lang="ru">');
    expect((await browser.get(`${path('login')}?lang=xx`)).text).toContain('<html lang="ru">');
  });

  it.each([
    ['', 'ru'],
    ['uk', 'ru'],
    ['ru;q=0.2, de;q=0.7', 'en'],
    ['*', 'ru'],
  ])('reads %j as %s', async (header, language) => {
    const { text } = await world.browser({ 'Accept-Language': header }).get('/hello');
    expect(text).toContain(`<html lang="${language}">`);
  });
});

describe('the account’s page', () => {
  it('is for whoever is signed in at this school', async () => {
    const { browser } = await signedIn();
    const other = await world.school('Гимназия № 2');
    for (const page of ['account', 'account/email', 'new-password']) {
      expect((await world.browser().get(path(page))).location).toBe(path('login'));
      expect((await browser.get(path(page, other))).location).toBe(path('login', other));
    }
    expect((await browser.get(path('account'))).status).toBe(200);
  });

  it('is left on this device, or on all', async () => {
    const { login, browser } = await signedIn();
    const phone = world.browser();
    await phone.signsIn(school, login);
    const kept = new Map(browser.cookies);

    const left = await browser.post(path('account/sign-out'), {});
    expect(left.location).toBe(`${path('login')}?note=signed-out`);
    expect(browser.cookies.has('propusk_session')).toBe(false);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.get(path('account'))).location).toBe(`${path('login')}?note=ended`);

    expect((await phone.get(path('account'))).status).toBe(200);
    await browser.signsIn(school, login);
    await browser.post(path('account/sign-out-everywhere'), {});
    expect((await phone.get(path('account'))).location).toBe(`${path('login')}?note=ended`);
    expect((await phone.get(`${path('login')}?note=ended`)).text).toContain(web('login-note-ended'));
  });

  it('is over after twelve hours, and for an account that was closed', async () => {
    const { browser, id } = await signedIn();
    await world.database.prisma.account.update({ where: { id }, data: { blockedAt: world.clock.now() } });
    expect((await browser.get(path('account'))).status).toBe(303);

    const other = await signedIn();
    world.clock.at = new Date(world.clock.at.getTime() + 12 * 3_600_000 + 1000);
    expect((await other.browser.get(path('account'))).status).toBe(303);
  });

  it('does nothing for another site’s page', async () => {
    const { browser } = await signedIn({ confirmed: false });
    const forms = [
      'account/sign-out',
      'account/sign-out-everywhere',
      'account/resend',
      'account/email',
      'new-password',
    ];
    for (const form of forms) {
      const refused = await browser.post(path(form), { password: GOOD }, { 'Sec-Fetch-Site': 'cross-site' });
      expect(refused.status, form).toBe(403);
    }
    expect((await browser.get(path('account'))).status).toBe(200);
  });

  it('sends the letter of an unconfirmed address again, until there were too many', async () => {
    const { browser, id } = await signedIn({ confirmed: false, email: 'varya@example.org', role: 'student' });
    expect((await browser.get(path('account'))).text).toContain(
      web('account-email-waiting', { email: 'varya@example.org' }),
    );
    const sent = await browser.post(path('account/resend'), {});
    expect(sent.text).toContain(web('account-note-letter-sent'));
    expect(await world.database.prisma.verification.count({ where: { accountId: id } })).toBe(1);
    let last = sent;
    for (let count = 0; count < 20 && last.status === 200; count++)
      last = await browser.post(path('account/resend'), {});
    expect(last.status).toBe(429);
    expect(last.text).toContain(web('account-note-too-many'));
  });
});

describe('another address', () => {
  it('takes the password, and leaves the confirmed one in use until it is confirmed itself (abuse case 24)', async () => {
    const { browser, id } = await signedIn({ email: 'old@example.org' });
    const wrong = await browser.post(path('account/email'), { email: 'new@example.org', password: OTHER });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(error('password.wrong'));
    expect(wrong.text).toContain('value="new@example.org"');
    expect(wrong.text).not.toContain(OTHER);

    const bad = await browser.post(path('account/email'), { email: 'new@', password: GOOD });
    expect(bad.text).toContain(error('email.unreadable'));
    const same = await browser.post(path('account/email'), { email: 'old@example.org', password: GOOD });
    expect(same.text).toContain(error('email.confirmed-already'));
    expect(await world.database.prisma.verification.count({ where: { accountId: id } })).toBe(0);

    const sent = await browser.post(path('account/email'), { email: 'New@Example.org', password: GOOD });
    expect(sent.text).toContain(web('email-sent', { email: 'new@example.org' }));
    const letter = await world.database.prisma.verification.findFirstOrThrow({ where: { accountId: id } });
    expect(letter.target).toBe('new@example.org');
    expect((await browser.get(path('account'))).text).toContain(
      web('account-email-confirmed', { email: 'old@example.org' }),
    );

    await world.inCore(({ links }) => links.confirmByToken(world.secrets.token('link', letter.id)));
    expect((await browser.get(path('account'))).text).toContain(
      web('account-email-confirmed', { email: 'new@example.org' }),
    );
  });
});

describe('a new password', () => {
  it('takes the present one, and ends every other session (abuse case 13)', async () => {
    const { browser, login } = await signedIn();
    const phone = world.browser();
    await phone.signsIn(school, login);

    const page = path('new-password');
    const wrong = await browser.post(page, { current: OTHER, password: OTHER });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(error('password.wrong'));
    expect((await browser.post(page, { current: GOOD, password: 'Nikolaeva7' })).text).toContain(
      error('password.personal'),
    );
    expect((await browser.post(page, { current: '', password: OTHER })).text).toContain(error('password.missing'));

    const changed = await browser.post(page, { current: GOOD, password: OTHER });
    expect(changed.location).toBe(`${path('account')}?note=changed`);
    expect((await browser.get(`${path('account')}?note=changed`)).text).toContain(web('account-note-changed'));
    expect((await phone.get(path('account'))).status).toBe(303);
    expect((await world.browser().signsIn(school, login, GOOD)).status).toBe(422);
    expect((await world.browser().signsIn(school, login, OTHER)).status).toBe(303);
  });

  it('is all that a curator’s one-time password opens', async () => {
    const account = await world.account(school);
    const set = {
      passwordHash: await hashPassword('kh7rm2tpxa'),
      passwordExpiresAt: new Date(world.clock.at.getTime() + 1e8),
    };
    await world.database.prisma.account.update({ where: { id: account.id }, data: set });
    const browser = world.browser();
    const answer = await browser.signsIn(school, account.login, 'kh7rm2tpxa');
    expect(answer.location).toBe(path('new-password'));
    for (const page of ['account', 'account/email']) {
      expect((await browser.get(path(page))).location).toBe(path('new-password'));
    }
    const email = await browser.post(path('account/email'), { email: 'x@example.org', password: 'kh7rm2tpxa' });
    expect(email.location).toBe(path('new-password'));
    const page = await browser.get(path('new-password'));
    expect(page.text).toContain(web('new-password-forced'));
    expect(page.text).not.toContain('name="current"');

    const changed = await browser.post(path('new-password'), { password: OTHER });
    expect(changed.location).toBe(`${path('account')}?note=changed`);
    expect((await browser.get(path('account'))).status).toBe(200);
    expect((await world.browser().signsIn(school, account.login, 'kh7rm2tpxa')).status).toBe(422);
  });
});

it('leaves neither logins nor passwords nor addresses in the log (abuse case 37)', () => {
  const log = world.lines.join('');
  expect(log).toContain('"page":"school"');
  expect(log).not.toMatch(/olga|example\.org|tyulen|Николаев/i);
});
