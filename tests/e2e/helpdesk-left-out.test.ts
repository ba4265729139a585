import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#tests/support/actor.ts';
import { saidIn, ticketOf, writes } from '#tests/support/helpdesk-person.ts';
import { atStep, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const settings = { HELPDESK_MAIL: 'helpdesk@bot.example.ru', HELPDESK_SMTP_PORT: '0' };
/** Longer than words that belong together are gathered for one letter. */
const A_WHILE = 11_000;

describe.each(ways)('a file that no letter can carry, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework, settings });
  });
  afterAll(() => world?.close());

  it('is missed by neither side in silence: the letter says so, and the person reads it in their language, once', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types('Help').expects(say.text('human-asked'));
    const { id } = await ticketOf(world, anna);
    await writes(world, anna, (person) => person.sendDocument(Buffer.alloc(20_000_001), 'запись.mp4', 'see the film'));
    await world.passes(A_WHILE);
    const letter = await eventually('the letter', () =>
      world.mailbox.letters().findLast(({ text }) => text.includes('see the film')),
    );
    expect(letter.attachments).toEqual([]);
    expect(letter.text).toContain('файл не приложен');

    const wanted =
      language === 'ru'
        ? /Ваш файл до поддержки не дошёл.*запись\.mp4/s
        : /Your file did not reach the helpdesk.*запись\.mp4/s;
    const told = () => anna.person.chat.filter((one) => one.from === 'bot' && wanted.test(textOf(one)));
    await eventually('a word to the person', () => told().length > 0);
    await writes(world, anna, (person) => person.send('ok'));
    await world.passes(A_WHILE);
    await eventually('the next letter', async () =>
      (await saidIn(world, id)).every(({ author, mailedAt }) => author !== 'person' || mailedAt),
    );
    expect(told()).toHaveLength(1);
  });
});
