import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { answers } from '#bot/web/answers.tsx';
import { comparePage } from '#bot/web/gosuslugi.tsx';
import { type PageEnv, pageHeaders } from '#bot/web/security.ts';
import type { Statement } from '#core/gosuslugi/diagnose.ts';
import { ok } from '#core/result.ts';
import { BOT_TOKEN, initData, texts } from './pages-world.ts';

const CHAT = '7001';
const clock = { now: () => new Date('2026-11-22T12:00:00Z') };

describe('the page that compares, as a Mini App', () => {
  let compared: Statement[];
  beforeEach(() => {
    compared = [];
  });

  /** One page, of chat 7001, which takes whatever it is told. */
  const app = new Hono<PageEnv>().use(pageHeaders({ framed: true })).route(
    '/gosuslugi',
    comparePage({
      texts,
      answers: answers({ texts, chatUrl: () => 'https://t.me/propusk_bot' }),
      comparing: {
        look: async () => ok({ language: 'ru', chatId: CHAT, dataUrl: 'https://lk.gosuslugi.ru' }),
        async compare(_, statement) {
          compared.push(statement);
          return ok({ snils: 'same', email: 'not-on-gosuslugi', phone: 'not-on-gosuslugi' });
        },
      },
      clock,
      miniAppOf: BOT_TOKEN,
    }),
  );

  const post = (init: string, headers: Record<string, string> = {}) =>
    app.request('/gosuslugi/token', {
      method: 'POST',
      body: new URLSearchParams({ snils: '112-233-445 95', init }),
      headers,
    });

  it('shows nothing of the person before it knows who opened it', async () => {
    const answer = await app.request('/gosuslugi/token');
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain(texts.plain('ru', 'web-gosuslugi-outside-text'));
    expect(text).not.toContain(CHAT);
  });

  it('takes what the chat’s own person typed', async () => {
    const answer = await post(initData(7001, clock.now()));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(texts.plain('ru', 'gosuslugi-same'));
    expect(compared).toEqual([{ snils: '11223344595', email: null, phone: null }]);
  });

  it.each([
    ['absent', ''],
    ['of another user', initData(7002, clock.now())],
    ['of another bot', initData(7001, clock.now(), '1:another')],
    ['older than five minutes', initData(7001, new Date(clock.now().getTime() - 301_000))],
  ])('abuse 34: compares nothing when Telegram’s word is %s', async (_, init) => {
    const answer = await post(init);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(texts.plain('ru', 'web-gosuslugi-outside-title'));
    expect(compared).toEqual([]);
  });

  it('compares nothing for another site’s form', async () => {
    const answer = await post(initData(7001, clock.now()), { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(compared).toEqual([]);
  });
});
