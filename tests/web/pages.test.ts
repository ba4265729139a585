import { describe, expect, it } from 'vitest';
import { verifyPassword } from '#core/accounts/password.ts';
import { formOf, initData, pagesWorld, texts } from './pages-world.ts';

const GOOD = 'зелёный чайник поёт басом';
const ru = (key: string): string => texts.plain('ru', `web-${key}`);

describe('the page behind a letter’s link', () => {
  it('shows the masked address and one button; the button confirms and leads back to the chat', async () => {
    const { get, post, link } = pagesWorld();
    const page = await get('/l/open');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="ru">');
    expect(page.text).toContain('a***@example.ru');
    expect(page.text).toContain('Сеченовский университет');
    expect(page.text.match(/<button/g)).toHaveLength(1);

    const done = await post('/l/open', { form: formOf(page.text) }, { 'Sec-Fetch-Site': 'same-origin' });
    expect(done.status).toBe(200);
    expect(done.text).toContain(ru('link-confirmed-title'));
    expect(done.text).toContain('href="https://t.me/propusk_bot"');
    expect(link.state).toBe('confirmed');
  });

  it('changes nothing when a scanner gets it, heads it, prefetches it or posts to it blindly (abuse case 6)', async () => {
    const { get, post, link } = pagesWorld();
    await get('/l/open', {}, 'HEAD');
    const { text } = await get('/l/open', { Purpose: 'prefetch' });
    expect((await post('/l/open', {})).status).toBe(403);
    expect((await post('/l/open', { form: 'guess' })).status).toBe(403);
    expect((await post('/l/open', { form: formOf(text) }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect(link.state).toBe('waiting');
  });

  it('lets a real person through whose browser says little, or whose form was refused before', async () => {
    const { post, link } = pagesWorld();
    const refused = await post('/l/open', { form: '' });
    expect(refused.text).toContain(ru('press-again'));
    expect((await post('/l/open', { form: formOf(refused.text) }, { Origin: 'null' })).status).toBe(200);
    expect(link.state).toBe('confirmed');
  });

  it.each([
    ['confirmed', 'link-used'],
    ['expired', 'link-expired'],
    ['replaced', 'link-replaced'],
  ] as const)('says kindly that it is %s, to GET and POST alike', async (state, key) => {
    const { get, post, link } = pagesWorld();
    const { text } = await get('/l/open');
    link.state = state;
    for (const answer of [await get('/l/open'), await post('/l/open', { form: formOf(text) })]) {
      expect(answer.status).toBe(410);
      expect(answer.text).toContain(ru(`${key}-title`));
      expect(answer.text).toContain('https://t.me/propusk_bot');
      expect(answer.text).not.toContain('<form');
    }
  });

  it('answers an unknown link in both languages', async () => {
    const { get, post } = pagesWorld();
    for (const answer of [await get('/l/forged'), await post('/l/forged', {})]) {
      expect(answer.status).toBe(404);
      expect(answer.text).toContain(ru('link-unknown-title'));
      expect(answer.text).toContain(texts.plain('en', 'web-link-unknown-title'));
    }
  });

  it('tells the owner of a school account what its address is good for, and of no next step', async () => {
    const { get, post, link } = pagesWorld();
    Object.assign(link, { institutionId: 'eljur', ofAccount: true });
    const page = await get('/l/open');
    expect(page.text).toContain(texts.plain('ru', 'web-address-text', { institution: 'Школа (ЭлЖур)' }));
    const done = await post('/l/open', { form: formOf(page.text) });
    expect(done.text).toContain(ru('address-confirmed-text'));
    expect(done.text).not.toContain(ru('link-confirmed-text'));
  });

  it('speaks the conversation’s language', async () => {
    const { get, link } = pagesWorld();
    link.language = 'en';
    const { text } = await get('/l/open', { 'Accept-Language': 'ru' });
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('Sechenov University');
    expect(text).not.toMatch(/[а-яё]/i);
  });
});

describe('the password page as an ordinary link', () => {
  it('takes a good password and hands on its hash only', async () => {
    const { get, post, password } = pagesWorld();
    const page = await get('/p/open');
    expect(page.text).toContain('autocomplete="new-password"');
    expect(page.text).toContain('Петрова Анна Сергеевна');
    expect(page.text).not.toContain('name="init"');

    const done = await post('/p/open', { password: GOOD });
    expect(done.status).toBe(200);
    expect(done.text).toContain(ru('page-done-title'));
    expect(await verifyPassword(password.hash ?? '', GOOD)).toBe(true);
  });

  it.each([
    ['', 'password-empty'],
    ['короткий', 'password-too-short'],
    ['Петрова_1999', 'password-personal'],
    ['gfhjkm12345', 'password-common'],
    ['ababababababab', 'password-weak'],
    ['"><b>x', 'password-too-short'],
  ])('comes back with what is wrong with %j, and without the password', async (typed, key) => {
    const { post, password } = pagesWorld();
    const again = await post('/p/open', { password: typed });
    expect(again.status).toBe(422);
    expect(again.text).toContain(texts.html('ru', `errors-${key}`));
    expect(again.text).toContain('role="alert"');
    if (typed) expect(again.text).not.toContain(typed);
    expect(password.hash).toBeUndefined();
  });

  it.each([
    ['page.used', 410, 'page-used'],
    ['page.expired', 410, 'page-expired'],
    ['page.unknown', 404, 'page-unknown'],
    ['registration.incomplete', 409, 'page-incomplete'],
  ] as const)('has a kind page for %s', async (end, status, key) => {
    const { get, post, password } = pagesWorld();
    password.end = end;
    for (const answer of [await get('/p/open'), await post('/p/open', { password: GOOD })]) {
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(ru(`${key}-title`));
      expect(answer.text).toContain(texts.plain('en', `web-${key}-title`));
    }
  });

  it('refuses a form of another site’s page', async () => {
    const { post, password } = pagesWorld();
    expect((await post('/p/open', { password: GOOD }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect(password.hash).toBeUndefined();
  });
});

describe('the password page as a Mini App (abuse case 34)', () => {
  const miniApp = { publicUrl: 'https://pass.example.ru' };

  it('takes the password of the chat’s own person and closes itself', async () => {
    const { get, post, clock, password } = pagesWorld(miniApp);
    const page = await get('/p/open');
    expect(page.text).toContain('name="init"');
    // Whoever found the link learns no name from it.
    expect(page.text).not.toContain('Петрова');
    const done = await post('/p/open', { password: GOOD, init: initData(7001, clock.at) });
    expect(done.status).toBe(200);
    expect(done.text).toContain('web_app_close');
    expect(password.hash).toMatch(/^\$argon2id\$/);
  });

  it('keeps Telegram’s word, not the password, when the password must be changed', async () => {
    const { post, clock } = pagesWorld(miniApp);
    const word = initData(7001, clock.at);
    const again = await post('/p/open', { password: 'короткий', init: word });
    expect(again.status).toBe(422);
    expect(again.text).toContain(`value="${word.replaceAll('&', '&amp;')}"`);
  });

  it.each([
    ['absent', () => '', 'outside-absent'],
    ['forged', (at: Date) => initData(7001, at, '999:ZZ'), 'outside-forged'],
    ['another person’s', (at: Date) => initData(7002, at), 'outside-forged'],
    ['older than five minutes', (at: Date) => initData(7001, new Date(at.getTime() - 301_000)), 'outside-old'],
  ])('refuses when Telegram’s word is %s', async (_what, word, key) => {
    const { post, clock, password } = pagesWorld(miniApp);
    const refused = await post('/p/open', { password: GOOD, init: word(clock.at) });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(ru(`${key}-title`));
    expect(password.hash).toBeUndefined();
  });
});

describe('every page', () => {
  it.each(['/l/open', '/l/forged', '/p/open', '/p/forged', '/p/broken', '/nowhere'])(
    '%s is locked down',
    async (path) => {
      const { get } = pagesWorld();
      const { headers, text } = await get(path);
      const policy = headers.get('Content-Security-Policy') ?? '';
      const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
      expect(nonce).toBeTruthy();
      expect(text).toContain(`<style nonce="${nonce}">`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\/(?!t\.me)/);
    },
  );

  it('lets Telegram’s web versions frame the Mini App only', async () => {
    const { get } = pagesWorld({ publicUrl: 'https://pass.example.ru' });
    expect((await get('/p/open')).headers.get('Content-Security-Policy')).toContain('https://web.telegram.org');
    expect((await get('/l/open')).headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  });

  it('builds no address out of the request’s headers (abuse case 3)', async () => {
    const { get } = pagesWorld();
    const evil = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' };
    for (const path of ['/l/open', '/p/open', '/nowhere'])
      expect((await get(`http://evil.example${path}`, evil)).text).not.toContain('evil.example');
  });

  it('is not logged with its token, nor with what was sent or thrown (abuse case 37)', async () => {
    const { get, post, lines } = pagesWorld();
    await get('/l/open');
    await get('/l/SECRETTOKEN');
    await post('/p/open', { password: GOOD });
    expect((await get('/p/broken')).status).toBe(500);
    expect(lines).toHaveLength(5);
    expect(lines.join('')).toContain('"page":"password"');
    expect(lines.join('')).not.toMatch(/SECRETTOKEN|\/open|чайник|anna@/);
  });

  it('stops a flood of POSTs from one remote, and no one else', async () => {
    const { post, get, clock } = pagesWorld({ rate: { burst: 3, perSecond: 1 } });
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await post('/l/forged', {})).status);
    expect(statuses).toEqual([404, 404, 404, 429]);
    expect((await get('/l/open')).status).toBe(200);
    clock.at = new Date(clock.at.getTime() + 1000);
    expect((await post('/l/forged', {})).status).toBe(404);
  });

  it('takes no body larger than a form', async () => {
    const { post } = pagesWorld();
    expect((await post('/p/open', { password: 'x'.repeat(17_000) })).status).toBe(413);
  });
});
