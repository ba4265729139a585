import { afterAll, describe, expect, it } from 'vitest';
import { days, minutes } from '#core/clock.ts';
import { LIFETIME } from '#core/invitations/issuing.ts';
import { ENROLL_PAGE_LIFETIME } from '#core/registration/unfinished.ts';
import { schoolWorld } from '#tests/invitations/world.ts';

const world = await schoolWorld();
const { prisma, check, invited, child, chat, shown, complete, school, another } = world;
afterAll(() => world.close());

const error = (code: string) => ({ ok: false, error: code });
const use = <Value>(work: Parameters<typeof world.within<Value>>[0]): Promise<Value> => world.within(work);
const heldBy = (accountId: string) => prisma.person.count({ where: { joinedAccountId: accountId } });

describe('an enrollment', () => {
  it('makes a parent’s account of several codes: login with digits, cards, letter, reminders, news', async () => {
    const [vera, gleb] = [await child('Николаева Варвара'), await child('Николаев Глеб')];
    const from = await chat();
    const { page } = await shown(from, vera.parent.code, gleb.parent.code);
    const before = world.clock.now();
    expect(await use(({ enrollments }) => enrollments.look(page))).toMatchObject({
      ok: true,
      value: {
        ...{ chat: from, role: 'parent', fullName: '', children: ['Николаева Варвара', 'Николаев Глеб'] },
        ...{
          emailRequired: true,
          schoolName: 'Школа № 1399',
          schoolSlug: '1399',
          host: '1399.eljur.ru',
          birthDates: [],
        },
        words: ['Николаева', 'Варвара', 'Николаев', 'Глеб'],
      },
    });
    const made = await complete(page, { login: 'Olga.N', email: 'olga@mail.ru', fullName: ' Николаева  Ольга ' });
    expect(made).toMatchObject({ ok: true, value: { emailSent: true } });
    const { accountId, login } = made.ok ? made.value : { accountId: '', login: '' };
    expect(login).toMatch(/^Olga\.N\d{3}$/);
    expect(await prisma.account.findUnique({ where: { id: accountId }, include: { person: true } })).toMatchObject({
      ...{ schoolId: school.id, login, loginKey: login.toLowerCase(), email: 'olga@mail.ru', emailVerifiedAt: null },
      ...{ personId: vera.parent.personId, passwordHash: 'hash', person: { fullName: 'Николаева Ольга' } },
    });
    expect(await prisma.person.findUnique({ where: { id: gleb.parent.personId } })).toMatchObject({
      joinedAccountId: accountId,
      fullName: 'Николаева Ольга',
    });
    const uses = await prisma.invitation.findMany({ where: { usedById: accountId, usedAt: { not: null } } });
    expect(uses).toHaveLength(2);
    expect(await use(({ enrollments }) => enrollments.children(accountId))).toEqual([
      { personId: gleb.pupil, fullName: 'Николаев Глеб', className: '6А' },
      { personId: vera.pupil, fullName: 'Николаева Варвара', className: '6А' },
    ]);
    expect(await prisma.conversation.findUnique({ where: { botId_chatId: from } })).toMatchObject({ accountId });
    expect(await world.news(from)).toEqual([{ type: 'registered', accountId }]);
    const reminders = (await world.jobs('email-reminder')).filter(({ payload }) => payload.accountId === accountId);
    expect(reminders.map(({ runAt }) => runAt.getTime() - before.getTime())).toEqual([days(1), days(7)]);
    expect(await prisma.verification.findFirst({ where: { accountId } })).toMatchObject({ target: 'olga@mail.ru' });
    expect(await prisma.audit.findFirst({ where: { accountId, action: 'registered' } })).toMatchObject({
      curatorId: null,
      personId: vera.parent.personId,
    });
  });

  it('needs an address of parents only, and sends no letters where there is none', async () => {
    const pupil = await invited('student', { fullName: 'Николаева Варвара' });
    const { page } = await shown(await chat(), pupil.code);
    expect(await use(({ enrollments }) => enrollments.look(page))).toMatchObject({
      value: { emailRequired: false, fullName: 'Николаева Варвара', role: 'student' },
    });
    const made = await complete(page, { email: null, fullName: 'Кто-то Другой' });
    expect(made).toMatchObject({ ok: true, value: { emailSent: false } });
    const accountId = made.ok ? made.value.accountId : '';
    expect(await prisma.verification.count({ where: { accountId } })).toBe(0);
    expect((await world.jobs('email-reminder')).filter(({ payload }) => payload.accountId === accountId)).toEqual([]);
    // The school's list names the pupil: the page cannot rename them.
    expect(await prisma.person.findUnique({ where: { id: pupil.personId } })).toMatchObject({
      fullName: 'Николаева Варвара',
    });

    const { parent } = await child();
    const parents = await shown(await chat(), parent.code);
    expect(await complete(parents.page, { email: null })).toEqual(error('enrollment.incomplete'));
    expect(await complete(parents.page, { fullName: null })).toEqual(error('enrollment.incomplete'));
    // Refused, it is as it was.
    expect(await complete(parents.page)).toMatchObject({ ok: true });
  });

  it('puts a teacher’s own code first, whichever they showed first', async () => {
    for (const order of ['teacher first', 'child first']) {
      const [own, { parent }] = [await invited('teacher', { fullName: 'Петрова Мария' }), await child()];
      const codes = order === 'teacher first' ? [own.code, parent.code] : [parent.code, own.code];
      const { id, page } = await shown(await chat(), ...codes);
      expect(await use(({ enrollments }) => enrollments.view(id))).toMatchObject({
        role: 'teacher',
        invitations: [{ id: own.id }, { id: parent.id }],
      });
      const made = await complete(page, { fullName: null });
      const accountId = made.ok ? made.value.accountId : '';
      expect(await prisma.account.findUnique({ where: { id: accountId } })).toMatchObject({ personId: own.personId });
      expect(await prisma.person.findUnique({ where: { id: parent.personId } })).toMatchObject({
        joinedAccountId: accountId,
        fullName: 'Петрова Мария',
      });
    }
  });

  it('takes no code twice, of another school, or that does not go with the first', async () => {
    const [{ parent, pupil }, elsewhere] = [await child(), await child('Иванов Пётр', another.id)];
    const other = await invited('parent', { childId: pupil });
    const [first, second] = [await invited('student'), await invited('teacher')];
    const from = await chat();
    const { id } = await shown(from, parent.code);
    const add = async (code: string, to = id) => {
      const checked = await check(from, code);
      return checked.ok ? use(({ enrollments }) => enrollments.add(to, checked.value)) : checked;
    };
    expect(await add(parent.code)).toEqual(error('invitation.again'));
    // The other parent of the same child: who took both would keep them out.
    expect(await add(other.code)).toEqual(error('invitation.again'));
    expect(await add(elsewhere.parent.code)).toEqual(error('invitation.other-school'));
    expect(await add(first.code)).toEqual(error('invitation.other-role'));
    expect(await add(second.code)).toMatchObject({ ok: true });
    expect(await add((await invited('teacher')).code)).toEqual(error('invitation.other-role'));

    const pupils = await shown(await chat(), first.code);
    const next = await child();
    expect(await add(next.parent.code, pupils.id)).toEqual(error('invitation.other-role'));
  });

  it('lets a parent’s chat make a pupil’s account and stays the parent’s', async () => {
    const mother = await world.account((await child()).parent.code);
    const { page } = await shown(mother.chat, (await invited('student')).code);
    const made = await complete(page, { email: null });
    const accountId = made.ok ? made.value.accountId : '';
    expect(await prisma.conversation.findUnique({ where: { botId_chatId: mother.chat } })).toMatchObject({
      accountId: mother.id,
    });
    expect(await world.news(mother.chat)).toContainEqual({ type: 'registered', accountId });
  });

  it('draws other digits when a login is taken in the school, and none of the words is refused', async () => {
    const logins = new Set<string>();
    for (let at = 0; at < 5; at += 1) {
      const { page } = await shown(await chat(), (await invited('student')).code);
      const made = await complete(page, { login: 'vera', email: null });
      if (made.ok) logins.add(made.value.login);
    }
    expect(logins.size).toBe(5);
  });
});

