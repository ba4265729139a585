import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GroupMember, SandboxGroup, SandboxPerson, Update } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';

let telegram: TelegramServer;
let anna: SandboxPerson;
let group: SandboxGroup;
let operator: GroupMember;
let thread: number;

beforeAll(async () => {
  telegram = await serveTelegram();
});
afterAll(() => telegram.close());
beforeEach(async () => {
  anna = telegram.world.person({ firstName: 'Анна' });
  anna.start();
  group = telegram.world.group({ title: 'Помощь' });
  operator = group.join(telegram.world.person({ firstName: 'Ольга' }), 'administrator');
  thread = operator.createTopic('#1');
  await updates();
});

/** What came since the last look. */
const updates = (): Promise<Update[]> => telegram.updates();
const call = (method: string, params: Record<string, unknown> = {}) => telegram.call(method, params);
const toTopic = () => ({ chat_id: group.id, message_thread_id: thread });
const refusal = async (method: string, params: Record<string, unknown>) =>
  (await call(method, params)).description?.replace('Bad Request: ', '');
const bytes = new Uint8Array([1, 2, 3]);

describe('what people send', () => {
  it('reaches the bot in a private chat and in a topic alike, and can be downloaded', async () => {
    for (const writer of [anna, operator]) {
      const options = writer === operator ? { thread } : {};
      writer.sendPhoto(undefined, 'подпись', options);
      writer.sendDocument(bytes, 'a.txt', undefined, options);
      writer.sendVideo({ bytes, caption: 'видео', ...options });
      writer.sendAnimation({ bytes, ...options });
      writer.sendAudio({ bytes, duration: 7, ...options });
      writer.sendVoice({ bytes, ...options });
      writer.sendVideoNote({ bytes, ...options });
      writer.sendSticker('😎', options);
      writer.sendLocation(55, 37, options);
      writer.sendContact({ phone: '79990000000', firstName: 'Б' }, options);
      const got = (await updates()).flatMap(({ message }) => (message ? [message] : []));
      expect(got).toHaveLength(10);
      const [photo, document, video, animation, audio, voice, note, sticker, location, contact] = got;
      expect(photo).toMatchObject({ photo: [{ width: 1, height: 1 }], caption: 'подпись' });
      expect(document).toMatchObject({ document: { file_name: 'a.txt', file_size: 3 } });
      expect(video).toMatchObject({ video: { width: 640, duration: 3, file_name: 'video.mp4' }, caption: 'видео' });
      expect(animation?.animation?.file_id).toBe(animation?.document?.file_id);
      expect(audio?.audio).toMatchObject({ duration: 7 });
      expect(voice?.voice).toMatchObject({ duration: 3, mime_type: 'audio/ogg' });
      expect(note?.video_note).toMatchObject({ length: 240, duration: 3 });
      expect(sticker?.sticker).toMatchObject({ emoji: '😎', type: 'regular' });
      expect(location?.location).toEqual({ latitude: 55, longitude: 37 });
      expect(contact?.contact).toEqual({ phone_number: '79990000000', first_name: 'Б' });
      const inThread = writer === operator ? thread : undefined;
      expect(got.map(({ message_thread_id }) => message_thread_id)).toEqual(Array(10).fill(inThread));
      for (const file of [document?.document, video?.video, voice?.voice, note?.video_note]) {
        const { result } = await call('getFile', { file_id: file?.file_id });
        const answer = await fetch(`${telegram.root}/file/bot${TOKEN}/${result.file_path}`);
        expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
      }
    }
    expect(anna.chat.slice(1)).toMatchObject([
      { photo: { width: 1 }, caption: 'подпись' },
      { document: { name: 'a.txt', size: 3 } },
      { video: { size: 3, duration: 3, width: 640, height: 360 } },
      { animation: { name: 'animation.mp4' } },
      { audio: { duration: 7 } },
      { voice: true, voiceClip: { size: 3 } },
      { videoNote: { duration: 3 } },
      { sticker: true, stickerEmoji: '😎' },
      { location: { latitude: 55 } },
      { contact: { phone: '79990000000' } },
    ]);
    expect(anna.chat[4]?.document).toBeUndefined();
  });

  it('albums are messages of their own with one id', async () => {
    const ids = anna.sendAlbum([{ kind: 'photo', caption: 'два' }, { kind: 'video' }]);
    const got = await updates();
    expect(got.map(({ message }) => message?.message_id)).toEqual(ids);
    const [first, second] = got.map(({ message }) => message?.media_group_id);
    expect(first).toMatch(/^\d+$/);
    expect(second).toBe(first);
    expect(anna.chat.slice(-2).map(({ albumId }) => albumId)).toEqual([first, first]);
    expect(() => anna.sendAlbum([{ kind: 'photo' }])).toThrow('two to ten');
    expect(() => anna.sendAlbum([{ kind: 'photo' }, { kind: 'document' }])).toThrow('of their own');
  });

  it('replies, quotes, edits of captions and reactions are told', async () => {
    const sent = await call('sendMessage', { chat_id: anna.id, text: 'Раз <b>два</b> три', parse_mode: 'HTML' });
    const { message_id } = sent.result;
    anna.send('это', { replyTo: message_id, quote: 'два три' });
    const photo = anna.sendPhoto(undefined, 'было', { replyTo: message_id });
    anna.edit(photo, 'стало');
    const [quoting, replying, edited] = await updates();
    expect(quoting?.message).toMatchObject({
      reply_to_message: { message_id },
      quote: { text: 'два три', position: 4, is_manual: true, entities: [{ type: 'bold', offset: 0, length: 3 }] },
    });
    expect(replying?.message?.quote).toBeUndefined();
    expect(edited?.edited_message).toMatchObject({ message_id: photo, caption: 'стало', photo: [{}] });
    expect(anna.chat.at(-2)).toMatchObject({ replyTo: message_id, quote: 'два три' });
    expect(() => anna.send('x', { replyTo: message_id, quote: 'четыре' })).toThrow('does not say');
    expect(() => anna.send('x', { replyTo: 999_999 })).toThrow('No message 999999');
    expect(() => anna.send('x', { thread: 1 })).toThrow('no topics');
    expect(() => anna.edit(anna.sendSticker(), 'x')).toThrow('has no text');

    await updates();
    anna.react(message_id, '❤');
    expect(await updates()).toEqual([]);
    await call('getUpdates', { allowed_updates: ['message', 'message_reaction'] });
    anna.react(message_id, '👎');
    expect((await updates())[0]?.message_reaction).toMatchObject({
      chat: { id: anna.id, type: 'private' },
      old_reaction: [{ type: 'emoji', emoji: '❤' }],
      new_reaction: [{ type: 'emoji', emoji: '👎' }],
    });
    expect(anna.chat.find((one) => one.messageId === message_id)?.reactions).toEqual([{ by: anna.id, emoji: '👎' }]);
    await call('getUpdates', { allowed_updates: [] });
  });
});

