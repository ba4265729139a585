import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '#core/accounts/password.ts';
import { hours, minutes, seconds } from '#core/clock.ts';
import { RESET_PAGE_LIFETIME } from '#core/recovery/doors.ts';
import { drawOneTimePassword } from '#core/recovery/one-time-password.ts';
import { PER_ADDRESS, PER_CHAT, PER_PLACE } from '#core/recovery/recovery.ts';
import { good, type JournalWorld, journalWorld, NEW_PASSWORD, PASSWORD } from '#tests/accounts/world.ts';
import { concurrently } from '#tests/support/database.ts';

let world: JournalWorld;
let newHash: string;
beforeAll(async () => {
  world = await journalWorld();
  newHash = await hashPassword(NEW_PASSWORD);
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const byEmail = (email: string, schoolId: string | null = null) =>
  world.core(({ recovery }) => recovery.openByEmail({ institutionId: 'eljur', schoolId, email }));
const openPage = async (email: string): Promise<string> => {
  const [opened] = await byEmail(email);
  if (!opened) throw new Error('nobody has this address');
  return opened.pageId;
};
const look = (pageId: string) => world.core(({ recovery }) => recovery.look(pageId));
const complete = (pageId: string, hash = newHash) => world.core(({ recovery }) => recovery.complete(pageId, hash));
const request = (email: string, remote = '203.0.113.7') =>
  world.core(({ recovery }) =>
    recovery.request({ institutionId: 'eljur', schoolId: null, email, language: 'ru', chat: null, remote }),
  );
const signsIn = async (login: string, password: string) => (await world.signIn(login, password, 'home')).result.ok;

describe('a request for the letter', () => {
  it('reads the address as people type it, and leaves the rest to a job', async () => {
    const chat = await world.chat();
    const asked = await world.core(({ recovery }) =>
      recovery.request({
        ...{ institutionId: 'eljur', schoolId: world.schools.own, email: ' Anna@Mail.RU. ', language: 'en', chat },
      }),
    );
    expect(asked).toEqual({ ok: true, value: undefined });
    expect(await world.jobs('recovery-letter')).toEqual([
      { institutionId: 'eljur', schoolId: world.schools.own, email: 'anna@mail.ru', language: 'en' },
    ]);
    expect(await world.prisma.oneTimePage.count()).toBe(0);
  });

  it('is counted for the address, the chat and the place (abuse case 12)', async () => {
    const [perAddress, perChat, perPlace] = [PER_ADDRESS[0]?.max ?? 0, PER_CHAT[0]?.max ?? 0, PER_PLACE[0]?.max ?? 0];
    const many = { ok: false, error: 'recovery.too-many' };
    for (let round = 0; round < perAddress; round += 1)
      expect((await request('anna@mail.ru', `place ${round}`)).ok).toBe(true);
    expect(await request('anna@mail.ru', 'a fresh place')).toEqual(many);
    expect((await request('boris@mail.ru', 'a fresh place')).ok).toBe(true);
    world.move(hours(1));
    expect((await request('anna@mail.ru', 'a fresh place')).ok).toBe(true);

    const chat = await world.chat();
    const fromChat = (email: string) =>
      world.core(({ recovery }) =>
        recovery.request({ institutionId: 'eljur', schoolId: null, email, language: 'ru', chat }),
      );
    for (let round = 0; round < perChat; round += 1) expect((await fromChat(`a${round}@mail.ru`)).ok).toBe(true);
    expect(await fromChat('last@mail.ru')).toEqual(many);

    for (let round = 0; round < perPlace; round += 1)
      expect((await request(`b${round}@mail.ru`, 'a school')).ok).toBe(true);
    expect(await request('c@mail.ru', 'a school')).toEqual(many);
  });
});

describe('the pages that a letter leads to', () => {
  it('are one for each account that confirmed the address, in the school or in the whole journal', async () => {
    await world.account({ login: 'mama101', email: 'family@mail.ru', role: 'parent' });
    await world.account({ login: 'syn102', email: 'family@mail.ru' });
    await world.account({ login: 'far103', email: 'family@mail.ru', schoolId: world.schools.other });
    await world.account({ login: 'else104', email: 'else@mail.ru' });
    const logins = async (schoolId: string | null) =>
      (await byEmail('family@mail.ru', schoolId)).map(({ login }) => login).sort();
    expect(await logins(null)).toEqual(['far103', 'mama101', 'syn102']);
    expect(await logins(world.schools.own)).toEqual(['mama101', 'syn102']);
  });

  it('are none for closed accounts and people who left', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    await world.prisma.person.update({ where: { id: anna.personId }, data: { active: false } });
    expect(await byEmail('anna@mail.ru')).toEqual([]);
    expect(await look(pageId)).toEqual({ ok: false, error: 'page.expired' });
    expect(await complete(pageId)).toEqual({ ok: false, error: 'page.expired' });
  });

  it('show the login, the school, and what the password must not be', async () => {
    const birthDate = new Date('2012-04-09');
    await world.account({ login: 'Varya7', email: 'varya.n@mail.ru', birthDate });
    const view = good(await look(await openPage('varya.n@mail.ru')));
    expect(view).toMatchObject({ login: 'Varya7', schoolName: 'Школа № 1399', schoolSlug: '1399', language: 'ru' });
    expect(view.birthDates).toEqual([birthDate]);
    expect(view.words).toEqual(expect.arrayContaining(['Николаева', 'Варвара', 'varya.n@mail.ru', 'varya']));
  });

  it('set the new password, once, and tell the person', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    expect(await complete(pageId)).toEqual({ ok: true, value: { accountId: anna.id } });
    expect([await signsIn(anna.login, NEW_PASSWORD), await signsIn(anna.login, PASSWORD)]).toEqual([true, false]);
    expect(await complete(pageId, 'another hash')).toEqual({ ok: false, error: 'page.used' });
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
    expect(await world.news()).toEqual([
      [anna.chat.chatId, { type: 'account-notice', accountId: anna.id, what: 'password-changed', curator: '' }],
    ]);
    expect(await world.prisma.audit.findMany()).toMatchObject([{ action: 'password-changed', curatorId: null }]);
  });

  it('close with time', async () => {
    await world.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    world.move(RESET_PAGE_LIFETIME);
    expect(await look(pageId)).toEqual({ ok: false, error: 'page.expired' });
    expect(await complete(pageId)).toEqual({ ok: false, error: 'page.expired' });
  });
});

