import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks, atStep, goesOn, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('the authorization over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const link = (role: 'student' | 'staff') => say.button('link-email', { domain: `${role}.sechenov.ru` });
  const owed = (role: string) => say.text('authorize-line-owed', { role, domain: `${role}.sechenov.ru` });
  const confirmed = (role: string, email: string) => say.text('authorize-line-confirmed', { role, email });

  it('asks a member of staff for a staff address', async () => {
    const { anna, staffMail } = await atStep(world, 'status', language, { roles: ['staff'] });
    await anna.expects(owed('staff'));
    await anna.presses(link('staff')).expects(say.text('authorize-address', { domain: 'staff.sechenov.ru' }));
    await anna.types(staffMail).expects(say.text('authorize-letter', { email: staffMail }));
    await world.confirms((await world.letter(staffMail)).link);
    await anna.expects(say.text('authorize-done'));
    await anna.expects(say.text('pass-caption'));
  });

  it('asks somebody who is both for both, and shows what is confirmed and what is owed', async () => {
    const { anna, corporate, staffMail } = await atStep(world, 'status', language, { roles: ['student', 'staff'] });
    await anna.expects(owed('student'));
    await anna.expects(owed('staff'));
    await anna.presses(link('student')).types(corporate);
    await anna.types((await world.letter(corporate)).code).expects(say.text('authorize-linked', { email: corporate }));
    await anna.expects(confirmed('student', corporate));
    await anna.expects(owed('staff'));
    await anna.opens('/pass').expects(say.text('errors-pass-not-authorized'));
    await anna.expects(owed('staff'));
    expect(anna.person.chat.some(({ photo }) => photo)).toBe(false);

    await anna.presses(link('staff')).types(staffMail);
    await world.confirms((await world.letter(staffMail)).link);
    await anna.expects(say.text('authorize-done'));
    await anna.picture();
    await anna.presses(say.button('authorization')).expects(say.text('authorize-complete'));
    await anna.expects(confirmed('student', corporate));
    await anna.expects(confirmed('staff', staffMail));
  });

  it('abuse 22, 23: takes no address but one of exactly this domain', async () => {
    const { anna } = await atStep(world, 'address', language);
    // After three of them the helpdesk is told; nobody else is written to.
    const toPeople = () => world.mailbox.letters().filter(({ to }) => to !== 'helpdesk@smartics.ru').length;
    const letters = toPeople();
    for (const [typed, error] of [
      ['anna@example.org', 'wrong-domain'],
      ['anna@evilstudent.sechenov.ru', 'wrong-domain'],
      ['anna@student.sechenov.ru.evil.com', 'wrong-domain'],
      ['anna@sub.student.sechenov.ru', 'wrong-domain'],
      ['anna@staff.sechenov.ru', 'wrong-domain'],
      ['"anna@evil x"@student.sechenov.ru', 'several'],
      ['anna@evil.com@student.sechenov.ru', 'unreadable'],
      ['anna@evil.com(@student.sechenov.ru', 'unreadable'],
      ['anna@student.sechenov.ru\r\nBcc: all@example.org', 'several'],
      ['anna@studеnt.sechenov.ru', 'not-ascii'],
      ['anna.petrova', 'unreadable'],
    ] as const) {
      await anna.types(typed).expects(say.text(`errors-email-${error}`));
      // What is not even an address is told to the helpdesk too, once it has been asked: the step is a button away.
      if (error !== 'wrong-domain') await anna.presses(say.button('continue'));
      await anna.expects(say.text('authorize-address'));
    }
    expect(toPeople()).toBe(letters);
  });

  it('abuse 22: judges an address with a full-width @ as what it becomes', async () => {
    const { anna, corporate } = await atStep(world, 'address', language);
    await anna
      .types(corporate.replace('@', '\uff20').toUpperCase())
      .expects(say.text('authorize-letter', { email: corporate }));
    expect((await world.letter(corporate)).to).toBe(corporate);
    await anna.presses(say.button('another-email'));
    await anna.types('anna\uff20evil.com@student.sechenov.ru').expects(say.text('errors-email-unreadable'));
  });

  it('takes the address typed straight at the list, and finds its role', async () => {
    const { anna, staffMail, corporate } = await atStep(world, 'status', language, { roles: ['student', 'staff'] });
    await anna.types(staffMail).expects(say.text('authorize-letter', { email: staffMail }));
    await anna.types(corporate).expects(say.text('authorize-letter', { email: corporate }));
    await world.confirms((await world.letter(corporate)).link);
    await anna.expects(confirmed('student', corporate));
    await anna.types('anna@example.org').expects(say.text('errors-email-wrong-domain'));
    await anna.types('мама мыла раму').expects(say.text('faq-unknown'));
  });

  it('says nothing of an address that another account has, and confirms nothing', async () => {
    const owner = await atStep(world, 'home', language);
    const { anna } = await atStep(world, 'address', language);
    const before = (await world.letter(owner.corporate)).id;
    await anna.types(owner.corporate).expects(say.text('authorize-letter', { email: owner.corporate }));
    const letter = await world.letter(owner.corporate, before);
    expect(letter).toMatchObject({ link: '', code: '' });
    await anna.types('000000').expects(say.text('errors-code-wrong'));
    await anna
      .presses(say.button('human'))
      .expects(say.text('human-ask'))
      .presses(say.button('no-words'))
      .expects(say.text('human-asked'));
    expect(await world.database.prisma.identifier.count({ where: { value: owner.corporate } })).toBe(1);
  });

  it('asks for another address when the mail server refuses this one', async () => {
    const { anna } = await atStep(world, 'address', language);
    await anna.types('nobody@student.sechenov.ru').expects(say.text('errors-mail-refused'));
    await anna.expects(say.text('authorize-address'));
  });

  it.each(['status', 'home', '/help', '/start'])(
    'shows the pass when the letter is confirmed from %s, half an hour later',
    async (place) => {
      const who = await atStep(world, 'corporate letter', language);
      const { anna, corporate } = who;
      const { link: letter } = await world.letter(corporate);
      if (place.startsWith('/')) await anna.opens(place);
      else {
        await anna.presses(say.button('back')).presses(say.button('back'));
        if (place === 'home') await anna.presses(say.button('later')).expects(say.text('home-owed'));
      }
      await world.passes(30 * 60_000);
      await world.confirms(letter);
      await anna.expects(say.text('authorize-linked', { email: corporate }));
      await anna.expects(say.text('authorize-done'));
      await anna.expects(say.text('pass-caption'));
    },
  );

  it('can wait: “later” keeps what is owed', async () => {
    const who = await atStep(world, 'status', language);
    const { anna } = who;
    await anna.presses(say.button('later')).expects(say.text('home-owed', { name: anna.name }));
    await anna.presses(say.button('authorize')).expects(say.text(asks.status ?? ''));
    await goesOn(world, who, 'home', 'status');
    const { button } = await anna.button(say.button('google-play'));
    expect(button.url).toContain('play.google.com');
  });
});
