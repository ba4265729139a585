import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember, SandboxGroup, SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { checkAnswer, checkCall, checkType, loadBotApiSpec } from '#tests/support/bot-api-spec.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';

const spec = loadBotApiSpec();

describe.runIf(spec)('groups and media against the Bot API’s own specification', () => {
  let telegram: TelegramServer;
  let group: SandboxGroup;
  let olga: SandboxPerson;
  let operator: GroupMember;

  beforeAll(async () => {
    telegram = await serveTelegram();
    group = telegram.world.group({ title: 'Помощь' });
    olga = telegram.world.person({ firstName: 'Ольга', username: 'olga' });
    olga.start();
    operator = group.join(olga, 'administrator');
  });
  afterAll(() => telegram.close());

  async function complaints(method: string, params: Record<string, unknown> = {}): Promise<string[]> {
    if (!spec) throw new Error('The specification is not there');
    const answer = await telegram.call(method, { chat_id: group.id, ...params });
    expect({ method, ...answer }).toMatchObject({ ok: true });
    return [...checkCall(spec, method, { chat_id: group.id, ...params }), ...checkAnswer(spec, method, answer.result)];
  }

  it('every method’s answer has the specified fields', async () => {
    const { result } = await telegram.call('createForumTopic', { chat_id: group.id, name: '#1' });
    const { message_thread_id } = result;
    const place = { latitude: 55.7, longitude: 37.6 };
    const media: Record<string, string> = {};
    olga.sendAlbum([{ kind: 'photo' }, { kind: 'video' }]);
    for (const send of ['sendVideo', 'sendAnimation', 'sendAudio', 'sendVoice', 'sendVideoNote'] as const) olga[send]();
    olga.sendSticker();
    olga.sendDocument();
    const waiting = (await telegram.call('getUpdates')).result as { message?: Record<string, unknown> }[];
    for (const kind of ['video', 'animation', 'audio', 'voice', 'video_note', 'sticker', 'document']) {
      const found = waiting.find(({ message }) => message?.[kind])?.message?.[kind] as { file_id: string };
      media[kind] = found.file_id;
    }
    const photo = olga.chat.find((message) => message.photo)?.photo?.fileId;
    const said = operator.send('раз два', { thread: message_thread_id });
    const reply_parameters = { message_id: said, quote: 'два' };
    const { message_id } = (await telegram.call('sendMessage', { chat_id: group.id, text: 'a' })).result;
    const album = [photo, photo].map((one) => ({ type: 'photo', media: one }));
    const found = [
      await complaints('createForumTopic', { name: 'x', icon_color: 7_322_096, icon_custom_emoji_id: '123' }),
      await complaints('sendMessage', { message_thread_id, text: 'x', reply_parameters }),
      await complaints('sendMessage', { text: 'x', reply_parameters: { message_id: olga.start(), chat_id: olga.id } }),
      await complaints('sendVideo', { message_thread_id, video: media.video, caption: 'x' }),
      await complaints('sendAnimation', { message_thread_id, animation: media.animation }),
      await complaints('sendAudio', { message_thread_id, audio: media.audio }),
      await complaints('sendVoice', { message_thread_id, voice: media.voice }),
      await complaints('sendVideoNote', { message_thread_id, video_note: media.video_note }),
      await complaints('sendSticker', { message_thread_id, sticker: media.sticker }),
      await complaints('sendDocument', { message_thread_id, document: media.document }),
      await complaints('sendLocation', { message_thread_id, ...place }),
      await complaints('sendVenue', { message_thread_id, ...place, title: 'x', address: 'y' }),
      await complaints('sendContact', { message_thread_id, phone_number: '1', first_name: 'x' }),
      await complaints('sendMediaGroup', { message_thread_id, media: album }),
      await complaints('sendChatAction', { message_thread_id, action: 'typing' }),
      await complaints('copyMessage', { message_thread_id, from_chat_id: group.id, message_id: said }),
      await complaints('copyMessages', { message_thread_id, from_chat_id: group.id, message_ids: [said] }),
      await complaints('forwardMessage', { message_thread_id, from_chat_id: group.id, message_id: said }),
      await complaints('forwardMessages', { message_thread_id, from_chat_id: group.id, message_ids: [said] }),
      await complaints('editMessageText', { message_id, text: 'b' }),
      await complaints('editMessageMedia', { message_id, media: { type: 'photo', media: photo } }),
      await complaints('setMessageReaction', { message_id: said, reaction: [{ type: 'emoji', emoji: '👍' }] }),
      await complaints('editForumTopic', { message_thread_id, name: '#2' }),
      await complaints('closeForumTopic', { message_thread_id }),
      await complaints('reopenForumTopic', { message_thread_id }),
      await complaints('getChat'),
      await complaints('getChatMember', { user_id: olga.id }),
      await complaints('getChatMember', { user_id: 1234567 }),
      await complaints('getChatAdministrators'),
      await complaints('getChatMemberCount'),
      await complaints('pinChatMessage', { message_id: said }),
      await complaints('getChat'),
      await complaints('unpinChatMessage', { message_id: said }),
      await complaints('unpinAllChatMessages'),
      await complaints('deleteMessages', { message_ids: [said] }),
      await complaints('deleteForumTopic', { message_thread_id }),
      await complaints('leaveChat'),
    ];
    group.addBot();
    expect(found.flat()).toEqual([]);
  });

  it('every kind of update has the specified fields', async () => {
    if (!spec) return;
    const allowed_updates = 'message edited_message callback_query message_reaction my_chat_member chat_member';
    await telegram.call('getUpdates', {
      offset: telegram.world.lastUpdateId + 1,
      allowed_updates: allowed_updates.split(' '),
    });
    const thread = operator.createTopic('#3');
    const said = operator.send('раз', { thread });
    operator.send('два', { replyTo: said, quote: 'раз' });
    operator.sendPhoto(undefined, 'x', { thread });
    operator.sendAlbum([{ kind: 'document' }, { kind: 'document' }], { thread });
    for (const send of ['sendVideo', 'sendAnimation', 'sendAudio', 'sendVoice', 'sendVideoNote'] as const) {
      operator[send]({ thread });
    }
    operator.sendSticker('🙂', { thread });
    operator.sendLocation(1, 2, { thread });
    operator.sendContact({ phone: '1', firstName: 'x' }, { thread });
    operator.sendAnonymously('никто', { thread });
    operator.edit(said, 'три');
    operator.react(said, '👍');
    const inline_keyboard = [[{ text: 'a', callback_data: 'a' }]];
    await telegram.call('sendMessage', {
      chat_id: group.id,
      message_thread_id: thread,
      text: 'x',
      reply_markup: { inline_keyboard },
    });
    operator.press('a');
    operator.pressStale('a');
    operator.renameTopic(thread, '#4');
    operator.closeTopic(thread);
    operator.reopenTopic(thread);
    await telegram.call('pinChatMessage', { chat_id: group.id, message_id: said });
    const boris = telegram.world.person({ firstName: 'Борис' });
    group.join(boris);
    group.join(boris, 'administrator');
    group.leave(boris);
    group.setBotRights({ canManageTopics: false });
    group.removeBot();
    group.addBot('member');
    const basic = telegram.world.group({ title: 'Малая', kind: 'group' });
    basic.join(olga, 'creator').send('x');
    basic.upgrade();
    const { result } = await telegram.call('getUpdates', { limit: 100 });
    expect(result.length).toBeGreaterThan(35);
    expect(result.flatMap((update: unknown) => checkType(spec, 'Update', update))).toEqual([]);
    const kinds = new Set(result.flatMap((update: object) => Object.keys(update)));
    expect(kinds).toEqual(new Set(['update_id', ...allowed_updates.split(' ')]));
  });
});
