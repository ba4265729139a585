import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atStep, conversationOf, goesOn, MINUTE, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

describe.each(ways)('the e-mail over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('abuse 23: refuses what is no single plain address, and says why', async () => {
    const { anna } = await atStep(world, 'email', language);
    const letters = world.mailbox.letters().length;
    for (const [typed, error] of [
      ['anna.petrova', 'unreadable'],
      ['anna@mail', 'unreadable'],
      ['anna@mail..ru', 'unreadable'],
      ['"a@evil.com x"@example.org', 'several'],
      ['"anna"@example.org', 'unreadable'],
      ['anna@[127.0.0.1]', 'unreadable'],
      ['anna@example.org\r\nBcc: all@example.org', 'several'],
      ['anna@example.org, vera@example.org', 'several'],
      ['аnna@example.org', 'not-ascii'],
      [`${'a'.repeat(65)}@example.org`, 'too-long'],
    ] as const) {
      await anna.types(typed).expects(say.text(`errors-email-${error}`));
      await anna.expects(say.text('register-email'));
    }
    expect(world.mailbox.letters().length).toBe(letters);
  });

  it('suggests what was probably meant, and takes whichever the person chooses', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.types('anna@gmial.com').expects(say.text('register-email-typo', { corrected: 'anna@gmail.com' }));
    await anna.presses(say.button('back')).expects(say.text('register-email'));
    await anna.types('anna@gmial.com').presses('anna@gmail.com');
    await anna.expects(say.text('register-letter', { email: 'anna@gmail.com' }));
    await anna.presses(say.button('another-email')).types('anna@gmial.com').presses('anna@gmial.com');
    await anna.expects(say.text('register-letter', { email: 'anna@gmial.com' }));
  });

  it('writes a letter in the person’s language, with a link and a code', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const letter = await world.letter(mail);
    expect(letter.text).toMatch(language === 'ru' ? /Подтвердите/ : /Confirm/);
    expect(letter.link).toMatch(new RegExp(`^${world.url}/l/`));
    await anna
      .types(`${letter.code.slice(0, 3)} ${letter.code.slice(3)}`)
      .expects(say.text('register-email-confirmed', { email: mail }));
  });

  it('abuse 6: a mail scanner that opens the link changes nothing', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const { link } = await world.letter(mail);
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) await fetch(link, { method });
    expect((await fetch(link, { method: 'POST' })).status).toBe(403);
    expect(await conversationOf(world, anna)).toMatchObject({ step: 'letter' });
    expect(
      await world.database.prisma.verification.count({ where: { target: mail, confirmedAt: { not: null } } }),
    ).toBe(0);
    await world.confirms(link);
    await anna.expects(say.text('register-email-confirmed', { email: mail }));
  });

  it('abuse 3: the link is built from our own address, whatever the request says', async () => {
    const { mail } = await atStep(world, 'letter', language);
    const { link } = await world.letter(mail);
    const answer = await fetch(link, {
      headers: { 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' },
    });
    expect(await answer.text()).not.toContain('evil.example');
  });

  it('abuse 8: the link pressed twice has one effect', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const { link } = await world.letter(mail);
    const [first, second] = await Promise.all([world.confirms(link), world.confirms(link)]);
    expect([first.status, second.status].sort()).toEqual([200, 410]);
    await anna.expects(say.text('register-name', { role: 'student' }));
    expect((await world.confirms(link)).status).toBe(410);
    const asked = anna.person.chat.filter(({ text }) => say.text('register-email-confirmed').test(text ?? ''));
    expect(asked).toHaveLength(1);
  });

  it('abuse 9: refuses the code after five wrong ones, but not the link', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const { code, link } = await world.letter(mail);
    await anna.types('12345').expects(say.text('errors-code-unreadable'));
    for (let guess = 1; guess <= 5; guess += 1) await anna.types(wrong(code)).expects(say.text('errors-code-wrong'));
    await anna.types(code).expects(say.text('errors-code-too-many'));
    expect(await conversationOf(world, anna)).toMatchObject({ step: 'letter' });
    await world.confirms(link);
    await anna.expects(say.text('register-email-confirmed'));
  });

  it('abuse 10: a newer letter makes the older code and link dead', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const older = await world.letter(mail);
    await anna.presses(say.button('resend')).expects(say.text('letter-resent'));
    const newer = await world.letter(mail, older.id);
    expect(newer.code).not.toBe(older.code);
    expect((await world.confirms(older.link)).status).toBe(410);
    await anna.types(older.code).expects(say.text('errors-code-wrong'));
    await anna.types(newer.code).expects(say.text('register-email-confirmed'));
  });

  it('abuse 12: sends so many letters and no more', async () => {
    const { anna } = await atStep(world, 'letter', language);
    for (let letter = 2; letter <= 5; letter += 1) {
      await anna.presses(say.button('resend')).expects(say.text('letter-resent'));
    }
    await anna.presses(say.button('resend')).expects(say.text('errors-link-too-many'));
  });

  it('takes another address: by the button, by Back, or simply typed', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const { link } = await world.letter(mail);
    await anna.presses(say.button('another-email')).expects(say.text('register-email'));
    await anna.types(`second.${mail}`).expects(say.text('register-letter', { email: `second.${mail}` }));
    await anna.presses(say.button('back')).expects(say.text('register-email'));
    await anna
      .types(`third.${mail}`)
      .types(`fourth.${mail}`)
      .expects(say.text('register-letter', { email: `fourth.${mail}` }));
    expect((await world.confirms(link)).status).toBe(410);
    await anna.types((await world.letter(`fourth.${mail}`)).code).expects(say.text('register-email-confirmed'));
  });

  it('goes on with the letter that is found after Back', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    await anna.presses(say.button('back')).expects(say.text('register-email'));
    await world.confirms((await world.letter(mail)).link);
    await anna.expects(say.text('register-email-confirmed', { email: mail }));
  });

  it('asks for another address when the mail server refuses this one', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.types('nobody@example.org').expects(say.text('register-letter'));
    await anna.expects(say.text('errors-mail-refused'));
    await anna.expects(say.text('register-email'));
  });

  it('abuse 33: says that the mail server is away, and goes on trying', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.types('busy@example.org').expects(say.text('register-letter', { email: 'busy@example.org' }));
    await anna.expects(say.text('errors-mail-delayed'));
    await anna.expects(say.text('register-letter', { email: 'busy@example.org' }));
  });

  it('abuse 14: says the same of an address that is somebody else’s, and tells the owner only', async () => {
    const owner = await atStep(world, 'status', language);
    const { anna } = await atStep(world, 'email', language);
    const before = (await world.letter(owner.mail)).id;
    await anna.types(owner.mail).expects(say.text('register-letter', { email: owner.mail }));
    const letter = await world.letter(owner.mail, before);
    expect(letter.subject).toMatch(language === 'ru' ? /уже/ : /already/);
    expect(letter).toMatchObject({ link: '', code: '' });
    await anna.types('123456').expects(say.text('errors-code-wrong'));
    await anna.presses(say.button('another-email'));
    await anna.types(`mine.${owner.mail}`).types((await world.letter(`mine.${owner.mail}`)).code);
  });

  it('says that a letter is too old, and sends a new one', async () => {
    const who = await atStep(world, 'letter', language);
    const { anna, mail } = who;
    const old = await world.letter(mail);
    await world.passes(61 * MINUTE);
    expect((await world.confirms(old.link)).status).toBe(410);
    await anna.types(old.code).expects(say.text('errors-code-expired'));
    await anna.presses(say.button('resend')).expects(say.text('letter-resent'));
    await world.confirms((await world.letter(mail, old.id)).link);
    await goesOn(world, who, 'password', 'name').then(() => anna.expects(say.text('register-password')));
  });

  it('abuse 2: a code proves nothing in another chat', async () => {
    const { mail } = await atStep(world, 'letter', language);
    const { code } = await world.letter(mail);
    const { anna } = await atStep(world, 'letter', language);
    await anna.types(code).expects(say.text('errors-code-wrong'));
    await eventually('nothing to be confirmed', async () => {
      const count = await world.database.prisma.verification.count({
        where: { target: mail, confirmedAt: { not: null } },
      });
      return count === 0;
    });
  });
});
