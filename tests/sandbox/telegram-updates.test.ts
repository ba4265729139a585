import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SandboxPerson, TelegramOptions, Update } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';
import { eventually } from '#tests/support/world.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const one of open.splice(0).reverse()) await one.close();
});

async function start(
  options: Partial<TelegramOptions> = {},
): Promise<{ telegram: TelegramServer; anna: SandboxPerson }> {
  const telegram = await serveTelegram(options);
  open.push(telegram);
  return { telegram, anna: telegram.world.person({ firstName: 'Анна', phone: '79051234567' }) };
}

const ids = (answer: { result?: Update[] }) => answer.result?.map((update) => update.update_id);
const texts = (answer: { result?: Update[] }) => answer.result?.map((update) => update.message?.text);

describe('what people do', () => {
  it('reaches the bot as Telegram tells it', async () => {
    const { telegram, anna } = await start();
    anna.start('uni_sechenov');
    anna.shareContact();
    anna.sendContact({ phone: '79990000000', firstName: 'Чужой' });
    anna.sendSticker();
    anna.sendVoice();
    anna.sendDocument();
    anna.sendLocation();
    anna.forward('news', 'Кто-то');
    anna.edit(anna.send('frist'), 'first');
    anna.block();
    anna.unblock();
    const { result } = await telegram.call('getUpdates');
    expect(result[0].message).toMatchObject({
      text: '/start uni_sechenov',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      from: { id: anna.id, is_bot: false, first_name: 'Анна', language_code: 'ru' },
      chat: { id: anna.id, type: 'private' },
    });
    expect(result[1].message.contact).toEqual({ phone_number: '79051234567', first_name: 'Анна', user_id: anna.id });
    expect(result[2].message.contact.user_id).toBeUndefined();
    expect(result[3].message.sticker.type).toBe('regular');
    expect(result[4].message.voice.duration).toBe(3);
    expect(result[5].message.document.file_name).toBe('document.pdf');
    expect(result[6].message.location).toBeDefined();
    expect(result[7].message.forward_origin).toMatchObject({ type: 'hidden_user', sender_user_name: 'Кто-то' });
    expect(result[9].edited_message).toMatchObject({ text: 'first', edit_date: expect.any(Number) });
    expect(result[10].my_chat_member).toMatchObject({ new_chat_member: { status: 'kicked' } });
    expect(result[11].my_chat_member).toMatchObject({ new_chat_member: { status: 'member' } });
    const numbers = ids({ result }) ?? [];
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });
});

