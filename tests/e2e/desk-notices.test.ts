import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember } from '#bot/sandbox/telegram/world.ts';
import type { Actor } from '#tests/support/actor.ts';
import { type Asking, asks, inTopic, openDesk, presses, seenIn, settled, shownText } from '#tests/support/operators.ts';
import { atStep, ways, words } from '#tests/support/stories.ts';
import { eventually, type World } from '#tests/support/world.ts';

describe.each(ways)(
  'what operators are told, over $framework, by somebody who speaks $language',
  ({ framework, language }) => {
    const say = words(language);
    const desk = words('ru');
    let world: World;
    let olga: GroupMember;
    let chief: GroupMember;
    beforeAll(async () => {
      ({ world, olga, chief } = await openDesk({ framework }));
    });
    afterAll(() => world?.close());

    const asking = async (): Promise<Asking> => asks(world, (await atStep(world, 'phone', language)).anna);
    const lines = (topic: number, pattern: RegExp) =>
      inTopic(world.desk, topic).filter((message) => pattern.test(shownText(message)));
    const turns = (topic: number) =>
      inTopic(world.desk, topic).flatMap(({ service }) =>
        service && /closed|reopened/.test(service.kind) ? [service.kind] : [],
      );
    const received = ({ person }: Actor, pattern: RegExp) =>
      person.chat.filter((one) => one.from === 'bot' && !one.deleted && pattern.test(shownText(one)));
    const quiet = () => eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);

    it('lets all that did not arrive be sent again, in its order, once, whoever presses', async () => {
      const { anna, topic } = await asking();
      anna.person.block();
      await eventually('the bot to know', () =>
        world.database.prisma.conversation.findFirst({ where: { chatId: anna.person.id, blockedAt: { not: null } } }),
      );
      olga.send('Первое слово', { thread: topic });
      olga.send('// второе остаётся здесь', { thread: topic });
      olga.send('Третье слово', { thread: topic });
      await eventually(
        'a line at each',
        () => lines(topic, desk.text('errors-operators-person-blocked-bot')).length === 2,
      );
      anna.person.unblock();
      await anna.opens('/helpdesk');
      const back = await seenIn(world.desk, topic, desk.text('desk-person-back'));
      expect(received(anna, /слово/)).toEqual([]);

      await presses(world, olga, desk.button('desk-resend'), back.messageId);
      await presses(world, chief, desk.button('desk-resend'), back.messageId);
      await eventually('both words', () => received(anna, /слово/).length >= 2);
      await quiet();
      await world.delivered(anna.person.id);
      const texts = received(anna, /слово/).map(shownText);
      expect(texts).toHaveLength(2);
      expect(texts[0]).toContain('Первое слово');
      expect(texts[1]).toContain('Третье слово');
      expect(received(anna, /второе остаётся/)).toEqual([]);
      expect(lines(topic, desk.text('desk-person-back'))).toHaveLength(1);
    });

    it('says once who closed it, by the button, the command or the topic; and names no operator where the person did', async () => {
      const closings: [name: string, close: (one: Asking) => unknown][] = [
        ['Ольга Операторова', ({ card }) => presses(world, olga, desk.button('desk-close'), card)],
        ['Ольга Операторова', ({ topic }) => olga.send('/close', { thread: topic })],
      ];
      for (const [name, close] of closings) {
        const one = await asking();
        olga.send('Готово', { thread: one.topic });
        await eventually('the answer', () => received(one.anna, /Готово/).length > 0);
        await close(one);
        await seenIn(world.desk, one.topic, desk.text('operators-closed-by', { name }));
        await eventually('a farewell', async () =>
          world.database.prisma.ticket.findFirst({ where: { id: one.ticketId, closedAt: { not: null } } }),
        );
        await quiet();
        expect(lines(one.topic, /Закрыл оператор/)).toHaveLength(1);
        expect(JSON.stringify(one.anna.person.chat)).not.toMatch(/Операторова|Старшая/);
      }
      // Of a topic closed by hand Telegram itself says who did it: to say it again the topic would have to be opened and closed once more.
      const byHand = await asking();
      olga.send('Готово', { thread: byHand.topic });
      await eventually('the answer', () => received(byHand.anna, /Готово/).length > 0);
      await settled(world, byHand.ticketId);
      chief.closeTopic(byHand.topic);
      await eventually(
        'a farewell',
        () => received(byHand.anna, say.text('helpdesk-closed', { by: 'operator' })).length > 0,
      );
      await settled(world, byHand.ticketId);
      await quiet();
      expect(turns(byHand.topic)).toEqual(['topic-closed']);
      expect(lines(byHand.topic, /Закрыл оператор/)).toEqual([]);
      expect(JSON.stringify(byHand.anna.person.chat)).not.toMatch(/Операторова|Старшая/);
      const own = await asking();
      await own.anna.presses(say.button('helpdesk-end')).presses(say.button('helpdesk-end-sure'));
      await eventually('it to be closed', () =>
        world.database.prisma.ticket.findFirst({ where: { id: own.ticketId, closedBy: 'person' } }),
      );
      expect(lines(own.topic, /Закрыл оператор/)).toEqual([]);
    });

    it('hints once in each ticket that an English reader gets Russian words, and at nothing else', async () => {
      for (let ticket = 1; ticket <= 2; ticket += 1) {
        const { anna, topic } = await asking();
        olga.send('Which number is it?', { thread: topic });
        await eventually('the first answer', () => received(anna, /Which number/).length > 0);
        expect(lines(topic, desk.text('operators-language-hint'))).toEqual([]);
        olga.send('// заметка для своих', { thread: topic });
        olga.send('Какой у вас номер?', { thread: topic });
        olga.send('Напишите его, пожалуйста', { thread: topic });
        await eventually('the last answer', () => received(anna, /пожалуйста/).length > 0);
        if (language === 'en') await seenIn(world.desk, topic, desk.text('operators-language-hint'));
        await quiet();
        expect(lines(topic, desk.text('operators-language-hint'))).toHaveLength(language === 'en' ? 1 : 0);
        // What is told to operators is no word for the person.
        expect(received(anna, desk.text('operators-language-hint'))).toEqual([]);
      }
    });
  },
);
