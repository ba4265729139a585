import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saidIn, ticketOf } from '#tests/support/helpdesk-person.ts';
import { atStep, MINUTE, rings, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('people who get no further, over $framework, in $language,', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  it('get a human when three calls of a registration were not confirmed', async () => {
    const { anna } = await atStep(world, 'call', language);
    for (const attempt of [1, 2, 3]) {
      await world.passes(6 * MINUTE);
      await anna.expects(say.text('errors-call-not-confirmed'));
      if (attempt < 3) await anna.presses(say.button('retry')).expects(say.text('register-call'));
    }
    const { id, reason, facts } = await ticketOf(world, anna);
    await anna.expects(say.text('helpdesk-opened', { ticket: String(id) }));
    expect(reason).toBe('call.not-confirmed');
    expect(facts).toMatchObject({ step: 'call', error: 'call.not-confirmed', attempts: '3' });
    await anna.presses(say.button('retry')).expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('get a human after the third such call also when they go back to the number each time', async () => {
    const { anna } = await atStep(world, 'call', language);
    // Given up before its end, and asked for anew.
    await anna.presses(say.button('back')).types(anna.phone).expects(say.text('register-call'));
    // A slip is no call that came to nothing.
    await anna.types('8 905 999-88-77').expects(say.text('register-call', { phone: '+7 905 999-88-77' }));
    await world.passes(6 * MINUTE);
    await anna.expects(say.text('errors-call-not-confirmed'));
    expect(await world.database.prisma.ticket.count({ where: { chatId: anna.person.id } })).toBe(0);
    await anna.presses(say.button('another-number')).types(anna.phone).expects(say.text('register-call'));
    await anna.presses(say.button('back')).expects(say.text('register-phone'));
    await world.passes(6 * MINUTE);
    await anna.expects(say.text('helpdesk-opened'));
    const { reason, facts } = await ticketOf(world, anna);
    expect({ reason, facts }).toMatchObject({
      reason: 'call.not-confirmed',
      facts: { error: 'call.not-confirmed', attempts: '3' },
    });
    await anna.types(anna.phone).expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('get a human when the authorization fails', async () => {
    const { anna } = await atStep(world, 'address', language);
    await anna.types('nobody@student.sechenov.ru').expects(say.text('errors-mail-refused'));
    await anna.expects(say.text('helpdesk-opened'));
    const { reason, facts } = await ticketOf(world, anna);
    expect(reason).toBe('authorization.failing');
    expect(facts).toMatchObject({ journey: 'authorize', error: 'mail.refused', role: 'student' });
    for (const _ of [1, 2, 3]) await anna.types('anna@example.org').expects(say.text('errors-email-wrong-domain'));
    await anna.expects(say.text('helpdesk-opened'));
    const said = await saidIn(world, (await ticketOf(world, anna)).id);
    expect(said.at(-1)?.content).toMatchObject({
      type: 'trouble',
      facts: { error: 'email.wrong-domain', attempts: '3' },
    });
  });
});
