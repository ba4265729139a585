import { expect, it } from 'vitest';
import { asks, openDesk } from '#tests/support/operators.ts';
import { atStep, words } from '#tests/support/stories.ts';
import { eventually } from '#tests/support/world.ts';

it('abuse 32: a button’s data that names a line of another helpdesk’s ticket moves nothing there, and brings nothing of it here', async () => {
  const desk = words('ru');
  const { world, chief } = await openDesk();
  try {
    const { prisma } = world.database;
    const { anna, ticketId, card } = await asks(world, (await atStep(world, 'phone', 'ru')).anna);
    const { botId } = await prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    const now = world.clock.now();
    const other = await prisma.ticket.create({
      data: {
        ...{ botId, chatId: 777n, institutionId: 'isu', openKey: 'another', language: 'ru', reason: 'asked' },
        ...{ facts: {}, groupId: -1_005_550_009n, createdAt: now },
      },
    });
    const line = (content: object, audience: string, author: string, of = other.id) =>
      prisma.ticketMessage.create({
        data: { ticketId: of, botId, author, audience, via: 'group', content, createdAt: now },
      });
    const note = await line({ type: 'text', text: 'Чужая тайна' }, 'nobody', 'operator');
    const phrase = (key: string, args: object, of?: number) => line({ type: 'phrase', key, args }, 'desk', 'house', of);
    const held = await phrase('operators-held', { message: String(note.id) });
    // The line and the note that it is about are looked at each.
    const own = await line({ type: 'text', text: 'Своя тайна' }, 'nobody', 'operator', ticketId);
    const heldOfOwn = await phrase('operators-held', { message: String(own.id) });
    const ownOfTheirs = await phrase('operators-held', { message: String(note.id) }, ticketId);
    const person = await prisma.person.findFirstOrThrow({ where: { institutionId: 'isu' } });
    const confirm = await phrase('operators-phone-confirm', {
      ...{ person: person.id, name: 'x', code: 'y', phone: '+79050009999', shown: 'z' },
    });

    const presser = world.telegram.people().find(({ id }) => id === chief.id);
    const forged = [`held-send:${ticketId}:${held.id}`, `held-leave:${ticketId}:${held.id}`];
    forged.push(`held-send:${ticketId}:${heldOfOwn.id}`, `held-send:${ticketId}:${ownOfTheirs.id}`);
    forged.push(`phone-set:${ticketId}:${confirm.id}`, `phone-leave:${ticketId}:${confirm.id}`);
    for (const data of forged) {
      const answered = presser?.callbackAnswers.length ?? 0;
      chief.pressStale(`desk:${data}`, { messageId: card, expired: false });
      const answer = await eventually('the button to answer', () => presser?.callbackAnswers[answered]);
      expect(answer.text, data).toMatch(desk.text('operators-toast-over'));
    }
    await world.delivered(anna.person.id);
    expect(anna.transcript()).not.toMatch(/тайна/);
    expect(await prisma.ticketMessage.count({ where: { ticketId: other.id } })).toBe(4);
    expect(await prisma.person.findUnique({ where: { id: person.id } })).toEqual(person);
  } finally {
    await world.close();
  }
});
