import { describe, expect, it } from 'vitest';
import { TOKEN } from '#tests/support/telegram-server.ts';
import { buttons, ChatWorld, png } from './telegram-chat.ts';

const chat = new ChatWorld();
const { send } = chat;

describe('photos and files', () => {
  const photo = (width: number, height: number, size?: number) => new Blob([png(width, height, size)]);

  it('takes an upload, tells its dimensions, and gives the bytes back', async () => {
    const sent = await chat.telegram.upload('sendPhoto', {
      chat_id: String(chat.anna.id),
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
    expect(chat.anna.chat.at(-1)).toMatchObject({
      photo: { fileId: file_id, width: 350, height: 351 },
      html: '<b>Pass</b>',
    });
    expect(chat.telegram.world.file(file_id)?.bytes).toEqual(png(350, 351));

    const file = await chat.telegram.call('getFile', { file_id });
    const bytes = await fetch(`${chat.telegram.root}/file/bot${TOKEN}/${file.result.file_path}`);
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(png(350, 351));
    expect(
      (await chat.telegram.call('sendPhoto', { chat_id: chat.anna.id, photo: file_id })).result.photo[0].file_id,
    ).toBe(file_id);
    expect((await chat.telegram.call('sendDocument', { chat_id: chat.anna.id, document: file_id })).description).toBe(
      "Bad Request: can't use file of type Photo as Document",
    );
  });

  it('reads attach:// and unquoted file names', async () => {
    const body = Buffer.concat([
      Buffer.from(
        `--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n${chat.anna.id}\r\n--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\nattach://abc\r\n`,
      ),
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="abc"; filename=pass.png\r\nContent-Type: image/png\r\n\r\n',
      ),
      png(10, 20),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const sent = await chat.telegram.raw('sendPhoto', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body,
    });
    expect(sent.result.photo[0]).toMatchObject({ width: 10, height: 20 });
    expect(chat.telegram.world.calls.at(-1)?.params).toMatchObject({
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
    const answer = await chat.telegram.upload('sendPhoto', { chat_id: String(chat.anna.id), ...fields });
    expect(answer.description).toBe(`Bad Request: ${description}`);
  });

  it('takes documents', async () => {
    const sent = await chat.telegram.upload('sendDocument', {
      chat_id: String(chat.anna.id),
      document: new File(['abc'], 'a.txt'),
    });
    expect(sent.result.document).toMatchObject({ file_name: 'a.txt', file_size: 3 });
  });
});

describe('copies, forwards, actions and reactions', () => {
  it('copies without saying from whom, forwards saying it', async () => {
    const { result } = await send({ text: 'original', reply_markup: buttons({ text: 'a', callback_data: 'a' }) });
    const from = { chat_id: chat.anna.id, from_chat_id: chat.anna.id, message_id: result.message_id };
    const copy = await chat.telegram.call('copyMessage', from);
    expect(copy.result).toEqual({ message_id: result.message_id + 1 });
    expect(chat.anna.chat.at(-1)).toMatchObject({ text: 'original', from: 'bot' });
    expect(chat.anna.chat.at(-1)?.buttons).toBeUndefined();
    const forward = await chat.telegram.call('forwardMessage', from);
    expect(forward.result).toMatchObject({
      text: 'original',
      forward_origin: { type: 'user', sender_user: { is_bot: true } },
    });
    expect((await chat.telegram.call('copyMessage', { ...from, message_id: 999_999 })).description).toBe(
      'Bad Request: message to copy not found',
    );
    const secret = await send({ protect_content: true });
    expect(
      (await chat.telegram.call('forwardMessage', { ...from, message_id: secret.result.message_id })).description,
    ).toBe("Bad Request: the message can't be forwarded");
  });

  it('types, and reacts', async () => {
    const seen: unknown[] = [];
    const stop = chat.telegram.world.events.subscribe((event) =>
      seen.push(event.type === 'action' ? event.action : event.type),
    );
    expect((await chat.telegram.call('sendChatAction', { chat_id: chat.anna.id, action: 'typing' })).result).toBe(true);
    expect((await chat.telegram.call('sendChatAction', { chat_id: chat.anna.id, action: 'dancing' })).ok).toBe(false);
    const message_id = chat.anna.send('thanks');
    await chat.telegram.call('setMessageReaction', {
      chat_id: chat.anna.id,
      message_id,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    });
    expect(chat.anna.chat.at(-1)?.reaction).toBe('👍');
    stop();
    chat.anna.send('unseen');
    expect(seen).toEqual(['typing', 'message', 'edit']);
  });
});

describe('editing and deleting', () => {
  const edit = (message_id: number, params: Record<string, unknown>, method = 'editMessageText') =>
    chat.telegram.call(method, { chat_id: chat.anna.id, message_id, ...params });

  it('changes a text, and takes the buttons away unless they are given again', async () => {
    const { result } = await send({ text: 'one', reply_markup: buttons({ text: 'a', callback_data: 'a' }) });
    const edited = await edit(result.message_id, { text: '<b>two</b>', parse_mode: 'HTML' });
    expect(edited.result).toMatchObject({ text: 'two', edit_date: chat.now / 1000 });
    expect(edited.result.reply_markup).toBeUndefined();
    expect(chat.anna.chat.at(-1)).toMatchObject({ html: '<b>two</b>', edited: true });
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
    const own = chat.anna.send('mine');
    const picture = await chat.telegram.upload('sendPhoto', {
      chat_id: String(chat.anna.id),
      photo: new Blob([png(5, 5)]),
    });
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
    const sent = await chat.telegram.upload('sendPhoto', {
      chat_id: String(chat.anna.id),
      photo: new Blob([png(5, 5)]),
      caption: 'old',
      protect_content: 'true',
    });
    const { message_id } = sent.result;
    expect((await edit(message_id, { caption: 'new' }, 'editMessageCaption')).result.caption).toBe('new');
    const media = await chat.telegram.upload('editMessageMedia', {
      chat_id: String(chat.anna.id),
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
    const password = chat.anna.send('correct horse');
    expect((await edit(password, {}, 'deleteMessage')).result).toBe(true);
    const left = { messageId: password, from: 'person', authorId: chat.anna.id, authorName: 'Анна', date: chat.now };
    expect(chat.anna.chat.at(-1)).toEqual({ ...left, deleted: true });
    chat.now += 48 * 3_600_000 + 1;
    expect((await edit(message_id, {}, 'deleteMessage')).description).toBe("Bad Request: message can't be deleted");
    const several = await Promise.all([send({}), send({})]);
    const message_ids = [...several.map((one) => one.result.message_id), 999_999];
    expect((await chat.telegram.call('deleteMessages', { chat_id: chat.anna.id, message_ids })).result).toBe(true);
    expect(chat.anna.chat.slice(-2).every((message) => message.deleted)).toBe(true);
    expect(
      (await chat.telegram.call('deleteMessages', { chat_id: chat.anna.id, message_ids: Array(101).fill(1) })).ok,
    ).toBe(false);
  });
});
