import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember } from '#bot/sandbox/telegram/world.ts';
import {
  type Asking,
  asks,
  eventsOf,
  inTopic,
  openDesk,
  remembered,
  seenIn,
  shownText,
} from '#tests/support/operators.ts';
import { atStep, words } from '#tests/support/stories.ts';
import { eventually, type World } from '#tests/support/world.ts';

const desk = words('ru');

describe('a topic that once was a ticket’s', () => {
  let world: World;
  let olga: GroupMember;
  beforeAll(async () => {
    ({ world, olga } = await openDesk());
  });
  afterAll(() => world.close());

  /** Telegram once says that the topic is gone, though it stands there, as after a fault of its own, or in a group that was lost and returned. */
  async function moved(asking: Asking): Promise<number> {
    const { anna, topic } = asking;
    world.telegram.fault({
      ...{ kind: '400', description: 'message thread not found', chatId: world.desk.id, threadId: topic, times: 1 },
    });
    anna.person.send('И ещё вопрос');
    const fresh = await eventually('another topic', async () => {
      const ticket = await world.database.prisma.ticket.findUniqueOrThrow({ where: { id: asking.ticketId } });
      return ticket.cardId && ticket.topicId !== topic && ticket.topicId;
    });
    await seenIn(world.desk, fresh, /И ещё вопрос/);
    return fresh;
  }

  it('sends nothing of what is written there, and says each time where the ticket is now', async () => {
    const asking = await asks(world, (await atStep(world, 'phone', 'ru')).anna);
    const fresh = await moved(asking);
    const { ticketId, topic, anna } = asking;
    const told = () =>
      inTopic(world.desk, topic).filter(
        ({ from, text = '' }) => from === 'bot' && text.startsWith(`Обращение № ${ticketId} теперь в другой теме`),
      );
    const lost = olga.send('Сейчас посмотрю', { thread: topic });
    const line = await eventually('where it is', () => told()[0]);
    expect(line).toMatchObject({ replyTo: lost });
    expect(JSON.stringify(line)).toContain(`https://t.me/c/${String(-world.desk.id).replace(/^100/, '')}/${fresh}`);
    expect(shownText(line)).toContain(`#${ticketId} ·`);
    olga.send('/close', { thread: topic });
    await eventually('the same at a command', () => told().length === 2);

    olga.send('Вот ответ', { thread: fresh });
    await anna.expects(/Вот ответ/);
    expect(anna.transcript()).not.toContain('Сейчас посмотрю');
    expect(await eventsOf(world, ticketId)).toContain('topic.left');
    expect(await world.database.prisma.ticket.findUnique({ where: { id: ticketId } })).toMatchObject({
      closedAt: null,
    });
  });

  it('still changes what was sent from there', async () => {
    const asking = await asks(world, (await atStep(world, 'phone', 'ru')).anna);
    const { anna, topic } = asking;
    const sent = olga.send('Позвоните нам', { thread: topic });
    const copy = await eventually('the answer', () =>
      anna.person.chat.find(({ from, text = '' }) => from === 'bot' && text.includes('Позвоните нам')),
    );
    await remembered(world, anna.person.id, copy);
    await moved(asking);
    olga.edit(sent, 'Напишите нам');
    await eventually('the change', () =>
      anna.person.chat.some(({ from, text = '' }) => from === 'bot' && text.includes('Напишите нам')),
    );
  });

  it('is no topic that never was one', async () => {
    const talk = world.operator('Вера Старшая', 'administrator').createTopic('Между нами');
    olga.send('Кто сегодня дежурит?', { thread: talk });
    await eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);
    const asking = await asks(world, (await atStep(world, 'phone', 'ru')).anna);
    await seenIn(world.desk, asking.topic, /Помогите/);
    expect(inTopic(world.desk, talk).filter(({ from, service }) => from === 'bot' && !service)).toEqual([]);
  });
});

describe('an operator’s edit', () => {
  let world: World;
  let olga: GroupMember;
  beforeAll(async () => {
    ({ world, olga } = await openDesk());
  });
  afterAll(() => world.close());

  it('makes no answer of a command: they are told that it was not sent', async () => {
    const { anna, topic } = await asks(world, (await atStep(world, 'phone', 'ru')).anna);
    const command = olga.send('/привет', { thread: topic });
    await seenIn(world.desk, topic, /Команды \/привет нет/);
    olga.edit(command, 'Привет!');
    await seenIn(world.desk, topic, desk.text('operators-edit-command'));
    expect(anna.transcript()).not.toContain('Привет!');
  });
});
