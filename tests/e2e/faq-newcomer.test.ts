import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, labelsOf, textOf } from '#tests/support/actor.ts';
import { asked } from '#tests/support/questions.ts';
import { atStep, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

/** What newcomers ask and say that no article is about, in the middle of a registration. */
describe.each(ways)('a newcomer over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const ru = language === 'ru';
  const ask = (what: keyof typeof asked): string => asked[what][language];
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const all = (anna: Actor): string => anna.said().map(textOf).join('\n');
  const questionsOf = ({ person }: Actor) =>
    world.database.prisma.question.findMany({ where: { chatId: person.id }, orderBy: { id: 'asc' } });

  it('whom neither an answer nor what is offered instead helps reaches a human, who reads what was asked', async () => {
    const { anna } = await atStep(world, 'name', language);
    await anna.types(ask('qr')).presses(say.button('faq-not')).expects(say.text('faq-next'));
    await anna.presses(say.button('faq-none')).expects(say.text('faq-to-human'));
    await anna.expects(say.text('human-asked'));
    const { facts, reason } = await world.database.prisma.ticket.findFirstOrThrow({
      where: { chatId: anna.person.id },
      orderBy: { id: 'desc' },
    });
    expect(reason).toBe('faq.unhelpful');
    expect(facts).toMatchObject({ questions: ask('qr') });
  });
});
