import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage, GroupMember, SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import type { Actor } from '#tests/support/actor.ts';
import { presses, remembered, settled, shownText } from '#tests/support/operators.ts';
import { ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const DAY = 24 * 60 * 60_000;

interface Asking {
  anna: Actor;
  ticketId: number;
  /** The topic of the ticket. */
  thread: number;
}

let world: World;

const ticketOf = (anna: Actor) =>
  world.database.prisma.ticket.findFirst({ where: { chatId: BigInt(anna.person.id) }, orderBy: { id: 'desc' } });

/** What the bot wrote in a topic, without the card. */
const shown = (thread: number, desk: SandboxGroup = world.desk): ChatMessage[] =>
  desk.messages(thread).filter(({ from, service, deleted, buttons }) => {
    return from === 'bot' && !service && !deleted && !buttons?.length;
  });

/** Waits until the operators see such words. */
async function sees(thread: number, pattern: RegExp, desk: SandboxGroup = world.desk): Promise<ChatMessage> {
  const found = await eventually(`${pattern} in the topic`, () =>
    shown(thread, desk).find((message) => pattern.test(shownText(message))),
  ).catch((error: Error) => {
    throw new Error(`${error.message}; it says: ${shown(thread, desk).map(shownText).join(' | ')}`);
  });
  return remembered(world, desk.id, found);
}

const topicOf = (anna: Actor): Promise<Asking> =>
  eventually('a topic', async () => {
    const ticket = await ticketOf(anna);
    return ticket?.topicId && ticket.cardId ? { anna, ticketId: ticket.id, thread: ticket.topicId } : null;
  });

/** Somebody who writes to the helpdesk. */
async function writes(text: string, language: 'ru' | 'en' = 'ru'): Promise<Actor> {
  const anna = await world.person({ languageCode: language });
  await anna.opens('/start isu').opens('/helpdesk').types(text);
  return anna;
}

/** The newest message of the bot in the person's chat that says so. */
async function receives(anna: Actor, pattern: RegExp): Promise<ChatMessage> {
  const found = await eventually(`${pattern} in the chat`, () =>
    anna.person.chat.findLast(
      (message) => message.from === 'bot' && !message.deleted && pattern.test(shownText(message)),
    ),
  ).catch((error: Error) => {
    throw new Error(`${error.message}\n${anna.transcript()}`);
  });
  return remembered(world, anna.person.id, found);
}

const hasReaction = (of: () => readonly ChatMessage[], messageId: number, emoji: string): Promise<unknown> =>
  eventually(`${emoji} under ${messageId}`, () => of().find((one) => one.messageId === messageId)?.reaction === emoji);

describe.each(ways)('a conversation over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let olga: GroupMember;
  let asking: Asking;
  beforeAll(async () => {
    world = await World.open({ framework, helpdesk: true });
    olga = world.operator();
    asking = await topicOf(await writes('My number is not found', language));
  });
  afterAll(() => world.close());

  it('goes both ways in order, with replies, reactions and a receipt', async () => {
    const { anna, thread } = asking;
    const first = await sees(thread, /My number is not found/);
    // The operators read Russian: another language is marked.
    expect(shownText(first).startsWith('🇬🇧 ')).toBe(language === 'en');
    const asked = anna.person.chat.find(({ text }) => text === 'My number is not found')?.messageId ?? 0;
    await hasReaction(() => anna.person.chat, asked, '👌');

    const answered = olga.send('Which number is it, please?', { thread, replyTo: first.messageId });
    const answer = await receives(anna, /Which number is it/);
    expect(answer).toMatchObject({
      replyTo: asked,
      text: expect.stringContaining(say.button('helpdesk-answer').slice(0, 2)),
    });
    // She is in the conversation: the ways out of it stay below the newest words.
    const ways = [say.button('helpdesk-back'), say.button('helpdesk-end')];
    expect(answer.buttons?.flat().map(({ text }) => text)).toEqual(ways);
    expect(JSON.stringify(anna.person.chat)).not.toContain('Операторова');

    anna.person.react(answer.messageId, '❤');
    await hasReaction(() => world.desk.messages(thread), answered, '❤');
    const more = anna.person.send('The one that ends with 67', { replyTo: answer.messageId, quote: 'Which number' });
    const shownMore = await sees(thread, /ends with 67/);
    expect(shownMore).toMatchObject({ replyTo: answered, quote: 'Which number' });
    olga.react(shownMore.messageId, '👍');
    await hasReaction(() => anna.person.chat, more, '👍');
    olga.react(shownMore.messageId, null);
    await hasReaction(() => anna.person.chat, more, '👌');
  });

  it('keeps the old version of what either side changes', async () => {
    const { anna, thread } = asking;
    const typed = anna.person.send('It ends with 68');
    const copy = await sees(thread, /ends with 68/);
    anna.person.edit(typed, 'It ends with 69');
    const changed = await sees(thread, /ends with 69/);
    expect(changed.messageId).toBe(copy.messageId);
    expect(changed.text).toContain('It ends with 68');
    expect(changed.entities?.some(({ type }) => type === 'strikethrough')).toBe(true);

    const written = olga.send('Thank you, I look', { thread });
    const { messageId } = await receives(anna, /Thank you, I look/);
    olga.edit(written, 'Thank you, I am looking');
    const edited = await receives(anna, /I am looking/);
    expect(edited.messageId).toBe(messageId);
    expect(edited.text).toMatch(/Thank you, I am looking[\s\S]*Thank you, I look$/);
  });

  it('carries albums, voices, stickers and places both ways', async () => {
    const { anna, thread, ticketId } = asking;
    // Nothing is shown before all of it is here: how slowly the pictures come makes no two albums of one.
    await settled(world, ticketId);
    const shownFrom = (sendAfter: Date | null) => world.database.prisma.deskGroup.updateMany({ data: { sendAfter } });
    await shownFrom(new Date(world.clock.now().getTime() + DAY));
    const kept = () => world.database.prisma.ticketMessage.count({ where: { ticketId, author: 'person' } });
    const before = await kept();
    anna.person.sendAlbum([{ kind: 'photo', caption: 'Both pages' }, { kind: 'video' }]);
    anna.person.sendVoice({ caption: 'And in words' });
    anna.person.sendLocation();
    await eventually('all of it to be kept', async () => (await kept()) === before + 4);
    await shownFrom(null);
    const album = await sees(thread, /Both pages/);
    await eventually('the place', () => shown(thread).some(({ location }) => location));
    const kinds = shown(thread).slice(shown(thread).findIndex(({ messageId }) => messageId === album.messageId));
    expect(
      kinds.map(({ photo, video, voice, location }) => [photo, video, voice, location].findIndex(Boolean)),
    ).toEqual([0, 1, 2, 3]);
    expect(new Set(kinds.slice(0, 2).map(({ albumId }) => albumId)).size).toBe(1);
    expect(kinds[0]?.albumId).toBeDefined();

    olga.sendSticker('👍', { thread });
    olga.sendLocation(55, 37, { thread });
    olga.sendDocument(new Uint8Array([1]), 'guide.pdf', 'The guide', { thread });
    const guide = await receives(anna, /The guide/);
    expect(guide.document).toMatchObject({ name: 'guide.pdf' });
    const [sticker, place] = anna.person.chat.slice(-3);
    expect([sticker?.sticker, place?.location]).toEqual([true, { latitude: 55, longitude: 37 }]);
  });
});

