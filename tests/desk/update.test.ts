import { describe, expect, it } from 'vitest';
import { type DeskEvent, type DeskUpdate, readDeskUpdate } from '#bot/desk/update.ts';
import { readUpdate } from '#bot/transport/update.ts';

const BOT = 7000000009n;
const group = { id: -1001, type: 'supergroup', title: 'Helpdesk', is_forum: true };
const olga = { id: 501, is_bot: false, first_name: 'Ольга', last_name: 'Операторова' };
const inTopic = { message_id: 20, message_thread_id: 7, is_topic_message: true, from: olga, chat: group, date: 1 };

const read = (update: Record<string, unknown>): DeskUpdate | null => readDeskUpdate({ update_id: 5, ...update }, BOT);
const event = (update: Record<string, unknown>): DeskEvent | undefined => read(update)?.event;
const message = (fields: Record<string, unknown>) => event({ message: { ...inTopic, ...fields } });

describe('what a group tells', () => {
  it('is read with its place and author', () => {
    expect(read({ message: { ...inTopic, text: 'Здравствуйте' } })).toEqual({
      key: 'update:5',
      group: { botId: BOT, chatId: -1001n },
      topicId: 7,
      event: {
        kind: 'message',
        by: { id: 501n, name: 'Ольга Операторова', anonymous: false },
        messageId: 20,
        content: { type: 'text', text: 'Здравствуйте' },
        ...{ command: null, replyTo: null, quote: null, albumId: null },
      },
    });
  });

  it('stands in a topic only where Telegram says so: a reply in General has a thread as well', () => {
    const { is_topic_message: _, ...inGeneral } = inTopic;
    expect(read({ message: { ...inGeneral, text: 'a', reply_to_message: { message_id: 7 } } })?.topicId).toBeNull();
  });

  it('tells a reply from what merely stands in its topic', () => {
    expect(message({ text: 'a', reply_to_message: { message_id: 7 } })).toMatchObject({ replyTo: null });
    expect(message({ text: 'a', reply_to_message: { message_id: 12 }, quote: { text: 'часть' } })).toMatchObject({
      replyTo: 12,
      quote: 'часть',
    });
  });

  it.each([
    ['/a phone_1c 12 | 13', { name: 'a', words: 'phone_1c 12 | 13', bot: null }],
    ['/A@Propusk_Bot hello', { name: 'a', words: 'hello', bot: 'propusk_bot' }],
    ['/block\nспам', { name: 'block', words: 'спам', bot: null }],
    ['/stats', { name: 'stats', words: '', bot: null }],
    ['// заметка', null],
    // Slips on the Russian keyboard: nothing of them is an answer to a person.
    ['/а hello', { name: 'a', words: 'hello', bot: null }],
    ['/ф hello', { name: 'a', words: 'hello', bot: null }],
    ['.сдщыу', { name: 'close', words: '', bot: null }],
    ['/сдщыу', { name: 'close', words: '', bot: null }],
    ['\\close', { name: 'close', words: '', bot: null }],
    ['/Close?', { name: 'close', words: '', bot: null }],
    ['/блок спам', { name: 'block', words: 'спам', bot: null }],
    ['/ответ всем', { name: 'a', words: 'всем', bot: null }],
    ['/такого нет', { name: 'такого', words: 'нет', bot: null }],
    ['/ нет', { name: '', words: 'нет', bot: null }],
    ['... нет', { name: '... нет', words: '', bot: null }],
    ['.. заметка', null],
    ['\\\\ заметка', null],
    ['/ / заметка', null],
    ['.NET у нас есть', null],
    ['смотрите /help', null],
  ])('reads the command in %j', (text, command) => {
    expect(message({ text })).toMatchObject({ command });
  });

  it.each([
    [
      {
        photo: [
          { file_id: 's', width: 1, height: 1 },
          { file_id: 'l', width: 9, height: 9 },
        ],
        caption: 'Вот',
      },
      { type: 'media', kind: 'photo', fileId: 'l', caption: 'Вот' },
    ],
    [
      { document: { file_id: 'd', file_name: 'справка.pdf' } },
      { type: 'media', kind: 'document', fileId: 'd', name: 'справка.pdf' },
    ],
    [{ voice: { file_id: 'v' } }, { type: 'media', kind: 'voice' }],
    [{ video_note: { file_id: 'n' } }, { type: 'media', kind: 'video_note' }],
    [{ sticker: { file_id: 'k' } }, { type: 'media', kind: 'sticker' }],
    [{ location: { latitude: 1, longitude: 2 } }, { type: 'copy', what: 'location' }],
    [{ poll: { question: 'Когда?' } }, { type: 'copy', what: 'poll', summary: 'Когда?' }],
  ])('reads the content of %j', (fields, content) => {
    expect(message({ ...fields, media_group_id: 'm' })).toMatchObject({ kind: 'message', content, albumId: 'm' });
  });

  it('reads edits of words and files, not of live locations', () => {
    expect(event({ edited_message: { ...inTopic, text: 'Иначе' } })).toMatchObject({
      kind: 'edited',
      messageId: 20,
      content: { text: 'Иначе' },
    });
    expect(event({ edited_message: { ...inTopic, location: { latitude: 1, longitude: 2 } } })).toBeUndefined();
  });

  it('reads presses and reactions', () => {
    const press = {
      id: 'q',
      from: olga,
      data: 'desk:take:1',
      message: { message_id: 9, message_thread_id: 7, chat: group, date: 0 },
    };
    expect(read({ callback_query: press })).toMatchObject({
      topicId: 7,
      event: { kind: 'press', callbackId: 'q', data: 'desk:take:1', messageId: 9, by: { id: 501n } },
    });
    const reaction = { chat: group, message_id: 9, user: olga, date: 1, old_reaction: [] };
    const emoji = (new_reaction: object[]) => event({ message_reaction: { ...reaction, new_reaction } });
    expect(emoji([{ type: 'emoji', emoji: '❤' }])).toMatchObject({ kind: 'reaction', messageId: 9, emoji: '❤' });
    expect(emoji([])).toMatchObject({ emoji: null });
  });

  it('reads what happens to topics, and whose doing it was', () => {
    const us = { id: Number(BOT), is_bot: true, first_name: 'Бот' };
    const created = { from: us, forum_topic_created: { name: '#1 · ISU', icon_color: 1 } };
    expect(message(created)).toEqual({ kind: 'topic-created', ours: true, name: '#1 · ISU' });
    expect(message({ forum_topic_created: { name: 'Курилка', icon_color: 1 } })).toMatchObject({ ours: false });
    expect(message({ forum_topic_closed: {} })).toMatchObject({ kind: 'topic-closed', ours: false, by: { id: 501n } });
    expect(message({ from: us, forum_topic_reopened: {} })).toMatchObject({ kind: 'topic-reopened', ours: true });
    expect(message({ forum_topic_edited: { name: 'Новое' } })).toMatchObject({ kind: 'topic-edited', name: 'Новое' });
    expect(message({ forum_topic_edited: { icon_custom_emoji_id: '1' } })).toBeUndefined();
  });

  it('reads what becomes of the group and of the bot there', () => {
    const basic = { id: -5, type: 'group' };
    const moved = { message_id: 1, from: olga, chat: basic, date: 1, migrate_to_chat_id: -1009 };
    expect(event({ message: moved })).toEqual({ kind: 'migrated', to: -1009n });
    const standing = (fields: object) =>
      event({ my_chat_member: { chat: group, from: olga, date: 1, new_chat_member: fields } });
    expect(standing({ status: 'kicked' })).toEqual({ kind: 'standing', status: 'kicked' });
    expect(standing({ status: 'administrator', can_manage_topics: true })).toMatchObject({ status: 'administrator' });
  });

  it('takes an administrator who hides their name for one, and no channel and no bot', () => {
    const anonymous = { id: 1087968824, is_bot: true, first_name: 'Group' };
    expect(message({ from: anonymous, sender_chat: { id: -1001 }, text: 'a' })).toMatchObject({
      by: { anonymous: true, name: '' },
    });
    const channel = { id: 777000, is_bot: false, first_name: 'Telegram' };
    expect(message({ from: channel, sender_chat: { id: -1002 }, text: 'a' })).toBeUndefined();
    expect(message({ from: { id: 9, is_bot: true, first_name: 'Другой' }, text: '/ban' })).toBeUndefined();
  });

  it('leaves what nobody asked for', () => {
    expect(message({ new_chat_members: [olga] })).toBeUndefined();
    expect(message({ pinned_message: { message_id: 1 } })).toBeUndefined();
    expect(read({ poll: { id: '1' } })).toBeNull();
    expect(read({ message: { ...inTopic, chat: { id: -1, type: 'channel' }, text: 'a' } })).toBeNull();
  });
});

it('abuse 32: a private chat is read by nobody here, a group by nobody there', () => {
  const own = { ...inTopic, chat: { id: 501, type: 'private' }, text: '/close 1' };
  const press = (chat: object) => ({
    id: 'q',
    from: olga,
    data: 'desk:close:1',
    message: { message_id: 9, chat, date: 1 },
  });
  expect(read({ message: own })).toBeNull();
  expect(read({ callback_query: press({ id: 501, type: 'private' }) })).toBeNull();
  expect(read({ callback_query: { id: 'q', from: olga, data: 'desk:close:1' } })).toBeNull();
  expect(readUpdate({ update_id: 5, message: { ...inTopic, text: '/start' } }, BOT)).toBeNull();
  expect(readUpdate({ update_id: 5, callback_query: press(group) }, BOT)).toBeNull();
});
