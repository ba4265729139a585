import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage, GroupMember } from '#bot/sandbox/telegram/world.ts';
import type { Actor } from '#tests/support/actor.ts';
import { concurrently } from '#tests/support/database.ts';
import { type Asking, asked, inTopic, presses, shownText } from '#tests/support/operators.ts';
import { Replicas } from '#tests/support/replicas.ts';
import { words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const CROWD = 8;
const WORDS = 3;

describe.runIf(concurrently('two houses at one helpdesk'))('two houses at one helpdesk', () => {
  const say = words('ru');
  let world: World;
  let replicas: Replicas;
  let crowd: Actor[];
  let all: Asking[];
  let olga: GroupMember;
  let pavel: GroupMember;
  beforeAll(async () => {
    world = await World.open({ helpdesk: true, house: 'elsewhere' });
    // Each update comes twice to each of them, all four at the same time.
    replicas = await Replicas.open(world, 2, { times: 2 });
    [olga, pavel] = [world.operator('Ольга Первая'), world.operator('Павел Второй')];
    crowd = [];
    for (let left = CROWD; left > 0; left -= 1) crowd.push(await world.person());
  });
  afterAll(async () => {
    await replicas?.close();
    await world?.close();
  });

  /** So many messages are kept; however slow the machine is, it goes on. */
  async function kept(wanted: number): Promise<void> {
    for (let count = 0; count < wanted; ) {
      const before = count;
      count = await eventually(`more than ${before} messages`, async () => {
        const now = await world.database.prisma.ticketMessage.count();
        return now > before && now;
      });
    }
  }
  const fromBot = (messages: readonly ChatMessage[], pattern: RegExp): string[] =>
    messages
      .filter(({ from, deleted }) => from === 'bot' && !deleted)
      .flatMap((message) => shownText(message).split('\n'))
      .flatMap((line) => pattern.exec(line)?.[0] ?? []);
  const numbered = (who: string, at: number): string[] =>
    Array.from({ length: WORDS }, (_, word) => `${who} ${at}.${word}`);

  it('make one topic for each, and show each word once and in order', { timeout: 240_000 }, async () => {
    await Promise.all(crowd.map((anna) => anna.opens('/start isu').opens('/helpdesk')));
    for (const [at, anna] of crowd.entries()) for (const word of numbered('word', at)) anna.person.send(word);
    await kept(CROWD * WORDS);
    await world.quiet();
    all = await Promise.all(crowd.map((anna) => asked(world, anna)));

    const { prisma } = world.database;
    expect({
      tickets: await prisma.ticket.count(),
      topics: world.desk.topics().length,
      messages: await prisma.ticketMessage.count({ where: { author: 'person' } }),
      letters: world.mailbox.letters().length,
    }).toMatchObject({ tickets: CROWD, topics: CROWD, messages: CROWD * WORDS });
    for (const [at, { topic }] of all.entries()) {
      const messages = inTopic(world.desk, topic);
      expect(messages.filter(({ buttons }) => buttons?.length)).toHaveLength(1);
      expect(fromBot(messages, /^word \d+\.\d+$/)).toEqual(numbered('word', at));
    }
  });

  it('send each answer once and in order, while people go on', { timeout: 240_000 }, async () => {
    for (let word = 0; word < WORDS; word += 1) {
      for (const [at, { topic, anna }] of all.entries()) {
        (at % 2 ? olga : pavel).send(`answer ${at}.${word}`, { thread: topic });
        anna.person.send(`more ${at}.${word}`);
      }
    }
    await kept(3 * CROWD * WORDS);
    await world.quiet();
    expect(await world.database.prisma.ticketMessage.count({ where: { author: 'operator' } })).toBe(CROWD * WORDS);
    for (const [at, { topic, anna }] of all.entries()) {
      expect(fromBot(anna.person.chat, /answer \d+\.\d+$/)).toEqual(numbered('answer', at));
      expect(fromBot(inTopic(world.desk, topic), /^more \d+\.\d+$/)).toEqual(numbered('more', at));
    }
    expect(world.desk.topics()).toHaveLength(CROWD);
  });

  it('bring each picture once, give a ticket to one of two who take it, and hear a press once', {
    timeout: 240_000,
  }, async () => {
    const [first, second] = all as [Asking, Asking];
    const album = (caption: string) => [
      { kind: 'photo' as const, caption },
      { kind: 'photo' as const },
      { kind: 'photo' as const },
    ];
    first.anna.person.sendAlbum(album('Mine'));
    olga.sendAlbum(album('Ours'), { thread: second.topic });
    const pictures = (messages: readonly ChatMessage[]) =>
      messages.filter(({ from, photo }) => from === 'bot' && photo);
    const both = () => [pictures(inTopic(world.desk, first.topic)), pictures(second.anna.person.chat)];
    await eventually('the pictures', () => both().every(({ length }) => length >= 3));
    await world.quiet();
    expect(both().map(({ length }) => length)).toEqual([3, 3]);

    const third = await world.person();
    await third.opens('/start isu').opens('/helpdesk').types('Who is there?');
    const { card, ticketId } = await asked(world, third);
    const desk = words('ru');
    const toasts = await Promise.all(
      [olga, pavel].map((operator) => presses(world, operator, desk.button('desk-take'), card)),
    );
    expect(toasts.filter((toast) => desk.text('operators-toast-taken').test(toast))).toHaveLength(1);
    expect(await world.database.prisma.deskEvent.count({ where: { ticketId, action: 'ticket.taken' } })).toBe(1);
    // Nothing but the update's own key tells a second press from the first that comes again.
    await presses(world, olga, desk.button('desk-journey'), card);
    await world.quiet();
    const lines = await world.database.prisma.ticketMessage.findMany({ where: { ticketId, author: 'house' } });
    expect(lines.filter(({ content }) => JSON.stringify(content).includes('operators-journey'))).toHaveLength(1);
  });

  it('bid one farewell, and open again what somebody writes into', { timeout: 240_000 }, async () => {
    const some = all.slice(0, 4);
    for (const { topic } of some) olga.send('/close', { thread: topic });
    await eventually('the end', async () => {
      const ids = some.map(({ ticketId }) => ticketId);
      return (await world.database.prisma.ticket.count({ where: { id: { in: ids }, closedBy: 'operator' } })) === 4;
    });
    await world.quiet();
    for (const { anna } of some) expect(fromBot(anna.person.chat, say.text('helpdesk-rate'))).toHaveLength(1);
    for (const { anna } of some) anna.person.send('One thing more');
    await eventually('the words', async () => {
      const where = { content: { path: ['text'], equals: 'One thing more' } };
      return (await world.database.prisma.ticketMessage.count({ where })) === 4;
    });
    await world.quiet();
    for (const { anna, topic, ticketId } of some) {
      const mine = { chatId: anna.person.id };
      expect(
        await world.database.prisma.ticket.findMany({ where: mine, select: { id: true, closedAt: true } }),
      ).toEqual([{ id: ticketId, closedAt: null }]);
      expect(fromBot(inTopic(world.desk, topic), /One thing more$/)).toHaveLength(1);
    }
    expect(world.desk.topics().filter(({ closed }) => closed)).toEqual([]);
    expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
