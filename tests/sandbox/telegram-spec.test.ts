import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { type BotApiSpec, checkAnswer, checkCall, checkType, loadBotApiSpec } from '#tests/support/bot-api-spec.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';

/** A very small specification, for the checks themselves. */
const small: BotApiSpec = {
  version: 'test',
  methods: {
    sendPhoto: {
      returns: ['Message'],
      fields: [
        { name: 'chat_id', types: ['Integer', 'String'], required: true },
        { name: 'photo', types: ['InputFile', 'String'], required: true },
        { name: 'protect_content', types: ['Boolean'], required: false },
        { name: 'reply_markup', types: ['Keyboard'], required: false },
      ],
    },
  },
  types: {
    Message: { fields: [{ name: 'message_id', types: ['Integer'], required: true }] },
    Keyboard: { fields: [{ name: 'rows', types: ['Array of Array of String'], required: true }] },
  },
};

describe('checking calls', () => {
  const photo = { uploaded: true, name: 'a.png', size: 5 };

  it('finds what is unknown, missing or of a wrong type', () => {
    expect(checkCall(small, 'sendPhoto', { chat_id: 1, photo: 'id', reply_markup: { rows: [['a']] } })).toEqual([]);
    expect(checkCall(small, 'sendFoto', {})).toEqual(['sendFoto: unknown method']);
    expect(checkCall(small, 'sendPhoto', { chat_id: true, colour: 1, reply_markup: { rows: ['a'] } })).toEqual([
      'sendPhoto: photo is missing',
      'sendPhoto.chat_id: true is no Integer',
      'sendPhoto: unknown parameter colour',
      'sendPhoto.reply_markup.rows[0]: "a" is no Array of String',
    ]);
    expect(checkCall(small, 'sendPhoto', { chat_id: 1, photo: 'id', protect_content: 'true' })).toHaveLength(1);
  });

  it('reads the texts of a form as what they say', () => {
    const form = { chat_id: '1', photo, protect_content: 'true', reply_markup: '{"rows":[["a"]]}' };
    expect(checkCall(small, 'sendPhoto', form)).toEqual([]);
    expect(checkCall(small, 'sendPhoto', { chat_id: '1', photo: 'attach://x', 'attach://x': photo })).toEqual([]);
    expect(checkCall(small, 'sendPhoto', { ...form, protect_content: 'maybe' })).toHaveLength(1);
  });

  it('checks answers', () => {
    expect(checkAnswer(small, 'sendPhoto', { message_id: 1 })).toEqual([]);
    expect(checkAnswer(small, 'sendPhoto', { message_id: '1', other: 2 })).toEqual([
      'sendPhoto →.message_id: "1" is no Integer',
      'sendPhoto →: Message has no other',
    ]);
  });
});

const spec = loadBotApiSpec();

