import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { sandboxOperators } from '#bot/sandbox/desk.ts';
import { startMailbox } from '#bot/sandbox/mailbox.ts';
import type {
  ArmedTrouble,
  Desk,
  DeskAction,
  LetterSummary,
  LetterText,
  Message,
  Person,
  Snapshot,
} from '#bot/sandbox/page/protocol.ts';
import { pageWorld } from './page-world.ts';

let world: Awaited<ReturnType<typeof pageWorld>>;
beforeAll(async () => {
  world = await pageWorld({ withBot: false });
});
afterAll(() => world.close());

const get = async <Value>(path: string): Promise<Value> =>
  (await (await fetch(`${world.url}api/${path}`)).json()) as Value;
const post = (path: string, body: unknown) =>
  fetch(`${world.url}api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const [olga = 0, igor = 0] = sandboxOperators.map(({ id }) => id);
const act = (action: DeskAction | { do: string }, thread = 0, as = olga) => post('desk/act', { as, thread, action });
const group = () => get<Desk>('desk');
const chatId = async () => (await group()).id;
const topic = async (name: string): Promise<number> =>
  (await world.call<{ message_thread_id: number }>('createForumTopic', { chat_id: await chatId(), name }))
    .message_thread_id;
const messages = (thread: number) => get<Message[]>(`desk/topics/${thread}`);

describe('the operators’ group', () => {
  it('is there from the start, with two operators who are nobody of the people', async () => {
    const { desk, people } = await get<Snapshot>('state');
    expect(desk).toMatchObject({ title: 'Helpdesk · Поддержка', kind: 'supergroup', bot: 'administrator' });
    expect(desk?.operators.map(({ name, senior }) => [name.ru, name.en, senior])).toEqual([
      ['Ольга', 'Olga', true],
      ['Игорь', 'Igor', false],
    ]);
    expect(people.filter(({ id }) => id === olga || id === igor)).toEqual([]);
    expect(people.length).toBeGreaterThan(5);
  });

  it('lists its topics, the newest first, with what the bot wrote and who said the last word', async () => {
    const chat_id = await chatId();
    const first = await topic('#1 · Петрова А.');
    const second = await topic('#2 · Образцов П.');
    await world.call('sendMessage', { chat_id, message_thread_id: second, text: 'Карточка' });
    await world.call('sendMessage', { chat_id, message_thread_id: first, text: 'Карточка' });
    await act({ do: 'send', text: 'Беру' }, first, igor);
    const topics = (await group()).topics.filter(({ thread }) => [first, second, 0].includes(thread));
    expect(topics.map(({ thread, name, fromBot }) => ({ thread, name, fromBot }))).toEqual([
      { thread: first, name: '#1 · Петрова А.', fromBot: 1 },
      { thread: second, name: '#2 · Образцов П.', fromBot: 1 },
      expect.objectContaining({ thread: 0 }),
    ]);
    expect(topics[0]?.last).toMatchObject({ text: 'Беру', author: { id: igor, name: 'Игорь' } });
  });

  it('lets operators write, answer, change, delete, react and press', async () => {
    const chat_id = await chatId();
    const thread = await topic('#3 · Сидорова В.');
    const card = await world.call<{ message_id: number }>('sendMessage', {
      ...{ chat_id, message_thread_id: thread, text: 'Карточка' },
      reply_markup: { inline_keyboard: [[{ text: 'Взять', callback_data: 'take' }]] },
    });
    await act({ do: 'send', text: 'Здравствуйте', replyTo: card.message_id }, thread);
    await act({ do: 'react', messageId: card.message_id, emoji: '👍' }, thread, igor);
    await act({ do: 'send-sample', sample: 'album', caption: 'Смотрите' }, thread);
    const [service, shown, answer, ...album] = await messages(thread);
    expect(service?.service).toEqual({ kind: 'topic-created', name: '#3 · Сидорова В.' });
    expect(shown).toMatchObject({ id: card.message_id, reactions: [{ emoji: '👍', by: igor }] });
    expect(answer).toMatchObject({ text: 'Здравствуйте', replyTo: card.message_id, author: { id: olga } });
    expect(album.map(({ photo, text }) => [photo !== undefined, text])).toEqual([
      [true, 'Смотрите'],
      [true, undefined],
      [true, undefined],
    ]);
    expect(new Set(album.map(({ albumId }) => albumId)).size).toBe(1);

    expect((await act({ do: 'edit', messageId: answer?.id ?? 0, text: 'Добрый день' }, thread)).status).toBe(200);
    expect((await act({ do: 'edit', messageId: answer?.id ?? 0, text: 'Чужое' }, thread, igor)).status).toBe(409);
    for (const { id } of album) await act({ do: 'delete', messageId: id }, thread);
    expect((await messages(thread)).map(({ text, edited }) => [text, edited])).toEqual([
      [undefined, undefined],
      ['Карточка', undefined],
      ['Добрый день', true],
    ]);

    await world.call('getUpdates', { offset: -1 });
    await act({ do: 'press', messageId: card.message_id, row: 0, column: 0 }, thread);
    const updates = await world.call<{ callback_query?: { id: string; from: { id: number }; data: string } }[]>(
      'getUpdates',
      {},
    );
    const pressed = updates.findLast(({ callback_query }) => callback_query)?.callback_query;
    expect(pressed).toMatchObject({ data: 'take', from: { id: olga } });
    await world.call('answerCallbackQuery', { callback_query_id: pressed?.id, text: 'Взято' });
    const operator = (await group()).operators.find(({ id }) => id === olga);
    expect(operator?.toasts).toMatchObject([{ text: 'Взято', alert: false }]);
    expect((await act({ do: 'press', messageId: card.message_id, row: 1, column: 0 }, thread)).status).toBe(409);
  });

  it('closes, reopens, renames and deletes topics; a mere member may not', async () => {
    const thread = await topic('#4');
    const found = async () => (await group()).topics.find((one) => one.thread === thread);
    expect((await act({ do: 'close-topic' }, thread, igor)).status).toBe(409);
    await act({ do: 'close-topic' }, thread);
    expect(await found()).toMatchObject({ closed: true });
    await act({ do: 'reopen-topic' }, thread);
    await act({ do: 'rename-topic', name: '#4 · Иванов' }, thread);
    expect(await found()).toMatchObject({ closed: false, name: '#4 · Иванов' });
    await act({ do: 'delete-topic' }, thread);
    expect(await found()).toBeUndefined();
  });

  it('throws the bot out, takes it back and takes its rights', async () => {
    const bot = async () => (await group()).bot;
    await act({ do: 'remove-bot' });
    expect(await bot()).toBe('absent');
    await expect(topic('#5')).rejects.toThrow('Forbidden');
    await act({ do: 'return-bot' });
    expect(await bot()).toBe('administrator');
    await act({ do: 'demote-bot' });
    expect(await bot()).toBe('member');
    await expect(topic('#5')).rejects.toThrow('not enough rights');
    await act({ do: 'return-bot' });
    expect(await topic('#5')).toBeGreaterThan(0);
  });

  it('listens to its operators and to known wishes only', async () => {
    const person = world.telegram.people()[0]?.id ?? 0;
    expect((await act({ do: 'send', text: 'Я оператор' }, 0, person)).status).toBe(409);
    expect((await act({ do: 'fly' })).status).toBe(400);
    expect((await act({ do: 'send', text: ' ' })).status).toBe(400);
    const form = await fetch(`${world.url}api/desk/act`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify({ as: olga, thread: 0, action: { do: 'remove-bot' } }),
    });
    expect(form.status).toBe(400);
    expect((await group()).bot).toBe('administrator');
  });
});

describe('a person in the chat', () => {
  it('answers, reacts, sends files and albums, and gets files back', async () => {
    const { id } = world.telegram.people()[0] ?? { id: 0 };
    const does = async (action: object): Promise<Person> =>
      (await (await post(`people/${id}/act`, action)).json()) as Person;
    await does({ do: 'start' });
    const { message_id } = await world.call<{ message_id: number }>('sendMessage', { chat_id: id, text: 'Кто вы?' });
    await does({ do: 'send', text: 'Анна', replyTo: message_id });
    await does({ do: 'react', messageId: message_id, emoji: '❤' });
    await does({ do: 'send-document', base64: Buffer.from('справка').toString('base64'), name: 'справка.txt' });
    for (const sample of ['photo', 'video', 'video-note', 'location']) await does({ do: 'send-sample', sample });
    const { messages: chat } = await does({ do: 'send-sample', sample: 'document', caption: 'И заявление' });
    expect(chat.find((one) => one.id === message_id)?.reactions).toEqual([{ emoji: '❤', by: id }]);
    expect(chat.find(({ text }) => text === 'Анна')?.replyTo).toBe(message_id);
    expect(
      chat
        .slice(-6)
        .map(({ clip, photo, location, document }) => clip?.kind ?? document?.name ?? (photo ? 'photo' : location)),
    ).toEqual(['справка.txt', 'photo', 'video', 'video-note', true, 'заявление.txt']);
    const file = await fetch(`${world.url}api/file/${chat.at(-6)?.document?.fileId}`);
    expect([file.headers.get('content-disposition'), await file.text()]).toEqual(['attachment', 'справка']);
    expect((await post(`people/${id}/act`, { do: 'react', messageId: message_id, emoji: 'нет' })).status).toBe(409);
  });
});

describe('the fault switch', () => {
  const arm = (trouble: string, target: string, times: number | null) =>
    post('troubles', { trouble, target, times, personId: world.telegram.people()[1]?.id });
  const armed = async () => (await get<ArmedTrouble[]>('troubles')).map(({ trouble, left }) => [trouble, left]);
  const write = async (chat_id: number) => world.call('sendMessage', { chat_id, text: 'Слышно?' });

  it('meets the next calls, as many as were ordered, and only where', async () => {
    const person = world.telegram.people()[1];
    person?.start();
    await arm('too-many', 'desk', 2);
    await write(person?.id ?? 0);
    expect(await armed()).toEqual([['too-many', 2]]);
    await expect(write(await chatId())).rejects.toThrow('Too Many Requests: retry after 3');
    expect(await armed()).toEqual([['too-many', 1]]);
    await expect(write(await chatId())).rejects.toThrow('Too Many Requests');
    expect(await armed()).toEqual([]);
    await write(await chatId());
  });

  it('takes a topic that is gone out of the list, as Telegram does: nobody writes there any more', async () => {
    const chat_id = await chatId();
    const made = (name: string) =>
      world.call('createForumTopic', { chat_id, name }) as Promise<{ message_thread_id: number }>;
    const listed = async (thread: number) => (await group()).topics.some((one) => one.thread === thread);
    const [{ message_thread_id: one }, { message_thread_id: other }] = [
      await made('#1 · одна'),
      await made('#2 · другая'),
    ];
    await arm('topic-deleted', 'desk', 1);
    const refused = world.call('sendMessage', { chat_id, message_thread_id: one, text: 'Слышно?' });
    await expect(refused).rejects.toThrow('message thread not found');
    expect(await listed(one)).toBe(false);
    expect(await listed(other)).toBe(true);
    await world.call('sendMessage', { chat_id, message_thread_id: other, text: 'Слышно?' });
  });

  it('waits for the bot’s calls, not for its asking for news', async () => {
    await arm('forbidden', 'everything', 1);
    await world.call('getUpdates', {});
    expect(await armed()).toEqual([['forbidden', 1]]);
    await expect(write(await chatId())).rejects.toThrow('Forbidden');
  });

  it('loses topics, Telegram’s answers and Telegram itself, until everything is repaired', async () => {
    await arm('topic-deleted', 'desk', null);
    await expect(write(await chatId())).rejects.toThrow('message thread not found');
    await arm('down', 'person', null);
    await expect(write(world.telegram.people()[1]?.id ?? 0)).rejects.toThrow();
    expect(await armed()).toEqual([
      ['topic-deleted', null],
      ['down', null],
    ]);
    expect(await (await post('troubles/clear', {})).json()).toEqual([]);
    await write(await chatId());

    const before = (await messages(0)).length;
    await arm('lost-answer', 'desk', 1);
    await expect(write(await chatId())).rejects.toThrow();
    expect((await messages(0)).length).toBe(before + 1);
  });

  it('lets the mail server refuse every letter until it is repaired', async () => {
    const letter = () => world.letter('anna@example.ru', 'Слышно?', 'Слышно?', '');
    await arm('mail-down', 'everything', null);
    await arm('mail-down', 'everything', null);
    expect(await armed()).toEqual([['mail-down', null]]);
    await expect(letter()).rejects.toThrow('451');
    await post('troubles/clear', {});
    await letter();
  });

  it('knows its troubles and its people', async () => {
    expect((await arm('rain', 'desk', 1)).status).toBe(400);
    expect((await arm('slow', 'desk', 0)).status).toBe(400);
    expect((await post('troubles', { trouble: 'slow', target: 'person', times: 1, personId: 1 })).status).toBe(404);
    expect(await armed()).toEqual([]);
  });
});

describe('a letter to the helpdesk', () => {
  it('shows its files and is answered by mail', async () => {
    const house = await startMailbox();
    onTestFinished(() => house.close());
    world.mailbox.deliverTo(house.url);
    await world.letter('helpdesk@smartics.ru', 'Обращение № 7', 'Телефона нет', '', {
      replyTo: 'helpdesk+7@propusk.example',
      attachments: [{ filename: 'снимок.txt', content: 'не работает' }],
    });
    const [letter] = await get<LetterSummary[]>('letters');
    const read = await get<LetterText>(`letters/${letter?.id}`);
    expect(read).toMatchObject({ answerable: true, files: [{ name: 'снимок.txt', size: 21 }] });
    const file = await fetch(`${world.url}api/letters/${letter?.id}/files/0`);
    expect([file.headers.get('content-disposition'), await file.text()]).toEqual(['attachment', 'не работает']);
    expect((await fetch(`${world.url}api/letters/${letter?.id}/files/1`)).status).toBe(404);

    expect((await post(`letters/${letter?.id}/reply`, { text: ' ' })).status).toBe(400);
    expect((await post(`letters/${letter?.id}/reply`, { text: 'Записали номер' })).status).toBe(200);
    expect(house.letters()).toMatchObject([{ to: 'helpdesk+7@propusk.example', subject: 'Re: Обращение № 7' }]);
    expect(house.letters()[0]?.text).toContain('Записали номер');
  });

  it('that says nowhere where answers go takes none', async () => {
    await world.letter('anna@example.ru', 'Код', '123456', '');
    const [letter] = await get<LetterSummary[]>('letters');
    expect(await get<LetterText>(`letters/${letter?.id}`)).toMatchObject({ answerable: false, files: [] });
    expect((await post(`letters/${letter?.id}/reply`, { text: 'Спасибо' })).status).toBe(409);
  });
});
