import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '#core/clock.ts';
import { PER_ADDRESS } from '#core/recovery/recovery.ts';
import { good, NEW_PASSWORD, PASSWORD } from '#tests/accounts/world.ts';
import { concurrently } from '#tests/support/database.ts';
import { RecoveryWorld } from './world.ts';

const recoveries = new RecoveryWorld();
const { byEmail, complete, look, openPage, request, signsIn } = recoveries;

describe('abuse', () => {
  it('abuse 1: no step is reached without the one before: only a reset page’s own id sets a password', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    const other = await recoveries.journal.prisma.oneTimePage.create({
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
    await recoveries.journal.account({ email: 'anna@mail.ru' });
    expect(await request(typed)).toEqual({ ok: false, error: 'email.several' });
    expect(await recoveries.journal.jobs('recovery-letter')).toEqual([]);
  });

  it('abuse 5: a curator’s link sets the password of its own account, of their own school, while they are one', async () => {
    const [anna, boris] = [await recoveries.journal.account(), await recoveries.journal.account()];
    const far = await recoveries.journal.account({ schoolId: recoveries.journal.schools.other });
    const curatorId = await recoveries.journal.curator();
    const open = (accountId: string) =>
      recoveries.journal.core(({ recovery }) => recovery.openByCurator(accountId, curatorId));
    const oneTime = (accountId: string) =>
      recoveries.journal.core(({ recovery }) => recovery.setOneTimePassword(accountId, curatorId, recoveries.newHash));

    await complete(good(await open(anna.id)));
    expect([await signsIn(anna.login, NEW_PASSWORD), await signsIn(boris.login, PASSWORD)]).toEqual([true, true]);

    const notYours = { ok: false, error: 'recovery.not-yours' };
    expect([await open(far.id), await oneTime(far.id)]).toEqual([notYours, notYours]);
    await recoveries.journal.prisma.curator.update({
      where: { id: curatorId },
      data: { revokedAt: recoveries.journal.clock.now() },
    });
    expect([await open(boris.id), await oneTime(boris.id)]).toEqual([notYours, notYours]);
    expect(await signsIn(boris.login, PASSWORD)).toBe(true);
  });

  it('abuse 7: looking at a page, however often, sends nothing and uses nothing', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    for (let round = 0; round < 5; round += 1) expect((await look(pageId)).ok).toBe(true);
    expect([await recoveries.journal.jobs('recovery-letter'), await recoveries.journal.news()]).toEqual([[], []]);
    expect((await complete(pageId)).ok).toBe(true);
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('abuse 8: of two who use one page at once, one succeeds', async () => {
    concurrently('that a page for a new password is used once');
    await recoveries.journal.account({ email: 'anna@mail.ru' });
    const pageId = await openPage('anna@mail.ru');
    const both = await Promise.all([complete(pageId, 'one'), complete(pageId, 'other')]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('abuse 10: an older link dies with a newer one, whoever asked for it', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    const curatorId = await recoveries.journal.curator();
    const first = await openPage('anna@mail.ru');
    const second = await openPage('anna@mail.ru');
    const third = good(await recoveries.journal.core(({ recovery }) => recovery.openByCurator(anna.id, curatorId)));
    expect([await complete(first), await complete(second)]).toEqual([
      { ok: false, error: 'page.expired' },
      { ok: false, error: 'page.expired' },
    ]);
    expect((await complete(third)).ok).toBe(true);
  });

  it('abuse 10: of links made at once, one lives', async () => {
    concurrently('that of two letters at once one has a live link');
    await recoveries.journal.account({ email: 'anna@mail.ru' });
    const pages = await Promise.all([1, 2, 3, 4].map(() => openPage('anna@mail.ru')));
    const views = await Promise.all(pages.map(look));
    expect(views.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('abuse 13: a new password closes the account’s other pages', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    const stolen = await openPage('anna@mail.ru');
    await recoveries.journal.core(({ recovery }) => recovery.changeOwn(anna.id, recoveries.newHash));
    expect(await complete(stolen, 'the thief’s')).toEqual({ ok: false, error: 'page.expired' });
  });

  it('abuse 14: a known, an unconfirmed and an unknown address get one answer and leave the same traces', async () => {
    await recoveries.journal.account({ email: 'known@mail.ru' });
    await recoveries.journal.account({ email: 'unconfirmed@mail.ru', verified: false });
    const traces = async (email: string) => {
      await recoveries.journal.forgetJobs();
      await recoveries.journal.prisma.limit.deleteMany();
      const answers: unknown[] = [];
      for (let round = 0; round < (PER_ADDRESS[0]?.max ?? 0) + 1; round += 1) answers.push(await request(email));
      const jobs = await recoveries.journal.jobs('recovery-letter');
      return {
        answers,
        jobs: jobs.map((job) => ({ ...job, email: '' })),
        limits: await recoveries.journal.prisma.limit.count(),
      };
    };
    const known = await traces('known@mail.ru');
    expect(await traces('unconfirmed@mail.ru')).toEqual(known);
    expect(await traces('nobody@mail.ru')).toEqual(known);
  });

  it('abuse 16: whoever asks again and again for a victim’s address cannot keep the victim out', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru' });
    let last = '';
    for (let round = 0; round < (PER_ADDRESS[0]?.max ?? 0) + 3; round += 1)
      if ((await request('anna@mail.ru', `place ${round}`)).ok) last = await openPage('anna@mail.ru');
    expect((await complete(last)).ok).toBe(true);
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('abuse 20: an address that nobody has confirmed restores nothing', async () => {
    const anna = await recoveries.journal.account({ email: 'anna@mail.ru', verified: false });
    expect(await byEmail('anna@mail.ru')).toEqual([]);
    // The directory's own address is no confirmation either.
    await recoveries.journal.prisma.person.update({ where: { id: anna.personId }, data: { email: 'school@mail.ru' } });
    expect(await byEmail('school@mail.ru')).toEqual([]);
  });

  it('abuse 21: who registers with a victim’s address gets nothing of the victim’s, and loses it all once they confirm', async () => {
    const thief = await recoveries.journal.account({ login: 'thief101', email: 'anna@mail.ru', verified: false });
    const anna = await recoveries.journal.account({ login: 'anna102', email: 'anna@mail.ru' });
    expect((await byEmail('anna@mail.ru')).map(({ login }) => login)).toEqual(['anna102']);

    // Anna confirms the thief's letter by mistake: the account is hers to take by that very address, and his password dies with it.
    const { id } = good(
      await recoveries.journal.core(({ emails }) => emails.start(thief.id, thief.chat, 'anna@mail.ru', 'ru')),
    );
    const letter = await recoveries.journal.core(({ links }) => links.letter(id));
    await recoveries.journal.core(({ links }) => links.confirmByToken(letter?.token ?? ''));
    const session = good((await recoveries.journal.signIn('thief101', PASSWORD)).result).session;
    const opened = await byEmail('anna@mail.ru');
    expect(opened.map(({ login }) => login).sort()).toEqual(['anna102', 'thief101']);
    await complete(opened.find(({ login }) => login === 'thief101')?.pageId ?? '');
    expect(await signsIn('thief101', PASSWORD)).toBe(false);
    expect(await recoveries.journal.core(({ sessions }) => sessions.find(session))).toBeNull();
    expect(await signsIn(anna.login, PASSWORD)).toBe(true);
  });

  it('abuse 21: an account made with a stolen invitation is taken back whole: password, chat, address, sessions, pages', async () => {
    const stolen = await recoveries.journal.account({ email: 'thief@mail.ru' });
    await recoveries.journal.prisma.enrollment.create({
      data: {
        ...{ institutionId: 'eljur', schoolId: recoveries.journal.schools.own, ...stolen.chat, accountId: stolen.id },
        ...{ createdAt: recoveries.journal.clock.now(), completedAt: recoveries.journal.clock.now() },
      },
    });
    const { session } = good((await recoveries.journal.signIn(stolen.login, PASSWORD)).result);
    const page = await openPage('thief@mail.ru');
    const curatorId = await recoveries.journal.curator();
    good(await recoveries.journal.core(({ recovery }) => recovery.takeBack(stolen.id, curatorId)));
    recoveries.journal.move(seconds(1));

    expect(await signsIn(stolen.login, PASSWORD)).toBe(false);
    expect(await recoveries.journal.core(({ sessions }) => sessions.find(session))).toBeNull();
    expect(await complete(page)).toEqual({ ok: false, error: 'page.expired' });
    expect(await byEmail('thief@mail.ru')).toEqual([]);
    expect(await recoveries.journal.prisma.conversation.count({ where: { accountId: stolen.id } })).toBe(0);

    const own = good(await recoveries.journal.core(({ recovery }) => recovery.openByCurator(stolen.id, curatorId)));
    await complete(own);
    const { id } = good(
      await recoveries.journal.core(({ emails }) => emails.start(stolen.id, null, 'own@mail.ru', 'ru')),
    );
    const letter = await recoveries.journal.core(({ links }) => links.letter(id));
    await recoveries.journal.forgetJobs();
    await recoveries.journal.core(({ links }) => links.confirmByToken(letter?.token ?? ''));
    // The thief's chat hears nothing of the owner's address.
    expect(await recoveries.journal.news()).toEqual([]);
    recoveries.journal.move(minutes(1));
    expect((await byEmail('own@mail.ru')).map(({ login }) => login)).toEqual([stolen.login]);
  });

  it('abuse 21: a curator takes back in their own school only', async () => {
    const far = await recoveries.journal.account({ schoolId: recoveries.journal.schools.other });
    const curatorId = await recoveries.journal.curator();
    expect(await recoveries.journal.core(({ recovery }) => recovery.takeBack(far.id, curatorId))).toEqual({
      ok: false,
      error: 'recovery.not-yours',
    });
  });
});
