import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chatReranker } from '#bot/providers/reranker.ts';
import type { Doubt, Reranker } from '#core/faq/reranker.ts';
import { type ChatModel, completion, openChatModel } from '#tests/support/chat-model.ts';

const KEY = 'sk-a-key-that-nobody-may-read';
const doubt: Doubt = {
  text: 'не приходит письмо …',
  language: 'ru',
  candidates: [
    { intent: 'isu.email_not_received', title: 'Не пришло письмо' },
    { intent: 'eljur.letter_late_spam', title: 'Письмо задерживается' },
  ],
};

let model: ChatModel;
beforeAll(async () => {
  model = await openChatModel();
});
beforeEach(() => {
  model.requests = [];
});
afterAll(() => model.close());

const asked = (options: { key?: string | null; timeout?: number } = {}): ReturnType<Reranker['choose']> =>
  chatReranker({ url: model.url, key: KEY, model: 'small', timeout: 30_000, ...options }).choose(doubt);
const answers = (body: unknown, status = 200): void => {
  model.respond = (response) =>
    void response
      .writeHead(status, { location: `${model.url}/elsewhere` })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
};
const says = (content: unknown): void => answers(completion(content));

describe('a re-ranker behind /chat/completions', () => {
  it('is given the question and the articles’ titles, and names one of them', async () => {
    says('eljur.letter_late_spam');
    expect(await asked()).toBe('eljur.letter_late_spam');
    expect(model.requests).toHaveLength(1);
    expect(model.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    });
    const { model: name, temperature, messages } = JSON.parse(model.requests[0]?.body ?? '');
    expect({ name, temperature }).toEqual({ name: 'small', temperature: 0 });
    expect(messages.at(-1).content).toBe(
      'Question (ru): не приходит письмо …\n\nArticles:\nisu.email_not_received: Не пришло письмо\neljur.letter_late_spam: Письмо задерживается',
    );
  });

  it.each([
    ' eljur.letter_late_spam\n',
    '"eljur.letter_late_spam"',
    '**eljur.letter_late_spam**',
    'eljur.letter_late_spam.',
  ])('is understood with its ornaments: %j', async (content) => {
    says(content);
    expect(await asked()).toBe('eljur.letter_late_spam');
  });

  it('may find that none of them fits, and may need no key', async () => {
    says('none');
    expect(await asked({ key: null })).toBeNull();
    expect(model.requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['an article that was not offered', () => says('isu.register')],
    ['a conversation', () => says('I think eljur.letter_late_spam, because …')],
    ['nothing', () => says('')],
    ['no text', () => says(null)],
    ['no choices', () => answers({ choices: [] })],
    ['another shape', () => answers([1])],
    ['no JSON', () => answers('<html>')],
    ['a refusal', () => answers({ error: { message: `bad key ${KEY}` } }, 401)],
    ['a fault', () => answers('eljur.letter_late_spam', 500)],
    ['another address', () => answers('', 302)],
    ['a flood', () => says(`${' '.repeat(70_000)}eljur.letter_late_spam`)],
  ])('is of no help when it answers %s', async (_what, prepare) => {
    prepare();
    const error = await asked().catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain(KEY);
    expect(String(error)).not.toContain('eljur.letter_late_spam');
    // Whoever else is named instead learns nothing.
    expect(model.requests).toHaveLength(1);
  });

  it('is not waited for', async () => {
    model.respond = () => undefined;
    await expect(asked({ timeout: 50 })).rejects.toThrow('TimeoutError');
    // One that begins to answer, and does not end.
    model.respond = (response) => void response.writeHead(200).write('{');
    await expect(asked({ timeout: 50 })).rejects.toThrow('TimeoutError');
  });
});