describe('a topic in trouble', () => {
  let olga: GroupMember;
  beforeAll(async () => {
    world = await World.open({ helpdesk: true });
    olga = world.operator('Ольга Операторова', 'administrator');
  });
  afterAll(() => world.close());

  it('tells at the message that the person has blocked the bot, and that they are back', async () => {
    const { anna, thread } = await topicOf(await writes('One question'));
    await sees(thread, /One question/);
    // Telegram tells of the block only when something is sent.
    world.telegram.fault({ method: 'sendMessage', chatId: anna.person.id, kind: '403' });
    const lost = olga.send('Can you hear me?', { thread });
    expect(await sees(thread, /заблокировал/)).toMatchObject({ replyTo: lost });
    await eventually('the block', () =>
      world.database.prisma.conversation.findFirst({ where: { chatId: anna.person.id, NOT: { blockedAt: null } } }),
    );
    anna.person.send('Hello again');
    const back = await eventually('a word that she is back', () =>
      world.desk.messages(thread).find(({ text = '' }) => /снова пишет/.test(text)),
    );
    expect(back.buttons?.flat().map(({ text }) => text)).toEqual([words('ru').button('desk-resend')]);
    await sees(thread, /Hello again/);
    olga.send('Welcome back', { thread });
    await receives(anna, /Welcome back/);
  });

  it('sends again what did not arrive, and what was changed meanwhile as it is by now', async () => {
    const { anna, thread } = await topicOf(await writes('Where is it?'));
    await sees(thread, /Where is it/);
    const first = olga.send('In room 1', { thread });
    await receives(anna, /In room 1/);
    world.telegram.fault({ method: 'editMessageText', chatId: anna.person.id, kind: '403' });
    olga.edit(first, 'In room 2');
    expect(await sees(thread, /заблокировал/)).toMatchObject({ replyTo: first });
    // Whoever is told so finds it so.
    const chat = { chatId: BigInt(anna.person.id) };
    expect(await world.database.prisma.conversation.count({ where: { ...chat, blockedAt: null } })).toBe(0);
    olga.edit(first, 'In room 3');
    await eventually('the last words to be kept', () =>
      world.database.prisma.ticketMessage.findFirst({ where: { content: { path: ['text'], equals: 'In room 3' } } }),
    );
    await eventually(
      'nothing to wait for her',
      async () => (await world.database.prisma.outbox.count({ where: chat })) === 0,
    );
    const content = { path: ['text'], equals: 'In room 3' };
    await eventually('the change', () => world.database.prisma.ticketMessage.findFirst({ where: { content } }));
    anna.person.send('Hello again');
    const back = await eventually('a word that she is back', () =>
      world.desk.messages(thread).find(({ text = '' }) => /снова пишет/.test(text)),
    );
    await presses(world, olga, words('ru').button('desk-resend'), back.messageId);
    await receives(anna, /In room 3/);
    expect(anna.person.chat.filter((one) => !one.deleted && /In room/.test(shownText(one)))).toHaveLength(1);
  });

  it('leaves nothing of a long answer that is taken back, its heading neither', async () => {
    const { anna, thread } = await topicOf(await writes('Tell me all'));
    await sees(thread, /Tell me all/);
    const long = olga.send('long '.repeat(819), { thread });
    const heading = words('ru').text('desk-message-header');
    const standing = () =>
      anna.person.chat.filter(
        (one) =>
          !one.deleted &&
          shownText(one)
            .replace(heading, '')
            .replace(/^(long ?)+$/, '') === '',
      );
    await eventually('the answer', () => standing().length === 2);
    await receives(anna, /^long/);
    olga.send('/del', { thread, replyTo: long });
    await eventually('nothing of it', () => standing().length === 0);
  });

  it('is made anew when somebody deletes it, with the last lines of the conversation', async () => {
    const { anna, thread } = await topicOf(await writes('The first words'));
    await sees(thread, /The first words/);
    olga.send('The answer', { thread });
    await receives(anna, /The answer/);
    olga.deleteTopic(thread);
    anna.person.send('The second words');
    const { thread: fresh } = await eventually('another topic', async () => {
      const found = await topicOf(anna);
      return found.thread !== thread && found;
    });
    await sees(fresh, /The second words/);
    const card = world.desk.messages(fresh).find(({ buttons }) => buttons?.length);
    expect(card?.text).toMatch(/The first words[\s\S]*The answer/);
    expect(shown(fresh)).toHaveLength(1);

    // What was changed since cannot be changed in its place any more.
    const first = anna.person.chat.find(({ text }) => text === 'The first words')?.messageId ?? 0;
    anna.person.edit(first, 'The very first words');
    expect(shownText(await sees(fresh, /The very first words/))).toContain('The first words');
    expect(shown(fresh)).toHaveLength(2);
  });

  it('waits as long as Telegram says, opens again what was closed, and goes on in order', async () => {
    const { anna, thread, ticketId } = await topicOf(await writes('Words'));
    await sees(thread, /Words/);
    world.telegram.fault({ method: 'sendMessage', chatId: world.desk.id, kind: '429', retryAfter: 30 });
    anna.person.send('after the limit');
    await eventually('the refusal', () =>
      world.database.prisma.deskGroup.findFirst({ where: { sendAfter: { gt: world.clock.now() } } }),
    );
    anna.person.send('and more');
    await eventually('both to be kept', async () => {
      const kept = { ticketId, author: 'person' };
      return (await world.database.prisma.ticketMessage.count({ where: kept })) === 3;
    });
    world.clock.move(31_000);
    expect(shownText(await sees(thread, /after the limit/))).toMatch(/after the limit\nand more/);

    // Nobody told the bot that it was closed.
    world.telegram.fault({ method: 'sendMessage', chatId: world.desk.id, kind: '400', description: 'TOPIC_CLOSED' });
    anna.person.send('to the closed');
    await sees(thread, /to the closed/);
    expect(world.telegram.calls.some(({ method }) => method === 'reopenForumTopic')).toBe(true);
  });

  it('is found by what Telegram tells when the answer was lost, and never made twice', async () => {
    world.telegram.fault({ method: 'createForumTopic', kind: 'lost-answer' });
    const before = world.desk.topics().length;
    const { thread } = await topicOf(await writes('In the tunnel'));
    await sees(thread, /In the tunnel/);
    expect(world.desk.topics()).toHaveLength(before + 1);
  });

  it('shows what cannot be shown by what it was', async () => {
    const { anna, thread } = await topicOf(await writes('A file follows'));
    await sees(thread, /A file follows/);
    world.telegram.fault({ method: 'sendDocument', kind: '400', description: 'wrong file identifier' });
    anna.person.sendDocument(undefined, 'scan.pdf');
    await sees(thread, /scan\.pdf/);
  });
});

