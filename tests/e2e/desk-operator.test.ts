import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAnswers } from '#bot/desk/answers.ts';
import type { GroupMember } from '#bot/sandbox/telegram/world.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import type { Actor } from '#tests/support/actor.ts';
import {
  type Asking,
  asks,
  eventsOf,
  inTopic,
  openDesk,
  presses,
  remembered,
  seenIn,
  settled,
  shownText,
} from '#tests/support/operators.ts';
import { atStep, literally, ways, words } from '#tests/support/stories.ts';
import { eventually, type World } from '#tests/support/world.ts';

describe.each(ways)('operators over $framework, in $language', ({ framework, language }) => {
  /** What people read, and what operators read. */
  const say = words(language);
  const desk = words('ru');
  const toast = (key: string): RegExp => desk.text(`operators-toast-${key}`);
  let world: World;
  let olga: GroupMember;

  beforeAll(async () => {
    ({ world, olga } = await openDesk({ framework }));
  });
  afterAll(() => world.close());

  const seen = (topic: number, pattern: RegExp) => seenIn(world.desk, topic, pattern);
  const press = (operator: GroupMember, button: string, messageId: number) =>
    presses(world, operator, button, messageId);
  const asking = async (): Promise<Asking> => asks(world, (await atStep(world, 'phone', language)).anna);

  /** What the bot has said in the person's chat that is still there. */
  const receives = (anna: Actor, pattern: RegExp) =>
    eventually(`${pattern} in ${anna.transcript()}`, () =>
      anna.person.chat.findLast(
        (message) => message.from === 'bot' && !message.deleted && pattern.test(shownText(message)),
      ),
    );

  it('relays what operators write once, though it comes twice; edits and /del reach the person, notes do not', async () => {
    const { anna, topic, ticketId, card } = await asking();
    world.telegram.duplicateUpdates = true;
    await press(olga, desk.button('desk-journey'), card);
    olga.send('/a hello', { thread: topic });
    await seen(topic, desk.text('operators-sent'));
    const first = olga.send('Здравствуйте! Что случилось?', { thread: topic });
    const copy = await receives(anna, /Что случилось\?/);
    olga.send('// только между нами', { thread: topic });
    olga.edit(first, 'Здравствуйте! Какой у вас номер?');
    await receives(anna, /Какой у вас номер\?/);
    const second = olga.send('Ещё вопрос', { thread: topic });
    await receives(anna, /Ещё вопрос/);
    const command = olga.send('/del', { thread: topic, replyTo: second });
    await eventually('the copy to vanish', () =>
      anna.person.chat.some(({ messageId, deleted }) => deleted && messageId > copy.messageId),
    );
    await seen(topic, desk.text('operators-deleted'));
    await eventually(
      'the command to vanish',
      () => !inTopic(world.desk, topic).some(({ messageId }) => messageId === command),
    );
    await eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);
    world.telegram.duplicateUpdates = false;
    await world.delivered(anna.person.id);

    // Neither is a press or a command done twice.
    const lines = await world.database.prisma.ticketMessage.findMany({ where: { ticketId, author: 'house' } });
    const ours = (what: string) => lines.filter(({ content }) => JSON.stringify(content).includes(what)).length;
    expect([ours('operators-journey'), ours('Отправлено человеку')]).toEqual([1, 1]);
    expect(anna.transcript()).not.toContain('между нами');
    expect(
      anna.person.chat.filter(({ from, deleted, text = '' }) => from === 'bot' && !deleted && /номер\?/.test(text)),
    ).toHaveLength(1);
    const messages = await world.database.prisma.ticketMessage.findMany({
      where: { ticketId, author: 'operator' },
      orderBy: { id: 'asc' },
    });
    expect(messages.map(({ audience, deletedAt }) => [audience, deletedAt !== null])).toEqual([
      ['person', false],
      ['person', false],
      ['nobody', false],
      ['person', true],
    ]);
    expect(JSON.stringify(messages[1]?.versions)).toContain('Что случилось?');
    expect(await eventsOf(world, ticketId)).toContain('message.removed');
    // Whoever answers first has taken it, and is not named to the person.
    expect(await world.database.prisma.ticket.findUnique({ where: { id: ticketId } })).toMatchObject({
      takenBy: String(olga.id),
      waitingSince: null,
    });
    expect(anna.transcript()).not.toContain('Операторова');
  });

  it('sends an album as one, and what follows after it', async () => {
    const { anna, topic } = await asking();
    // Nothing but what follows tells that the album is complete, however slowly its pictures come.
    world.holdTimers();
    olga.sendAlbum([{ kind: 'photo', caption: 'Вот так' }, { kind: 'photo' }, { kind: 'photo' }], { thread: topic });
    olga.send('Видно?', { thread: topic });
    await receives(anna, /Видно\?/);
    const relayed = anna.person.chat.filter(({ from, photo }) => from === 'bot' && photo);
    expect(relayed).toHaveLength(3);
    expect(new Set(relayed.map(({ albumId }) => albumId)).size).toBe(1);
    expect(relayed[0]?.albumId).toBeDefined();
    const words = anna.person.chat.findLast(({ text = '' }) => text.includes('Видно?'));
    expect(words?.messageId).toBeGreaterThan(relayed[2]?.messageId ?? Number.NaN);

    // Alone it goes as well, once no more of it comes.
    olga.sendAlbum([{ kind: 'photo', caption: 'Второй' }, { kind: 'photo' }], { thread: topic });
    await eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);
    await world.passes(2000);
    await receives(anna, /Второй/);
  });

  it('sends canned answers and articles in the person’s language', async () => {
    const { anna, topic, card } = await asking();
    const [institution] = defaultInstitutions;
    if (!institution) throw new Error('No institution');
    const theirs = openAnswers().list(institution, language);
    const titles = openAnswers().list(institution, 'ru');
    const named = (name: string) => titles.find((answer) => answer.name === name)?.title ?? '';
    const bodyOf = (name: string) =>
      new RegExp(literally((theirs.find((answer) => answer.name === name)?.body ?? '').slice(0, 20)));

    await press(olga, desk.button('desk-answers'), card);
    // The list has parts.
    await press(olga, desk.button('desk-after'), card);
    expect(await press(olga, named('picture'), card)).toMatch(toast('sent'));
    await receives(anna, bodyOf('picture'));
    await seen(topic, desk.text('operators-sent'));

    olga.send('/a later', { thread: topic });
    await seen(topic, /надо вписать: [^|]+ Напишите: \/a later …$/);
    // What the answer has no place for is not lost silently.
    olga.send('/a picture лишнее', { thread: topic });
    await seen(topic, /вписывать нечего[\s\S]*: \/a picture$/);
    olga.send(`/a@${'propusk_test_bot'} later завтра, 15:00`, { thread: topic });
    await receives(anna, /завтра, 15:00/);
    olga.send('/a nothing_like_it', { thread: topic });
    await seen(topic, desk.text('operators-answer-unknown', { name: 'nothing_like_it' }));
    olga.send('/a', { thread: topic });
    await seen(topic, /\/a details/);

    olga.send('/faq звонок', { thread: topic });
    const offered = await seen(topic, desk.text('operators-faq-found', { words: 'звонок', given: 'yes' }));
    const [button] = offered.buttons?.[0] ?? [];
    expect(await press(olga, button?.text ?? '', offered.messageId)).toMatch(toast('sent'));
    const article = await eventually('the article', () =>
      world.database.prisma.ticketMessage.findFirst({
        where: {
          ticket: { chatId: anna.person.id },
          author: 'operator',
          copyId: { not: null },
          content: { path: ['html'], string_contains: language === 'ru' ? 'Позвоните ещё раз' : 'Call again' },
        },
      }),
    );
    // Who reads it is talking to the helpdesk.
    expect(JSON.stringify(article.content)).not.toContain('helpdesk@');
    // What was sent so can be taken back by the line that shows it.
    const line = await seen(topic, /Отправлено человеку:[\s\S]*завтра, 15:00/);
    const shown = await remembered(world, world.desk.id, line);
    olga.send('/del', { thread: topic, replyTo: shown.messageId });
    await seen(topic, desk.text('operators-deleted'));
  });

  it('does what is asked in the topic: language, place, blocks, figures, help', async () => {
    const { anna, topic, card, ticketId } = await asking();
    const other = language === 'ru' ? 'en' : 'ru';
    expect(await press(olga, desk.button(`desk-language-${other}`), card)).toMatch(toast(`language-${other}`));
    olga.send(`/lang ${language}`, { thread: topic });
    await seen(topic, desk.text('operators-language-set', { language }));
    olga.send('/journey', { thread: topic });
    await seen(topic, /Сейчас: регистрация: номер телефона; разговор с поддержкой/);
    olga.send('/help', { thread: topic });
    await seen(topic, /Как отвечать/);
    olga.send('/stats 30', { thread: topic });
    await seen(topic, desk.text('operators-stats-title', { days: 30 }));
    olga.send('/stats csv', { thread: topic });
    await eventually('the table', () =>
      inTopic(world.desk, topic).some(({ document }) => document?.name.endsWith('.csv')),
    );
    olga.send('/unheard_of', { thread: topic });
    await seen(topic, desk.text('operators-command-unknown', { command: '/unheard_of' }));
    // Another bot's command is none of ours, and is nobody's answer either.
    olga.send('/ban@another_bot now', { thread: topic });

    olga.send('/block', { thread: topic });
    await seen(topic, desk.text('operators-block-why'));
    await settled(world, ticketId);
    await press(olga, desk.button('desk-block'), card);
    expect(await press(olga, desk.button('desk-block-spam'), card)).toMatch(toast('blocked'));
    await seen(topic, desk.text('operators-card-blocked'));
    expect(await world.database.prisma.deskBlock.findFirst({ where: { chatId: anna.person.id } })).toMatchObject({
      reason: 'spam',
      by: String(olga.id),
      liftedAt: null,
    });
    olga.send('/unblock', { thread: topic });
    await seen(topic, desk.text('operators-unblocked', { refused: 0 }));
    await anna.expects(say.text('helpdesk-unblocked'));
    expect(await eventsOf(world, ticketId)).toEqual(expect.arrayContaining(['person.blocked', 'person.unblocked']));
    expect(anna.transcript()).not.toMatch(/another_bot|unheard_of/);

    olga.send('/lang xx', { thread: topic });
    await seen(topic, desk.text('operators-language-which'));
    olga.send('/stats abc', { thread: topic });
    await seen(topic, desk.text('operators-stats-which'));
    olga.send('.. между нами', { thread: topic });
    await seen(topic, desk.text('operators-kept-note'));
    expect((await world.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } })).language).toBe(language);
    // Nobody has answered: one press does not close it, and the person is not told that somebody did.
    await settled(world, ticketId);
    await press(olga, desk.button('desk-close'), card);
    expect(await press(olga, desk.button('desk-close-now'), card)).toMatch(toast('closed'));
    await anna.expects(say.text('helpdesk-closed', { ticket: String(ticketId), by: 'unanswered' }));
    await seen(topic, desk.text('operators-closed-by', { name: 'Ольга Операторова' }));
    expect(anna.transcript()).not.toContain('между нами');
  });

  it('tells at the message when nobody gets it, and passes nothing on from elsewhere', async () => {
    const { anna, topic } = await asking();
    anna.person.block();
    await eventually('the bot to know', () =>
      world.database.prisma.conversation.findFirst({ where: { chatId: anna.person.id, blockedAt: { not: null } } }),
    );
    const words = olga.send('Вы здесь?', { thread: topic });
    const line = await seen(topic, desk.text('errors-operators-person-blocked-bot'));
    expect(line.replyTo).toBe(words);
    // Once they are back, it can be sent again by a press.
    anna.person.unblock();
    await anna.opens('/helpdesk');
    const back = await seen(topic, desk.text('desk-person-back'));
    expect(await press(olga, desk.button('desk-resend'), back.messageId)).toMatch(toast('sent'));
    await receives(anna, /Вы здесь\?/);
    expect(await press(olga, desk.button('desk-resend'), back.messageId)).toMatch(toast('over'));

    olga.send('Всем привет');
    await eventually('a hint', () =>
      world.desk.messages(null).some((message) => desk.text('operators-general-hint').test(shownText(message))),
    );
    olga.send('И ещё раз');
    olga.send('/help');
    await eventually('the help', () =>
      world.desk.messages(null).some((message) => /Как отвечать/.test(shownText(message))),
    );
    const hints = world.desk
      .messages(null)
      .filter((message) => desk.text('operators-general-hint').test(shownText(message)));
    expect(hints).toHaveLength(1);
  });
});