describe('getUpdates', () => {
  it('brings what is not confirmed again; an offset forgets, a negative one keeps the last', async () => {
    const { telegram, anna } = await start();
    for (const text of ['a', 'b', 'c', 'd']) anna.send(text);
    const first = await telegram.call('getUpdates', { limit: 2 });
    expect(texts(first)).toEqual(['a', 'b']);
    expect(texts(await telegram.call('getUpdates', { limit: 1 }))).toEqual(['a']);
    const offset = first.result[1].update_id + 1;
    expect(texts(await telegram.call('getUpdates', { offset }))).toEqual(['c', 'd']);
    expect(texts(await telegram.call('getUpdates', { offset: offset - 1 }))).toEqual(['c', 'd']);
    expect(texts(await telegram.call('getUpdates', { offset: -1 }))).toEqual(['d']);
    expect(texts(await telegram.call('getUpdates', {}))).toEqual(['d']);
  });

  it('waits for news, and goes empty-handed after the timeout', async () => {
    const { telegram, anna } = await start();
    const waiting = telegram.call('getUpdates', { timeout: 30 });
    await sleep(50);
    anna.send('hello');
    expect(texts(await waiting)).toEqual(['hello']);
    const started = performance.now();
    const offset = telegram.world.lastUpdateId + 1;
    expect((await telegram.call('getUpdates', { timeout: 1, offset })).result).toEqual([]);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it('ends the older of two pollers', async () => {
    const { telegram, anna } = await start();
    let ended = false;
    const older = telegram.call('getUpdates', { timeout: 30 }).finally(() => {
      ended = true;
    });
    // Whenever the older one has come: the next one ends it.
    await eventually('its end', async () => {
      await telegram.call('getUpdates');
      return ended;
    });
    const newer = telegram.call('getUpdates', { timeout: 30 });
    expect(await older).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    anna.send('for the newer');
    expect(texts(await newer)).toEqual(['for the newer']);
  });

  it('survives a poller that hangs up', async () => {
    const { telegram, anna } = await start();
    const gone = new AbortController();
    const dead = telegram.raw('getUpdates?timeout=30', { method: 'GET', signal: gone.signal }).catch(() => 'gone');
    await sleep(50);
    gone.abort();
    expect(await dead).toBe('gone');
    anna.send('still here');
    expect(texts(await telegram.call('getUpdates'))).toEqual(['still here']);
  });

  it('remembers allowed_updates', async () => {
    const { telegram, anna } = await start();
    await telegram.call('getUpdates', { allowed_updates: ['message'] });
    anna.start();
    anna.block();
    expect(texts(await telegram.call('getUpdates'))).toEqual(['/start']);
    await telegram.call('getUpdates', { allowed_updates: [] });
    anna.unblock();
    expect((await telegram.call('getUpdates')).result).toHaveLength(2);
  });

  it('drops presses after 150 s and messages after a day', async () => {
    let now = Date.now();
    const { telegram, anna } = await start({ clock: () => now });
    anna.start();
    await telegram.call('sendMessage', {
      chat_id: anna.id,
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    anna.press('Go');
    expect((await telegram.call('getUpdates')).result).toHaveLength(2);
    now += 151_000;
    expect(texts(await telegram.call('getUpdates'))).toEqual(['/start']);
    now += 24 * 3_600_000;
    expect((await telegram.call('getUpdates')).result).toEqual([]);
  });

  it('delivers again what was confirmed, one update or every one', async () => {
    const { telegram, anna } = await start();
    anna.send('a');
    const offset = telegram.world.lastUpdateId + 1;
    expect((await telegram.call('getUpdates', { offset })).result).toEqual([]);
    telegram.world.redeliver(offset - 1);
    expect(texts(await telegram.call('getUpdates', { offset }))).toEqual(['a']);
    expect((await telegram.call('getUpdates', { offset })).result).toEqual([]);
    telegram.world.duplicateUpdates = true;
    anna.send('b');
    expect(ids(await telegram.call('getUpdates', { offset }))).toEqual([offset, offset]);
    expect(() => telegram.world.redeliver(1)).toThrow('No update 1');
  });
});

describe('limits', () => {
  it('allow a burst in a chat, then say how long to wait', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { telegram, anna } = await start({ limits: { perChatPerSecond: 1, burst: 3, global: 1000 } });
    anna.start();
    const answers = [];
    for (let index = 0; index < 4; index++)
      answers.push(await telegram.call('sendMessage', { chat_id: anna.id, text: `${index}` }));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 429]);
    expect(answers[3]).toMatchObject({
      retryAfter: '1',
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    const edit = { chat_id: anna.id, message_id: answers[0]?.result.message_id, text: 'edits count' };
    expect((await telegram.call('editMessageText', edit)).status).toBe(429);
    vi.advanceTimersByTime(1000);
    expect((await telegram.call('editMessageText', edit)).status).toBe(200);
  });

  it('hold over all chats, by default 30 a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { telegram } = await start({ limits: {} });
    const people = Array.from({ length: 40 }, (_, index) => telegram.world.person({ firstName: `${index}` }));
    for (const person of people) person.start();
    const answers = await Promise.all(people.map(({ id }) => telegram.call('sendMessage', { chat_id: id, text: 'x' })));
    expect(answers.filter((one) => one.ok)).toHaveLength(30);
  });
});

describe('faults', () => {
  it('refuse, delay, lose the answer and break the connection', async () => {
    const { telegram, anna } = await start();
    anna.start();
    const send = (text: string) => telegram.call('sendMessage', { chat_id: anna.id, text });
    telegram.world.fault({ kind: '429', retryAfter: 7, method: 'sendMessage' });
    expect(await send('a')).toMatchObject({
      status: 429,
      retryAfter: '7',
      description: 'Too Many Requests: retry after 7',
    });
    telegram.world.fault({ kind: '403', chatId: anna.id, times: 2 });
    expect((await send('a')).description).toBe('Forbidden: bot was blocked by the user');
    expect((await telegram.call('getMe')).ok).toBe(true);
    expect((await send('a')).status).toBe(403);
    telegram.world.fault({ kind: '500' });
    expect(await send('a')).toMatchObject({ status: 500, description: 'Internal Server Error' });
    telegram.world.fault({ kind: 'slow', delayMs: 200 });
    const started = performance.now();
    expect((await send('slow')).ok).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(190);
    telegram.world.fault({ kind: 'reset' });
    await expect(send('never')).rejects.toThrow();
    telegram.world.fault({ kind: 'lost-answer' });
    await expect(send('seen by the person')).rejects.toThrow();
    telegram.world.fault({ kind: '500', times: 100 });
    telegram.world.clearFaults();
    expect((await send('fine')).ok).toBe(true);
    expect(anna.chat.slice(1).map((message) => message.text)).toEqual(['slow', 'seen by the person', 'fine']);
    const failed = telegram.world.calls.filter((call) => !call.ok);
    expect(failed.map((call) => call.error)).toContain('Internal Server Error');
    expect(telegram.world.calls.at(-1)).toMatchObject({ method: 'sendMessage', ok: true, params: { text: 'fine' } });
  });
});

describe('the state file', () => {
  it('brings people, chats, files and unconfirmed updates back after a restart', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'telegram-'));
    open.push({ close: async () => rmSync(directory, { recursive: true }) });
    const statePath = join(directory, 'deep', 'telegram.json');
    const first = await serveTelegram({ statePath });
    const anna = first.world.person({ id: 700, firstName: 'Анна' });
    anna.start();
    const sent = await first.call('sendMessage', { chat_id: 700, text: 'x', reply_markup: { keyboard: [['Back']] } });
    await first.upload('sendDocument', { chat_id: '700', document: new File(['abc'], 'a.txt') });
    await first.call('setMyCommands', { commands: [{ command: 'pass', description: 'Pass' }] });
    const { lastUpdateId } = first.world;
    await first.close();

    const { telegram: second } = await start({ statePath });
    const back = second.world.person({ id: 700, firstName: 'ignored' });
    expect(back.firstName).toBe('Анна');
    expect(back.replyKeyboard?.keyboard).toEqual([[{ text: 'Back' }]]);
    expect(back.chat.map((message) => message.text)).toEqual(['/start', 'x', undefined]);
    const document = back.chat[2]?.document;
    expect(Buffer.from(second.world.file(document?.fileId ?? '')?.bytes ?? []).toString()).toBe('abc');
    expect(ids(await second.call('getUpdates'))).toEqual([lastUpdateId]);
    expect(second.world.profile().commands).toHaveLength(1);
    back.send('next');
    expect(back.chat.at(-1)?.messageId).toBeGreaterThan(sent.result.message_id + 1);
    // Numbers lost in a crash must not be given to something else: the bot would take it for a repetition.
    expect(second.world.lastUpdateId).toBeGreaterThan(lastUpdateId + 1);
  });
});