describe('the page of an enrollment', () => {
  it('abuse 1: opens for nobody who has not shown a code, and finishes once', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    expect(await complete(nothing)).toEqual(error('page.unknown'));
    expect(await use(({ enrollments }) => enrollments.look(nothing))).toEqual(error('page.unknown'));
    // A page of another kind with the enrollment's id is none.
    const from = await chat();
    const { id, page } = await shown(from, (await child()).parent.code);
    const other = await prisma.oneTimePage.create({
      data: { purpose: 'reset', ...from, subjectId: id, expiresAt: new Date('2027-09-01') },
    });
    expect(await complete(other.id)).toEqual(error('page.unknown'));
    expect(await complete(page)).toMatchObject({ ok: true });
    expect(await complete(page)).toEqual(error('page.used'));
    expect(await use(({ enrollments }) => enrollments.openPage(id))).toBeNull();
  });

  it('abuses 2 and 19: cannot finish what another chat has begun', async () => {
    const { parent } = await child();
    const { id } = await shown(await chat(), parent.code);
    const stranger = await chat();
    const page = await prisma.oneTimePage.create({
      data: { purpose: 'enroll', ...stranger, subjectId: id, expiresAt: new Date('2027-09-01') },
    });
    expect(await complete(page.id)).toEqual(error('enrollment.incomplete'));
    expect(await use(({ enrollments }) => enrollments.look(page.id))).toEqual(error('enrollment.incomplete'));
    const nobody = await prisma.oneTimePage.create({
      data: { purpose: 'enroll', subjectId: id, expiresAt: new Date('2027-09-01') },
    });
    expect(await complete(nobody.id)).toEqual(error('enrollment.incomplete'));
    expect(await prisma.invitation.findUnique({ where: { id: parent.id } })).toMatchObject({ usedAt: null });
  });

  it('abuse 10: dies when the chat asks for another, begins anew, or its time is over', async () => {
    const { parent } = await child();
    const from = await chat();
    const first = await shown(from, parent.code);
    const second = await use(({ enrollments }) => enrollments.openPage(first.id));
    expect(await complete(first.page)).toEqual(error('page.expired'));
    const anew = await shown(from, parent.code);
    expect(await complete(second ?? '')).toEqual(error('page.expired'));
    expect(await use(({ enrollments }) => enrollments.view(first.id))).toBeNull();
    world.move(ENROLL_PAGE_LIFETIME);
    expect(await complete(anew.page)).toEqual(error('page.expired'));
    expect(await prisma.invitation.findUnique({ where: { id: parent.id } })).toMatchObject({ usedAt: null });
  });

  it('abuse 10: finishes nothing with a code that was withdrawn or replaced since', async () => {
    const { parent } = await child();
    const { id, page } = await shown(await chat(), parent.code);
    const fresh = await invited('parent', { personId: parent.personId });
    expect(await use(({ enrollments }) => enrollments.look(page))).toEqual(error('enrollment.incomplete'));
    expect(await complete(page)).toEqual(error('enrollment.incomplete'));
    expect(await use(({ enrollments }) => enrollments.openPage(id))).toBeNull();
    expect(await check(await chat(), fresh.code)).toMatchObject({ ok: true });
  });

  it('abuse 18: finishes nothing with a code that expires while the page is open', async () => {
    const { parent } = await child();
    world.move(LIFETIME - minutes(10));
    const { page } = await shown(await chat(), parent.code);
    world.move(minutes(10));
    expect(await complete(page)).toEqual(error('enrollment.incomplete'));
    expect(await prisma.account.count({ where: { personId: parent.personId } })).toBe(0);
  });

  it('finishes nothing when one of several codes is gone, and uses none of them', async () => {
    const [one, two] = [await child('Николаева Варвара'), await child('Николаев Глеб')];
    const { page } = await shown(await chat(), one.parent.code, two.parent.code);
    await world.account(two.parent.code);
    expect(await complete(page)).toEqual(error('enrollment.incomplete'));
    expect(await check(await chat(), one.parent.code)).toMatchObject({ ok: true });
  });
});

