import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { asks, atStep, goesOn, guest, rings, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const contacts = { email: 'helpdesk@smartics.ru', phone: '+7 (495) 128-43-74' };

describe.each(ways)('1C over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const ticketOf = (id: number) => world.database.prisma.ticket.findFirstOrThrow({ where: { chatId: id } });
  const letterAbout = (ticket: number) =>
    eventually('a letter to the helpdesk', () =>
      world.mailbox.letters().find(({ to, subject }) => to === contacts.email && subject.includes(`[#${ticket}]`)),
    );

  it('explains a number that 1C does not know, writes to the helpdesk, and takes another number', async () => {
    const who = await atStep(world, 'call', language, { known: false });
    const { anna } = who;
    await rings(world, anna);
    await anna.expects(say.text('errors-person-not-found', { phone: prettyPhone(anna.phone) }));
    const ticket = await ticketOf(anna.person.id);
    await anna.expects(say.text('register-unknown', { ...contacts, ticket: String(ticket.id) }));
    expect(ticket).toMatchObject({
      reason: 'person.not-found',
      language,
      facts: { phone: anna.phone },
      institutionId: 'isu',
    });
    const letter = await letterAbout(ticket.id);
    expect(letter.text).toContain(prettyPhone(anna.phone));
    expect(letter.text).toContain(String(anna.person.id));

    const better = '+79161234501';
    await world.directory({ name: 'Другая Анна', phones: [better] });
    await anna.types('8 495 123 45 67').expects(say.text('errors-phone-landline'));
    await anna.presses(say.button('another-number')).expects(say.text('register-phone'));
    await anna.types(better).expects(say.text('register-call', { phone: prettyPhone(better) }));
    await rings(world, anna, better);
    await anna.expects(say.text('register-email'));
  });

  it('looks again when the helpdesk has put 1C right', async () => {
    const { anna } = await atStep(world, 'call', language, { known: false });
    await rings(world, anna);
    await anna.expects(say.text('register-unknown'));
    await anna.presses(say.button('check-again')).expects(say.text('register-unknown'));
    expect(await world.database.prisma.ticket.count({ where: { chatId: anna.person.id } })).toBe(1);
    await world.directory({ name: anna.name, phones: [anna.phone] });
    await anna.presses(say.button('check-again')).expects(say.text('register-email'));
  });

  it('abuse 25: never takes the first of several people with one number', async () => {
    const { anna } = await atStep(world, 'call', language);
    await world.directory({ name: 'Проверкин Ребёнок', phones: [anna.phone] });
    await rings(world, anna);
    await anna.expects(say.text('errors-person-several', { phone: prettyPhone(anna.phone) }));
    await anna.expects(say.text('register-unknown', contacts));
    const ticket = await ticketOf(anna.person.id);
    expect(ticket.reason).toBe('person.several');
    await letterAbout(ticket.id);
    expect(
      await world.database.prisma.registration.findFirstOrThrow({ where: { chatId: anna.person.id } }),
    ).toMatchObject({
      personId: null,
    });
  });

  it('abuse 14: tells nobody whether 1C knows a number before it is proven', async () => {
    const said = async (known: boolean) => {
      const { anna } = await atStep(world, 'call', language, { known });
      return anna.person.chat
        .map(({ text }) =>
          text
            ?.replaceAll(prettyPhone(anna.phone), 'X')
            .replaceAll(anna.phone, 'X')
            .replace(/\d\d:\d\d/, 'T'),
        )
        .join('\n');
    };
    expect(await said(true)).toBe(await said(false));
  });

  it('asks the person whose 1C name is not theirs to wait for the helpdesk', async () => {
    const who = await atStep(world, 'name', language);
    const { anna } = who;
    await anna.presses(say.button('name-wrong')).expects(say.text('register-not-me', contacts));
    const ticket = await ticketOf(anna.person.id);
    expect(ticket.reason).toBe('person.other-name');
    await letterAbout(ticket.id);

    // The helpdesk gives the number to the right person.
    await world.database.prisma.personPhone.deleteMany({ where: { phone: anna.phone } });
    await anna.presses(say.button('check-again')).expects(say.text('register-number-gone'));
    await anna.expects(say.text('register-phone'));
  });

  it('shows the corrected person after that, and lets them finish', async () => {
    const who = await atStep(world, 'name', language, { name: 'Чужая Елена' });
    const { anna } = who;
    await anna.presses(say.button('name-wrong')).expects(say.text('register-not-me'));
    await world.database.prisma.personPhone.deleteMany({ where: { phone: anna.phone } });
    await world.directory({ name: 'Своя Анна', phones: [anna.phone], roles: ['staff'] });
    await anna
      .presses(say.button('check-again'))
      .expects(say.text(asks.name ?? '', { name: 'Своя Анна', role: 'staff' }));
    await goesOn(world, who, 'status', 'name');
    await anna.expects(say.text('authorize-line-owed', { role: 'staff' }));
  });

  it('kindly tells somebody without a role of their own that there is no pass for them', async () => {
    const who = await atStep(world, 'password', language, { roles: [] });
    const { anna } = who;
    const { button } = await anna.button(say.button('password'));
    await world.setsPassword(button.url ?? '', 'correct horse battery staple 7');
    await anna.expects(say.text('register-done-no-role'));
    await anna.expects(say.text('errors-pass-no-role'));
    await anna.opens('/pass').expects(say.text('errors-pass-no-role'));
  });
});

describe.each(ways)('an institution that trusts Telegram’s contact, over $framework', ({ framework, language }) => {
  it('saves the call for a shared contact, and only for that', async () => {
    const institutions = defaultInstitutions.map((one) =>
      one.kind === 'university' ? { ...one, contactSkipsCall: true } : one,
    );
    const world = await World.open({ framework, institutions });
    const { anna, say } = await atStep(world, 'phone', language);
    await anna.shares().expects(say.text('register-email'));
    await anna.expects(say.text('register-phone-confirmed', { phone: prettyPhone(anna.phone) }));

    const { anna: vera } = await goesOn(world, await guest(world, language), 'phone');
    await vera.does((person) => person.sendContact({ phone: vera.phone, firstName: 'Вера', userId: 1 }));
    await vera.expects(say.text('errors-phone-not-own'));
    await vera.types(vera.phone).expects(say.text('register-call'));
    await world.close();
  });
});