describe('what the bot sends', () => {
  const kinds = [
    ['sendVideo', 'video', { duration: '9' }],
    ['sendAnimation', 'animation', {}],
    ['sendAudio', 'audio', {}],
    ['sendVoice', 'voice', { duration: '4' }],
    ['sendVideoNote', 'video_note', { length: '100' }],
    ['sendSticker', 'sticker', { emoji: '🙂' }],
    ['sendDocument', 'document', {}],
  ] as const;

  it.each(kinds)('%s takes an upload, then its file id', async (method, field, more) => {
    const place = { chat_id: String(group.id), message_thread_id: String(thread) };
    const first = await telegram.upload(method, { ...place, ...more, [field]: new File([bytes], 'a.bin') });
    expect(first).toMatchObject({ ok: true, result: { is_topic_message: true, [field]: { file_size: 3 } } });
    const file = first.result[field];
    for (const [name, value] of Object.entries(more)) expect(String(file[name])).toBe(value);
    const second = await call(method, { chat_id: anna.id, [field]: file.file_id });
    expect(second.result[field]).toEqual(file);
    expect(await refusal(method, { chat_id: anna.id })).toBe(`there is no ${field.replace('_', ' ')} in the request`);
    expect(await refusal('sendPhoto', { chat_id: anna.id, photo: file.file_id })).toMatch(
      /^can't use file of type \w+ as Photo$/,
    );
    // Everything but photos may be sent as a document, and stays what it is.
    expect((await call('sendDocument', { chat_id: anna.id, document: file.file_id })).result[field]).toEqual(file);
  });

  it('places, venues and contacts', async () => {
    const place = { latitude: 55.7, longitude: 37.6 };
    expect((await call('sendLocation', { ...toTopic(), ...place })).result.location).toEqual(place);
    const venue = { ...place, title: 'Приёмная', address: 'Трубецкая, 8' };
    expect((await call('sendVenue', { chat_id: anna.id, ...venue })).result.venue).toEqual({
      location: place,
      title: 'Приёмная',
      address: 'Трубецкая, 8',
    });
    expect(anna.chat.at(-1)?.venue).toEqual({ title: 'Приёмная', address: 'Трубецкая, 8' });
    const contact = { phone_number: '+74951284374', first_name: 'Помощь' };
    expect((await call('sendContact', { chat_id: anna.id, ...contact })).result.contact).toEqual(contact);
    expect(await refusal('sendLocation', { chat_id: anna.id, latitude: 1 })).toBe('longitude is empty');
    expect(await refusal('sendLocation', { chat_id: anna.id, latitude: 91, longitude: 0 })).toBe(
      'invalid location specified',
    );
  });

  it('albums of two to ten, from file ids and uploads', async () => {
    const photo = anna.sendPhoto();
    const fileId = anna.chat.find(({ messageId }) => messageId === photo)?.photo?.fileId;
    const form = await telegram.upload('sendMediaGroup', {
      chat_id: String(group.id),
      message_thread_id: String(thread),
      media: JSON.stringify([
        { type: 'photo', media: fileId, caption: '<b>два</b>', parse_mode: 'HTML' },
        { type: 'video', media: 'attach://clip' },
      ]),
      clip: new File([bytes], 'clip.mp4'),
    });
    expect(form.result).toMatchObject([
      { caption: 'два', caption_entities: [{ type: 'bold' }], message_thread_id: thread },
      { video: { file_size: 3 }, message_thread_id: thread },
    ]);
    expect(form.result[0].media_group_id).toBe(form.result[1].media_group_id);
    const item = { type: 'photo', media: fileId };
    const send = (media: unknown) => refusal('sendMediaGroup', { chat_id: anna.id, media });
    expect(await send(Array(11).fill(item))).toBe('too many messages to send as an album');
    expect(await send([])).toBe('there are no messages to send');
    expect(await send([item])).toContain('two to ten');
    const { result } = await telegram.upload('sendDocument', {
      chat_id: String(anna.id),
      document: new File(['x'], 'x'),
    });
    const mixed = [item, { type: 'document', media: result.document.file_id }];
    expect(await send(mixed)).toBe("document can't be mixed with other media types");
    expect(await send([item, { media: fileId }])).toBe('can\'t parse InputMedia: Can\'t find field "type"');
    expect(await send([item, { type: 'photo', media: 'nobody' }])).toBe('wrong file identifier/HTTP URL specified');
  });

  it('quotes what the message says, formatted as it is', async () => {
    const said = operator.send('Раз два три', { thread });
    const bold = (await call('sendMessage', { ...toTopic(), text: 'Раз <b>два</b> три', parse_mode: 'HTML' })).result;
    const send = (message_id: number, quote: string, more: object = {}) =>
      call('sendMessage', { ...toTopic(), text: 'x', reply_parameters: { message_id, quote, ...more } });
    expect((await send(said, 'два')).result).toMatchObject({
      reply_to_message: { message_id: said },
      quote: { text: 'два', position: 4, is_manual: true },
    });
    expect((await send(said, 'четыре')).description).toBe('Bad Request: QUOTE_TEXT_INVALID');
    expect((await send(bold.message_id, 'два')).description).toBe('Bad Request: QUOTE_TEXT_INVALID');
    const formatted = await send(bold.message_id, '<b>два</b> три', { quote_parse_mode: 'HTML' });
    expect(formatted.result.quote.entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    expect((await send(999_999, 'x', { allow_sending_without_reply: true })).result.quote).toBeUndefined();
  });

  it('replies across chats and topics as to something elsewhere', async () => {
    const asked = anna.send('вопрос');
    const reply_parameters = { message_id: asked, chat_id: anna.id };
    const { result } = await call('sendMessage', { ...toTopic(), text: 'x', reply_parameters });
    expect(result).toMatchObject({
      reply_to_message: { message_id: thread },
      external_reply: { origin: { type: 'user', sender_user: { id: anna.id } } },
      quote: { text: 'вопрос', position: 0 },
    });
    const other = operator.createTopic('#2');
    const said = operator.send('там', { thread: other });
    const across = await call('sendMessage', { ...toTopic(), text: 'x', reply_parameters: { message_id: said } });
    expect(across.result).toMatchObject({
      message_thread_id: thread,
      external_reply: { chat: { id: group.id }, message_id: said },
    });
    const inside = await call('sendMessage', { chat_id: group.id, text: 'x', reply_parameters: { message_id: said } });
    expect(inside.result).toMatchObject({ message_thread_id: other, reply_to_message: { message_id: said } });
  });
});

describe('copies between a private chat and a topic', () => {
  it('carry every kind, with caption and formatting, and say nothing of where they came from', async () => {
    anna.sendPhoto(undefined, 'см. https://a.ru');
    anna.sendDocument();
    anna.sendVideo();
    anna.sendAnimation();
    anna.sendAudio();
    anna.sendVoice({ caption: 'голос' });
    anna.sendVideoNote();
    anna.sendSticker();
    anna.sendLocation();
    anna.sendContact({ phone: '1', firstName: 'x' });
    anna.send('/start и всё');
    const copied: number[] = [];
    for (const { messageId } of anna.chat.slice(1)) {
      const { result } = await call('copyMessage', { ...toTopic(), from_chat_id: anna.id, message_id: messageId });
      copied.push(result.message_id);
    }
    const shape = (one: object) =>
      Object.fromEntries(
        Object.entries(one).filter(([name]) => !/^(messageId|from|author.*|date|threadId)$/.test(name)),
      );
    const theirs = anna.chat.slice(1).map(shape);
    expect(group.messages(thread).slice(1).map(shape)).toEqual(theirs);
    expect(
      group
        .messages(thread)
        .slice(1)
        .every(({ from }) => from === 'bot'),
    ).toBe(true);
    const back = await call('copyMessage', {
      ...{ chat_id: anna.id, from_chat_id: group.id, message_id: copied[0] },
      ...{ caption: '<i>иначе</i>', parse_mode: 'HTML', reply_parameters: { message_id: anna.chat[1]?.messageId } },
    });
    expect(anna.chat.at(-1)).toMatchObject({
      messageId: back.result.message_id,
      caption: 'иначе',
      html: '<i>иначе</i>',
      replyTo: anna.chat[1]?.messageId,
    });
    await call('copyMessage', { chat_id: anna.id, from_chat_id: group.id, message_id: copied[0], caption: '' });
    expect(anna.chat.at(-1)?.caption).toBeUndefined();
  });

  it('of albums stay albums; service messages are not copied', async () => {
    const message_ids = anna.sendAlbum([{ kind: 'document', caption: 'a' }, { kind: 'document' }]);
    const answer = await call('copyMessages', {
      ...toTopic(),
      from_chat_id: anna.id,
      message_ids: [...message_ids, 999_999],
    });
    expect(answer.result).toEqual([{ message_id: expect.any(Number) }, { message_id: expect.any(Number) }]);
    const [one, two] = group.messages(thread).slice(-2);
    expect(one?.albumId).toBeDefined();
    expect(two?.albumId).toBe(one?.albumId);
    expect(one?.caption).toBe('a');
    expect(one?.albumId).not.toBe(anna.chat.at(-1)?.albumId);

    const from = { chat_id: anna.id, from_chat_id: group.id };
    expect(await refusal('copyMessage', { ...from, message_id: thread })).toBe("the message can't be copied");
    expect(await refusal('forwardMessage', { ...from, message_id: thread })).toBe("the message can't be forwarded");
    expect(await refusal('copyMessages', { ...from, message_ids: [thread] })).toBe('there are no messages to copy');
    expect(await refusal('copyMessages', { ...from, message_ids: [2, 1] })).toBe(
      'message identifiers must be in a strictly increasing order',
    );
    const said = operator.send('x', { thread });
    operator.delete(said);
    expect(await refusal('copyMessage', { ...from, message_id: said })).toBe('message to copy not found');
  });

  it('can be edited where the bot sent them: captions, media and buttons', async () => {
    const photo = anna.sendPhoto(undefined, 'было');
    const copy = await call('copyMessage', { ...toTopic(), from_chat_id: anna.id, message_id: photo });
    const { message_id } = copy.result;
    const edit = (method: string, params: object) => call(method, { chat_id: group.id, message_id, ...params });
    expect((await edit('editMessageCaption', { caption: 'стало' })).result).toMatchObject({ caption: 'стало' });
    anna.sendVideo({ bytes });
    const media = { type: 'video', media: anna.chat.at(-1)?.video?.fileId, caption: 'видео' };
    const edited = await edit('editMessageMedia', { media });
    expect(edited.result).toMatchObject({ video: { file_size: 3 }, caption: 'видео', message_thread_id: thread });
    expect(edited.result.photo).toBeUndefined();
    const sticker = await call('sendSticker', { ...toTopic(), sticker: await stickerId() });
    const at = { chat_id: group.id, message_id: sticker.result.message_id };
    expect(await refusal('editMessageMedia', { ...at, media })).toBe("message media can't be edited");
    expect(await refusal('editMessageCaption', { ...at, caption: 'x' })).toBe(
      'there is no caption in the message to edit',
    );
  });

  async function stickerId(): Promise<string> {
    anna.sendSticker();
    return (await updates()).at(-1)?.message?.sticker?.file_id ?? '';
  }
});
