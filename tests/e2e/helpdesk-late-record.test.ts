import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage, GroupMember } from '#bot/sandbox/telegram/world.ts';
import { type Asking, asks, inTopic, openDesk, seenIn, shownText } from '#tests/support/operators.ts';
import { ways, words } from '#tests/support/stories.ts';
import { eventually, type World } from '#tests/support/world.ts';

/** How long Telegram keeps its answer to itself, when everybody sees the message already. Milliseconds. */
const LATE = 400;

describe.each(ways)(
  'what is done to a message before the house knows of it, over $framework, in $language',
  ({ framework, language }) => {
    const say = words(language);
    let world: World;
    let olga: GroupMember;
    let asking: Asking;
    beforeAll(async () => {
      ({ world, olga } = await openDesk({ framework }));
      const anna = await world.person({ languageCode: language });
      await anna.opens('/start isu').opens('/helpdesk').expects(say.text('human-ask'));
      asking = await asks(world, anna);
    });
    afterAll(() => world?.close());

    const late = (chatId: number): void =>
      world.telegram.fault({ kind: 'late-answer', method: 'sendMessage', chatId, delayMs: LATE });
    const inChat = (text: string): Promise<ChatMessage> =>
      eventually(`“${text}” in the chat`, () =>
        asking.anna.person.chat.find((one) => one.from === 'bot' && shownText(one).includes(text)),
      );
    const reactionOf = (messages: readonly ChatMessage[], id: number) =>
      messages.find(({ messageId }) => messageId === id)?.reaction;

    it('is shown to the operator: a reaction, and what is replied to', async () => {
      const { anna, topic } = asking;
      late(anna.person.id);
      const answer = olga.send('Проверьте почту', { thread: topic });
      const heard = await inChat('Проверьте почту');
      anna.person.react(heard.messageId, '❤');
      anna.person.send('Проверила', { replyTo: heard.messageId });
      expect(await seenIn(world.desk, topic, /Проверила/)).toMatchObject({ replyTo: answer });
      await eventually('the reaction', () => reactionOf(inTopic(world.desk, topic), answer) === '❤');
    });

    it('is shown to the person: a reaction, and what is replied to', async () => {
      const { anna, topic } = asking;
      late(world.desk.id);
      const asked = anna.person.send('А в какой папке?');
      const seen = await seenIn(world.desk, topic, /в какой папке/);
      olga.react(seen.messageId, '👍');
      olga.send('Во входящих', { thread: topic, replyTo: seen.messageId });
      expect(await inChat('Во входящих')).toMatchObject({ replyTo: asked });
      await eventually('the reaction', () => reactionOf(anna.person.chat, asked) === '👍');
    });

    it('is changed on the other side: an edit while the first words are on their way', async () => {
      const { anna, topic } = asking;
      late(world.desk.id);
      const own = anna.person.send('номер 111');
      await seenIn(world.desk, topic, /номер 111/);
      anna.person.edit(own, 'номер 222');
      await seenIn(world.desk, topic, /номер 222/);

      late(anna.person.id);
      const answer = olga.send('кабинет 1', { thread: topic });
      await inChat('кабинет 1');
      olga.edit(answer, 'кабинет 2');
      const heard = await inChat('кабинет 2');
      expect(anna.person.chat.filter((one) => shownText(one).includes('кабинет')).length).toBe(1);
      expect(shownText(heard)).toContain('кабинет 2');
    });
  },
);
