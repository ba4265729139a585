import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GOOD, OTHER, type SchoolRow, type SchoolWorld, schoolWorld, steady, words } from './school-world.ts';

const { web, error } = words('ru');
const en = words('en');

let world: SchoolWorld;
let school: SchoolRow;
beforeAll(async () => {
  world = await schoolWorld();
  school = await world.school();
});
afterAll(() => world.close());
beforeEach(() => {
  world.jobs.length = 0;
});

const path = (page: string): string => `/s/${school.slug}/${page}`;
const letters = () => world.jobs.filter(({ name }) => name === 'recovery-letter');

describe('a forgotten password', () => {
  it('abuse 14: is answered the same for an address that an account has, has not confirmed, or nobody has', async () => {
    await world.account(school, { email: 'known@example.org' });
    await world.account(school, { email: 'waiting@example.org', confirmed: false });
    const answers = [];
    for (const email of ['known@example.org', 'waiting@example.org', 'nobody@example.org']) {
      const answer = await world.browser().post(path('forgot'), { email });
      expect(answer.status).toBe(200);
      answers.push(steady(answer.text).replace(email, ''));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain(web('forgot-sent-wait'));
    expect(letters().map(({ payload }) => payload)).toEqual(
      ['known@example.org', 'waiting@example.org', 'nobody@example.org'].map((email) => ({
        institutionId: 'eljur',
        schoolId: school.id,
        email,
        language: 'ru',
      })),
    );
  });

  it.each([
    ['', 'email.empty'],
    ['anna', 'email.unreadable'],
    ['anna@example.org, eve@example.org', 'email.several'],
    ['anna@еxample.org', 'email.not-ascii'],
  ])('asks again for %j (abuse cases 4, 22)', async (email, code) => {
    const again = await world.browser().post(path('forgot'), { email });
    expect(again.status).toBe(422);
    expect(again.text).toContain(error(code));
    expect(letters()).toEqual([]);
  });

  it('abuse 12: asks to wait after many letters to one address, whether or not anybody has it', async () => {
    await world.account(school, { email: 'bombed@example.org' });
    for (const email of ['bombed@example.org', 'stranger@example.org']) {
      let last = await world.browser().post(path('forgot'), { email });
      for (let count = 1; count < 6; count++) last = await world.browser().post(path('forgot'), { email });
      expect(last.status).toBe(429);
      expect(last.text).toContain(error('recovery.too-many'));
      expect(last.text).toContain('https://t.me/propusk_bot');
    }
  });

  it('is sent by nobody’s GET and by no other site', async () => {
    const browser = world.browser();
    expect((await browser.get(`${path('forgot')}?email=known@example.org`)).text).toContain(web('forgot-no-email'));
    const elsewhere = await browser.post(
      path('forgot'),
      { email: 'a@example.org' },
      { 'Sec-Fetch-Site': 'cross-site' },
    );
    expect(elsewhere.status).toBe(403);
    expect(letters()).toEqual([]);
  });
});

describe('the page of a new password', () => {
  /** The page that a letter to this account leads to. */
  async function resetOf({ id }: { id: string }): Promise<string> {
    const { email } = await world.database.prisma.account.findUniqueOrThrow({ where: { id } });
    const opened = await world.inCore(({ recovery }) =>
      recovery.openByEmail({ institutionId: 'eljur', schoolId: school.id, email: email ?? '' }),
    );
    return `/reset/${world.secrets.token('page', opened[0]?.pageId ?? '')}`;
  }

  it('sets it once, tells the login, and ends every session (abuse case 13)', async () => {
    const account = await world.account(school, { email: 'one@example.org' });
    const browser = world.browser();
    await browser.signsIn(school, account.login);
    const reset = await resetOf(account);
    const page = await browser.get(reset);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`value="${account.login}"`);
    expect(page.text).toContain(school.name);
    await browser.get(reset);

    const done = await browser.post(reset, { password: OTHER });
    expect(done.status).toBe(200);
    expect(done.text).toContain(web('reset-done-text', { login: account.login }));
    expect(done.text).toContain(`http://127.0.0.1:3000${path('login')}`);
    expect((await browser.get(path('account'))).status).toBe(303);
    expect((await browser.signsIn(school, account.login, GOOD)).status).toBe(422);
    expect((await browser.signsIn(school, account.login, OTHER)).status).toBe(303);

    for (const answer of [await browser.get(reset), await browser.post(reset, { password: GOOD })]) {
      expect(answer.status).toBe(410);
      expect(answer.text).toContain(web('reset-used-title'));
      expect(answer.text).toContain('href="/hello"');
    }
    expect((await browser.signsIn(school, account.login, GOOD)).status).toBe(422);
  });

  it.each([
    ['', 'password.missing'],
    ['Olga.N', 'password.journal-characters'],
    ['nikolaeva', 'password.personal'],
    ['qwerty123', 'password.common'],
  ])('comes back for %j, without it', async (password, code) => {
    const reset = await resetOf(await world.account(school, { email: `${code}@example.org` }));
    const again = await world.browser().post(reset, { password });
    expect(again.status).toBe(422);
    expect(again.text).toContain(error(code));
    if (password) expect(again.text).not.toContain(`value="${password}"`);
    expect((await world.browser().post(reset, { password: OTHER })).status).toBe(200);
  });

  it('abuse 10: dies when a newer one is opened, and after an hour', async () => {
    const account = await world.account(school, { email: 'two@example.org' });
    const first = await resetOf(account);
    const second = await resetOf(account);
    const old = await world.browser({ 'Accept-Language': 'en' }).get(first);
    expect(old.status).toBe(410);
    expect(old.text).toContain(en.web('reset-expired-title'));
    expect((await world.browser().get(second)).status).toBe(200);
    world.clock.at = new Date(world.clock.at.getTime() + 61 * 60_000);
    expect((await world.browser().post(second, { password: OTHER })).status).toBe(410);
  });

  it('is unknown when forged, or when its token opens something else (abuse case 5)', async () => {
    const account = await world.account(school, { email: 'three@example.org' });
    for (const token of [
      'made-up',
      world.secrets.token('page', account.id),
      world.secrets.token('session', account.id),
    ]) {
      const answer = await world.browser().post(`/reset/${token}`, { password: OTHER });
      expect(answer.status).toBe(404);
      expect(answer.text).toContain(web('reset-unknown-title'));
    }
  });

  it('refuses a form of another site’s page', async () => {
    const account = await world.account(school, { email: 'four@example.org' });
    const reset = await resetOf(account);
    const refused = await world.browser().post(reset, { password: OTHER }, { 'Sec-Fetch-Site': 'cross-site' });
    expect(refused.status).toBe(403);
    expect((await world.browser().signsIn(school, account.login)).status).toBe(303);
  });
});

it('leaves neither tokens nor addresses in the log (abuse case 37)', () => {
  const log = world.lines.join('');
  expect(log).toContain('"page":"reset"');
  expect(log).not.toMatch(/reset\/|example\.org|olga|plyvet/i);
});
