import { describe, expect, it } from 'vitest';
import { buttons, ChatWorld } from './telegram-chat.ts';

const chat = new ChatWorld();
const { send } = chat;

describe('the door', () => {
  it('knows its token and its methods', async () => {
    const me = await chat.telegram.call('getMe');
    expect(me.result).toMatchObject({ id: 1234567, is_bot: true, first_name: 'Propusk' });
    expect(await chat.telegram.call('getme')).toMatchObject({ ok: true });
    expect(await chat.telegram.call('makeCoffee')).toMatchObject({
      status: 404,
      error_code: 404,
      description: 'Not Found',
    });
    const other = await fetch(`${chat.telegram.root}/bot1234567:other/getMe`);
    expect([other.status, await other.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ]);
    expect((await fetch(`${chat.telegram.root}/botnonsense/getMe`)).status).toBe(404);
  });

  it('reads the address, forms and JSON alike', async () => {
    const query = await chat.telegram.raw(`sendMessage?chat_id=${chat.anna.id}&text=by%20address`, { method: 'GET' });
    expect(query.result.text).toBe('by address');
    const form = await chat.telegram.raw('sendMessage', {
      method: 'POST',
      body: new URLSearchParams({
        chat_id: String(chat.anna.id),
        text: 'form',
        reply_markup: JSON.stringify(buttons({ text: 'a', callback_data: 'b' })),
      }),
    });
    expect(form.result.reply_markup.inline_keyboard[0][0]).toEqual({ text: 'a', callback_data: 'b' });
    const broken = await chat.telegram.raw('sendMessage', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.error_code).toBe(400);
  });
});

