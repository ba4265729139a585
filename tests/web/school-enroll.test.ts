import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPassword } from '#core/accounts/password.ts';
import { initData } from './pages-world.ts';
import { GOOD, type SchoolRow, type SchoolWorld, schoolWorld, words } from './school-world.ts';

const { web, error } = words('ru');
const en = words('en');

describe('the page of an enrollment', () => {
  let world: SchoolWorld;
  let school: SchoolRow;
  beforeAll(async () => {
    world = await schoolWorld();
    school = await world.school();
  });
  afterAll(() => world.close());

  const pupil = async (birthDate?: Date) => {
    const personId = await world.card(school, {
      ...{ role: 'student', name: 'Николаева Варвара', className: '6А' },
      ...(birthDate ? { birthDate } : {}),
    });
    return { personId, role: 'student' as const };
  };
  const parentOf = async (name: string) => {
    const childId = await world.card(school, { role: 'student', name });
    return { personId: await world.card(school, { role: 'parent', childId }), role: 'parent' as const };
  };
  const accountOf = (personId: string) => world.database.prisma.account.findUnique({ where: { personId } });

  it('registers a pupil without an e-mail, shows the login with its digits, and works once', async () => {
    const card = await pupil();
    const { path, chat } = await world.enrollPage(school, [card]);
    const browser = world.browser();
    const page = await browser.get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Николаева Варвара');
    expect(page.text).toContain(web('enroll-login-note'));
    expect(page.text).toContain(web('enroll-email-label-optional'));
    expect(page.text).toContain(web('journal-password-characters', { min: 8 }));
    expect(page.text).not.toContain('name="fullName"');

    const done = await browser.post(path, { login: 'Varya.N', email: '', password: GOOD });
    expect(done.status).toBe(200);
    const account = await accountOf(card.personId);
    expect(account?.login).toMatch(/^Varya\.N\d{3}$/);
    expect(done.text).toContain(account?.login);
    expect(done.text).toContain(`href="https://${school.host}"`);
    expect(done.text).toContain(`http://127.0.0.1:3000/s/${school.slug}/login`);
    expect(done.text).toContain('ЭлЖур.Дневник');
    expect(done.text).toContain(web('enrolled-no-email'));
    expect(await verifyPassword(account?.passwordHash ?? '', GOOD)).toBe(true);
    const said = world.jobs.find(
      ({ name, payload }) => name === 'signal' && `${JSON.stringify(payload)}`.includes(account?.id ?? '-'),
    );
    expect(said?.payload).toMatchObject({ chatId: String(chat.chatId), news: { type: 'registered' } });

    expect((await browser.get(path)).status).toBe(410);
    const again = await browser.post(path, { login: 'Varya.N', email: '', password: GOOD });
    expect(again.status).toBe(410);
    expect(again.text).toContain(web('page-used-title'));
  });

  it('registers a parent of two children under their own name, and has the address confirmed', async () => {
    const cards = [await parentOf('Николаева Варвара'), await parentOf('Николаев Пётр')];
    const { path } = await world.enrollPage(school, cards, 'en');
    const browser = world.browser();
    const page = await browser.get(path);
    expect(page.text).toContain('<html lang="en">');
    for (const child of ['Николаева Варвара', 'Николаев Пётр']) expect(page.text).toContain(child);
    expect(page.text).toContain(en.web('enroll-email-note'));

    const form = { fullName: ' Николаева  Ольга Петровна', login: 'olga', email: ' Olga@Example.ORG ', password: GOOD };
    const done = await browser.post(path, form);
    expect(done.status).toBe(200);
    expect(done.text).toContain(en.web('enrolled-email', { email: 'olga@example.org' }));
    const account = await accountOf(cards[0]?.personId ?? '');
    expect(account).toMatchObject({ email: 'olga@example.org', emailVerifiedAt: null });
    expect(await world.inCore(({ enrollments }) => enrollments.children(account?.id ?? ''))).toHaveLength(2);
    expect(await world.inCore(({ accounts }) => accounts.view(account?.id ?? ''))).toMatchObject({
      fullName: 'Николаева Ольга Петровна',
    });
    const letter = await world.database.prisma.verification.findFirst({ where: { accountId: account?.id ?? '' } });
    expect(letter?.target).toBe('olga@example.org');
  });

  it('tells a teacher of the teachers’ app', async () => {
    const personId = await world.card(school, { role: 'teacher', name: 'Павлова Инна' });
    const { path } = await world.enrollPage(school, [{ personId, role: 'teacher' }]);
    const done = await world.browser().post(path, { login: 'inna', email: '', password: GOOD });
    expect(done.text).toContain('ЭлЖур.Учитель');
    expect(done.text).not.toContain('ЭлЖур.Дневник');
  });

  it('tells a teacher with a child here of both apps', async () => {
    const personId = await world.card(school, { role: 'teacher', name: 'Громова Мария' });
    const child = await parentOf('Громов Пётр');
    const { path } = await world.enrollPage(school, [{ personId, role: 'teacher' }, child]);
    const form = { login: 'masha', email: 'masha@example.org', password: GOOD };
    const done = await world.browser().post(path, form);
    expect(done.status).toBe(200);
    for (const app of ['ЭлЖур.Учитель', 'ЭлЖур.Дневник']) expect(done.text).toContain(app);
  });

  it('says all that is wrong at once, keeps what was typed, but never the password', async () => {
    const card = await parentOf('Николаева Варвара');
    const { path } = await world.enrollPage(school, [card]);
    const browser = world.browser();
    const typed = { fullName: '', login: 'olga@example.org', email: '"><script>x', password: 'короткий 1' };
    const again = await browser.post(path, typed);
    expect(again.status).toBe(422);
    for (const code of ['name.empty', 'login.email', 'email.unreadable', 'password.journal-characters']) {
      expect(again.text).toContain(error(code));
    }
    expect(again.text).toContain('value="olga@example.org"');
    expect(again.text).toContain('value="&quot;&gt;&lt;script&gt;x"');
    expect(again.text).not.toContain('короткий');
    expect(again.text).toContain('role="alert"');
    expect(again.text.match(/aria-invalid="true"/g)).toHaveLength(4);
    expect(await accountOf(card.personId)).toBeNull();

    const absent = await browser.post(path, { fullName: 'Николаева Ольга', login: 'olga', email: ' ', password: '' });
    expect(absent.text).toContain(error('email.required'));
    expect(absent.text).toContain(error('password.missing'));
    const fine = { fullName: 'Николаева Ольга', login: 'olga', email: 'olga@example.org', password: GOOD };
    expect((await browser.post(path, fine)).status).toBe(200);
  });

  it.each([
    ['the login', { login: 'varvarkin', password: 'varvarkin1' }, 'password.login'],
    ['the date of birth', { login: 'varya', password: '09042012ab' }, 'password.birth-date'],
    ['the name typed on Latin keys', { login: 'vn2012', password: 'ybrjkftdf12' }, 'password.personal'],
    [
      'the e-mail',
      { login: 'vn2012', email: 'zolotayarybka@example.org', password: 'zolotayarybka1' },
      'password.personal',
    ],
    ['seven letters', { login: 'varya', password: 'abcd123' }, 'password.journal-short'],
    ['a sign', { login: 'varya', password: 'tyulen-4-grom' }, 'password.journal-characters'],
  ])('refuses a password made of %s', async (_what, form, code) => {
    const card = await pupil(new Date('2012-04-09'));
    const { path } = await world.enrollPage(school, [card]);
    const again = await world.browser().post(path, { email: '', ...form });
    expect(again.status).toBe(422);
    expect(again.text).toContain(error(code));
    expect(again.text).not.toContain(form.password);
    expect(await accountOf(card.personId)).toBeNull();
  });

  it('makes nothing of an invitation that was withdrawn meanwhile, and says so (abuse case 18)', async () => {
    const card = await pupil();
    const { path } = await world.enrollPage(school, [card]);
    const browser = world.browser();
    expect((await browser.get(path)).status).toBe(200);
    await world.database.prisma.invitation.updateMany({
      where: { personId: card.personId },
      data: { withdrawnAt: world.clock.now() },
    });
    const ended = await browser.post(path, { login: 'varya', email: '', password: GOOD });
    expect(ended.status).toBe(409);
    expect(ended.text).toContain(web('enroll-incomplete-title'));
    expect(await accountOf(card.personId)).toBeNull();
  });

  it('abuse 8: of two who send the page at once exactly one succeeds', async () => {
    const card = await pupil();
    const { path } = await world.enrollPage(school, [card]);
    const browser = world.browser();
    const statuses = await Promise.all(
      ['one', 'two'].map(async (login) => (await browser.post(path, { login, email: '', password: GOOD })).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await world.database.prisma.account.count({ where: { personId: card.personId } })).toBe(1);
  });

  it('lives for half an hour, and is unknown when forged', async () => {
    const { path } = await world.enrollPage(school, [await pupil()]);
    const browser = world.browser();
    const forged = await browser.get('/enroll/made-up');
    expect(forged.status).toBe(404);
    expect(forged.text).toContain(web('page-unknown-title'));
    world.clock.at = new Date(world.clock.at.getTime() + 31 * 60_000);
    const late = await browser.get(path);
    expect(late.status).toBe(410);
    expect(late.text).toContain(web('page-expired-title'));
  });

  it('refuses a form of another site’s page', async () => {
    const card = await pupil();
    const { path } = await world.enrollPage(school, [card]);
    const form = { login: 'varya', email: '', password: GOOD };
    const refused = await world.browser().post(path, form, { 'Sec-Fetch-Site': 'cross-site' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(web('press-again'));
    expect(await accountOf(card.personId)).toBeNull();
  });

  it('leaves neither a token nor what was typed in the log (abuse case 37)', () => {
    const log = world.lines.join('');
    expect(log).toContain('"page":"enroll"');
    expect(log).not.toMatch(/enroll\/|olga|example\.org|Николаев|tyulen/i);
  });
});

describe('the page of an enrollment as a Mini App (abuse case 34)', () => {
  let world: SchoolWorld;
  let school: SchoolRow;
  beforeAll(async () => {
    world = await schoolWorld({ publicUrl: 'https://pass.example.ru' });
    school = await world.school();
  });
  afterAll(() => world.close());

  it('names nobody, and registers only for the chat’s own person', async () => {
    const personId = await world.card(school, { role: 'student', name: 'Николаева Варвара' });
    const { path, chat } = await world.enrollPage(school, [{ personId, role: 'student' }]);
    const browser = world.browser();
    const page = await browser.get(path);
    expect(page.text).toContain('name="init"');
    expect(page.text).not.toContain('Николаева');
    expect(page.headers.get('Content-Security-Policy')).toContain('https://web.telegram.org');

    const form = { login: 'varya', email: '', password: GOOD };
    const at = world.clock.at;
    const mine = Number(chat.chatId);
    for (const init of [
      '',
      initData(mine, at, '999:ZZ'),
      initData(mine + 1, at),
      initData(mine, new Date(at.getTime() - 301_000)),
    ]) {
      expect((await browser.post(path, { ...form, init })).status).toBe(403);
    }
    expect(await world.database.prisma.account.count()).toBe(0);

    const word = initData(mine, at);
    const again = await browser.post(path, { ...form, login: 'я', init: word });
    expect(again.status).toBe(422);
    expect(again.text).toContain(`value="${word.replaceAll('&', '&amp;')}"`);
    expect((await browser.post(path, { ...form, init: word })).status).toBe(200);
  });
});
