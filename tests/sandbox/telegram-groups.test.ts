import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GroupMember, SandboxGroup, SandboxPerson, Update } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';

let telegram: TelegramServer;
let group: SandboxGroup;
let olga: SandboxPerson;
let operator: GroupMember;
let newcomer: GroupMember;

beforeAll(async () => {
  telegram = await serveTelegram();
});
afterAll(() => telegram.close());
beforeEach(async () => {
  group = telegram.world.group({ title: 'Помощь' });
  olga = telegram.world.person({ firstName: 'Ольга', lastName: 'Операторова' });
  operator = group.join(olga, 'administrator');
  newcomer = group.join(telegram.world.person({ firstName: 'Новенький' }));
  await updates();
});

/** What came since the last look. */
const updates = (): Promise<Update[]> => telegram.updates();
const call = (method: string, params: Record<string, unknown> = {}) =>
  telegram.call(method, { chat_id: group.id, ...params });
const topic = async (name = '#1 · Анна'): Promise<number> =>
  (await call('createForumTopic', { name })).result.message_thread_id;
const refusal = async (method: string, params: Record<string, unknown> = {}) =>
  (await call(method, params)).description?.replace('Bad Request: ', '');

describe('topics', () => {
  it('are created with a service message that the bot gets too', async () => {
    const made = await call('createForumTopic', { name: '  #142 · Петрова А. ', icon_color: 16_478_047 });
    expect(made.result).toEqual({
      message_thread_id: expect.any(Number),
      name: '#142 · Петрова А.',
      icon_color: 16_478_047,
    });
    const { message_thread_id } = made.result;
    expect(group.topics()).toEqual([
      { threadId: message_thread_id, name: '#142 · Петрова А.', iconColor: 16_478_047, closed: false, deleted: false },
    ]);
    const [update, ...others] = await updates();
    expect(others).toEqual([]);
    expect(update?.message).toMatchObject({
      message_id: message_thread_id,
      message_thread_id,
      is_topic_message: true,
      from: { is_bot: true },
      chat: { id: group.id, type: 'supergroup', title: 'Помощь', is_forum: true },
      forum_topic_created: { name: '#142 · Петрова А.', icon_color: 16_478_047 },
    });
    expect(group.messages(message_thread_id)).toMatchObject([
      { from: 'bot', service: { kind: 'topic-created', name: '#142 · Петрова А.' } },
    ]);
  });

  it('hold their messages together: each replies to the head, unless it replies to another', async () => {
    const [one, two] = [await topic(), await topic('#2')];
    await updates();
    const card = await call('sendMessage', { message_thread_id: one, text: 'Карточка' });
    expect(card.result).toMatchObject({
      message_thread_id: one,
      is_topic_message: true,
      reply_to_message: { message_id: one, forum_topic_created: { name: '#1 · Анна' } },
    });
    const asked = operator.send('Здравствуйте!', { thread: one });
    const answered = operator.send('И ещё', { replyTo: card.result.message_id });
    operator.send('в общей');
    const [first, second, third] = (await updates()).map(({ message }) => message);
    expect(first).toMatchObject({ message_id: asked, message_thread_id: one, reply_to_message: { message_id: one } });
    expect(first?.from.id).toBe(olga.id);
    expect(second).toMatchObject({
      message_thread_id: one,
      is_topic_message: true,
      reply_to_message: { message_id: card.result.message_id },
    });
    expect(second?.reply_to_message?.reply_to_message).toBeUndefined();
    expect(third?.message_thread_id).toBeUndefined();
    expect(third?.is_topic_message).toBeUndefined();
    expect(third?.reply_to_message).toBeUndefined();
    const inside = group.messages(one).slice(1);
    expect(inside.map(({ messageId, replyTo }) => [messageId, replyTo])).toEqual([
      [card.result.message_id, undefined],
      [asked, undefined],
      [answered, card.result.message_id],
    ]);
    expect(inside.map(({ authorName, authorId }) => [authorName, authorId])).toEqual([
      ['Propusk', 1234567],
      ['Ольга Операторова', olga.id],
      ['Ольга Операторова', olga.id],
    ]);
    expect(group.messages(null).at(-1)).toMatchObject({ text: 'в общей' });
    expect(group.messages(two)).toHaveLength(1);
  });

  it('refuse with the server’s words', async () => {
    const id = await topic();
    expect(await refusal('sendMessage', { message_thread_id: 1, text: 'x' })).toBe('message thread not found');
    expect(await refusal('sendMessage', { message_thread_id: 999_999, text: 'x' })).toBe('message thread not found');
    expect(await refusal('sendChatAction', { message_thread_id: 999_999, action: 'typing' })).toBe(
      'message thread not found',
    );
    expect(await refusal('createForumTopic', { name: ' ' })).toBe('title must be non-empty');
    expect(await refusal('createForumTopic', { name: 'x', icon_color: 1 })).toContain('six icon colours');
    expect(await refusal('editForumTopic', { message_thread_id: id, name: '#1 · Анна' })).toBe('TOPIC_NOT_MODIFIED');
    expect(await refusal('reopenForumTopic', { message_thread_id: id })).toBe('TOPIC_NOT_MODIFIED');
    expect((await call('closeForumTopic', { message_thread_id: id })).result).toBe(true);
    expect(await refusal('closeForumTopic', { message_thread_id: id })).toBe('TOPIC_NOT_MODIFIED');
    expect(await refusal('closeForumTopic', { message_thread_id: 999_999 })).toBe('TOPIC_ID_INVALID');
    expect(await refusal('closeForumTopic', {})).toBe('invalid forum topic identifier specified');
    group.setForum(false);
    expect(await refusal('createForumTopic', { name: 'x' })).toBe('the chat is not a forum');
    expect(await refusal('sendMessage', { message_thread_id: id, text: 'x' })).toBe('message thread not found');
    const { result } = await call('createForumTopic', {
      chat_id: telegram.world.group({ title: 'y' }).id,
      name: 'я'.repeat(200),
    });
    expect([...result.name]).toHaveLength(128);
  });

  it('are renamed, closed, opened and deleted; all but the last is told', async () => {
    const id = await topic();
    await call('sendMessage', { message_thread_id: id, text: 'x' });
    await updates();
    await call('editForumTopic', { message_thread_id: id, name: '✅ #1' });
    await call('closeForumTopic', { message_thread_id: id });
    expect(group.topics()[0]).toMatchObject({ name: '✅ #1', closed: true });
    operator.reopenTopic(id);
    operator.renameTopic(id, '#1 снова');
    const told = (await updates()).map(({ message }) => message);
    expect(told.map((message) => message?.message_thread_id)).toEqual([id, id, id, id]);
    expect(told.map((message) => message?.from.is_bot)).toEqual([true, true, false, false]);
    expect(told[0]?.forum_topic_edited).toEqual({ name: '✅ #1' });
    expect(told[1]?.forum_topic_closed).toEqual({});
    expect(told[2]?.forum_topic_reopened).toEqual({});
    expect(told[3]?.forum_topic_edited).toEqual({ name: '#1 снова' });

    operator.deleteTopic(id);
    expect(await updates()).toEqual([]);
    expect(group.topics()[0]).toMatchObject({ deleted: true });
    expect(group.messages(id).every(({ deleted }) => deleted)).toBe(true);
    expect(await refusal('sendMessage', { message_thread_id: id, text: 'x' })).toBe('message thread not found');
    expect(await refusal('editForumTopic', { message_thread_id: id, name: 'x' })).toBe('TOPIC_ID_INVALID');
    expect(await refusal('deleteForumTopic', { message_thread_id: id })).toBe('TOPIC_ID_INVALID');
    expect(() => operator.send('x', { thread: id })).toThrow(`No topic ${id}`);
    const next = await topic('#2');
    expect((await call('deleteForumTopic', { message_thread_id: next })).result).toBe(true);
    expect(group.topics()[1]).toMatchObject({ deleted: true });
  });

  it('take nothing while they are closed, but from those who manage topics and from their creator', async () => {
    const own = await topic();
    const hers = operator.createTopic('Её тема');
    for (const message_thread_id of [own, hers]) await call('closeForumTopic', { message_thread_id });
    expect((await call('sendMessage', { message_thread_id: hers, text: 'x' })).ok).toBe(true);
    group.setBotRights({ canManageTopics: false });
    expect(await refusal('sendMessage', { message_thread_id: hers, text: 'x' })).toBe('TOPIC_CLOSED');
    expect((await call('sendMessage', { message_thread_id: own, text: 'x' })).ok).toBe(true);
    expect(await refusal('createForumTopic', { name: 'x' })).toBe('not enough rights to create a topic');
    expect(await refusal('reopenForumTopic', { message_thread_id: hers })).toBe(
      'not enough rights to close or open the topic',
    );
    expect(await refusal('editForumTopic', { message_thread_id: hers, name: 'x' })).toBe(
      'not enough rights to edit the topic',
    );
    expect((await call('reopenForumTopic', { message_thread_id: own })).ok).toBe(true);
    group.setBotRights({ canDeleteMessages: false });
    expect(await refusal('deleteForumTopic', { message_thread_id: own })).toBe('not enough rights to delete the topic');
    expect(() => newcomer.send('x', { thread: hers })).toThrow('closed');
    expect(() => newcomer.reopenTopic(hers)).toThrow('administrators');
    expect(operator.send('x', { thread: hers })).toBeGreaterThan(hers);
  });

  it('can be made to fail by a fault', async () => {
    const [one, two] = [await topic(), await topic('#2')];
    telegram.world.fault({ kind: '400', description: 'TOPIC_CLOSED', chatId: group.id, threadId: one, times: 2 });
    telegram.world.fault({ kind: '403', chatId: group.id, method: 'createForumTopic' });
    const send = (message_thread_id: number) => refusal('sendMessage', { message_thread_id, text: 'x' });
    expect([await send(one), await send(two), await send(one), await send(one)]).toEqual([
      'TOPIC_CLOSED',
      undefined,
      'TOPIC_CLOSED',
      undefined,
    ]);
    expect(await call('createForumTopic', { name: 'x' })).toMatchObject({
      status: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    });
  });
});

