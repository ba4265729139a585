import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxPerson, TelegramOptions, Update } from '#bot/sandbox/telegram/world.ts';
import { checkType, loadBotApiSpec } from '#tests/support/bot-api-spec.ts';
import { serveTelegram, type TelegramServer } from '#tests/support/telegram-server.ts';
import { eventually } from '#tests/support/world.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Started {
  telegram: TelegramServer;
  anna: SandboxPerson;
}

async function start(options: Partial<TelegramOptions> = {}): Promise<Started> {
  const telegram = await serveTelegram(options);
  closing.push(() => telegram.close());
  return { telegram, anna: telegram.world.person({ firstName: 'Анна', languageCode: 'ru' }) };
}

const article = (id: string, more: Record<string, unknown> = {}) => ({
  ...{ type: 'article', id, title: `Title ${id}`, description: 'd' },
  input_message_content: { message_text: `<b>Answer</b> ${id}`, parse_mode: 'HTML' },
  ...more,
});
const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

describe('an inline query', () => {
  it('reaches the bot as Telegram tells it, and its answer reaches whoever asked', async () => {
    const { telegram, anna } = await start();
    const id = anna.inline.asks('where is ');
    const { result } = await telegram.call('getUpdates');
    expect(result[0].inline_query).toEqual({
      ...{ id, query: 'where is ', offset: '', chat_type: 'sender' },
      from: { id: anna.id, is_bot: false, first_name: 'Анна', language_code: 'ru' },
    });
    const spec = loadBotApiSpec();
    if (spec) expect(checkType(spec, 'Update', result[0])).toEqual([]);

    expect(anna.inline.answer(id)).toBeUndefined();
    const button = { text: 'To the bot', start_parameter: 'faq' };
    const answer = { inline_query_id: id, results: [article('a'), article('b')], next_offset: '2', button };
    expect(await telegram.call('answerInlineQuery', answer)).toMatchObject({ ok: true, result: true });
    expect(anna.inline.answer(id)).toMatchObject({
      results: [{ id: 'a', title: 'Title a', description: 'd' }, { id: 'b' }],
      nextOffset: '2',
      button: { text: 'To the bot', startParameter: 'faq' },
    });
    const boris = telegram.world.person({ firstName: 'Boris' });
    expect(boris.inline.answer(id)).toBeUndefined();
    expect(() => boris.inline.picks(id, 'a')).toThrow('no such result');
  });

  it('is told only to a bot that asks for such updates and has the mode', async () => {
    const { telegram, anna } = await start();
    await telegram.call('getUpdates', { allowed_updates: ['message'] });
    anna.inline.asks('x');
    expect(telegram.world.pendingUpdates).toBe(0);
    await telegram.call('getUpdates', { allowed_updates: ['inline_query'] });
    anna.inline.asks('x');
    expect(telegram.world.pendingUpdates).toBe(1);
    expect((await telegram.call('getMe')).result.supports_inline_queries).toBe(true);

    const without = await start({ inline: false });
    expect((await without.telegram.call('getMe')).result.supports_inline_queries).toBe(false);
    expect(() => without.anna.inline.asks('x')).toThrow('/setinline');
  });

  it('comes by webhook too, past a chat whose message is held up', async () => {
    const heard: Update[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const update = JSON.parse(body) as Update;
        heard.push(update);
        response.statusCode = update.message ? 500 : 200;
        response.end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    closing.push(() => new Promise((closed) => server.close(closed)));
    const { telegram, anna } = await start();
    await telegram.call('setWebhook', { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    anna.send('held up');
    anna.inline.asks('quick');
    await eventually('the query', () => heard.find((update) => update.inline_query?.query === 'quick'));
  });

  it('is too old after half a minute, for its update and for its answer', async () => {
    let now = Date.now();
    const { telegram, anna } = await start({ clock: () => now });
    const id = anna.inline.asks('slow');
    now += 29_000;
    expect((await telegram.call('getUpdates')).result).toHaveLength(1);
    now += 2_000;
    expect((await telegram.call('getUpdates')).result).toEqual([]);
    const late = await telegram.call('answerInlineQuery', { inline_query_id: id, results: [article('a')] });
    expect(late).toMatchObject({ status: 400, description: TOO_OLD });
    expect(await telegram.call('answerInlineQuery', { inline_query_id: '1', results: [] })).toMatchObject({
      description: TOO_OLD,
    });
    expect(anna.inline.answer(id)).toBeUndefined();
  });

  it('is answered from memory as long as the bot allows: for everybody, or for the same person only', async () => {
    let now = Date.now();
    const { telegram, anna } = await start({ clock: () => now });
    const boris = telegram.world.person({ firstName: 'Boris' });
    const answers = (inline_query_id: string, more: Record<string, unknown>) =>
      telegram.call('answerInlineQuery', { inline_query_id, results: [article('a')], ...more });

    await answers(anna.inline.asks('mine'), { is_personal: true, cache_time: 60 });
    expect(anna.inline.answer(anna.inline.asks('mine'))?.results).toHaveLength(1);
    expect(boris.inline.answer(boris.inline.asks('mine'))).toBeUndefined();
    expect(anna.inline.answer(anna.inline.asks('mine', '20'))).toBeUndefined();
    now += 60_000;
    expect(anna.inline.answer(anna.inline.asks('mine'))).toBeUndefined();

    await answers(anna.inline.asks('ours'), {});
    expect(boris.inline.answer(boris.inline.asks('ours'))?.results).toHaveLength(1);
  });

  it('sends what is picked, by way of the bot, with its button; a phone does not edit it', async () => {
    const { telegram, anna } = await start();
    const id = anna.inline.asks('a');
    const url = 'https://t.me/propusk_sandbox_bot?start=faq';
    const reply_markup = { inline_keyboard: [[{ text: 'Open', url }]] };
    await telegram.call('answerInlineQuery', { inline_query_id: id, results: [article('a', { reply_markup })] });
    const offset = telegram.world.lastUpdateId + 1;
    const messageId = anna.inline.picks(id, 'a');
    const { result } = await telegram.call('getUpdates', { offset });
    expect(result[0].message).toMatchObject({
      ...{ message_id: messageId, from: { id: anna.id }, text: 'Answer a', via_bot: { is_bot: true }, reply_markup },
      entities: [{ type: 'bold', offset: 0, length: 6 }],
    });
    expect(anna.chat.at(-1)).toMatchObject({ from: 'person', html: '<b>Answer</b> a', viaBot: 'propusk_sandbox_bot' });
    expect(anna.press('Open')).toEqual({ kind: 'url', url });
    expect(() => anna.edit(messageId, 'mine')).toThrow();
    expect(() => anna.inline.picks(id, 'b')).toThrow('no such result');
  });
});

describe('answerInlineQuery refuses', () => {
  const content = (text: unknown) => ({ input_message_content: { message_text: text, parse_mode: 'HTML' } });
  it.each<[string, Record<string, unknown>]>([
    ['expected an Array of inline query results', { results: {} }],
    [
      'too many inline query results specified',
      { results: Array.from({ length: 51 }, (_, at) => article(String(at))) },
    ],
    ['RESULT_ID_DUPLICATE', { results: [article('a'), article('a')] }],
    ['RESULT_ID_EMPTY', { results: [article('')] }],
    ['RESULT_ID_INVALID', { results: [article('я'.repeat(33))] }],
    ['ARTICLE_TITLE_EMPTY', { results: [article('a', { title: ' ' })] }],
    ['can\'t parse inline query result: Can\'t find field "id"', { results: [{ ...article('a'), id: undefined }] }],
    [
      'can\'t parse inline query result: Can\'t find field "input_message_content"',
      { results: [article('a', { input_message_content: undefined })] },
    ],
    [
      'can\'t parse entities: Unsupported start tag "h1" at byte offset 0',
      { results: [article('a', content('<h1>x</h1>'))] },
    ],
    ['message text is empty', { results: [article('a', content(''))] }],
    ['message is too long', { results: [article('a', content('x'.repeat(4097)))] }],
    ['NEXT_OFFSET_INVALID', { next_offset: 'x'.repeat(65) }],
    ['START_PARAM_INVALID', { button: { text: 'To the bot', start_parameter: 'isu.qr' } }],
    ['SWITCH_PM_TEXT_EMPTY', { button: { text: '', start_parameter: 'faq' } }],
    [
      "can't parse inline query results button: Exactly one action must be specified",
      { button: { text: 'To the bot' } },
    ],
  ])('%s', async (description, wrong) => {
    const { telegram, anna } = await start();
    const id = anna.inline.asks('x');
    const answer = await telegram.call('answerInlineQuery', { inline_query_id: id, results: [], ...wrong });
    expect(answer).toMatchObject({ status: 400, description: `Bad Request: ${description}` });
    expect(anna.inline.answer(id)).toBeUndefined();
  });

  it('nothing of what Telegram still takes: fifty results, the longest id, the button’s old form', async () => {
    const { telegram, anna } = await start();
    const id = anna.inline.asks('x');
    const results = Array.from({ length: 50 }, (_, at) => article(String(at).padStart(64, '0')));
    const old = { switch_pm_text: 'To the bot', switch_pm_parameter: 'faq' };
    expect(await telegram.call('answerInlineQuery', { inline_query_id: id, results, ...old })).toMatchObject({
      ok: true,
    });
    expect(anna.inline.answer(id)).toMatchObject({ button: { text: 'To the bot', startParameter: 'faq' } });
    expect(anna.inline.answer(id)?.results).toHaveLength(50);
  });
});