describe('a group that is lost', () => {
  it('gets all that waited when it returns; meanwhile letters go', async () => {
    world = await World.open({ helpdesk: true });
    try {
      const { anna, thread } = await topicOf(await writes('Words'));
      await sees(thread, /Words/);
      world.desk.removeBot();
      anna.person.send('Is anybody there?');
      const group = await eventually('the loss', () =>
        world.database.prisma.deskGroup.findFirst({ where: { lostWhy: 'kicked' } }),
      );
      await eventually('a line in the log', () =>
        world.log.some((line) => line.includes('"level":50') && line.includes(String(group.chatId))),
      );
      await world.passes(15_000);
      await eventually('a letter', () =>
        world.mailbox.letters().find(({ text }) => text.includes('Is anybody there?')),
      );

      world.desk.addBot();
      await sees(thread, /Is anybody there/);
    } finally {
      await world.close();
    }
  });

  it('goes on as the supergroup that it becomes', async () => {
    world = await World.open({ helpdesk: { kind: 'group' } });
    try {
      const anna = await writes('Words from before');
      await eventually('the loss', () =>
        world.database.prisma.deskGroup.findFirst({ where: { lostWhy: 'not-forum' } }),
      );
      const fresh = world.desk.upgrade();
      const { thread } = await topicOf(anna);
      await sees(thread, /Words from before/, fresh);
      const olga = world.telegram.person({ firstName: 'Olga' });
      fresh.join(olga).send('Welcome', { thread });
      await receives(anna, /Welcome/);
    } finally {
      await world.close();
    }
  });
});
