import { createHmac } from 'node:crypto';
import pino from 'pino';
import type { LinkPage, LinkView } from '#bot/web/confirm.tsx';
import { type PagesDeps, pages } from '#bot/web/pages.tsx';
import type { PageEnd, PasswordPage, PasswordPageView } from '#bot/web/password.tsx';
import { defaultInstitutions } from '#core/institutions.ts';
import { fail, ok } from '#core/result.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';

export const BOT_TOKEN = '123456:AAbbccddeeff';
export const texts = loadTexts();

/** The pages over a house of one letter (`/l/open`) and one password page (`/p/open`), both Anna's. */
export function pagesWorld(settings: Partial<PagesDeps> = {}) {
  const link: LinkView = {
    ...{ state: 'waiting', maskedEmail: 'a***@example.ru', institutionId: 'isu', language: 'ru', ofAccount: false },
  };
  const links: LinkPage = {
    look: async (token) => (token === 'open' ? ok({ ...link }) : fail('link.unknown')),
    async confirm(token) {
      if (token !== 'open') return fail('link.unknown');
      if (link.state === 'confirmed') return fail('link.used');
      if (link.state !== 'waiting') return fail(`link.${link.state}`);
      link.state = 'confirmed';
      return ok(undefined);
    },
  };

  const password: PasswordPageView & { end?: PageEnd; hash?: string } = {
    language: 'ru',
    fullName: 'Петрова Анна Сергеевна',
    institutionName: 'Сеченовский университет',
    hints: ['Петрова Анна Сергеевна', '+79051234567', 'anna@example.ru'],
    chatId: '7001',
  };
  const passwords: PasswordPage = {
    async look(token) {
      if (token === 'broken') throw new Error('anna@example.ru has broken it');
      if (token !== 'open') return fail('page.unknown');
      return password.end ? fail(password.end) : ok(password);
    },
    async submit(_token, hash) {
      if (password.end) return fail(password.end);
      password.hash = hash;
      password.end = 'page.used';
      return ok(undefined);
    },
  };

  const clock = { at: new Date('2026-11-22T12:00:00Z'), now: () => clock.at };
  const lines: string[] = [];
  const app = pages({
    texts,
    institutions: defaultInstitutions,
    secrets: createSecrets(Buffer.alloc(32, 7)),
    clock,
    log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
    publicUrl: 'http://127.0.0.1:3000',
    botToken: BOT_TOKEN,
    chatUrl: () => 'https://t.me/propusk_bot',
    links,
    passwords,
    transaction: () => Promise.reject(new Error('This world has no database')),
    core: () => {
      throw new Error('This world has no database');
    },
    ...settings,
  });

  return {
    app,
    link,
    password,
    clock,
    lines,
    async get(path: string, headers: Record<string, string> = {}, method = 'GET') {
      const answer = await app.request(path, { method, headers });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
      const answer = await app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
  };
}

/** The hidden word of a page's form. */
export const formOf = (html: string): string => /name="form" value="([^"]*)"/.exec(html)?.[1] ?? '';

/** What Telegram hands to a Mini App that this user opens. */
export function initData(userId: number, at: Date, token = BOT_TOKEN): string {
  const fields = { auth_date: String(Math.floor(at.getTime() / 1000)), user: `{"id":${userId},"first_name":"Анна"}` };
  const key = createHmac('sha256', 'WebAppData').update(token).digest();
  const string = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
  const hash = createHmac('sha256', key).update(string).digest('hex');
  return new URLSearchParams({ ...fields, hash }).toString();
}
