import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SandboxGroup, SandboxPerson, TelegramOptions, Update, WorldEvent } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Place {
  telegram: TelegramServer;
  group: SandboxGroup;
  olga: SandboxPerson;
}

async function start(
  options: Partial<TelegramOptions> = {},
  about: Parameters<TelegramServer['world']['group']>[0] = { title: 'Помощь' },
): Promise<Place> {
  const telegram = await serveTelegram(options);
  open.push(telegram);
  return {
    telegram,
    group: telegram.world.group(about),
    olga: telegram.world.person({ firstName: 'Ольга' }),
  };
}

const statuses = (list: readonly Update[]) =>
  list.flatMap(({ my_chat_member: one }) =>
    one ? [`${one.old_chat_member.status} → ${one.new_chat_member.status}`] : [],
  );

describe('the bot in a group', () => {
  it('is told when it is added, promoted, robbed of rights and removed, and refused accordingly', async () => {
    const { telegram, group, olga } = await start();
    const send = () => telegram.call('sendMessage', { chat_id: group.id, text: 'x' });
    expect(group.id).toBeLessThan(-1_000_000_000_000);
    expect(statuses(await telegram.updates())).toEqual(['left → administrator']);
    group.join(olga, 'creator');
    group.setBotRights({ canManageTopics: false, canPinMessages: false });
    group.addBot('member');
    group.removeBot();
    const told = await telegram.updates();
    expect(statuses(told)).toEqual(['administrator → administrator', 'administrator → member', 'member → kicked']);
    const [, rights] = told;
    expect(rights?.my_chat_member).toMatchObject({
      chat: { id: group.id, type: 'supergroup', title: 'Помощь' },
      from: { id: olga.id },
      old_chat_member: { can_manage_topics: true, can_pin_messages: true },
      new_chat_member: { can_manage_topics: false, can_pin_messages: false, can_delete_messages: true },
    });
    expect(told.at(-1)?.message?.left_chat_member).toBeUndefined();
    expect(told.some(({ message }) => message?.left_chat_member?.is_bot)).toBe(true);

    const kicked = { status: 403, description: 'Forbidden: bot was kicked from the supergroup chat' };
    expect(await send()).toMatchObject(kicked);
    expect(await telegram.call('createForumTopic', { chat_id: group.id, name: 'x' })).toMatchObject(kicked);
    expect(await telegram.call('getChat', { chat_id: group.id })).toMatchObject(kicked);
    group.as(olga).send('без бота');
    expect(await telegram.updates()).toEqual([]);
    group.addBot();
    expect((await send()).ok).toBe(true);
    const [back, joined] = await telegram.updates();
    expect(back?.my_chat_member?.new_chat_member).toMatchObject({ status: 'administrator', can_manage_topics: false });
    expect(joined?.message?.new_chat_members).toMatchObject([{ is_bot: true }]);
    expect((await telegram.call('leaveChat', { chat_id: group.id })).result).toBe(true);
    expect(await send()).toMatchObject({
      status: 403,
      description: 'Forbidden: bot is not a member of the supergroup chat',
    });
    const absent = telegram.world.group({ title: 'Чужая', bot: 'absent' });
    expect((await telegram.call('sendMessage', { chat_id: absent.id, text: 'x' })).description).toBe(
      'Bad Request: chat not found',
    );
  });

  it('looks up the chat, its members and its administrators, and pins by right', async () => {
    const { telegram, group, olga } = await start();
    const boris = telegram.world.person({ firstName: 'Борис' });
    const chat_id = group.id;
    group.join(olga, 'creator');
    group.join(boris);
    const call = async (method: string, params: object = {}) => telegram.call(method, { chat_id, ...params });
    expect((await call('getChat')).result).toMatchObject({ id: chat_id, title: 'Помощь', is_forum: true });
    const member = async (user_id: number) => (await call('getChatMember', { user_id })).result.status;
    expect([await member(olga.id), await member(boris.id), await member(1234567)]).toEqual([
      'creator',
      'member',
      'administrator',
    ]);
    const administrators = (await call('getChatAdministrators')).result as { user: { id: number } }[];
    expect(administrators.map(({ user }) => user.id)).toEqual([olga.id, 1234567]);
    group.join(boris, 'administrator');
    group.leave(boris);
    expect(await member(boris.id)).toBe('left');
    expect(() => group.as(boris)).toThrow('not in the group');
    expect((await call('getChatMember', { user_id: 5 })).description).toBe('Bad Request: user not found');
    expect((await call('getChatMemberCount')).result).toBe(2);

    const thread = group.as(olga).createTopic('#1');
    const { message_id } = (await call('sendMessage', { text: 'Карточка', message_thread_id: thread })).result;
    await telegram.updates();
    expect((await call('pinChatMessage', { message_id })).result).toBe(true);
    expect((await telegram.updates())[0]?.message).toMatchObject({
      pinned_message: { message_id },
      message_thread_id: thread,
      from: { is_bot: true },
    });
    expect(group.pinned).toEqual([message_id]);
    expect((await call('getChat')).result.pinned_message.message_id).toBe(message_id);
    group.setBotRights({ canPinMessages: false });
    const rights = 'Bad Request: not enough rights to manage pinned messages in the chat';
    expect((await call('pinChatMessage', { message_id })).description).toBe(rights);
    expect((await call('unpinChatMessage', { message_id })).description).toBe(rights);
    expect((await call('pinChatMessage', { message_id: 999_999 })).description).toBe(
      'Bad Request: message to pin not found',
    );
    group.setBotRights({ canPinMessages: true });
    expect((await call('unpinChatMessage', { message_id })).result).toBe(true);
    expect(group.pinned).toEqual([]);
  });

  it('learns who comes and goes when it asks for that', async () => {
    const { telegram, group, olga } = await start();
    await telegram.call('getUpdates', { allowed_updates: ['chat_member'], offset: telegram.world.lastUpdateId + 1 });
    group.join(olga);
    group.leave(olga);
    expect((await telegram.updates()).map(({ chat_member: one }) => one?.new_chat_member.status)).toEqual([
      'member',
      'left',
    ]);
    expect(group.messages().map(({ service }) => service)).toEqual([
      { kind: 'joined', names: ['Ольга'] },
      { kind: 'left', names: ['Ольга'] },
    ]);
  });

  it('as a mere member gets only what concerns it, unless privacy is off', async () => {
    for (const privacy of [true, false]) {
      const { telegram, group, olga } = await start({ privacy }, { title: 'Помощь', bot: 'member' });
      const writer = group.join(olga);
      const { result } = await telegram.call('sendMessage', { chat_id: group.id, text: 'x' });
      await telegram.updates();
      writer.send('не вам');
      writer.send('/close@propusk_sandbox_bot');
      writer.send('/close@another_bot');
      writer.send('вам', { replyTo: result.message_id });
      writer.react(result.message_id, '👍');
      const texts = (await telegram.updates()).map(({ message }) => message?.text);
      const all = ['не вам', '/close@propusk_sandbox_bot', '/close@another_bot', 'вам'];
      expect(texts).toEqual(privacy ? [all[1], all[3]] : all);
      expect((await telegram.call('getMe')).result.can_read_all_group_messages).toBe(!privacy);
    }
  });

  it('is refused buttons that only private chats have', async () => {
    const { telegram, group } = await start();
    const send = async (reply_markup: object) =>
      (await telegram.call('sendMessage', { chat_id: group.id, text: 'x', reply_markup })).description;
    expect(await send({ keyboard: [[{ text: 'a', request_contact: true }]] })).toBe(
      'Bad Request: phone number can be requested in private chats only',
    );
    expect(await send({ inline_keyboard: [[{ text: 'a', web_app: { url: 'https://a.ru' } }]] })).toBe(
      'Bad Request: BUTTON_TYPE_INVALID',
    );
  });
});

