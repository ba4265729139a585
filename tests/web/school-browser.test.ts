import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { webApp } from '#bot/web/app.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import type { Language } from '#core/language.ts';
import { languages } from '#core/language.ts';
import { loadTexts } from '#locales/texts.ts';
import { BROWSER_PATIENCE, launchBrowser, openWindow } from '#tests/support/browser.ts';
import { GOOD, OTHER, type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

vi.setConfig(BROWSER_PATIENCE);

const texts = loadTexts();
let browser: Browser;
let server: WebServer;
let world: SchoolWorld;
let school: SchoolRow;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await listen('127.0.0.1', 0);
  world = await schoolWorld({ publicUrl: server.url });
  server.mount(webApp({ parts: [], pages: world.app, ready: async () => undefined }));
  school = await world.school('Гимназия № 1399 имени Константина Дмитриевича Ушинского');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await world?.close();
});

/** The smallest phone that people have. */
const PHONE = { width: 320, height: 640 };

interface Visit {
  window: BrowserContext;
  page: Page;
  say(key: string, args?: Record<string, string>): string;
  /** Goes to a path of ours. */
  opens(path: string): Promise<void>;
  /** Goes to the next page by something of this one. */
  leaves(by: Locator): Promise<void>;
  presses(key: string): Promise<void>;
  follows(key: string): Promise<void>;
  fills(fields: Record<string, string>): Promise<void>;
  /** Holds what is shown to the rules of accessibility, and to the width of the phone. */
  isFine(name: string): Promise<void>;
}

async function visit(language: Language, options: Parameters<typeof openWindow>[1] = {}): Promise<Visit> {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  const window = await openWindow(browser, { locale, viewport: PHONE, ...options });
  const page = await window.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  const say = (key: string, args = {}): string => texts.plain(language, `web-${key}`, args);
  /** What is looked at next is the next page, however long the server thinks about it. */
  const leaves = async (by: Locator): Promise<void> => {
    const loaded = page.waitForEvent('load');
    await Promise.all([loaded, by.click()]);
  };
  return {
    window,
    page,
    say,
    opens: async (path) => {
      await page.goto(server.url + path);
    },
    leaves,
    presses: (key) => leaves(page.getByRole('button', { name: say(key), exact: true })),
    follows: (key) => leaves(page.getByRole('link', { name: say(key), exact: true })),
    async fills(fields) {
      for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
    },
    async isFine(name) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        name,
      ).toEqual([]);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide, `the width of ${name}`).toBeLessThanOrEqual(PHONE.width);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    },
  };
}

describe.each(languages)('the school’s pages on a small phone, in %s', (language) => {
  it('register a parent of two children', async () => {
    const { page, opens, fills, presses, isFine, say, window } = await visit(language);
    const cards = [];
    for (const name of ['Николаева Варвара Константиновна', 'Николаев Пётр']) {
      const childId = await world.card(school, { role: 'student', name });
      cards.push({ personId: await world.card(school, { role: 'parent', childId }), role: 'parent' as const });
    }
    const { path } = await world.enrollPage(school, cards, language);
    await opens(path);
    await isFine('enroll');
    await fills({ login: 'я', password: 'abc' });
    expect(await page.locator('#count').textContent()).toContain('3');
    await page.getByLabel(say('password-show')).check();
    expect(await page.locator('#password').getAttribute('type')).toBe('text');
    await presses('enroll-button');
    await isFine('enroll-trouble');
    await fills({ fullName: 'Николаева Ольга', login: 'olga', email: 'olga@example.org', password: GOOD });
    await presses('enroll-button');
    await page.getByRole('heading', { name: say('enrolled-title') }).waitFor();
    await isFine('enrolled');
    await page.getByRole('link', { name: say('enrolled-sign-in') }).click();
    await page.getByRole('heading', { name: say('login-title') }).waitFor();
    await window.close();
  });

  it('sign in, show the account, change it, and sign out', async () => {
    const { page, opens, fills, presses, follows, isFine, say, window } = await visit(language);
    const { login } = await world.account(school, { confirmed: false });
    await opens(`/s/${school.slug}/login`);
    await isFine('login');
    await fills({ login, password: OTHER });
    await presses('login-button');
    await isFine('login-wrong');
    await fills({ password: GOOD });
    await presses('login-button');
    await page.getByText(login).waitFor();
    await isFine('account');
    await presses('account-resend');
    await isFine('account-note');
    await follows('account-change-email');
    await isFine('email');
    await fills({ email: 'olga', password: '' });
    await presses('email-button');
    await isFine('email-trouble');
    await opens(`/s/${school.slug}/new-password`);
    await isFine('new-password');
    await fills({ current: GOOD, password: OTHER });
    await presses('new-password-button');
    await page.getByText(say('account-note-changed')).waitFor();
    await presses('account-sign-out');
    await page.getByText(say('login-note-signed-out')).waitFor();
    await isFine('signed-out');
    await window.close();
  });

  it('find the school, take a code on, and restore access', async () => {
    const { page, opens, fills, leaves, presses, follows, isFine, say, window } = await visit(language);
    const email = `restore-${language}@example.org`;
    await world.account(school, { email });
    await opens('/hello');
    await isFine('hello');
    await fills({ q: '1399' });
    await presses('hello-button');
    await isFine('hello-found');
    await leaves(page.getByRole('link', { name: school.name }));
    await follows('login-code');
    await isFine('code');
    await fills({ code: 'zz12' });
    await presses('code-button');
    await isFine('code-trouble');
    await fills({ code: 'pt1o095tc' });
    await presses('code-button');
    await page.getByRole('link', { name: say('code-go-button') }).waitFor();
    await isFine('code-go');

    await opens(`/s/${school.slug}/forgot`);
    await isFine('forgot');
    await fills({ email });
    await presses('forgot-button');
    await page.getByRole('heading', { name: say('forgot-sent-title') }).waitFor();
    await isFine('forgot-sent');
    const asked = { institutionId: 'eljur', schoolId: school.id, email };
    const [opened] = await world.inCore(({ recovery }) => recovery.openByEmail(asked));
    const reset = `/reset/${world.secrets.token('page', opened?.pageId ?? '')}`;
    await opens(reset);
    await isFine('reset');
    await fills({ password: OTHER });
    await presses('reset-button');
    await page.getByRole('heading', { name: say('reset-done-title') }).waitFor();
    await isFine('reset-done');
    await opens(reset);
    await isFine('reset-used');
    await window.close();
  });

  it('can be read in the dark', async () => {
    const { opens, isFine, window } = await visit(language, { colorScheme: 'dark' });
    for (const path of ['/hello?q=1399', `/s/${school.slug}/login`, `/s/${school.slug}/forgot`, '/s/nowhere']) {
      await opens(path);
      await isFine(path);
    }
    await window.close();
  });
});

it('work without scripts', async () => {
  const { opens, fills, presses, page, window } = await visit('ru', { javaScriptEnabled: false });
  const { login } = await world.account(school);
  await opens(`/s/${school.slug}/login`);
  await fills({ login, password: GOOD });
  await presses('login-button');
  await page.getByText(login).waitFor();
  await opens(`/s/${school.slug}/new-password`);
  await fills({ current: GOOD, password: OTHER });
  await presses('new-password-button');
  await page.getByText(texts.plain('ru', 'web-account-note-changed')).waitFor();
  await window.close();
});