describe('presses, edits, reactions and deletions in a group', () => {
  it('reach the bot with the group as their chat, but for deletions', async () => {
    const thread = await topic();
    const inline_keyboard = [[{ text: 'Взять', callback_data: 'take:1' }]];
    const card = await call('sendMessage', { message_thread_id: thread, text: 'x', reply_markup: { inline_keyboard } });
    await telegram.call('getUpdates', {
      offset: telegram.world.lastUpdateId + 1,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
    });
    const pressed = operator.press('Взять', card.result.message_id);
    const said = operator.send('опечтака', { thread });
    operator.edit(said, 'опечатка');
    operator.react(said, '👀');
    operator.react(said, '👍');
    operator.react(said, null);
    operator.delete(said);
    const [press, message, edited, ...reactions] = await updates();
    expect(press?.callback_query).toMatchObject({
      from: { id: olga.id },
      data: 'take:1',
      message: { message_id: card.result.message_id, message_thread_id: thread, chat: { id: group.id } },
    });
    expect(message?.message?.text).toBe('опечтака');
    expect(edited?.edited_message).toMatchObject({ message_id: said, text: 'опечатка', message_thread_id: thread });
    const emoji = (list: readonly { emoji: string }[] = []) => list.map((one) => one.emoji);
    expect(reactions.map(({ message_reaction: one }) => [emoji(one?.old_reaction), emoji(one?.new_reaction)])).toEqual([
      [[], ['👀']],
      [['👀'], ['👍']],
      [['👍'], []],
    ]);
    expect(reactions[0]?.message_reaction).toMatchObject({
      chat: { id: group.id },
      message_id: said,
      user: { id: olga.id },
    });
    await call('answerCallbackQuery', {
      callback_query_id: pressed.kind === 'callback' ? pressed.callbackId : '',
      text: 'Ваше',
    });
    expect(olga.callbackAnswers.at(-1)?.text).toBe('Ваше');
    await telegram.call('getUpdates', { allowed_updates: [] });
    operator.react(card.result.message_id, '🔥');
    expect(await updates()).toEqual([]);
  });

  it('lets the bot edit its own, delete by right, and react with what Telegram offers', async () => {
    const thread = await topic();
    const own = (await call('sendMessage', { message_thread_id: thread, text: 'a' })).result.message_id;
    const hers = operator.send('b', { thread });
    expect((await call('editMessageText', { message_id: own, text: 'c' })).result).toMatchObject({
      text: 'c',
      message_thread_id: thread,
    });
    expect(await refusal('editMessageText', { message_id: hers, text: 'c' })).toBe("message can't be edited");
    const react = (message_id: number, emoji: string) =>
      refusal('setMessageReaction', { message_id, reaction: [{ type: 'emoji', emoji }] });
    expect(await react(hers, '👌')).toBeUndefined();
    expect(group.messages(thread).at(-1)).toMatchObject({ messageId: hers, reaction: '👌' });
    expect(await react(hers, '✅')).toBe('REACTION_INVALID');
    expect(await react(999_999, '👌')).toBe('message to react not found');
    expect(() => operator.react(own, '✅')).toThrow('offers no');

    expect(await refusal('deleteMessage', { message_id: thread })).toBe("message can't be deleted");
    group.setBotRights({ canDeleteMessages: false });
    expect(await refusal('deleteMessage', { message_id: hers })).toBe("message can't be deleted");
    expect(await refusal('deleteMessages', { message_ids: [own, hers] })).toBe("message can't be deleted");
    expect((await call('deleteMessage', { message_id: own })).result).toBe(true);
    group.setBotRights({ canDeleteMessages: true });
    expect((await call('deleteMessages', { message_ids: [own, hers] })).result).toBe(true);
    expect(
      group
        .messages(thread)
        .slice(1)
        .every(({ deleted }) => deleted),
    ).toBe(true);
    const another = operator.send('d', { thread });
    expect(() => newcomer.delete(another)).toThrow('administrators');
    expect(() => newcomer.edit(another, 'e')).toThrow('No own message');
  });

  it('numbers a supergroup’s messages apart, those of basic groups together with private chats', async () => {
    const basic = telegram.world.group({ title: 'Малая', kind: 'group' });
    basic.join(olga);
    olga.start();
    const inPrivate = olga.send('x');
    expect(basic.as(olga).send('y')).toBe(inPrivate + 1);
    const fresh = telegram.world.group({ title: 'Новая' });
    const first = await telegram.call('sendMessage', { chat_id: fresh.id, text: 'x' });
    expect(first.result.message_id).toBe(1);
    expect((await telegram.call('createForumTopic', { chat_id: basic.id, name: 'x' })).description).toBe(
      'Bad Request: the chat is not a forum',
    );
  });

  it('shows an anonymous administrator as the group', async () => {
    const thread = await topic();
    await updates();
    const id = operator.sendAnonymously('Никто', { thread });
    const [update] = await updates();
    expect(update?.message).toMatchObject({
      from: { id: 1_087_968_824, is_bot: true, username: 'GroupAnonymousBot' },
      sender_chat: { id: group.id, title: 'Помощь' },
      message_thread_id: thread,
    });
    expect(group.messages(thread).at(-1)).toMatchObject({ from: 'person', authorName: 'Помощь' });
    operator.edit(id, 'Кто-то');
    expect((await updates())[0]?.edited_message?.from.id).toBe(1_087_968_824);
    const forwarded = await call('forwardMessage', { from_chat_id: group.id, message_id: id });
    expect(forwarded.result.forward_origin).toMatchObject({ type: 'chat', sender_chat: { id: group.id } });
    expect(() => newcomer.sendAnonymously('x')).toThrow('administrators');
  });
});
