import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import pino from 'pino';
import { expect, it } from 'vitest';
import { gosuslugiSignIn } from '#bot/web/gosuslugi-sign-in.tsx';
import type { SchoolEnv } from '#bot/web/school-pages.ts';
import { pageHeaders } from '#bot/web/security.ts';
import { sessionCookie } from '#bot/web/session.ts';
import { systemClock } from '#core/clock.ts';
import { ok } from '#core/result.ts';
import { createSecrets } from '#core/secrets.ts';
import { texts } from './pages-world.ts';

const publicUrl = 'https://propusk.example';

it('seals the errand into a cookie that only https carries and no other host can set', async () => {
  const asked: string[] = [];
  const { begin } = gosuslugiSignIn({
    ...{ texts, publicUrl, clock: systemClock, log: pino({ level: 'silent' }) },
    secrets: createSecrets(Buffer.alloc(32, 7)),
    cookie: sessionCookie(publicUrl),
    chatUrl: () => 'https://t.me/propusk_bot',
    house: () => Promise.reject(new Error('Beginning asks nothing of the house')),
    provider: {
      async begin(redirectUri) {
        asked.push(redirectUri);
        const errand = { state: 'state-of-it', nonce: 'nonce-of-it', verifier: 'verifier-of-it' };
        return ok({ address: new URL('https://id.example/auth'), errand });
      },
      finish: () => Promise.reject(new Error('Nobody comes back here')),
    },
  });
  const school = createMiddleware<SchoolEnv>(async (c, next) => {
    c.set('language', 'ru');
    const view = { slug: '1399', number: '1399', name: 'Школа № 1399', region: 'Москва', host: '1399.eljur.ru' };
    c.set('school', { ...view, id: 'school', institutionId: 'eljur', url: 'https://1399.eljur.ru', curators: 1 });
    return next();
  });
  const app = new Hono<SchoolEnv>().use(pageHeaders({ framed: false }), school).route('/s/1399', begin);
  const answer = await app.request('http://evil.example/s/1399/gosuslugi', { method: 'POST' });

  expect(asked).toEqual([`${publicUrl}/gosuslugi/callback`]);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-propusk_gosuslugi=[\w-]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const sealed = Buffer.from(/=([\w-]+);/.exec(cookie)?.[1] ?? '', 'base64url').toString('latin1');
  for (const part of ['state-of-it', 'nonce-of-it', 'verifier-of-it']) expect(sealed).not.toContain(part);
});
