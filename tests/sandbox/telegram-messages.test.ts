import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';

/** A PNG's header with these dimensions: enough for a server that reads no pixels. */
function png(width: number, height: number, size = 100): Uint8Array<ArrayBuffer> {
  const data = Buffer.alloc(Math.max(size, 33));
  data.write('\x89PNG\r\n\x1a\n', 'latin1');
  data.writeUInt32BE(13, 8);
  data.write('IHDR', 12, 'latin1');
  data.writeUInt32BE(width, 16);
  data.writeUInt32BE(height, 20);
  deflateSync(Buffer.alloc(1)).copy(data, 24);
  return new Uint8Array(data);
}

let now = Date.UTC(2026, 0, 1);
let telegram: TelegramServer;
let anna: SandboxPerson;

beforeAll(async () => {
  telegram = await serveTelegram({ clock: () => now });
});
afterAll(() => telegram.close());
beforeEach(() => {
  anna = telegram.world.person({ firstName: 'Анна', phone: '+79051234567' });
  anna.start();
});

const send = (params: Record<string, unknown>) =>
  telegram.call('sendMessage', { chat_id: anna.id, text: 'x', ...params });
const buttons = (...row: Record<string, unknown>[]) => ({ inline_keyboard: [row] });

describe('the door', () => {
  it('knows its token and its methods', async () => {
    const me = await telegram.call('getMe');
    expect(me.result).toMatchObject({ id: 1234567, is_bot: true, first_name: 'Propusk' });
    expect(await telegram.call('getme')).toMatchObject({ ok: true });
    expect(await telegram.call('makeCoffee')).toMatchObject({ status: 404, error_code: 404, description: 'Not Found' });
    const other = await fetch(`${telegram.root}/bot1234567:other/getMe`);
    expect([other.status, await other.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ]);
    expect((await fetch(`${telegram.root}/botnonsense/getMe`)).status).toBe(404);
  });

  it('reads the address, forms and JSON alike', async () => {
    const query = await telegram.raw(`sendMessage?chat_id=${anna.id}&text=by%20address`, { method: 'GET' });
    expect(query.result.text).toBe('by address');
    const form = await telegram.raw('sendMessage', {
      method: 'POST',
      body: new URLSearchParams({
        chat_id: String(anna.id),
        text: 'form',
        reply_markup: JSON.stringify(buttons({ text: 'a', callback_data: 'b' })),
      }),
    });
    expect(form.result.reply_markup.inline_keyboard[0][0]).toEqual({ text: 'a', callback_data: 'b' });
    const broken = await telegram.raw('sendMessage', {
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
    expect(anna.chat.at(-2)).toMatchObject({ replyTo: first.result.message_id });
  });
});

describe('who may be written to', () => {
  it('nobody who never wrote, has blocked the bot, or is gone', async () => {
    const silent = telegram.world.person({ firstName: 'Silent' });
    expect(await send({ chat_id: silent.id })).toMatchObject({
      status: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    anna.block();
    expect(await send({})).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' });
    expect(() => anna.send('hello')).toThrow('blocked');
    anna.start();
    expect(await send({})).toMatchObject({ ok: true });
    anna.deactivate();
    expect(await send({})).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' });
  });

  it('everybody sees their own chat only; ids count over all chats', async () => {
    const boris = telegram.world.person({ firstName: 'Борис' });
    boris.start();
    const one = await send({ text: 'for Anna' });
    const two = await send({ text: 'for Boris', chat_id: boris.id });
    expect(two.result.message_id).toBe(one.result.message_id + 1);
    expect(anna.chat.map((message) => message.text)).toEqual(['/start', 'for Anna']);
    expect(boris.chat.map((message) => message.text)).toEqual(['/start', 'for Boris']);
    const foreign = await telegram.call('editMessageText', {
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
    expect(anna.press('b')).toEqual({ kind: 'url', url: 'http://127.0.0.1:3000/x' });
    expect(anna.press('c')).toEqual({ kind: 'web_app', url: 'https://a.ru/app' });
  });

  it('shows a reply keyboard until it is used once or removed, and never returns it', async () => {
    const share = { keyboard: [[{ text: 'Share', request_contact: true }], ['Back']], resize_keyboard: true };
    const sent = await send({ reply_markup: share });
    expect(sent.result.reply_markup).toBeUndefined();
    expect(anna.replyKeyboard).toMatchObject({
      keyboard: [[{ text: 'Share', request_contact: true }], [{ text: 'Back' }]],
    });
    await send({ text: 'no keyboard' });
    expect(anna.replyKeyboard).not.toBeNull();

    anna.press('Share');
    expect(anna.chat.at(-1)).toMatchObject({ from: 'person', contact: { phone: '+79051234567', userId: anna.id } });
    anna.press('Back');
    expect(anna.chat.at(-1)).toMatchObject({ from: 'person', text: 'Back' });
    await send({ reply_markup: { remove_keyboard: true } });
    expect(anna.replyKeyboard).toBeNull();
    expect(() => anna.press('Back')).toThrow('No button "Back"');

    await send({ reply_markup: { ...share, one_time_keyboard: true } });
    anna.send('typed');
    expect(anna.replyKeyboard).toBeNull();
  });
});

describe('photos and files', () => {
  const photo = (width: number, height: number, size?: number) => new Blob([png(width, height, size)]);

  it('takes an upload, tells its dimensions, and gives the bytes back', async () => {
    const sent = await telegram.upload('sendPhoto', {
      chat_id: String(anna.id),
      photo: photo(350, 351),
      caption: '<b>Pass</b>',
      parse_mode: 'HTML',
    });
    expect(sent.result).toMatchObject({
      photo: [{ width: 350, height: 351, file_size: 100 }],
      caption: 'Pass',
      caption_entities: [{ type: 'bold' }],
    });
    const { file_id } = sent.result.photo[0];
    expect(anna.chat.at(-1)).toMatchObject({
      photo: { fileId: file_id, width: 350, height: 351 },
      html: '<b>Pass</b>',
    });
    expect(telegram.world.file(file_id)?.bytes).toEqual(png(350, 351));

    const file = await telegram.call('getFile', { file_id });
    const bytes = await fetch(`${telegram.root}/file/bot${TOKEN}/${file.result.file_path}`);
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(png(350, 351));
    expect((await telegram.call('sendPhoto', { chat_id: anna.id, photo: file_id })).result.photo[0].file_id).toBe(
      file_id,
    );
    expect((await telegram.call('sendDocument', { chat_id: anna.id, document: file_id })).description).toBe(
      "Bad Request: can't use file of type Photo as Document",
    );
  });

  it('reads attach:// and unquoted file names', async () => {
    const body = Buffer.concat([
      Buffer.from(
        `--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n${anna.id}\r\n--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\nattach://abc\r\n`,
      ),
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="abc"; filename=pass.png\r\nContent-Type: image/png\r\n\r\n',
      ),
      png(10, 20),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const sent = await telegram.raw('sendPhoto', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body,
    });
    expect(sent.result.photo[0]).toMatchObject({ width: 10, height: 20 });
    expect(telegram.world.calls.at(-1)?.params).toMatchObject({
      photo: 'attach://abc',
      'attach://abc': { uploaded: true, name: 'pass.png', size: 100 },
    });
  });

  it.each([
    [{}, 'there is no photo in the request'],
    [{ photo: 'unknown' }, 'wrong file identifier/HTTP URL specified'],
    [{ photo: 'https://a.ru/x.png' }, 'failed to get HTTP URL content'],
    [{ photo: new Blob(['text']) }, 'IMAGE_PROCESS_FAILED'],
    [{ photo: new Blob([]) }, 'file must be non-empty'],
    [{ photo: photo(9000, 1001) }, 'PHOTO_INVALID_DIMENSIONS'],
    [
      { photo: photo(10, 10, 10_485_761) },
      'file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
    ],
    [{ photo: photo(10, 10), caption: 'x'.repeat(1025) }, 'message caption is too long'],
  ])('refuses %j', async (fields: Record<string, string | Blob>, description) => {
    const answer = await telegram.upload('sendPhoto', { chat_id: String(anna.id), ...fields });
    expect(answer.description).toBe(`Bad Request: ${description}`);
  });

  it('takes documents', async () => {
    const sent = await telegram.upload('sendDocument', {
      chat_id: String(anna.id),
      document: new File(['abc'], 'a.txt'),
    });
    expect(sent.result.document).toMatchObject({ file_name: 'a.txt', file_size: 3 });
  });
});

describe('copies, forwards, actions and reactions', () => {
  it('copies without saying from whom, forwards saying it', async () => {
    const { result } = await send({ text: 'original', reply_markup: buttons({ text: 'a', callback_data: 'a' }) });
    const from = { chat_id: anna.id, from_chat_id: anna.id, message_id: result.message_id };
    const copy = await telegram.call('copyMessage', from);
    expect(copy.result).toEqual({ message_id: result.message_id + 1 });
    expect(anna.chat.at(-1)).toMatchObject({ text: 'original', from: 'bot' });
    expect(anna.chat.at(-1)?.buttons).toBeUndefined();
    const forward = await telegram.call('forwardMessage', from);
    expect(forward.result).toMatchObject({
      text: 'original',
      forward_origin: { type: 'user', sender_user: { is_bot: true } },
    });
    expect((await telegram.call('copyMessage', { ...from, message_id: 999_999 })).description).toBe(
      'Bad Request: message to copy not found',
    );
    const secret = await send({ protect_content: true });
    expect((await telegram.call('forwardMessage', { ...from, message_id: secret.result.message_id })).description).toBe(
      "Bad Request: the message can't be forwarded",
    );
  });

  it('types, and reacts', async () => {
    const seen: unknown[] = [];
    const stop = telegram.world.events.subscribe((event) =>
      seen.push(event.type === 'action' ? event.action : event.type),
    );
    expect((await telegram.call('sendChatAction', { chat_id: anna.id, action: 'typing' })).result).toBe(true);
    expect((await telegram.call('sendChatAction', { chat_id: anna.id, action: 'dancing' })).ok).toBe(false);
    const message_id = anna.send('thanks');
    await telegram.call('setMessageReaction', {
      chat_id: anna.id,
      message_id,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    });
    expect(anna.chat.at(-1)?.reaction).toBe('👍');
    stop();
    anna.send('unseen');
    expect(seen).toEqual(['typing', 'message', 'edit']);
  });
});

describe('editing and deleting', () => {
  const edit = (message_id: number, params: Record<string, unknown>, method = 'editMessageText') =>
    telegram.call(method, { chat_id: anna.id, message_id, ...params });

  it('changes a text, and takes the buttons away unless they are given again', async () => {
    const { result } = await send({ text: 'one', reply_markup: buttons({ text: 'a', callback_data: 'a' }) });
    const edited = await edit(result.message_id, { text: '<b>two</b>', parse_mode: 'HTML' });
    expect(edited.result).toMatchObject({ text: 'two', edit_date: now / 1000 });
    expect(edited.result.reply_markup).toBeUndefined();
    expect(anna.chat.at(-1)).toMatchObject({ html: '<b>two</b>', edited: true });
  });

  it('says when nothing changes, in text, entities and buttons', async () => {
    const same = { text: '<b>one</b>', parse_mode: 'HTML', reply_markup: buttons({ text: 'a', callback_data: 'a' }) };
    const { message_id } = (await send(same)).result;
    const notModified =
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
      'current content and reply markup of the message';
    expect((await edit(message_id, same)).description).toBe(notModified);
    expect((await edit(message_id, { reply_markup: same.reply_markup }, 'editMessageReplyMarkup')).description).toBe(
      notModified,
    );
    expect((await edit(message_id, { ...same, text: 'one' })).ok).toBe(true);
    const noButtons = await edit(message_id, {}, 'editMessageReplyMarkup');
    expect(noButtons.ok).toBe(true);
    expect((await edit(message_id, { text: 'one' })).description).toBe(notModified);
  });

  it('refuses what cannot be edited', async () => {
    const keyboard = await send({ reply_markup: { keyboard: [['a']] } });
    const own = anna.send('mine');
    const picture = await telegram.upload('sendPhoto', { chat_id: String(anna.id), photo: new Blob([png(5, 5)]) });
    const deleted = await send({});
    await edit(deleted.result.message_id, {}, 'deleteMessage');
    const descriptions = await Promise.all([
      edit(keyboard.result.message_id, { text: 'y' }),
      edit(own, { text: 'y' }),
      edit(picture.result.message_id, { text: 'y' }),
      edit(deleted.result.message_id, { text: 'y' }),
      edit(999_999, { text: 'y' }),
      edit(own, { caption: 'y' }, 'editMessageCaption'),
      edit(deleted.result.message_id, {}, 'deleteMessage'),
      edit(0, {}, 'deleteMessage'),
    ]);
    expect(descriptions.map((one) => one.description?.replace('Bad Request: ', ''))).toEqual([
      "message can't be edited",
      "message can't be edited",
      'there is no text in the message to edit',
      'message to edit not found',
      'message to edit not found',
      "message can't be edited",
      'message to delete not found',
      'message identifier is not specified',
    ]);
    const text = await send({});
    expect((await edit(text.result.message_id, { caption: 'y' }, 'editMessageCaption')).description).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
  });

  it('changes a photo and its caption', async () => {
    const sent = await telegram.upload('sendPhoto', {
      chat_id: String(anna.id),
      photo: new Blob([png(5, 5)]),
      caption: 'old',
      protect_content: 'true',
    });
    const { message_id } = sent.result;
    expect((await edit(message_id, { caption: 'new' }, 'editMessageCaption')).result.caption).toBe('new');
    const media = await telegram.upload('editMessageMedia', {
      chat_id: String(anna.id),
      message_id: String(message_id),
      media: JSON.stringify({ type: 'photo', media: 'attach://fresh', caption: '<i>newer</i>', parse_mode: 'HTML' }),
      fresh: new Blob([png(7, 9)]),
    });
    expect(media.result).toMatchObject({
      caption: 'newer',
      photo: [{ width: 7, height: 9 }],
      has_protected_content: true,
    });
    const again = {
      media: { type: 'photo', media: media.result.photo[0].file_id, caption: '<i>newer</i>', parse_mode: 'HTML' },
    };
    expect((await edit(message_id, again, 'editMessageMedia')).description).toContain('message is not modified');
  });

  it('deletes for 48 hours, also what the person wrote', async () => {
    const { message_id } = (await send({})).result;
    const password = anna.send('correct horse');
    expect((await edit(password, {}, 'deleteMessage')).result).toBe(true);
    const left = { messageId: password, from: 'person', authorId: anna.id, authorName: 'Анна', date: now };
    expect(anna.chat.at(-1)).toEqual({ ...left, deleted: true });
    now += 48 * 3_600_000 + 1;
    expect((await edit(message_id, {}, 'deleteMessage')).description).toBe("Bad Request: message can't be deleted");
    const several = await Promise.all([send({}), send({})]);
    const message_ids = [...several.map((one) => one.result.message_id), 999_999];
    expect((await telegram.call('deleteMessages', { chat_id: anna.id, message_ids })).result).toBe(true);
    expect(anna.chat.slice(-2).every((message) => message.deleted)).toBe(true);
    expect((await telegram.call('deleteMessages', { chat_id: anna.id, message_ids: Array(101).fill(1) })).ok).toBe(
      false,
    );
  });
});

describe('presses', () => {
  it('can be answered once, within 150 seconds', async () => {
    await send({ reply_markup: buttons({ text: 'Go', callback_data: 'go' }) });
    const pressed = anna.press('Go');
    const answer = (id: string, text = 'Done') =>
      telegram.call('answerCallbackQuery', { callback_query_id: id, text, show_alert: true });
    if (pressed.kind !== 'callback') throw new Error('A callback was expected');
    expect((await answer(pressed.callbackId, 'x'.repeat(201))).description).toBe('Bad Request: MESSAGE_TOO_LONG');
    expect((await answer(pressed.callbackId)).result).toBe(true);
    expect(anna.callbackAnswers).toMatchObject([{ id: pressed.callbackId, text: 'Done', alert: true }]);

    const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    const late = anna.press({ callbackData: 'go' });
    now += 150_001;
    expect((await answer(late.kind === 'callback' ? late.callbackId : '')).description).toBe(tooOld);
    const stale = anna.pressStale('go');
    expect((await answer(stale.kind === 'callback' ? stale.callbackId : '')).description).toBe(tooOld);
    expect((await answer('17')).description).toBe(tooOld);
  });

  it('needs a button that is on the screen', async () => {
    const { message_id } = (await send({ reply_markup: buttons({ text: 'Go', callback_data: 'go' }) })).result;
    await telegram.call('editMessageText', { chat_id: anna.id, message_id, text: 'gone' });
    expect(() => anna.press('Go')).toThrow('No button "Go" on the screen');
    await telegram.call('deleteMessage', { chat_id: anna.id, message_id });
    anna.pressStale('go');
    const { result } = await telegram.call('getUpdates', { offset: -1 });
    expect(result[0].callback_query.message).toMatchObject({ message_id, date: 0 });
  });
});

describe('what the bot says of itself', () => {
  it('keeps commands by scope and language', async () => {
    const commands = [{ command: 'pass', description: 'Show the pass' }];
    await telegram.call('setMyCommands', { commands, language_code: 'en' });
    expect((await telegram.call('getMyCommands', { language_code: 'en' })).result).toEqual(commands);
    expect((await telegram.call('getMyCommands', { language_code: 'ru' })).result).toEqual([]);
    expect(
      (await telegram.call('getMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'en' })).result,
    ).toEqual([]);
    expect(telegram.world.profile('en').commands).toEqual(commands);
    expect(
      (await telegram.call('setMyCommands', { commands: [{ command: 'Pass', description: 'x' }] })).description,
    ).toBe('Bad Request: BOT_COMMAND_INVALID');
    expect((await telegram.call('setMyCommands', { commands, language_code: 'english' })).ok).toBe(false);
  });

  it('keeps descriptions, names and the menu button', async () => {
    await telegram.call('setMyDescription', { description: 'Что умеет бот', language_code: 'ru' });
    await telegram.call('setMyShortDescription', { short_description: 'A pass' });
    expect((await telegram.call('getMyDescription', { language_code: 'ru' })).result).toEqual({
      description: 'Что умеет бот',
    });
    expect((await telegram.call('getMyShortDescription', { language_code: 'ru' })).result).toEqual({
      short_description: 'A pass',
    });
    expect((await telegram.call('setMyShortDescription', { short_description: 'x'.repeat(121) })).ok).toBe(false);
    expect(
      (
        await telegram.call('setChatMenuButton', {
          menu_button: { type: 'web_app', text: 'Open', web_app: { url: 'http://a.ru' } },
        })
      ).description,
    ).toContain('Only HTTPS links are allowed');
    await telegram.call('setChatMenuButton', { menu_button: { type: 'commands' } });
    expect((await telegram.call('getChatMenuButton')).result).toEqual({ type: 'commands' });
    expect((await telegram.call('getChat', { chat_id: anna.id })).result).toMatchObject({
      id: anna.id,
      type: 'private',
      first_name: 'Анна',
    });
  });
});