describe('a basic group', () => {
  it('becomes a supergroup: calls to the old id say where it went', async () => {
    const { telegram, group, olga } = await start({}, { id: -4242, title: 'Помощь', kind: 'group' });
    const old = group.join(olga, 'creator');
    const asked = old.send('до');
    await telegram.updates();
    const fresh = group.upgrade(-1_000_000_004_242);
    const [away, here] = await telegram.updates();
    expect(away?.message).toMatchObject({ chat: { id: -4242, type: 'group' }, migrate_to_chat_id: fresh.id });
    expect(here?.message).toMatchObject({ chat: { id: fresh.id, is_forum: true }, migrate_from_chat_id: -4242 });
    expect(await telegram.call('sendMessage', { chat_id: -4242, text: 'x' })).toMatchObject({
      status: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1_000_000_004_242 },
    });
    expect(() => old.send('x')).toThrow('has become the supergroup');
    expect(fresh.as(olga).send('после')).toBeGreaterThan(0);
    expect(telegram.world.groups().map(({ id }) => id)).toEqual([-4242, fresh.id]);
    expect(group.movedTo).toBe(fresh.id);
    const from = { from_chat_id: -4242, message_id: asked };
    expect((await telegram.call('copyMessage', { chat_id: fresh.id, ...from })).ok).toBe(true);
    expect((await telegram.call('createForumTopic', { chat_id: fresh.id, name: '#1' })).ok).toBe(true);
    expect(() => fresh.upgrade()).toThrow('Only a basic group');
  });
});

