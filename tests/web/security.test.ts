import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PER_LOGIN_AND_PLACE } from '#core/accounts/logins.ts';
import { GOOD, OTHER, type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

let world: SchoolWorld;
let school: SchoolRow;
beforeAll(async () => {
  world = await schoolWorld({ pause: async () => undefined });
  school = await world.school();
});
afterAll(() => world.close());

const path = (page: string): string => `/s/${school.slug}/${page}`;

describe('a form of another site’s page', () => {
  // A school's own address is of the same site as ours may be: 1399.eljur.ru and pass.eljur.ru.
  it.each(['cross-site', 'same-site'])('does nothing, be it %s', async (from) => {
    const { login } = await world.account(school);
    const victim = world.browser();
    const headers = { 'Sec-Fetch-Site': from };
    expect((await victim.post(path('login'), { login, password: GOOD }, headers)).status).toBe(403);
    expect(victim.cookies.size).toBe(0);

    await victim.signsIn(school, login);
    expect((await victim.post(path('account/sign-out-everywhere'), {}, headers)).status).toBe(403);
    expect((await victim.get(path('account'))).status).toBe(200);
  });

  it.each(['same-origin', 'none'])('is not what a browser calls %s', async (from) => {
    const { login } = await world.account(school);
    const answer = await world.browser().post(path('login'), { login, password: GOOD }, { 'Sec-Fetch-Site': from });
    expect(answer.status).toBe(303);
  });
});

it('a session that somebody planted in a browser never becomes another’s: signing in opens a new one and ends that one', async () => {
  const [thief, victim] = [world.browser(), world.browser()];
  await thief.signsIn(school, (await world.account(school, { name: 'Чужой Захар' })).login);
  const planted = thief.cookies.get('propusk_session') ?? '';
  victim.cookies.set('propusk_session', planted);
  await victim.signsIn(school, (await world.account(school)).login);
  expect(victim.cookies.get('propusk_session')).not.toBe(planted);
  expect((await victim.get(path('account'))).text).toContain('Николаева Ольга Петровна');
  expect((await thief.get(path('account'))).location).toBe(`${path('login')}?note=ended`);
});

describe('one sender', () => {
  const tries = async (addresses: string[]): Promise<number> => {
    const { login } = await world.account(school);
    let status = 0;
    for (const address of addresses)
      status = (await world.browser({ 'X-Forwarded-For': address }).signsIn(school, login, OTHER)).status;
    return status;
  };
  const more = PER_LOGIN_AND_PLACE.max + 1;

  it('is whoever has a network of IPv6 addresses, however many of them they use', async () => {
    const addresses = Array.from({ length: more }, (_, at) => `2001:db8:7::${(at + 1).toString(16)}:${at}`);
    expect(await tries(addresses)).toBe(429);
    expect(await tries(Array(more).fill('2001:db8:0:1::1').with(0, '2001:0DB8:0000:0001:ffff::2'))).toBe(429);
  });

  it('is not the neighbour’s network, nor another IPv4 address', async () => {
    expect(await tries(Array.from({ length: more }, (_, at) => `2001:db8:8:${at}::1`))).toBe(422);
    expect(await tries(Array.from({ length: more }, (_, at) => `::ffff:203.0.113.${at}`))).toBe(422);
    expect(await tries([...Array(more - 1).fill('203.0.113.9'), '::ffff:203.0.113.9'])).toBe(429);
  });
});

describe('abuse 6: a scanner or a preview that opens a one-time page', () => {
  /** What mail scanners and previews send: they look, they prefetch, and some press the only button. */
  async function scans(address: string): Promise<void> {
    const scanner = world.browser();
    for (const headers of [{}, { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch' }])
      expect((await scanner.get(address, headers)).status).toBe(200);
    const head = await world.app.request(address, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await scanner.post(address, {})).status).toBe(422);
  }

  it('uses up no link to a new password', async () => {
    const account = await world.account(school, { email: 'scanned@example.org' });
    const [opened] = await world.inCore(({ recovery }) =>
      recovery.openByEmail({ institutionId: 'eljur', schoolId: school.id, email: 'scanned@example.org' }),
    );
    const address = `/reset/${world.secrets.token('page', opened?.pageId ?? '')}`;
    await scans(address);
    expect((await world.browser().signsIn(school, account.login)).status).toBe(303);
    expect((await world.browser().post(address, { password: OTHER })).status).toBe(200);
    expect((await world.browser().signsIn(school, account.login, OTHER)).status).toBe(303);
  });

  it('uses up no invitation', async () => {
    const personId = await world.card(school, { role: 'student', name: 'Николаева Варвара' });
    const { path: address } = await world.enrollPage(school, [{ personId, role: 'student' }]);
    await scans(address);
    expect(await world.database.prisma.account.count({ where: { personId } })).toBe(0);
    expect((await world.browser().post(address, { login: 'varya', password: GOOD, email: '' })).status).toBe(200);
    expect(await world.database.prisma.account.count({ where: { personId } })).toBe(1);
  });
});

it('is not thrown out of step by what no address and no login can hold', async () => {
  const browser = world.browser();
  expect((await browser.get('/s/13%0099/login')).status).toBe(404);
  for (const login of ['anna\u0000123', `${'a'.repeat(63)}😀`, '\ud800anna'])
    expect((await browser.signsIn(school, login)).status).toBe(422);
});
