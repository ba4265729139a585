import { describe, expect, it } from 'vitest';
import { hours } from '#core/clock.ts';
import { RESET_PAGE_LIFETIME } from '#core/recovery/doors.ts';
import { drawOneTimePassword } from '#core/recovery/one-time-password.ts';
import { PER_ADDRESS, PER_CHAT, PER_PLACE } from '#core/recovery/recovery.ts';
import { good, NEW_PASSWORD, PASSWORD } from '#tests/accounts/world.ts';
import { RecoveryWorld } from './world.ts';

const recoveries = new RecoveryWorld();
const { byEmail, complete, look, openPage, request, signsIn } = recoveries;

describe('a request for the letter', () => {
  it('reads the address as people type it, and leaves the rest to a job', async () => {
    const chat = await recoveries.journal.chat();
    const asked = await recoveries.journal.core(({ recovery }) =>
      recovery.request({
        ...{
          institutionId: 'eljur',
          schoolId: recoveries.journal.schools.own,
          email: ' Anna@Mail.RU. ',
          language: 'en',
          chat,
        },
      }),
    );
    expect(asked).toEqual({ ok: true, value: undefined });
    expect(await recoveries.journal.jobs('recovery-letter')).toEqual([
      { institutionId: 'eljur', schoolId: recoveries.journal.schools.own, email: 'anna@mail.ru', language: 'en' },
    ]);
    expect(await recoveries.journal.prisma.oneTimePage.count()).toBe(0);
  });

  it('is counted for the address, the chat and the place (abuse case 12)', async () => {
    const [perAddress, perChat, perPlace] = [PER_ADDRESS[0]?.max ?? 0, PER_CHAT[0]?.max ?? 0, PER_PLACE[0]?.max ?? 0];
    const many = { ok: false, error: 'recovery.too-many' };
    for (let round = 0; round < perAddress; round += 1)
      expect((await request('anna@mail.ru', `place ${round}`)).ok).toBe(true);
    expect(await request('anna@mail.ru', 'a fresh place')).toEqual(many);
    expect((await request('boris@mail.ru', 'a fresh place')).ok).toBe(true);
    recoveries.journal.move(hours(1));
    expect((await request('anna@mail.ru', 'a fresh place')).ok).toBe(true);

    const chat = await recoveries.journal.chat();
    const fromChat = (email: string) =>
      recoveries.journal.core(({ recovery }) =>
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
    await recoveries.journal.account({ login: 'mama101', email: 'family@mail.ru', role: 'parent' });
    await recoveries.journal.account({ login: 'syn102', email: 'family@mail.ru' });
    await recoveries.journal.account({
      login: 'far103',
      email: 'family@mail.ru',
      schoolId: recoveries.journal.schools.other,
    });
    await recoveries.journal.account({ login: 'else104', email: 'else@mail.ru' });
    const logins = async (schoolId: string | null) =>
      (await byEmail('family@mail.ru', schoolId)).map(({ login }) => login).sort();
    expect(await logins(null)).toEqual(['far103', 'mama101', 'syn102']);
    expect(await logins(recoveries.journal.schools.own)).toEqual(['mama101', 'syn102']);
  });

  it('are none for closed accounts and people who left', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    await recoveries.journal.prisma.person.update({ where: { id: anna.personId }, data: { active: false } });
    expect(await byEmail('anna@mail.ru')).toEqual([]);
    expect(await look(pageId)).toEqual({ ok: false, error: 'page.expired' });
    expect(await complete(pageId)).toEqual({ ok: false, error: 'page.expired' });
  });

  it('show the login, the school, and what the password must not be', async () => {
    const birthDate = new Date('2012-04-09');
    await recoveries.journal.account({ login: 'Varya7', email: 'varya.n@mail.ru', birthDate });
    const view = good(await look(await openPage('varya.n@mail.ru')));
    expect(view).toMatchObject({ login: 'Varya7', schoolName: 'Школа № 1399', schoolSlug: '1399', language: 'ru' });
    expect(view.birthDates).toEqual([birthDate]);
    expect(view.words).toEqual(expect.arrayContaining(['Николаева', 'Варвара', 'varya.n@mail.ru', 'varya']));
  });

  it('set the new password, once, and tell the person', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    expect(await complete(pageId)).toEqual({ ok: true, value: { accountId: anna.id } });
    expect([await signsIn(anna.login, NEW_PASSWORD), await signsIn(anna.login, PASSWORD)]).toEqual([true, false]);
    expect(await complete(pageId, 'another hash')).toEqual({ ok: false, error: 'page.used' });
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
    expect(await recoveries.journal.news()).toEqual([
      [anna.chat.chatId, { type: 'account-notice', accountId: anna.id, what: 'password-changed', curator: '' }],
    ]);
    expect(await recoveries.journal.prisma.audit.findMany()).toMatchObject([
      { action: 'password-changed', curatorId: null },
    ]);
  });

  it('close with time', async () => {
    await recoveries.journal.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    recoveries.journal.move(RESET_PAGE_LIFETIME);
    expect(await look(pageId)).toEqual({ ok: false, error: 'page.expired' });
    expect(await complete(pageId)).toEqual({ ok: false, error: 'page.expired' });
  });
});

describe('what a curator does', () => {
  it('a one-time link, in the audit', async () => {
    const anna = await recoveries.journal.account();
    const curatorId = await recoveries.journal.curator();
    const pageId = good(await recoveries.journal.core(({ recovery }) => recovery.openByCurator(anna.id, curatorId)));
    expect(await recoveries.journal.prisma.audit.findMany()).toMatchObject([
      {
        action: 'link-made',
        curatorId,
        accountId: anna.id,
        personId: anna.personId,
        schoolId: recoveries.journal.schools.own,
      },
    ]);
    expect((await complete(pageId)).ok).toBe(true);
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('a one-time password, in the audit, and the person is told', async () => {
    const anna = await recoveries.journal.account();
    const curatorId = await recoveries.journal.curator();
    const set = await recoveries.journal.core(({ recovery }) =>
      recovery.setOneTimePassword(anna.id, curatorId, recoveries.newHash),
    );
    expect(good(set).expiresAt.getTime() - recoveries.journal.clock.now().getTime()).toBe(hours(72));
    expect(await recoveries.journal.prisma.audit.findMany()).toMatchObject([{ action: 'password-set', curatorId }]);
    expect(await recoveries.journal.news()).toEqual([
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
