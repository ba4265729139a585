import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readInlineQuery } from '#bot/transport/inline-query.ts';
import { readUpdate } from '#bot/transport/update.ts';

const BOT = 7n;
const anna = { id: 42, is_bot: false, first_name: 'Anna', language_code: 'en' };
const chat = { id: 42, type: 'private' };
const message = (content: Record<string, unknown>) => ({
  update_id: 5,
  message: { message_id: 9, date: 1, from: anna, chat, ...content },
});
const signal = (content: Record<string, unknown>) => readUpdate(message(content), BOT)?.envelope.signal;

const original = (content: Record<string, unknown>) => readUpdate(message(content), BOT)?.envelope.original;

describe('reading an update', () => {
  it('addresses it: to whom, from whom, under which key', () => {
    expect(readUpdate(message({ text: 'hello' }), BOT)).toEqual({
      envelope: {
        key: 'update:5',
        chat: { botId: 7n, chatId: 42n },
        from: { languageCode: 'en' },
        signal: { kind: 'text', text: 'hello', messageId: 9 },
        original: { content: { type: 'text', text: 'hello' }, messageId: 9 },
      },
    });
  });

  it.each([
    ['/start', { kind: 'start', payload: '' }],
    ['/start isu', { kind: 'start', payload: 'isu' }],
    ['/START@propusk_bot  st-AB12 ', { kind: 'start', payload: 'st-AB12' }],
    ['/Help', { kind: 'command', name: 'help' }],
    ['/pass@propusk_bot', { kind: 'command', name: 'pass' }],
    ['/', { kind: 'text', text: '/', messageId: 9 }],
    ['look: /start', { kind: 'text', text: 'look: /start', messageId: 9 }],
  ])('reads %j', (text, expected) => {
    expect(signal({ text })).toEqual(expected);
  });

  it('leaves out what the database would refuse: null characters, and halves of letters', () => {
    expect(signal({ text: 'где\0 мой\ud83d QR 👍\udc4d' })).toMatchObject({ text: 'где мой QR 👍' });
    const press = { update_id: 5, callback_query: { id: '1', from: anna, data: '3:pick\0\ud800', message: undefined } };
    expect(readUpdate(press, BOT)?.envelope.signal).toMatchObject({ data: '3:pick' });
  });

  it.each([
    ['one’s own contact', { user_id: 42 }, undefined, true],
    ['somebody else’s contact', { user_id: 43 }, undefined, false],
    ['a contact without a Telegram user', {}, undefined, false],
    ['one’s own contact, but passed on', { user_id: 42 }, { type: 'user', date: 1 }, false],
  ])('tells whose number it is: %s', (_what, who, origin, own) => {
    const contact = { phone_number: '79051234567', first_name: 'Anna', ...who };
    expect(signal({ contact, ...(origin ? { forward_origin: origin } : {}) })).toEqual({
      kind: 'contact',
      phone: '79051234567',
      own,
    });
  });

  it.each([
    [
      'the largest size of a photo',
      {
        photo: [
          { file_id: 'small', width: 90, height: 67 },
          { file_id: 'large', width: 1280, height: 960 },
          { file_id: 'medium', width: 320, height: 240 },
        ],
        caption: 'my invitation',
      },
      'large',
    ],
    ['a picture sent as a file', { document: { file_id: 'scan', mime_type: 'image/png' } }, 'scan'],
  ])('takes a picture by its key: %s', (_what, content, fileId) => {
    expect(signal(content)).toEqual({ kind: 'picture', fileId, messageId: 9 });
  });

  it.each([
    ['photo', { photo: [{}] }],
    ['photo', { photo: [] }],
    ['document', { document: { mime_type: 'image/png' } }],
    ['document', { document: { file_id: 'sheet', mime_type: 'application/pdf' } }],
    ['document', { document: { file_id: 7 } }],
    ['forwarded', { photo: [{ file_id: 'one', width: 1, height: 1 }], forward_origin: { type: 'hidden_user' } }],
    ['sticker', { sticker: {} }],
    ['voice', { voice: {} }],
    ['video', { video: {} }],
    ['video', { video_note: {} }],
    ['document', { document: {} }],
    ['location', { location: {} }],
    ['forwarded', { text: 'a text of somebody else', forward_origin: { type: 'hidden_user' } }],
    ['other', { dice: { value: 3 } }],
  ])('knows what no step asks for: %s', (what, content) => {
    expect(signal(content)).toEqual({ kind: 'unexpected', what, messageId: 9 });
  });

  it.each([
    [{ type: 'hidden_user', sender_user_name: 'Боб' }, 'Боб'],
    [{ type: 'user', sender_user: { id: 5, first_name: 'Иван', last_name: 'Петров' } }, 'Иван Петров'],
    [{ type: 'channel', chat: { id: -100, type: 'channel', title: 'Новости' }, message_id: 3 }, 'Новости'],
    [{ type: 'chat', sender_chat: { id: -5, title: 'Деканат' } }, 'Деканат'],
    [{ type: 'hidden_user' }, ''],
    ['of another shape', ''],
  ])('keeps whose words were passed on: %j', (forward_origin, forwarded) => {
    for (const said of [{ text: 'чужое' }, { photo: [{ file_id: 'one', width: 1, height: 1 }] }]) {
      expect(original({ ...said, forward_origin })?.content).toMatchObject({ forwarded });
      expect(original(said)?.content).not.toHaveProperty('forwarded');
    }
  });

  it('reads a press, also of a message that is gone or too old to be seen', () => {
    const press = (more: Record<string, unknown>) =>
      readUpdate(
        { update_id: 6, callback_query: { id: 'q', from: anna, chat_instance: '1', data: '3:agree', ...more } },
        BOT,
      );
    expect(press({ message: { message_id: 11, chat, date: 0 } })).toMatchObject({
      callbackId: 'q',
      envelope: { key: 'update:6', chat: { chatId: 42n }, signal: { kind: 'press', data: '3:agree', messageId: 11 } },
    });
    expect(press({})?.envelope.signal).toEqual({ kind: 'press', data: '3:agree', messageId: null });
    expect(press({ data: undefined })?.envelope.signal).toMatchObject({ kind: 'press', data: '' });
  });

  it('reads an edit and a block', () => {
    const edited = { update_id: 7, edited_message: { message_id: 9, from: anna, chat, text: 'better' } };
    expect(readUpdate(edited, BOT)?.envelope.signal).toEqual({ kind: 'edited', text: 'better', messageId: 9 });
    const member = (status: string) => ({
      update_id: 8,
      my_chat_member: { from: anna, chat, date: 1, new_chat_member: { status, user: { id: 7 } } },
    });
    expect(readUpdate(member('kicked'), BOT)?.envelope.signal).toEqual({ kind: 'blocked' });
    expect(readUpdate(member('member'), BOT)).toBeNull();
  });

  it('takes an article of our own, picked from the list, for no question; another bot’s words are the person’s', () => {
    const picked = (id: number) => signal({ text: 'Where is my QR code?', via_bot: { id, is_bot: true } });
    expect(picked(7)).toBeUndefined();
    expect(picked(8)).toMatchObject({ kind: 'text' });
  });

  it('leaves what is none of its business: groups, channels, kinds that were not asked for', () => {
    const group = { id: -100, type: 'supergroup' };
    expect(readUpdate(message({ chat: group, text: '/start' }), BOT)).toBeNull();
    expect(readUpdate({ update_id: 1, edited_message: { message_id: 1, from: anna, chat: group } }, BOT)).toBeNull();
    expect(
      readUpdate({ update_id: 1, channel_post: { message_id: 1, chat: { id: -5, type: 'channel' } } }, BOT),
    ).toBeNull();
    const press = { id: 'q', from: anna, data: '1:x', message: { message_id: 1, chat: group } };
    expect(readUpdate({ update_id: 1, callback_query: press }, BOT)).toBeNull();
    expect(readUpdate({ update_id: 1, poll_answer: {} }, BOT)).toBeNull();
  });

  it.each([
    [null],
    ['update'],
    [{}],
    [{ update_id: '5' }],
    [{ update_id: 5, message: { text: 'no chat' } }],
    // What is thrown for it must be recognised: any other error would bring the same update again for ever.
    [message({ chat: { id: 4.2, type: 'private' }, text: 'a' })],
  ])('refuses %j', (raw) => {
    expect(() => readUpdate(raw, BOT)).toThrow(z.ZodError);
  });

  it('takes the largest numbers that Telegram gives to chats', () => {
    const far = 2 ** 52 - 1;
    const raw = message({ from: { ...anna, id: far }, chat: { id: far, type: 'private' }, text: 'a' });
    expect(readUpdate(raw, BOT)?.envelope.chat).toEqual({ botId: BOT, chatId: BigInt(far) });
  });
});