describe('a further child', () => {
  it('is added to the account later, once', async () => {
    const mother = await world.account((await child('Николаева Варвара')).parent.code);
    const next = await child('Николаев Глеб');
    const checked = await check(mother.chat, next.parent.code, { accountId: mother.id });
    if (!checked.ok) throw new Error(checked.error);
    const add = () => world.whole(({ enrollments }) => enrollments.addToAccount(mother.id, checked.value));
    expect(await add()).toEqual({ ok: true, value: undefined });
    expect(await use(({ enrollments }) => enrollments.children(mother.id))).toMatchObject([
      { fullName: 'Николаев Глеб' },
      { fullName: 'Николаева Варвара' },
    ]);
    expect(await add()).toEqual(error('invitation.again'));
    expect(await prisma.audit.count({ where: { accountId: mother.id, action: 'card-added' } })).toBe(1);
    expect(await check(await chat(), next.parent.code)).toEqual(error('invitation.used'));

    const other = await invited('parent', { childId: next.pupil });
    const both = await check(mother.chat, other.code, { accountId: mother.id });
    if (!both.ok) throw new Error(both.error);
    expect(await world.whole(({ enrollments }) => enrollments.addToAccount(mother.id, both.value))).toEqual(
      error('invitation.again'),
    );
  });

  it('abuse 18: is not added by a code that has expired or was withdrawn since it was shown', async () => {
    const mother = await world.account((await child()).parent.code);
    const add = async (from: typeof mother.chat, code: string, meanwhile: (id: string) => Promise<unknown>) => {
      const checked = await check(from, code);
      if (!checked.ok) throw new Error(checked.error);
      await meanwhile(checked.value.id);
      return world.whole(({ enrollments }) => enrollments.addToAccount(mother.id, checked.value));
    };
    const change = (data: object) => (id: string) => prisma.invitation.update({ where: { id }, data });
    const [one, two, far] = [await child(), await child(), await child('Иванов Пётр', another.id)];
    const now = world.clock.now();
    expect(await add(mother.chat, one.parent.code, change({ expiresAt: now }))).toEqual(error('invitation.expired'));
    expect(await add(mother.chat, two.parent.code, change({ withdrawnAt: now }))).toEqual(
      error('invitation.withdrawn'),
    );
    expect(await add(mother.chat, far.parent.code, async () => undefined)).toEqual(error('invitation.other-school'));
    const pupil = await invited('student');
    expect(await add(mother.chat, pupil.code, async () => undefined)).toEqual(error('invitation.other-role'));
    expect(await heldBy(mother.id)).toBe(0);
  });
});
