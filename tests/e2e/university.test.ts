import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passText } from '#tests/support/pass.ts';
import { eventually, World } from '#tests/support/world.ts';

const ru = {
  language: 'ru',
  university: 'Сеченовский университет',
  agree: 'Согласен(на), продолжить',
  accepted: /Номер \+7 905 .* принят/,
  ring: /Позвоните сюда/,
  confirmed: /Номер \+7 905 .* подтверждён/,
  email: /Напишите адрес вашей электронной почты/,
  letter: /Отправил письмо на/,
  emailConfirmed: /Почта .* подтверждена/,
  yes: 'Да, это я',
  password: '🔑 Придумать пароль',
  done: /Вы зарегистрированы/,
  link: /Привязать @student/,
  corporate: /Напишите ваш корпоративный адрес/,
  linked: /привязана/,
  caption: /Действует до/,
  refresh: '🔄 Обновить',
};

const en: typeof ru = {
  language: 'en',
  university: 'Sechenov University',
  agree: 'I agree, go on',
  accepted: /Number \+7 905 .* accepted/,
  ring: /Please call this number/,
  confirmed: /Number \+7 905 .* is confirmed/,
  email: /Type your e-mail address/,
  letter: /I’ve sent an e-mail to/,
  emailConfirmed: /E-mail .* is confirmed/,
  yes: 'Yes, that’s me',
  password: '🔑 Choose a password',
  done: /You are registered/,
  link: /Link @student/,
  corporate: /Type your corporate address/,
  linked: /is linked/,
  caption: /Valid until/,
  refresh: '🔄 Refresh',
};

describe.each(['grammy', 'telegraf'] as const)('the university journey over %s', (framework) => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  it.each([ru, en])('goes from /start to a QR that the gate accepts once, in $language', async (say) => {
    const anna = await world.person({ languageCode: say.language });
    const mail = `anna.${framework}.${say.language}@example.org`;
    const corporate = `anna.${framework}.${say.language}@student.sechenov.ru`;

    await anna.opens('/start').presses(say.university).presses(say.agree).shares();
    await anna.expects(say.accepted);
    await anna.expects(say.ring);
    await world.telephone.call({ from: anna.phone, to: '+78005553535' });
    await anna.expects(say.confirmed);
    await anna.expects(say.email);

    await anna.types(mail).expects(say.letter);
    await world.confirms((await world.letter(mail)).link);
    await anna.expects(say.emailConfirmed);
    await anna.expects(new RegExp(anna.name));
    await anna.presses(say.yes);

    const { button } = await anna.button(say.password);
    const page = await world.setsPassword(button.url ?? '', 'correct horse battery staple 7');
    expect(page.status).toBe(200);
    await anna.expects(say.done);

    await anna.presses(say.link).expects(say.corporate);
    await anna.types(corporate).expects(say.letter);
    await anna.types((await world.letter(corporate)).code).expects(say.linked);
    await anna.expects(say.caption);

    const first = passText((await anna.picture()).bytes);
    const gate = await world.gate();
    expect(await gate(first)).toMatchObject({ result: 'OK', holder: anna.name });
    await world.passes(5000);
    expect(await gate(first)).toEqual({ result: 'REFUSED', reason: 'E_REPLAY' });

    await anna.presses(say.refresh);
    const second = await eventually('a fresh pass', async () => {
      const text = passText((await anna.picture()).bytes);
      return text !== first && text;
    });
    expect(await gate(second)).toMatchObject({ result: 'OK' });
  });
});
