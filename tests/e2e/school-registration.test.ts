import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { days } from '#core/clock.ts';
import { fills } from '#tests/support/forms.ts';
import {
  addressOf,
  card,
  classOf,
  enrolls,
  finishes,
  invitation,
  JOURNAL_PASSWORD,
  parent,
  type SchoolOfTest,
  saidOf,
  school,
  signsIn,
  visitor,
} from '#tests/support/school.ts';
import { confirms, conversationOf, goesOn, guest, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(ways)('registration at a school over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  let ours: SchoolOfTest;
  beforeAll(async () => {
    world = await World.open({ framework });
    ours = await school(world, { number: '1399' });
  });
  afterAll(() => world.close());

  /** As many pupils of one class with their parents' codes. */
  async function family(...names: string[]): Promise<{ name: string; pupil: string; parents: string }[]> {
    const families = await classOf(world, ours, { pupils: names });
    return Promise.all(
      families.map(async ({ pupil, parentId }) => ({
        name: pupil.name,
        pupil: await invitation(world, ours, { personId: pupil.id, role: 'student' }),
        parents: await invitation(world, ours, { personId: parentId, role: 'parent' }),
      })),
    );
  }

  it('of a parent: the account, the letter, and signing in', async () => {
    const [child] = await family('Белкина Вера');
    const who = await visitor(world, language);
    await who.anna.types(child?.parents ?? '').expects(say.text('invite-confirm-ask'));
    await who.anna.presses(say.button('invitation-mine')).presses(say.button('no-more-codes'));
    await who.anna.expects(say.text('invite-page-email', { role: 'parent' }));

    const page = await addressOf(who.anna, say.button('enroll'));
    const typed = { login: 'olga', password: JOURNAL_PASSWORD, fullName: 'Белкина Ольга' };
    expect((await fills(page, { ...typed, email: '' })).status).toBe(422);
    const { login, accountId } = await finishes(world, who, {
      login: 'olga',
      email: 'olga@example.org',
      name: 'Белкина Ольга',
    });
    expect(login).toMatch(/^olga\d{3}$/);
    await who.anna.expects(say.text('school-done', { name: 'Белкина Ольга', login, host: ours.host }));
    await who.anna.expects(say.text('school-done-app', { app: 'ЭлЖур.Дневник' }));
    await who.anna.expects(say.text('school-done-letter', { email: 'olga@example.org' }));
    await who.anna.expects(say.text('school-home', { role: 'parent', login }));
    await who.anna.expects(say.text('children-line', { name: 'Белкина Вера', class: '6А' }));
    await who.anna.expects(say.text('school-home-unconfirmed'));
    expect(await conversationOf(world, who.anna)).toMatchObject({ accountId, journey: 'school', step: 'home' });
    expect(await addressOf(who.anna, say.button('login-page'))).toBe(`${world.url}/s/${ours.slug}/login`);

    const signed = await signsIn(world, ours, { login, password: JOURNAL_PASSWORD });
    expect(signed.text).toContain('Белкина Вера');
    expect((await signsIn(world, ours, { login, password: 'tyulen5gromkopoet' })).ok).toBe(false);

    await confirms(world, 'olga@example.org');
    await who.anna.expects(say.text('school-email-confirmed', { email: 'olga@example.org' }));
    await who.anna.opens('/start').expects(say.text('school-home-confirmed'));
  });

  it('of a parent of three: two codes at once, the second from its sheet’s link, the third later', async () => {
    const [one, two, three] = await family('Зайцев Антон', 'Зайцева Белла', 'Зайцев Виктор');
    const who = await visitor(world, language);
    await who.anna.types(one?.parents ?? '').presses(say.button('invitation-mine'));
    await who.anna.opens(`/start ${two?.parents}`).expects(say.text('invite-added'));
    for (const child of [one, two])
      await who.anna.expects(say.text('invitation-of-parents', { name: child?.name ?? '' }));
    const stranger = await family('Чужаков Егор');
    await who.anna.types(stranger[0]?.parents ?? '').expects(say.text('invite-added'));
    await who.anna.presses(say.button('drop-code', { name: 'Чужаков Егор' })).expects(say.text('invite-dropped'));
    expect(who.anna.transcript().split('---').at(-1)).not.toContain('Чужаков');
    await who.anna
      .presses(say.button('no-more-codes'))
      .presses(say.button('more-codes'))
      .expects(say.text('invite-so-far'));
    await who.anna.presses(say.button('no-more-codes')).expects(say.text('invite-page'));
    const { accountId } = await finishes(world, who, { name: 'Зайцева Римма' });

    await who.anna.opens('/children').expects(say.text('children-list'));
    for (const child of [one, two]) await who.anna.expects(say.text('children-line', { name: child?.name ?? '' }));
    await who.anna.presses(say.button('add-child')).expects(say.text('children-code'));
    await who.anna.types(three?.pupil ?? '').expects(say.text('errors-invitation-other-role'));
    await who.anna.types(three?.parents ?? '').expects(say.text('invite-confirm-own'));
    await who.anna.presses(say.button('add-to-mine')).expects(say.text('children-added', { name: three?.name ?? '' }));
    await who.anna.types(three?.parents ?? '').expects(say.text('errors-invitation-used'));
    expect(await world.database.prisma.person.count({ where: { joinedAccountId: accountId } })).toBe(2);
    expect(await world.database.prisma.account.count({ where: { id: accountId } })).toBe(1);
  });

  it('of a pupil without e-mail, who gives one later and types the letter’s code', async () => {
    const [child] = await family('Ежов Глеб');
    const who = await visitor(world, language);
    const { login } = await enrolls(world, who, child?.pupil ?? '', { email: '' });
    await who.anna.expects(say.text('school-done-no-email'));
    await who.anna.expects(say.text('school-home-no-email'));
    expect((await signsIn(world, ours, { login, password: JOURNAL_PASSWORD })).text).toContain('Ежов Глеб');
    await who.anna.opens('/children').expects(say.text('children-not-for-pupils'));
    await who.anna.opens('/pass').expects(say.text('school-no-pass'));

    const email = `gleb-${language}@example.org`;
    await who.anna.opens('/start').presses(say.button('add-email')).expects(say.text('school-email-private'));
    await who.anna.types('gleb@').expects(say.text('errors-email-unreadable'));
    await who.anna.types(email).expects(say.text('school-letter', { email }));
    const { code } = await world.letter(email);
    await who.anna
      .types(String((Number(code) + 1) % 1_000_000).padStart(6, '0'))
      .expects(say.text('errors-code-wrong'));
    await who.anna.types(code).expects(say.text('school-email-confirmed', { email }));
    await who.anna.expects(say.text('school-home-confirmed'));
  });

  it.each(['teacher', 'staff'] as const)('of a member of staff (%s) who is a parent, in either order', async (role) => {
    for (const first of ['own', 'child']) {
      const [child] = await family('Лисица Дарья');
      const personId = await card(world, ours, { role, name: 'Лисица Мария' });
      const own = await invitation(world, ours, { personId, role });
      const codes = [own, child?.parents ?? ''];
      if (first === 'child') codes.reverse();
      const who = await visitor(world, language);
      await who.anna
        .types(codes[0] ?? '')
        .presses(say.button('invitation-mine'))
        .expects(say.text('invite-so-far'));
      await who.anna.types(codes[1] ?? '').expects(say.text('invite-added'));
      await who.anna.presses(say.button('no-more-codes')).expects(say.text('invite-page-email', { role }));
      const { accountId, login } = await finishes(world, who);
      await who.anna.expects(say.text('school-done-app', { app: 'ЭлЖур.Учитель' }));
      await who.anna.expects(say.text('school-done-app', { app: 'ЭлЖур.Дневник' }));
      await who.anna.expects(say.text('school-home', { name: 'Лисица Мария', role }));
      await who.anna.expects(say.text('children-line', { name: 'Лисица Дарья' }));
      expect(await world.database.prisma.account.findUniqueOrThrow({ where: { id: accountId } })).toMatchObject({
        personId,
      });
      expect((await signsIn(world, ours, { login, password: JOURNAL_PASSWORD })).text).toContain('Лисица Дарья');
    }
  });

  it('of a pupil on the parent’s telephone: the chat stays the parent’s', async () => {
    const mother = await parent(world, language, { email: `mother-${language}@example.org` }, ours);
    const code = await invitation(world, ours, { personId: mother.family.pupil.id, role: 'student' });
    await mother.anna.opens(`/start ${code}`).expects(say.text('invite-confirm-own'));
    await mother.anna
      .presses(say.button('register-separately'))
      .expects(say.text('invite-page-email', { role: 'student' }));
    const email = `pupil-${language}@example.org`;
    const pupil = await finishes(world, mother, { email });
    await mother.anna.expects(say.text('school-done', { login: pupil.login }));
    await mother.anna.expects(say.text('school-home', { login: mother.login, role: 'parent' }));
    expect(await conversationOf(world, mother.anna)).toMatchObject({ accountId: mother.accountId });
    await confirms(world, email);
    const heard = say.text('school-email-confirmed-other', { name: mother.family.pupil.name });
    await mother.anna.expects(heard);
    // The address is the pupil's own affair: they may change it on the page of their account.
    const { cookie } = await signsIn(world, ours, { login: pupil.login, password: JOURNAL_PASSWORD });
    const body = new URLSearchParams({ email: `own-${email}`, password: JOURNAL_PASSWORD });
    await fetch(`${world.url}/s/${ours.slug}/account/email`, { method: 'POST', headers: { cookie }, body });
    await confirms(world, `own-${email}`);
    const heardTwice = () => mother.anna.person.chat.filter(({ text }) => heard.test(text ?? '')).length === 2;
    await eventually('the news of the new address', heardTwice);
    expect(saidOf(mother.anna)).not.toContain(`own-${email}`);
    for (const { login } of [mother, pupil]) {
      expect((await signsIn(world, ours, { login, password: JOURNAL_PASSWORD })).ok).toBe(true);
    }
  });

  it('by a photo of the sheet’s QR code, and says so when there is none', async () => {
    const [child] = await family('Рысин Егор');
    const link = `https://t.me/propusk_test_bot?start=${child?.pupil}`;
    const qr = await QRCode.toBuffer(link, { width: 300 });
    const who = await visitor(world, language);
    await who.anna.does((person) => person.sendPhoto(qr));
    await who.anna.expects(say.text('invitation-of-pupil', { name: 'Рысин Егор' }));
    await who.anna.presses(say.button('invitation-not-mine')).expects(say.text('invite-code'));
    await who.anna.does((person) => person.sendPhoto(PNG));
    await who.anna.expects(say.text('errors-invitation-picture'));
    await who.anna.does((person) => person.sendDocument(qr, 'scan.png'));
    await who.anna.expects(say.text('invitation-of-pupil', { name: 'Рысин Егор' }));
  });

  it('takes a password out of the chat, and has one page at a time, for half an hour', async () => {
    const [child] = await family('Орлов Женя');
    const who = await visitor(world, language);
    await who.anna
      .types(child?.pupil ?? '')
      .presses(say.button('invitation-mine'))
      .expects(say.text('invite-page'));
    await who.anna.types('hunter2hunter2').expects(say.text('errors-password-in-chat'));
    expect(who.anna.person.chat.filter(({ from }) => from === 'person').at(-1)).toMatchObject({ deleted: true });
    const first = await addressOf(who.anna, say.button('enroll'));
    await who.anna.presses(say.button('new-link')).expects(say.text('invite-page-new-link'));
    expect((await fetch(first)).status).toBe(410);
    const second = await addressOf(who.anna, say.button('enroll'));
    await who.anna.opens('/cancel').expects(say.text('welcome-cancelled'));
    expect((await fetch(second)).status).toBe(410);
    expect(world.log.join('\n')).not.toMatch(/hunter2|Орлов/);
  });

  it('abuse 8: of two chats with one code one registers, and the other learns why not', async () => {
    const [child] = await family('Котов Захар');
    const chats = [await visitor(world, language), await visitor(world, language)];
    for (const { anna } of chats) {
      await anna
        .types(child?.pupil ?? '')
        .presses(say.button('invitation-mine'))
        .expects(say.text('invite-page'));
    }
    const answers = await Promise.all(
      chats.map(async ({ anna }) =>
        fills(await addressOf(anna, say.button('enroll')), { login: 'zakhar', password: JOURNAL_PASSWORD, email: '' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = chats[answers.findIndex(({ status }) => status === 409)];
    await loser?.anna.presses(say.button('new-link')).expects(say.text('invite-gone'));
    expect(await world.database.prisma.account.count({ where: { person: { fullName: 'Котов Захар' } } })).toBe(1);
  });

  it('goes on at home also for somebody who pressed something else meanwhile', async () => {
    const [child] = await family('Совин Илья');
    const who = await visitor(world, language);
    await who.anna
      .types(child?.pupil ?? '')
      .presses(say.button('invitation-mine'))
      .expects(say.text('invite-page'));
    const page = await addressOf(who.anna, say.button('enroll'));
    await who.anna.opens('/start').expects(say.text('welcome-resume'));
    await fills(page, { login: 'ilya', password: JOURNAL_PASSWORD, email: '' });
    await who.anna.expects(say.text('school-done'));
    await who.anna.expects(say.text('school-home', { role: 'student' }));
  });

  it('reminds of an unconfirmed address after a day and after a week, then never', async () => {
    const email = `late-${language}@example.org`;
    const { anna, login } = await parent(world, language, { email }, ours);
    const reminders = () =>
      anna.person.chat.filter(({ text }) => say.text('school-email-reminder', { email }).test(text ?? '')).length;
    expect(reminders()).toBe(0);
    await world.passes(days(1) + 1000);
    await eventually('the first reminder', () => reminders() === 1);
    const before = (await world.letter(email)).id;
    await anna.presses(say.button('confirm-email')).expects(say.text('school-letter', { email }));
    await world.letter(email, before);
    await anna.presses(say.button('go-on-without')).expects(say.text('school-home', { login, role: 'parent' }));
    await world.passes(days(6) + 1000);
    await eventually('the second reminder', () => reminders() === 2);
    await world.passes(days(60));
    await world.idle();
    expect(reminders()).toBe(2);
  });

  it('lets nobody who merely holds the telephone replace a confirmed address', async () => {
    const email = `first-${language}@example.org`;
    const { anna, accountId } = await parent(world, language, { email }, ours);
    await confirms(world, email);
    await anna.expects(say.text('school-email-confirmed', { email }));
    const stored = () => world.database.prisma.account.findUniqueOrThrow({ where: { id: accountId } });
    await anna.opens('/start').presses(say.button('change-email')).expects(say.text('school-email-change', { email }));
    expect(await addressOf(anna, say.button('login-page'))).toBe(`${world.url}/s/${ours.slug}/login`);
    const next = `second-${language}@example.org`;
    await anna.types(next).expects(say.text('school-email-change', { email }));
    await world.idle();
    expect(world.mailbox.letters().filter(({ to }) => to === next)).toEqual([]);
    expect(await stored()).toMatchObject({ email });
    expect((await stored()).emailVerifiedAt).not.toBeNull();
  });

  it('asks for one’s own registration before /children, and greets whoever is at the university', async () => {
    const { anna } = await visitor(world, language);
    await anna.opens('/children').expects(say.text('children-register-first'));
    await anna.expects(say.text('invite-code'));
    await anna.presses(say.button('back')).expects(say.text('school-entry'));
    await anna.types(language === 'ru' ? 'здравствуйте' : 'good morning').expects(say.text('faq-courtesy-greeting'));
    await anna.expects(say.text('school-entry'));
    const student = await goesOn(world, await guest(world, language), 'phone');
    await student.anna.opens('/children').expects(say.text('children-not-here'));
    await student.anna.opens('/recover').expects(say.text('recover-not-here'));
    await student.anna.presses(say.button('continue')).expects(say.text('register-phone'));
    expect(saidOf(student.anna)).not.toMatch(say.text('school-entry'));
  });
});