describe('the limit of a group', () => {
  it('is so many messages, edits and new topics in any minute; other chats are free', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { telegram, group, olga } = await start({ limits: { global: 1000, perGroupPerMinute: 5 } });
    olga.start();
    const call = (method: string, params: object) => telegram.call(method, { chat_id: group.id, ...params });
    const { result } = await call('createForumTopic', { name: '#1' });
    const message_thread_id = result.message_thread_id;
    const sent = await call('sendMessage', { message_thread_id, text: 'x' });
    vi.advanceTimersByTime(20_000);
    await call('editMessageText', { message_id: sent.result.message_id, text: 'y' });
    const media = [0, 1].map(() => ({ type: 'photo', media: photoOf(olga) }));
    expect((await call('sendMediaGroup', { message_thread_id, media })).ok).toBe(true);
    expect(await call('createForumTopic', { name: '#2' })).toMatchObject({
      status: 429,
      retryAfter: '40',
      parameters: { retry_after: 40 },
    });
    const reaction = [{ type: 'emoji', emoji: '👍' }];
    expect((await call('setMessageReaction', { message_id: sent.result.message_id, reaction })).ok).toBe(true);
    expect((await telegram.call('sendMessage', { chat_id: olga.id, text: 'x' })).ok).toBe(true);
    vi.advanceTimersByTime(40_000);
    const statuses: number[] = [];
    for (let count = 0; count < 3; count++) statuses.push((await call('sendMessage', { text: 'z' })).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(group.topics()).toHaveLength(1);
  });

  function photoOf(person: SandboxPerson): string {
    const id = person.sendPhoto();
    return person.chat.find(({ messageId }) => messageId === id)?.photo?.fileId ?? '';
  }
});

describe('what the page is told', () => {
  it('names the group', async () => {
    const { telegram, group, olga } = await start();
    const seen: WorldEvent[] = [];
    telegram.world.events.subscribe((event) => seen.push(event));
    const member = group.join(olga, 'administrator');
    const { result } = await telegram.call('createForumTopic', { chat_id: group.id, name: '#1' });
    const { message_thread_id } = result;
    await telegram.call('sendChatAction', { chat_id: group.id, message_thread_id, action: 'typing' });
    member.edit(member.send('x', { thread: message_thread_id }), 'y');
    member.deleteTopic(message_thread_id);
    expect(seen.map(({ type }) => type)).toEqual([
      ...['group', 'group-message', 'group-message', 'topic', 'group-action', 'group-message', 'group-edit'],
      ...['group-delete', 'group-delete', 'topic'],
    ]);
    expect(seen.every((event) => 'groupId' in event && event.groupId === group.id)).toBe(true);
    expect(seen[4]).toMatchObject({ threadId: message_thread_id, action: 'typing' });
  });
});

describe('the state file', () => {
  it('brings groups, topics, members, messages and reactions back', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'telegram-'));
    open.push({ close: async () => rmSync(directory, { recursive: true }) });
    const statePath = join(directory, 'telegram.json');
    const first = await serveTelegram({ statePath });
    const group = first.world.group({ id: -1_000_000_000_777, title: 'Помощь' });
    const olga = first.world.person({ id: 700, firstName: 'Ольга' });
    const member = group.join(olga, 'administrator');
    const { result } = await first.call('createForumTopic', { chat_id: group.id, name: '#1' });
    const thread = result.message_thread_id;
    const said = member.send('x', { thread });
    member.react(said, '🔥');
    member.closeTopic(thread);
    group.setBotRights({ canPinMessages: false });
    const [before, topics] = [group.messages(), group.topics()];
    await first.close();

    const { telegram: second } = await start({ statePath });
    const back = second.world.group({ id: group.id, title: 'не важно' });
    expect(back.title).toBe('Помощь');
    expect(back.topics()).toEqual(topics);
    expect(back.messages()).toEqual(before);
    expect(back.botRights).toMatchObject({ canPinMessages: false, canManageTopics: true });
    const again = back.as({ id: 700 });
    expect(again.send('y', { thread })).toBeGreaterThan(said + 1);
    again.edit(said, 'z');
    expect((await second.updates()).at(-1)?.edited_message?.text).toBe('z');
  });
});