describe.runIf(spec)('answers and updates against the Bot API’s own specification', () => {
  let telegram: TelegramServer;
  let anna: SandboxPerson;

  beforeAll(async () => {
    telegram = await serveTelegram();
    anna = telegram.world.person({ firstName: 'Анна', lastName: 'Петрова', username: 'anna', phone: '79051234567' });
    anna.start();
  });
  afterAll(() => telegram.close());

  async function complaints(method: string, params: Record<string, unknown> = {}): Promise<string[]> {
    if (!spec) throw new Error('The specification is not there');
    const answer = await telegram.call(method, params);
    expect(answer).toMatchObject({ ok: true });
    return [...checkCall(spec, method, params), ...checkAnswer(spec, method, answer.result)];
  }

  it('every method’s answer has the specified fields', async () => {
    const chat_id = anna.id;
    const inline_keyboard = [
      [
        { text: 'a', callback_data: 'a', style: 'primary' },
        { text: 'b', url: 'https://a.ru' },
        { text: 'c', web_app: { url: 'https://a.ru' } },
        { text: 'd', copy_text: { text: 'd' } },
        { text: 'e', switch_inline_query: '' },
      ],
    ];
    const text = '<b>b</b> <a href="https://a.ru">l</a> <pre><code class="language-ts">x</code></pre> /help';
    const full = { chat_id, text, parse_mode: 'HTML', protect_content: true, reply_markup: { inline_keyboard } };
    const { message_id } = (await telegram.call('sendMessage', full)).result;
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const photo = (await telegram.upload('sendPhoto', { chat_id: `${chat_id}`, photo: new Blob([png]), caption: 'c' }))
      .result;
    const file_id = photo.photo[0].file_id;
    const pressed = anna.press('a');
    const found = [
      await complaints('getMe'),
      await complaints('sendMessage', full),
      await complaints('sendMessage', { chat_id, text: 'r', reply_parameters: { message_id } }),
      await complaints('sendPhoto', { chat_id, photo: file_id, caption: 'https://a.ru' }),
      await complaints('editMessageText', {
        chat_id,
        message_id,
        text: 'new',
        link_preview_options: { is_disabled: true },
      }),
      await complaints('editMessageReplyMarkup', { chat_id, message_id, reply_markup: { inline_keyboard } }),
      await complaints('editMessageCaption', { chat_id, message_id: photo.message_id, caption: 'new' }),
      await complaints('editMessageMedia', {
        chat_id,
        message_id: photo.message_id,
        media: { type: 'photo', media: file_id },
      }),
      await complaints('copyMessage', { chat_id, from_chat_id: chat_id, message_id }),
      await complaints('forwardMessage', { chat_id, from_chat_id: chat_id, message_id: photo.message_id }),
      await complaints('sendChatAction', { chat_id, action: 'typing' }),
      await complaints('setMessageReaction', { chat_id, message_id, reaction: [{ type: 'emoji', emoji: '👍' }] }),
      await complaints('answerCallbackQuery', {
        callback_query_id: pressed.kind === 'callback' ? pressed.callbackId : '',
      }),
      await complaints('deleteMessage', { chat_id, message_id }),
      await complaints('deleteMessages', { chat_id, message_ids: [message_id] }),
      await complaints('getFile', { file_id }),
      await complaints('getChat', { chat_id }),
      await complaints('setMyCommands', { commands: [{ command: 'a', description: 'b' }], scope: { type: 'default' } }),
      await complaints('getMyCommands'),
      await complaints('deleteMyCommands'),
      await complaints('setMyDescription', { description: 'd' }),
      await complaints('getMyDescription'),
      await complaints('setMyShortDescription', { short_description: 'd' }),
      await complaints('getMyShortDescription'),
      await complaints('setMyName', { name: 'n' }),
      await complaints('getMyName'),
      await complaints('setChatMenuButton', { menu_button: { type: 'default' } }),
      await complaints('getChatMenuButton'),
      await complaints('getWebhookInfo'),
      await complaints('deleteWebhook', { drop_pending_updates: true }),
    ];
    expect(found.flat()).toEqual([]);
  });

  it('every kind of update has the specified fields', async () => {
    if (!spec) return;
    anna.start('x');
    anna.shareContact();
    anna.sendSticker();
    anna.sendVoice();
    anna.sendDocument();
    anna.sendLocation();
    anna.forward('t', 'Somebody');
    anna.edit(anna.send('one'), 'two');
    await telegram.call('sendMessage', {
      chat_id: anna.id,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'p', callback_data: 'p' }]] },
    });
    anna.press('p');
    anna.deleteMessage(anna.chat.at(-1)?.messageId ?? 0);
    anna.pressStale('p');
    anna.block();
    anna.unblock();
    const { result } = await telegram.call('getUpdates', { limit: 100 });
    expect(result.length).toBeGreaterThanOrEqual(13);
    expect(result.flatMap((update: unknown) => checkType(spec, 'Update', update))).toEqual([]);
  });
});
