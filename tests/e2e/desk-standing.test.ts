import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember } from '#bot/sandbox/telegram/world.ts';
import { asks, eventsOf, openDesk, presses, seenIn, settled } from '#tests/support/operators.ts';
import { atStep, ways, words } from '#tests/support/stories.ts';
import { eventually, type World } from '#tests/support/world.ts';

describe.each(ways)('a ticket over $framework, in $language', ({ framework, language }) => {
  /** What people read, and what operators read. */
  const say = words(language);
  const desk = words('ru');
  const toast = (key: string): RegExp => desk.text(`operators-toast-${key}`);
  let world: World;
  let olga: GroupMember;
  let chief: GroupMember;

  beforeAll(async () => {
    ({ world, olga, chief } = await openDesk({ framework }));
  });
  afterAll(() => world.close());

  const seen = (topic: number, pattern: RegExp) => seenIn(world.desk, topic, pattern);
  const press = (operator: GroupMember, button: string, messageId: number) =>
    presses(world, operator, button, messageId);
  const asking = async () => asks(world, (await atStep(world, 'phone', language)).anna);

  it('is taken, given back, closed with a farewell, and opened again by an answer', async () => {
    const { anna, topic, card, ticketId } = await asking();
    expect(await press(olga, desk.button('desk-take'), card)).toMatch(toast('taken'));
    await seen(topic, /Отвечает: Ольга/);
    // Of two at the same time one has it; a colleague cannot take it away.
    const late = world.operator('Павел Поздний');
    late.send('/take', { thread: topic });
    await seen(topic, desk.text('errors-operators-ticket-taken'));
    expect(await press(olga, desk.button('desk-release'), card)).toMatch(toast('released'));
    expect(await press(late, desk.button('desk-take'), card)).toMatch(toast('taken'));
    // Nobody has answered: it is asked once more, and the person is told of no answer. A card that changes takes the question away.
    await settled(world, ticketId);
    await press(late, desk.button('desk-close'), card);
    expect(await press(late, desk.button('desk-close-now'), card)).toMatch(toast('closed'));
    await anna.expects(say.text('helpdesk-closed', { by: 'unanswered' }));
    await eventually('the topic to be closed', () =>
      world.desk.topics().some(({ threadId, closed }) => threadId === topic && closed),
    );
    expect(await press(late, desk.button('desk-reopen'), card)).toMatch(toast('reopened'));
    await eventually('the topic to be open', () =>
      world.desk.topics().some(({ threadId, closed }) => threadId === topic && !closed),
    );
    late.send('/close', { thread: topic });
    const sure = await seen(topic, desk.text('operators-close-unanswered'));
    expect(await world.database.prisma.ticket.findUnique({ where: { id: ticketId } })).toMatchObject({
      closedAt: null,
    });
    expect(await press(late, desk.button('desk-close-now'), sure.messageId)).toMatch(toast('closed'));
    await eventually('the ticket to be closed', async () =>
      world.database.prisma.ticket.findFirst({ where: { id: ticketId, closedAt: { not: null } } }),
    );
    await eventually('the topic to be closed again', () =>
      world.desk.topics().some(({ threadId, closed }) => threadId === topic && closed),
    );
    // Only administrators write in a closed topic.
    chief.send('Ещё одно слово', { thread: topic });
    await anna.expects(/Ещё одно слово/);
    await seen(topic, desk.text('operators-reopened-by-answer'));
    expect(await eventsOf(world, ticketId)).toEqual(
      expect.arrayContaining(['ticket.taken', 'ticket.released', 'ticket.closed', 'ticket.reopened']),
    );
  });

  it('counts a topic that is closed or opened by hand as its ticket', async () => {
    const { anna, topic, ticketId } = await asking();
    chief.closeTopic(topic);
    await anna.expects(say.text('helpdesk-closed', { by: 'unanswered' }));
    const closed = (is: boolean) =>
      eventually(`the ticket to be ${is ? 'closed' : 'open'}`, async () => {
        const ticket = await world.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
        return (ticket.closedAt !== null) === is && ticket.topicClosed === is;
      });
    await closed(true);
    // Who has closed it is still to be said there.
    await settled(world, ticketId);
    chief.reopenTopic(topic);
    await closed(false);
  });
});