describe('texts', () => {
  it.each([
    [{ text: '' }, 'message text is empty'],
    [{ text: undefined }, 'message text is empty'],
    [{ text: ' \n ' }, 'text must be non-empty'],
    [{ text: '<b></b>', parse_mode: 'HTML' }, 'text must be non-empty'],
    [{ text: 'x'.repeat(4097) }, 'message is too long'],
    [{ text: '<b>x', parse_mode: 'html' }, 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
    [{ parse_mode: 'nonsense' }, 'unsupported parse_mode'],
    [{ parse_mode: 'MarkdownV2' }, 'the sandbox does not parse Markdown; use parse_mode HTML or entities'],
    [
      { entities: [{ type: 'bold', offset: 5, length: 1 }] },
      'entity begins after the end of the text at UTF-16 offset 5',
    ],
    [
      { entities: [{ type: 'bold', offset: 0, length: 5 }] },
      'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5',
    ],
    [{ entities: [{ type: 'bold', offset: -1, length: 1 }] }, 'receive an entity with incorrect offset -1'],
    [{ entities: [{ type: 'loud', offset: 0, length: 1 }] }, "can't parse MessageEntity: Unsupported type specified"],
    [
      { entities: [{ type: 'text_link', offset: 0, length: 1, url: 'localhost' }] },
      "entity URL 'localhost' is invalid: Wrong HTTP URL",
    ],
    [{ chat_id: undefined }, 'chat_id is empty'],
    [{ chat_id: 42 }, 'chat not found'],
    [{ chat_id: '@somebody' }, 'chat not found'],
    [{ message_thread_id: 1 }, 'message thread not found'],
    [{ reply_parameters: { message_id: 999_999 } }, 'message to be replied not found'],
    [{ reply_parameters: {} }, 'can\'t find field "message_id"'],
    [{ link_preview_options: { is_disabled: 'yes' } }, 'field "is_disabled" must be of type Boolean'],
  ])('refuses %j', async (params, description) => {
    expect(await send(params)).toMatchObject({
      status: 400,
      ok: false,
      error_code: 400,
      description: `Bad Request: ${description}`,
    });
  });

  it('counts code points after parsing, and trims', async () => {
    const long = await send({ text: `<b>${'😀'.repeat(4096)}</b>`, parse_mode: 'HTML' });
    expect(long.result.entities).toEqual([{ type: 'bold', offset: 0, length: 8192 }]);
    const trimmed = await send({ text: '  a\tb\r\n <b>c </b> ', parse_mode: 'HTML' });
    expect(trimmed.result).toMatchObject({ text: 'a b\n c', entities: [{ type: 'bold', offset: 5, length: 1 }] });
  });

  it('finds commands, links and addresses by itself', async () => {
    const { result } = await send({ text: 'See /help, https://a.ru/x. or me@b.ru; not/this' });
    expect(result.entities).toEqual([
      { type: 'bot_command', offset: 4, length: 5 },
      { type: 'url', offset: 11, length: 14 },
      { type: 'email', offset: 30, length: 7 },
    ]);
  });

  it('keeps protection and replies, and sends without a reply where asked', async () => {
    const first = await send({ protect_content: true });
    expect(first.result.has_protected_content).toBe(true);
    const second = await send({ reply_parameters: { message_id: first.result.message_id } });
    expect(second.result.reply_to_message.message_id).toBe(first.result.message_id);
    const third = await send({ reply_parameters: { message_id: 999_999, allow_sending_without_reply: true } });
    expect(third.result.reply_to_message).toBeUndefined();
    expect(chat.anna.chat.at(-2)).toMatchObject({ replyTo: first.result.message_id });
  });
});

describe('who may be written to', () => {
  it('nobody who never wrote, has blocked the bot, or is gone', async () => {
    const silent = chat.telegram.world.person({ firstName: 'Silent' });
    expect(await send({ chat_id: silent.id })).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    chat.anna.block();
    expect(await send({})).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' });
    expect(() => chat.anna.send('hello')).toThrow('blocked');
    chat.anna.start();
    expect(await send({})).toMatchObject({ ok: true });
    chat.anna.deactivate();
    expect(await send({})).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' });
  });

  it('everybody sees their own chat only; ids count over all chats', async () => {
    const boris = chat.telegram.world.person({ firstName: 'Борис' });
    boris.start();
    const one = await send({ text: 'for Anna' });
    const two = await send({ text: 'for Boris', chat_id: boris.id });
    expect(two.result.message_id).toBe(one.result.message_id + 1);
    expect(chat.anna.chat.map((message) => message.text)).toEqual(['/start', 'for Anna']);
    expect(boris.chat.map((message) => message.text)).toEqual(['/start', 'for Boris']);
    const foreign = await chat.telegram.call('editMessageText', {
      chat_id: boris.id,
      message_id: one.result.message_id,
      text: 'y',
    });
    expect(foreign.description).toBe('Bad Request: message to edit not found');
  });
});

describe('buttons', () => {
  it.each([
    ['{', "can't parse reply keyboard markup JSON object"],
    [[], 'object expected as reply markup'],
    [{ inline_keyboard: 'x' }, 'field "inline_keyboard" must be of type Array'],
    [
      { inline_keyboard: [{ text: 'x' }] },
      'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ],
    [{ keyboard: 'x' }, 'field "keyboard" must be of type Array'],
    [{ keyboard: [['a']], one_time_keyboard: 'yes' }, 'field "one_time_keyboard" must be of type Boolean'],
    [{ remove_keyboard: 'yes' }, 'field "remove_keyboard" must be of type Boolean'],
    [buttons({ callback_data: 'x' }), 'can\'t parse inline keyboard button: Can\'t find field "text"'],
    [buttons({ text: ' ', callback_data: 'x' }), 'inline keyboard button text must be non-empty'],
    [
      buttons({ text: 'a', callback_data: '' }),
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [buttons({ text: 'a' }), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
    [buttons({ text: 'a', callback_data: 'ж'.repeat(33) }), 'BUTTON_DATA_INVALID'],
    [
      buttons({ text: 'a', url: 'http://localhost:3000' }),
      "inline keyboard button URL 'http://localhost:3000' is invalid: Wrong HTTP URL",
    ],
    [
      buttons({ text: 'a', url: 'ftp://a.ru' }),
      "inline keyboard button URL 'ftp://a.ru' is invalid: Unsupported URL protocol",
    ],
    [
      buttons({ text: 'a', web_app: { url: 'http://a.ru' } }),
      "inline keyboard button Web App URL 'http://a.ru' is invalid: Only HTTPS links are allowed",
    ],
    [buttons({ text: 'a', pay: true }), 'BUTTON_TYPE_INVALID'],
    [buttons({ text: 'a', copy_text: { text: '' } }), 'BUTTON_COPY_TEXT_INVALID'],
    [
      { keyboard: [[{ text: 'a', web_app: { url: 'http://a.ru' } }]] },
      "keyboard button Web App URL 'http://a.ru' is invalid: Only HTTPS links are allowed",
    ],
    [
      { keyboard: [[{ text: 'a', request_contact: 'yes' }]] },
      'can\'t parse keyboard button: Field "request_contact" must be of type Boolean',
    ],
  ])('refuses %j', async (reply_markup, description) => {
    expect((await send({ reply_markup })).description).toBe(`Bad Request: ${description}`);
  });

  it('accepts 64 bytes of data, an address with a dot, and telegraf’s additions', async () => {
    const { result } = await send({
      reply_markup: buttons(
        { text: 'a', callback_data: 'ж'.repeat(32), hide: false },
        { text: 'b', url: 'http://127.0.0.1:3000/x', hide: false },
        { text: 'c', web_app: { url: 'https://a.ru/app' } },
      ),
    });
    expect(result.reply_markup.inline_keyboard).toEqual([
      [
        { text: 'a', callback_data: 'ж'.repeat(32) },
        { text: 'b', url: 'http://127.0.0.1:3000/x' },
        { text: 'c', web_app: { url: 'https://a.ru/app' } },
      ],
    ]);
    expect(chat.anna.press('b')).toEqual({ kind: 'url', url: 'http://127.0.0.1:3000/x' });
    expect(chat.anna.press('c')).toEqual({ kind: 'web_app', url: 'https://a.ru/app' });
  });

  it('shows a reply keyboard until it is used once or removed, and never returns it', async () => {
    const share = { keyboard: [[{ text: 'Share', request_contact: true }], ['Back']], resize_keyboard: true };
    const sent = await send({ reply_markup: share });
    expect(sent.result.reply_markup).toBeUndefined();
    expect(chat.anna.replyKeyboard).toMatchObject({
      keyboard: [[{ text: 'Share', request_contact: true }], [{ text: 'Back' }]],
    });
    await send({ text: 'no keyboard' });
    expect(chat.anna.replyKeyboard).not.toBeNull();

    chat.anna.press('Share');
    expect(chat.anna.chat.at(-1)).toMatchObject({
      from: 'person',
      contact: { phone: '+79051234567', userId: chat.anna.id },
    });
    chat.anna.press('Back');
    expect(chat.anna.chat.at(-1)).toMatchObject({ from: 'person', text: 'Back' });
    await send({ reply_markup: { remove_keyboard: true } });
    expect(chat.anna.replyKeyboard).toBeNull();
    expect(() => chat.anna.press('Back')).toThrow('No button "Back"');

    await send({ reply_markup: { ...share, one_time_keyboard: true } });
    chat.anna.send('typed');
    expect(chat.anna.replyKeyboard).toBeNull();
  });
});

describe('presses', () => {
  it('can be answered once, within 150 seconds', async () => {
    await send({ reply_markup: buttons({ text: 'Go', callback_data: 'go' }) });
    const pressed = chat.anna.press('Go');
    const answer = (id: string, text = 'Done') =>
      chat.telegram.call('answerCallbackQuery', { callback_query_id: id, text, show_alert: true });
    if (pressed.kind !== 'callback') throw new Error('A callback was expected');
    expect((await answer(pressed.callbackId, 'x'.repeat(201))).description).toBe('Bad Request: MESSAGE_TOO_LONG');
    expect((await answer(pressed.callbackId)).result).toBe(true);
    expect(chat.anna.callbackAnswers).toMatchObject([{ id: pressed.callbackId, text: 'Done', alert: true }]);

    const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    const late = chat.anna.press({ callbackData: 'go' });
    chat.now += 150_001;
    expect((await answer(late.kind === 'callback' ? late.callbackId : '')).description).toBe(tooOld);
    const stale = chat.anna.pressStale('go');
    expect((await answer(stale.kind === 'callback' ? stale.callbackId : '')).description).toBe(tooOld);
    expect((await answer('17')).description).toBe(tooOld);
  });

  it('needs a button that is on the screen', async () => {
    const { message_id } = (await send({ reply_markup: buttons({ text: 'Go', callback_data: 'go' }) })).result;
    await chat.telegram.call('editMessageText', { chat_id: chat.anna.id, message_id, text: 'gone' });
    expect(() => chat.anna.press('Go')).toThrow('No button "Go" on the screen');
    await chat.telegram.call('deleteMessage', { chat_id: chat.anna.id, message_id });
    chat.anna.pressStale('go');
    const { result } = await chat.telegram.call('getUpdates', { offset: -1 });
    expect(result[0].callback_query.message).toMatchObject({ message_id, date: 0 });
  });
});
