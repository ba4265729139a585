import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { textOf } from '#tests/support/actor.ts';
import { writes } from '#tests/support/helpdesk-person.ts';
import { atStep, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const DESK = 'helpdesk@smartics.ru';
const settings = { HELPDESK_MAIL: 'helpdesk@bot.example.ru', HELPDESK_SMTP_PORT: '0' };
/** Longer than words that belong together are gathered for one letter. */
const A_WHILE = 11_000;

describe('beside a group of operators', () => {
  const say = words('ru');
  let world: World;
  beforeAll(async () => {
    const institutions = defaultInstitutions.map((one) =>
      one.id === 'isu' ? { ...one, helpdesk: { ...one.helpdesk, letters: 'always' as const } } : one,
    );
    world = await World.open({ helpdesk: true, institutions, settings });
    world.holdTimers();
  });
  afterAll(() => world.close());

  const inGroup = (having: string) =>
    eventually(`“${having}” in the group`, () =>
      world.desk.messages().find((message) => message.from === 'bot' && textOf(message).includes(having)),
    );
  const inMail = (having: string) =>
    eventually(`“${having}” in a letter`, () => world.mailbox.letters().find(({ text }) => text.includes(having)));

  it('the mailbox gets a copy, its answers show in the topic, and nothing comes twice', async () => {
    const { anna } = await atStep(world, 'email', 'ru');
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types('Слова для всех').expects(say.text('human-asked'));
    await inGroup('Слова для всех');
    await world.passes(A_WHILE);
    const letter = await inMail('Слова для всех');
    await world.mailbox.reply(letter.id, 'Ответ из почты');
    await inGroup('Ответ из почты');
    await eventually('the answer in the chat', () =>
      anna.person.chat.find((one) => textOf(one).includes('Ответ из почты')),
    );
    await writes(world, anna, (person) => person.send('И ещё слова'));
    await world.passes(A_WHILE);
    const next = await inMail('И ещё слова');
    expect(next.text).not.toContain('Слова для всех');
    expect(next.text).not.toContain('Ответ из почты');
  });
});

describe('in place of a group that threw the bot out', () => {
  it('letters carry what waits, until the group is back', async () => {
    const world = await World.open({ helpdesk: true, settings });
    world.holdTimers();
    const say = words('ru');
    const { anna } = await atStep(world, 'email', 'ru');
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types('Меня кто-нибудь слышит?').expects(say.text('human-asked'));
    await eventually('the topic', () => world.desk.messages().some((one) => textOf(one).includes('кто-нибудь')));
    const letters = () => world.mailbox.letters().filter(({ to }) => to === DESK);
    await world.passes(A_WHILE);
    await world.quiet();
    expect(letters()).toEqual([]);
    // Nobody there answers any more, and Anna writes nothing that could remind anybody of her.
    world.desk.removeBot();
    await eventually('the loss', () => world.database.prisma.deskGroup.findFirst({ where: { lostAt: { not: null } } }));
    await world.passes(A_WHILE);
    const letter = await eventually('a letter', () => letters().at(0));
    expect(letter.text).toContain('Меня кто-нибудь слышит?');
    expect(letter.text).toContain('Что известно');
    await writes(world, anna, (person) => person.send('Слышите?'));
    await world.passes(A_WHILE);
    const next = await eventually('the next letter', () => letters().at(1));
    expect(next.text).toContain('Слышите?');
    expect(next.text).not.toContain('кто-нибудь');
    await world.mailbox.reply(letter.id, 'Слышим вас по почте');
    await anna.expects(/Слышим вас по почте/);
    await eventually('a receipt', () => anna.person.chat.some(({ reaction }) => reaction === '👌'));

    world.desk.addBot();
    await writes(world, anna, (person) => person.send('А теперь?'));
    await eventually('the topic', () => world.desk.messages().some((message) => textOf(message).includes('А теперь?')));
    await world.close();
  });
});