describe('what a curator does', () => {
  it('a one-time link, in the audit', async () => {
    const anna = await world.account();
    const curatorId = await world.curator();
    const pageId = good(await world.core(({ recovery }) => recovery.openByCurator(anna.id, curatorId)));
    expect(await world.prisma.audit.findMany()).toMatchObject([
      { action: 'link-made', curatorId, accountId: anna.id, personId: anna.personId, schoolId: world.schools.own },
    ]);
    expect((await complete(pageId)).ok).toBe(true);
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('a one-time password, in the audit, and the person is told', async () => {
    const anna = await world.account();
    const curatorId = await world.curator();
    const set = await world.core(({ recovery }) => recovery.setOneTimePassword(anna.id, curatorId, newHash));
    expect(good(set).expiresAt.getTime() - world.clock.now().getTime()).toBe(hours(72));
    expect(await world.prisma.audit.findMany()).toMatchObject([{ action: 'password-set', curatorId }]);
    expect(await world.news()).toEqual([
      [
        anna.chat.chatId,
        { type: 'account-notice', accountId: anna.id, what: 'password-set', curator: 'Иванова Мария' },
      ],
    ]);
  });

  it('one-time passwords fit the journal and are not mistaken when read aloud', () => {
    const drawn = Array.from({ length: 200 }, () => drawOneTimePassword());
    for (const password of drawn) expect(password).toMatch(/^[a-z2-8]{10}$/);
    expect(drawn.join('')).not.toMatch(/[ijloqg019]/);
    expect(new Set(drawn).size).toBe(200);
  });
});

describe('abuse', () => {
  it('abuse 1: no step is reached without the one before: only a reset page’s own id sets a password', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const other = await world.prisma.oneTimePage.create({
      data: { purpose: 'enroll', subjectId: anna.id, expiresAt: new Date('2027-01-01') },
    });
    for (const id of [anna.id, other.id, '0b6f1f0e-8f5c-4a55-9a55-3d2c1b0a9f8e']) {
      expect(await look(id)).toEqual({ ok: false, error: 'page.unknown' });
      expect(await complete(id)).toEqual({ ok: false, error: 'page.unknown' });
    }
    expect(await signsIn(anna.login, PASSWORD)).toBe(true);
  });

  it.each([
    'anna@mail.ru, thief@evil.example',
    'anna@mail.ru thief@evil.example',
    'anna@mail.ru\r\nthief@evil.example',
  ])('abuse 4: several addresses in one request are refused: %j', async (typed) => {
    await world.account({ email: 'anna@mail.ru' });
    expect(await request(typed)).toEqual({ ok: false, error: 'email.several' });
    expect(await world.jobs('recovery-letter')).toEqual([]);
  });

  it('abuse 5: a curator’s link sets the password of its own account, of their own school, while they are one', async () => {
    const [anna, boris] = [await world.account(), await world.account()];
    const far = await world.account({ schoolId: world.schools.other });
    const curatorId = await world.curator();
    const open = (accountId: string) => world.core(({ recovery }) => recovery.openByCurator(accountId, curatorId));
    const oneTime = (accountId: string) =>
      world.core(({ recovery }) => recovery.setOneTimePassword(accountId, curatorId, newHash));

    await complete(good(await open(anna.id)));
    expect([await signsIn(anna.login, NEW_PASSWORD), await signsIn(boris.login, PASSWORD)]).toEqual([true, true]);

    const notYours = { ok: false, error: 'recovery.not-yours' };
    expect([await open(far.id), await oneTime(far.id)]).toEqual([notYours, notYours]);
    await world.prisma.curator.update({ where: { id: curatorId }, data: { revokedAt: world.clock.now() } });
    expect([await open(boris.id), await oneTime(boris.id)]).toEqual([notYours, notYours]);
    expect(await signsIn(boris.login, PASSWORD)).toBe(true);
  });

  it('abuse 7: looking at a page, however often, sends nothing and uses nothing', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    for (let round = 0; round < 5; round += 1) expect((await look(pageId)).ok).toBe(true);
    expect([await world.jobs('recovery-letter'), await world.news()]).toEqual([[], []]);
    expect((await complete(pageId)).ok).toBe(true);
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('abuse 8: of two who use one page at once, one succeeds', async () => {
    concurrently('that a page for a new password is used once');
    await world.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    const both = await Promise.all([complete(pageId, 'one'), complete(pageId, 'other')]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('abuse 10: an older link dies with a newer one, whoever asked for it', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const curatorId = await world.curator();
    const first = await openPage('anna@mail.ru');
    const second = await openPage('anna@mail.ru');
    const third = good(await world.core(({ recovery }) => recovery.openByCurator(anna.id, curatorId)));
    expect([await complete(first), await complete(second)]).toEqual([
      { ok: false, error: 'page.expired' },
      { ok: false, error: 'page.expired' },
    ]);
    expect((await complete(third)).ok).toBe(true);
  });

  it('abuse 10: of links made at once, one lives', async () => {
    concurrently('that of two letters at once one has a live link');
    await world.account({ email: 'anna@mail.ru' });
    const pages = await Promise.all([1, 2, 3, 4].map(() => openPage('anna@mail.ru')));
    const views = await Promise.all(pages.map(look));
    expect(views.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('abuse 13: a new password closes the account’s other pages', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const stolen = await openPage('anna@mail.ru');
    await world.core(({ recovery }) => recovery.changeOwn(anna.id, newHash));
    expect(await complete(stolen, 'the thief’s')).toEqual({ ok: false, error: 'page.expired' });
  });

  it('abuse 14: a known, an unconfirmed and an unknown address get one answer and leave the same traces', async () => {
    await world.account({ email: 'known@mail.ru' });
    await world.account({ email: 'unconfirmed@mail.ru', verified: false });
    const traces = async (email: string) => {
      await world.forgetJobs();
      await world.prisma.limit.deleteMany();
      const answers: unknown[] = [];
      for (let round = 0; round < (PER_ADDRESS[0]?.max ?? 0) + 1; round += 1) answers.push(await request(email));
      const jobs = await world.jobs('recovery-letter');
      return { answers, jobs: jobs.map((job) => ({ ...job, email: '' })), limits: await world.prisma.limit.count() };
    };
    const known = await traces('known@mail.ru');
    expect(await traces('unconfirmed@mail.ru')).toEqual(known);
    expect(await traces('nobody@mail.ru')).toEqual(known);
  });

  it('abuse 16: whoever asks again and again for a victim’s address cannot keep the victim out', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    let last = '';
    for (let round = 0; round < (PER_ADDRESS[0]?.max ?? 0) + 3; round += 1)
      if ((await request('anna@mail.ru', `place ${round}`)).ok) last = await openPage('anna@mail.ru');
    expect((await complete(last)).ok).toBe(true);
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('abuse 20: an address that nobody has confirmed restores nothing', async () => {
    const anna = await world.account({ email: 'anna@mail.ru', verified: false });
    expect(await byEmail('anna@mail.ru')).toEqual([]);
    // The directory's own address is no confirmation either.
    await world.prisma.person.update({ where: { id: anna.personId }, data: { email: 'school@mail.ru' } });
    expect(await byEmail('school@mail.ru')).toEqual([]);
  });

  it('abuse 21: who registers with a victim’s address gets nothing of the victim’s, and loses it all once they confirm', async () => {
    const thief = await world.account({ login: 'thief101', email: 'anna@mail.ru', verified: false });
    const anna = await world.account({ login: 'anna102', email: 'anna@mail.ru' });
    expect((await byEmail('anna@mail.ru')).map(({ login }) => login)).toEqual(['anna102']);

    // Anna confirms the thief's letter by mistake: the account is hers to take by that very address, and his password dies with it.
    const { id } = good(await world.core(({ emails }) => emails.start(thief.id, thief.chat, 'anna@mail.ru', 'ru')));
    const letter = await world.core(({ links }) => links.letter(id));
    await world.core(({ links }) => links.confirmByToken(letter?.token ?? ''));
    const session = good((await world.signIn('thief101', PASSWORD)).result).session;
    const opened = await byEmail('anna@mail.ru');
    expect(opened.map(({ login }) => login).sort()).toEqual(['anna102', 'thief101']);
    await complete(opened.find(({ login }) => login === 'thief101')?.pageId ?? '');
    expect(await signsIn('thief101', PASSWORD)).toBe(false);
    expect(await world.core(({ sessions }) => sessions.find(session))).toBeNull();
    expect(await signsIn(anna.login, PASSWORD)).toBe(true);
  });

  it('abuse 21: an account made with a stolen invitation is taken back whole: password, chat, address, sessions, pages', async () => {
    const stolen = await world.account({ email: 'thief@mail.ru' });
    await world.prisma.enrollment.create({
      data: {
        ...{ institutionId: 'eljur', schoolId: world.schools.own, ...stolen.chat, accountId: stolen.id },
        ...{ createdAt: world.clock.now(), completedAt: world.clock.now() },
      },
    });
    const { session } = good((await world.signIn(stolen.login, PASSWORD)).result);
    const page = await openPage('thief@mail.ru');
    const curatorId = await world.curator();
    good(await world.core(({ recovery }) => recovery.takeBack(stolen.id, curatorId)));
    world.move(seconds(1));

    expect(await signsIn(stolen.login, PASSWORD)).toBe(false);
    expect(await world.core(({ sessions }) => sessions.find(session))).toBeNull();
    expect(await complete(page)).toEqual({ ok: false, error: 'page.expired' });
    expect(await byEmail('thief@mail.ru')).toEqual([]);
    expect(await world.prisma.conversation.count({ where: { accountId: stolen.id } })).toBe(0);

    const own = good(await world.core(({ recovery }) => recovery.openByCurator(stolen.id, curatorId)));
    await complete(own);
    const { id } = good(await world.core(({ emails }) => emails.start(stolen.id, null, 'own@mail.ru', 'ru')));
    const letter = await world.core(({ links }) => links.letter(id));
    await world.forgetJobs();
    await world.core(({ links }) => links.confirmByToken(letter?.token ?? ''));
    // The thief's chat hears nothing of the owner's address.
    expect(await world.news()).toEqual([]);
    world.move(minutes(1));
    expect((await byEmail('own@mail.ru')).map(({ login }) => login)).toEqual([stolen.login]);
  });

  it('abuse 21: a curator takes back in their own school only', async () => {
    const far = await world.account({ schoolId: world.schools.other });
    const curatorId = await world.curator();
    expect(await world.core(({ recovery }) => recovery.takeBack(far.id, curatorId))).toEqual({
      ok: false,
      error: 'recovery.not-yours',
    });
  });
});
