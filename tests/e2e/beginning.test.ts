import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#tests/support/actor.ts';
import { saidIn } from '#tests/support/helpdesk-person.ts';
import {
  asks,
  atStep,
  conversationOf,
  goesOn,
  guest,
  rings,
  steps,
  university,
  ways,
  words,
} from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

describe.each(ways)('the beginning over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const other = words(language === 'ru' ? 'en' : 'ru');
  const school = language === 'ru' ? 'Школа (ЭлЖур)' : 'School (ElJur journal)';
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  it.each([
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['be', 'ru'],
  ] as const)('greets somebody whose Telegram speaks %s in %s', async (code, guessed) => {
    const anna = await world.person({ languageCode: code });
    await anna.opens('/start').expects(words(guessed).text('welcome-institution'));
  });

  it('changes the language with one tap, and keeps it', async () => {
    const { anna } = await atStep(world, 'institution', language);
    await anna.presses(say.button('other-language')).expects(other.text('welcome-institution'));
    expect(anna.said()).toHaveLength(1);
    await anna.presses(university(other.language)).expects(other.text('welcome-consent'));
    await world.restart();
    anna.person.language = language;
    await anna.opens('/start').expects(other.text('welcome-institution'));
    expect(await conversationOf(world, anna)).toMatchObject({ language: other.language });
  });

  it('changes the language at every step with /language, and the step stays', async () => {
    const who = await guest(world, language);
    let at: string | undefined;
    for (const step of steps) {
      await goesOn(world, who, step, at);
      at = step;
      const { anna } = who;
      const before = await conversationOf(world, anna);
      await anna.opens('/language').expects(/Русский|русский|language/);
      await anna.presses(other.button(other.language === 'ru' ? 'russian' : 'english'));
      await anna.expects(other.text(asks[step] ?? '', { role: who.role }));
      expect(await conversationOf(world, anna)).toMatchObject({ step: before.step, data: before.data });
      await anna.opens('/language').presses(say.button(language === 'ru' ? 'russian' : 'english'));
      await anna.expects(say.text(asks[step] ?? '', { role: who.role }));
    }
  });

  it('takes the institution from a deep link', async () => {
    const { anna } = await guest(world, language);
    await anna.opens('/start isu').expects(say.text('welcome-consent', { institution: university(language) }));
  });

  it.each(['nowhere', 'a'.repeat(64), '<b>isu</b>'])(
    'asks which institution when the link names %s',
    async (payload) => {
      const { anna } = await guest(world, language);
      await anna.opens(`/start ${payload}`).expects(say.text('welcome-institution'));
    },
  );

  it('keeps nothing of the person before they agree, and then who agreed to what, and when', async () => {
    const { anna } = await atStep(world, 'consent', language);
    const { prisma } = world.database;
    const mine = { where: { chatId: BigInt(anna.person.id) } };
    expect(await prisma.registration.count(mine)).toBe(0);
    expect(await prisma.verification.count(mine)).toBe(0);
    expect(await prisma.consent.count(mine)).toBe(0);
    await anna.types(anna.phone).expects(say.text('unexpected-text'));
    expect(await prisma.verification.count(mine)).toBe(0);
    const stored = JSON.stringify(await conversationOf(world, anna), (_key, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(stored).not.toContain(anna.phone);
    expect(stored).not.toContain(anna.name.split(' ')[0]);

    const asked = world.clock.now();
    await anna.presses(say.button('agree')).expects(say.text('register-phone'));
    const consent = await prisma.consent.findFirstOrThrow(mine);
    expect(consent).toMatchObject({ institutionId: 'isu', purpose: 'registration', channel: 'telegram', language });
    expect(consent.textHash).toMatch(/^[0-9a-f]{64}$/);
    expect(consent.textHash).not.toBe(createHash('sha256').update('').digest('hex'));
    expect(consent.textVersion).toMatch(/^\d{4}-\d\d-\d\d(\.\d+)?$/);
    expect(consent.givenAt >= asked && consent.givenAt <= world.clock.now()).toBe(true);
  });

  it('asks for the consent once', async () => {
    const { anna } = await atStep(world, 'phone', language);
    await anna.types(say.button('back')).expects(say.text('welcome-institution'));
    await anna.presses(university(language)).expects(say.text('register-phone'));
    expect(await world.database.prisma.consent.count({ where: { chatId: anna.person.id } })).toBe(1);
  });

  it('shows the text on personal data before and after the consent', async () => {
    const { anna } = await atStep(world, 'institution', language);
    await anna.opens('/privacy').expects(say.text('privacy-choose'));
    await anna.presses(university(language));
    await anna.presses(say.button('privacy')).expects(say.text('privacy-text'));
    await anna.expects(say.text('privacy-not-given'));
    await anna.presses(say.button('continue')).expects(say.text('welcome-consent'));
    await anna.presses(say.button('agree')).expects(say.text('register-phone'));
    await anna.opens('/privacy').expects(say.text('privacy-given'));
    const { givenAt } = await world.database.prisma.consent.findFirstOrThrow({ where: { chatId: anna.person.id } });
    const given = givenAt.toLocaleDateString(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone: 'Europe/Moscow' });
    expect(textOf(anna.said()[0] ?? ({} as never))).toContain(given);
  });

  it('asks whether to go on after /start in the middle, and goes on', async () => {
    const { anna } = await atStep(world, 'letter', language);
    await anna.opens('/start').expects(say.text('welcome-resume'));
    await anna.opens('/start').expects(say.text('welcome-resume'));
    await anna.presses(say.button('continue')).expects(say.text('register-letter'));
  });

  it('or starts over, at the institution that the newer link names', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.opens('/start').presses(say.button('start-over')).expects(say.text('welcome-institution'));
    await anna.presses(university(language)).expects(say.text('register-phone'));
    await anna.opens('/start eljur').expects(say.text('welcome-resume'));
    await anna.presses(say.button('start-over')).expects(say.text('welcome-consent-school', { institution: school }));
  });

  it('goes on by itself when the call comes while /start is asking', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.opens('/start').expects(say.text('welcome-resume'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('goes on by itself when the letter is confirmed while /start is asking', async () => {
    const { anna, mail, role } = await atStep(world, 'letter', language);
    const { link } = await world.letter(mail);
    await anna.opens('/start').expects(say.text('welcome-resume'));
    await world.confirms(link);
    await anna.expects(say.text('register-name', { name: anna.name, role }));
  });

  it('stops on /cancel and begins again when asked', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.opens('/cancel').expects(say.text('welcome-cancelled'));
    await anna.presses(say.button('start-again')).expects(say.text('welcome-institution'));
    await anna.opens('/cancel').expects(say.text('welcome-institution'));
  });

  it('helps: before an institution is chosen, and with its contacts after', async () => {
    const { anna } = await guest(world, language);
    await anna.opens('/help').expects(say.text('help-choose'));
    await anna.presses(say.button('human')).expects(say.text('human-choose'));
    await anna.presses(say.button('continue')).expects(say.text('welcome-institution'));
    await anna.presses(university(language)).presses(say.button('agree'));
    await anna.opens('/help').expects(/helpdesk@smartics\.ru, \+7 \(495\) 128-43-74/);
    await anna.presses(say.button('continue')).expects(say.text('register-phone'));
  });

  it('passes the person’s words on to the helpdesk with what is known, and leads back to the step', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.presses(say.button('back')).expects(say.text('register-email'));
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    const before = await world.database.prisma.ticket.count();
    await anna.types('Мой СНИЛС 112-233-445 95').expects(say.text('errors-snils-in-words'));
    expect(await world.database.prisma.ticket.count()).toBe(before);
    const words = 'Помогите: <b>почты</b> у меня нет';
    await anna.types(words).expects(say.text('human-asked'));
    const [, number] = await anna.expects(/(?:№|No\.) (\d+)/);
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));

    const ticket = await world.database.prisma.ticket.findUniqueOrThrow({ where: { id: Number(number) } });
    expect(ticket).toMatchObject({ reason: 'asked', language });
    expect(ticket.facts).toEqual({ name: anna.name, phone: anna.phone, journey: 'register', step: 'email' });
    expect((await saidIn(world, ticket.id)).map(({ content }) => content)).toEqual([{ type: 'text', text: words }]);
    // What was said goes after the letter that opens the ticket.
    await world.passes(15_000);
    const about = (what: string) =>
      eventually('a letter to the helpdesk', () =>
        world.mailbox.letters().find(({ subject, text }) => subject.includes(`[#${number}]`) && text.includes(what)),
      );
    await about(words);
    await about(`tg://user?id=${anna.person.id}`);
  });

  it('goes on by itself when the call comes while the person is writing to a human', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await world.telephone.call({ from: anna.phone, to: '+78005553535' });
    await anna.expects(say.text('register-email'));
  });

  it('says that there is no pass before registration', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.opens('/pass').expects(say.text('pass-not-registered'));
    await anna.presses(say.button('continue')).expects(say.text('register-call'));
  });

  it('says that it does not know a command, and shows the step again', async () => {
    const { anna } = await atStep(world, 'consent', language);
    for (const command of ['/unknown', '/import_people', '/constructor', '/__proto__']) {
      await anna.opens(command).expects(say.text('unknown-command'));
      await anna.expects(say.text('welcome-consent'));
    }
  });

  it('tells a school’s people how their registration goes', async () => {
    const { anna } = await atStep(world, 'institution', language);
    await anna.presses(school).expects(say.text('welcome-consent-school', { institution: school }));
    await anna.presses(say.button('agree')).expects(say.text('school-entry'));
    const { button } = await anna.button(say.button('school-page'));
    expect(button.url).toBe('https://eljur.ru/hello');
    await anna.presses(say.button('back')).expects(say.text('welcome-institution'));
  });

  it('brings a registered person home, also from a school’s link', async () => {
    const { anna } = await atStep(world, 'home', language);
    await anna.opens('/start').expects(say.text('home', { name: anna.name }));
    await anna.opens('/start eljur').expects(say.text('welcome-consent-school', { institution: school }));
    await anna.presses(say.button('agree')).presses(say.button('back')).presses(university(language));
    await anna.expects(say.text('home', { name: anna.name }));
    await anna.opens('/start eljur');
    await anna.opens('/cancel').expects(say.text('home'));
    await anna.opens('/pass').expects(say.text('pass-caption'));
  });
});
