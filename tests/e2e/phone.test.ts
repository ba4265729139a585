import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prettyPhone } from '#core/people/phone.ts';
import { atStep, goesOn, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('the phone over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const other = words(language === 'ru' ? 'en' : 'ru');
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const attempts = (id: number) => world.database.prisma.verification.count({ where: { chatId: id, kind: 'call' } });

  it('takes one’s own contact with one tap', async () => {
    const { anna } = await atStep(world, 'phone', language);
    await anna.shares().expects(say.text('register-call', { phone: prettyPhone(anna.phone) }));
    const call = await world.database.prisma.verification.findFirstOrThrow({ where: { chatId: anna.person.id } });
    expect(call).toMatchObject({ target: anna.phone, ownContact: true, confirmedAt: null });
    expect(anna.person.replyKeyboard).toBeNull();
  });

  it('abuse 28: refuses somebody else’s contact card', async () => {
    const { anna } = await atStep(world, 'phone', language);
    for (const userId of [999_999_999, undefined]) {
      await anna.does((person) =>
        person.sendContact({ phone: anna.phone, firstName: 'Борис', ...(userId ? { userId } : {}) }),
      );
      await anna.expects(say.text('errors-phone-not-own'));
      await anna.expects(say.text('register-phone'));
    }
    expect(await attempts(anna.person.id)).toBe(0);
  });

  it('abuse 28: refuses a contact that was passed on, even under the person’s own number', async () => {
    const { anna } = await atStep(world, 'phone', language);
    await anna.does((person) =>
      person.sendContact({ phone: anna.phone, firstName: 'Анна', userId: person.id, forwardedFrom: 'Борис' }),
    );
    await anna.expects(say.text('errors-phone-not-own'));
    expect(await attempts(anna.person.id)).toBe(0);
  });

  it('refuses a foreign contact, though it is one’s own', async () => {
    const { anna } = await atStep(world, 'phone', language, { phone: '+77012345678', known: false });
    await anna.shares().expects(say.text('errors-phone-foreign'));
  });

  it('says what is wrong with a number, each in its own words', async () => {
    const who = await atStep(world, 'phone', language);
    const { anna } = who;
    for (const [typed, error] of [
      ['+7 495 123-45-67', 'landline'],
      ['8 (495) 128-43-74', 'landline'],
      ['8-800-555-35-35', 'toll-free'],
      ['+7 701 234 56 78', 'foreign'],
      ['+1 415 555 26 71', 'foreign'],
      ['+375 29 123-45-67', 'foreign'],
      ['12/05', 'unreadable'],
      ['905123', 'too-short'],
      ['+7 905 123-45-6', 'too-short'],
      ['+7 905 123-45-67 8910', 'too-long'],
      ['+79051234567, +79057654321', 'several'],
      ['+7 905 123-45-67 доб. 12', 'extension'],
    ] as const) {
      await anna.types(typed).expects(say.text(`errors-phone-${error}`));
      await anna.expects(say.text('register-phone'));
    }
    // What is no attempt is told nothing about numbers.
    for (const [typed, said] of [
      ['не скажу', 'faq-unknown'],
      ['🤷', 'faq-courtesy-emoji'],
    ] as const) {
      await anna.types(typed).expects(say.text(said));
      await anna.expects(say.text('register-phone'));
    }
    expect(await attempts(anna.person.id)).toBe(0);
    await goesOn(world, who, 'call', 'phone');
  });

  it.each([
    ['8 905 {}', (digits: string) => `8 (905) ${digits}`],
    ['905{}', (digits: string) => `905${digits}`],
    ['+7-905-{}', (digits: string) => `+7-905-${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`],
    ['full-width', (digits: string) => `+7905${digits}`.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d)))],
    ['with words', (digits: string) => `мой номер: 8 905 ${digits}, спасибо`],
    ['no-break spaces', (digits: string) => `+7\u00a0905\u00a0${digits}`],
  ])('reads the number however it is written: %s', async (_spelling, write) => {
    const { anna } = await atStep(world, 'phone', language);
    await anna.types(write(anna.phone.slice(5)));
    await anna.expects(say.text('register-phone-taken', { phone: prettyPhone(anna.phone) }));
  });

  it('goes back with the keyboard’s key, in either language', async () => {
    const { anna } = await atStep(world, 'phone', language);
    await anna.types(say.button('back')).expects(say.text('welcome-institution'));
    expect(anna.person.replyKeyboard).toBeNull();

    const { anna: vera } = await atStep(world, 'phone', language);
    await vera.types(other.button('back')).expects(say.text('welcome-institution'));
  });

  it('brings the keyboard along into another language', async () => {
    const { anna } = await atStep(world, 'phone', language);
    const keys = () => anna.person.replyKeyboard?.keyboard.flat().map(({ text }) => text);
    expect(keys()).toEqual([say.button('share-contact'), say.button('back'), say.button('human')]);
    await anna.opens('/language').presses(other.button(other.language === 'ru' ? 'russian' : 'english'));
    await anna.expects(other.text('register-phone'));
    expect(keys()).toEqual([other.button('share-contact'), other.button('back'), other.button('human')]);
    // A phone that is slow still shows the old keys.
    await anna.types(say.button('back')).expects(other.text('welcome-institution'));
  });

  it('has a human at hand for those who have no such number', async () => {
    const { anna } = await atStep(world, 'phone', language);
    await anna
      .types('+1 415 555 26 71')
      .types(say.button('human'))
      .expects(say.text('human-ask'))
      .presses(say.button('no-words'))
      .expects(say.text('human-asked'));
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-phone'));
    expect(anna.person.replyKeyboard).not.toBeNull();
  });

  it('takes the contact that is shared at a later question for the number it is', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.does((person) => person.shareContact());
    await anna.expects(say.text('register-call', { phone: prettyPhone(anna.phone) }));

    const { anna: vera } = await atStep(world, 'email', language);
    await vera.does((person) => person.shareContact());
    await vera.expects(say.text('unexpected-contact'));
    await vera.expects(say.text('register-email'));
  });
});
