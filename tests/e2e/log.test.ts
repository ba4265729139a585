import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { textOf } from '#tests/support/actor.ts';
import { passText } from '#tests/support/pass.ts';
import { parent, secretsOf, signsIn } from '#tests/support/school.ts';
import { atStep, goesOn, PASSWORD, passwordPage, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const DESK = 'helpdesk@smartics.ru';
/** Longer than words that belong together are gathered for one letter. */
const A_WHILE = 11_000;

const say = words('ru');
let world: World;
beforeAll(async () => {
  const institutions = defaultInstitutions.map((one) => ({
    ...one,
    helpdesk: { ...one.helpdesk, letters: 'always' as const },
  }));
  const settings = { HELPDESK_MAIL: 'helpdesk@bot.example.ru', HELPDESK_SMTP_PORT: '0' };
  world = await World.open({ helpdesk: true, institutions, settings });
  world.holdTimers();
});
afterAll(() => world.close());

it('nothing of people stands in the log, at its most talkative: no name, number, address, code, token, password or word', async () => {
  const told: string[] = [];
  // Of the university: phone, e-mail, a ticket with a letter answered, password, authorization, a pass at the gate.
  const who = await atStep(world, 'letter', 'ru', { name: 'Абдурахманова Гульназ' });
  const { anna, mail, corporate } = who;
  told.push('Абдурахманова', 'Гульназ', anna.phone.slice(2), mail, corporate);
  const letter = await world.letter(mail);
  told.push(letter.code, letter.link.split('/').at(-1) ?? '');
  await anna.presses(say.button('human')).expects(say.text('human-ask'));
  await anna.types('Потеряла сиреневую ведомость').expects(say.text('human-asked'));
  const asked = await eventually('the letter to the helpdesk', async () => {
    await world.passes(A_WHILE);
    return world.mailbox.letters().find(({ to, text }) => to === DESK && text.includes('сиреневую'));
  });
  await world.mailbox.reply(asked.id, 'Ведомость нашлась в гардеробе');
  await eventually('the answer in the chat', () => anna.person.chat.find((one) => textOf(one).includes('в гардеробе')));
  await anna.types('Мой СНИЛС 112-233-445 95').expects(say.text('errors-snils-in-words'));
  told.push('сиренев', 'едомость', 'гардероб', '112-233', '11223344595');
  await anna.presses(say.button('helpdesk-back'));
  await goesOn(world, who, 'name', 'letter');
  await anna.presses(say.button('name-right')).expects(say.text('register-password'));
  told.push((await passwordPage(who)).split('/').at(-1) ?? '', PASSWORD);
  await goesOn(world, who, 'home', 'password');
  const pass = passText((await anna.picture()).bytes);
  expect(await (await world.gate())(pass)).toMatchObject({ result: 'OK' });
  told.push(pass);
  await anna.types('где мой лавандовый пропуск');
  told.push('лавандов');

  // Of a school: a code, the page with login and password, the school's own page.
  const olga = await parent(world, 'ru', { name: 'Зубайдуллина Ольга' });
  told.push('Зубайдуллина', olga.login, olga.password, olga.email, olga.family.pupil.name, olga.anna.name);
  expect((await signsIn(world, olga.school, olga)).ok).toBe(true);
  await olga.anna.types('мой пароль Kotik2010').expects(say.text('errors-password-in-words'));
  told.push('Kotik2010', String(secretsOf(world).hash('snils', '11223344595')));
  await world.quiet();

  const log = world.log.join('\n').toLowerCase();
  expect(log.length).toBeGreaterThan(1000);
  expect(told.filter((one) => one.length < 4)).toEqual([]);
  expect(told.filter((one) => log.includes(one.toLowerCase()))).toEqual([]);
  const { BOT_TOKEN = '', SECRET_KEY = '', CALL_WEBHOOK_SECRET = '' } = world.settings;
  for (const secret of [BOT_TOKEN, SECRET_KEY, CALL_WEBHOOK_SECRET]) expect(log).not.toContain(secret.toLowerCase());
});
