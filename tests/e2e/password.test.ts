import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atStep, goesOn, MINUTE, PASSWORD, passwordPage, rings, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('the password over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const accountsOf = (name: string) => world.database.prisma.account.count({ where: { person: { fullName: name } } });
  const looksAt = async (page: string) => {
    const answer = await fetch(page);
    return { status: answer.status, text: await answer.text() };
  };

  it('is set on a page that works once, in the person’s language', async () => {
    const who = await atStep(world, 'password', language);
    const page = await passwordPage(who);
    const seen = await looksAt(page);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain(`lang="${language}"`);
    expect(seen.text).toContain(who.anna.name);

    expect((await world.setsPassword(page, PASSWORD)).status).toBe(200);
    await who.anna.expects(say.text('register-done'));
    expect((await looksAt(page)).status).toBe(410);
    expect((await world.setsPassword(page, `${PASSWORD} again`)).status).toBe(410);
    expect(await accountsOf(who.anna.name)).toBe(1);
    const { passwordHash } = await world.database.prisma.account.findFirstOrThrow({
      where: { person: { fullName: who.anna.name } },
    });
    expect(passwordHash).toMatch(/^\$argon2id\$/);
  });

  it('is refused on the page when it is weak, and the page stays', async () => {
    const who = await atStep(world, 'password', language, { name: 'Северянинова Василиса' });
    const page = await passwordPage(who);
    for (const [password, error] of [
      ['', 'empty'],
      ['short', 'too-short'],
      ['qwerty123456', 'common'],
      ['Северянинова1', 'personal'],
      [who.anna.phone, 'personal'],
      [who.mail, 'personal'],
      ['x'.repeat(129), 'too-long'],
    ]) {
      const answer = await world.setsPassword(page, password ?? '');
      expect(answer.status, password).toBe(422);
      expect(answer.text, password).toMatch(say.text(`errors-password-${error}`));
      if (password) expect(answer.text).not.toContain(`value="${password}"`);
    }
    expect(await accountsOf(who.anna.name)).toBe(0);
    expect((await world.setsPassword(page, PASSWORD)).status).toBe(200);
    await who.anna.expects(say.text('register-done'));
  });

  it('is deleted from the chat, typed or edited into it, and the person learns why', async () => {
    const who = await atStep(world, 'password', language);
    const { anna } = who;
    const page = await passwordPage(who);
    await anna.types('hunter2 hunter2 hunter2').expects(say.text('errors-password-in-chat'));
    await anna.expects(say.text('register-password'));
    expect(anna.person.chat.filter(({ from }) => from === 'person').at(-1)).toMatchObject({ deleted: true });

    const early = anna.person.chat.find(({ from, text, deleted }) => from === 'person' && text && !deleted);
    await anna.does((person) => person.edit(early?.messageId ?? 0, 'my password is hunter2'));
    await anna.expects(say.text('errors-password-in-words'));
    expect(anna.person.chat.find(({ messageId }) => messageId === early?.messageId)).toMatchObject({ deleted: true });
    expect(world.log.join('\n')).not.toContain('hunter2');
    const outbox = await world.database.prisma.conversation.findFirstOrThrow({ where: { chatId: anna.person.id } });
    expect(JSON.stringify(outbox.data)).not.toContain('hunter2');
    expect((await looksAt(page)).status).toBe(200);
  });

  it('gets a new page on demand, and the old one no longer opens', async () => {
    const who = await atStep(world, 'password', language);
    const old = await passwordPage(who);
    await who.anna.presses(say.button('new-link')).expects(say.text('register-password-new-link'));
    expect((await looksAt(old)).status).toBe(410);
    expect((await world.setsPassword(old, PASSWORD)).status).toBe(410);
    expect((await world.setsPassword(await passwordPage(who), PASSWORD)).status).toBe(200);
    await who.anna.expects(say.text('register-done'));
  });

  it('has a page for half an hour', async () => {
    const who = await atStep(world, 'password', language);
    const page = await passwordPage(who);
    await world.passes(31 * MINUTE);
    expect((await world.setsPassword(page, PASSWORD)).status).toBe(410);
    await who.anna.presses(say.button('new-link')).expects(say.text('register-password-new-link'));
    expect((await looksAt(await passwordPage(who))).status).toBe(200);
  });

  it.each(['/cancel', 'another number', 'another name'])('has no page after %s', async (how) => {
    const who = await atStep(world, 'password', language);
    const { anna } = who;
    const page = await passwordPage(who);
    if (how === '/cancel') await anna.opens('/cancel').expects(say.text('welcome-cancelled'));
    else {
      await anna.presses(say.button('back')).expects(say.text('register-name', { role: 'student' }));
      if (how === 'another name') await anna.presses(say.button('name-wrong')).expects(say.text('register-not-me'));
      else {
        await anna.presses(say.button('back')).presses(say.button('back')).expects(say.text('register-phone'));
        await anna.types(anna.phone).expects(say.text('register-call'));
      }
    }
    expect((await world.setsPassword(page, PASSWORD)).status).toBe(410);
    expect(await accountsOf(anna.name)).toBe(0);
  });

  it('abuse 1: no page opens without the proofs before it', async () => {
    const who = await atStep(world, 'password', language);
    const page = await passwordPage(who);
    await world.database.prisma.verification.updateMany({
      where: { chatId: who.anna.person.id, kind: 'call' },
      data: { confirmedAt: null },
    });
    expect((await world.setsPassword(page, PASSWORD)).status).toBe(409);
    await who.anna.presses(say.button('new-link')).expects(say.text('register-phone'));
  });

  it('abuse 21: whoever completes first, nobody else sets a password for the same person', async () => {
    const first = await atStep(world, 'password', language);
    const second = await atStep(world, 'phone', language, { known: false });
    await world.passes(20 * MINUTE);
    await second.anna.types(first.anna.phone).expects(say.text('register-call'));
    await rings(world, second.anna, first.anna.phone);
    await second.anna.expects(say.text('register-email'));
    Object.assign(second.anna, { name: first.anna.name });
    await goesOn(world, second, 'password', 'email');
    const [one, two] = await Promise.all([
      world.setsPassword(await passwordPage(first), PASSWORD),
      world.setsPassword(await passwordPage(second), `${PASSWORD} too`),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect(await accountsOf(first.anna.name)).toBe(1);
  });

  it('leads on also a person who pressed something else meanwhile', async () => {
    const who = await atStep(world, 'password', language);
    const page = await passwordPage(who);
    await who.anna.opens('/start').expects(say.text('welcome-resume'));
    await world.setsPassword(page, PASSWORD);
    await who.anna.expects(say.text('register-done'));
    await who.anna.expects(say.text('authorize-owed'));
  });

  it('shows an unknown page kindly', async () => {
    const answer = await looksAt(`${world.url}/p/made-up`);
    expect(answer.status).toBe(404);
    expect(answer.text).toMatch(say.text('web-page-unknown-title'));
  });
});