describe('reading an inline query', () => {
  const query = { id: 'q1', from: anna, query: 'where is my QR', offset: '20', chat_type: 'group' };

  it('tells who asks what, and from where the list goes on', () => {
    expect(readInlineQuery({ update_id: 9, inline_query: query })).toEqual({
      ...{ id: 'q1', userId: 42n, languageCode: 'en', text: 'where is my QR', offset: '20' },
    });
    const nameless = { ...query, from: { id: 42, is_bot: false, first_name: 'Anna' }, query: '', offset: '' };
    expect(readInlineQuery({ update_id: 9, inline_query: nameless })).toMatchObject({
      ...{ languageCode: undefined, text: '', offset: '' },
    });
  });

  it('belongs to no conversation', () => {
    expect(readUpdate({ update_id: 9, inline_query: query }, BOT)).toBeNull();
    expect(readInlineQuery(message({ text: 'hello' }))).toBeNull();
    expect(readInlineQuery(null)).toBeNull();
  });

  it.each([[null], [{}], [{ ...query, id: '' }], [{ ...query, from: { id: 4.2 } }], [{ ...query, query: 7 }]])(
    'refuses %j',
    (broken) => {
      expect(() => readInlineQuery({ update_id: 9, inline_query: broken })).toThrow(z.ZodError);
    },
  );
});
