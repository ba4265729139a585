import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { webApp } from '#bot/web/app.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import { type Language, languages } from '#core/language.ts';
import { loadTexts, type TextArgs } from '#locales/texts.ts';
import { BROWSER_PATIENCE, launchBrowser, openWindow } from '#tests/support/browser.ts';
import { type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

vi.setConfig(BROWSER_PATIENCE);

const texts = loadTexts();
let browser: Browser;
let server: WebServer;
let world: SchoolWorld;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await listen('127.0.0.1', 0);
  world = await schoolWorld({ publicUrl: server.url });
  server.mount(webApp({ parts: [], pages: world.app, ready: async () => undefined }));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await world?.close();
});

/** The smallest phone that people have. */
const PHONE = { width: 320, height: 640 };

const LIST = `Класс;Ученик;Дата рождения;Родители;E-mail;СНИЛС
6А;Константинопольская Александра Всеволодовна;31.05.2014;Константинопольская Ольга, Николаев Пётр;anna@example.org;112-233-445 95
6А;Абрамов Лев;02.11.2014;;lev@;112-233-445 96
7Б;Соколова Анна;32.13.2014;Соколов Иван;;
;Потерянный Пётр;;;;`;

/** A curator's one-time address of the desk. */
async function deskOf(school: SchoolRow, language: Language): Promise<string> {
  const chat = await world.chat(language);
  return world.inCore(async ({ curators, desk }) => {
    const { link } = await curators.add(school.id, 'Климова Ирина');
    const accepted = await curators.accept(chat, link);
    const page = accepted.ok ? await desk.openPage(accepted.value.id, chat) : null;
    if (!page?.ok) throw new Error('No desk');
    return `/desk/${world.secrets.token('page', page.value)}`;
  });
}

describe.each(languages)('the curator’s desk on a small phone, in %s', (language) => {
  it('shows every page whole, and to everybody', async () => {
    const school = await world.school('Гимназия № 1399 имени Константина Дмитриевича Ушинского');
    const window = await openWindow(browser, { locale: language === 'ru' ? 'ru-RU' : 'en-GB', viewport: PHONE });
    const page: Page = await window.newPage();
    page.on('pageerror', (error) => {
      throw error;
    });
    const say = (key: string, args: TextArgs = {}): string => texts.plain(language, `web-desk-${key}`, args);
    // What is looked at next is the next page, however long the server thinks about it.
    const leaves = async (by: Locator): Promise<void> => {
      const loaded = page.waitForEvent('load');
      await Promise.all([loaded, by.click()]);
    };
    const presses = (key: string, args?: TextArgs): Promise<void> =>
      leaves(page.getByRole('button', { name: say(key, args), exact: true }));
    const follows = (name: string): Promise<void> => leaves(page.getByRole('link', { name, exact: true }).first());
    const isFine = async (name: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
        name,
      ).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth'), `the width of ${name}`).toBeLessThanOrEqual(
        PHONE.width,
      );
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
    };
    await page.goto(server.url + (await deskOf(school, language)));
    await isFine('entry');
    await presses('entry-button');
    await page.getByText(say('nobody-yet')).waitFor();
    await isFine('empty');
    await follows(say('import'));
    await isFine('import');
    const list = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b\n1;2') };
    await page.locator('#list').setInputFiles(list);
    await presses('import-button');
    await page.getByRole('alert').waitFor();
    await isFine('import-trouble');
    await page.locator('#list').setInputFiles({ ...list, buffer: Buffer.from(LIST) });
    await presses('import-button');
    await page.getByText(say('preview-text')).waitFor();
    await isFine('preview');
    await presses('apply', { lines: 3 });
    await page.getByText(say('applied')).waitFor();
    await isFine('classes');

    await follows(say('class-name', { name: '6А' }));
    await presses('issue-button');
    await page.getByText(say('issued', { count: 5 })).waitFor();
    await isFine('class');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: say('print-button') }).click();
    expect((await download).suggestedFilename()).toBe('invitations.pdf');
    await follows('Константинопольская Александра Всеволодовна');
    await isFine('person');
    await page.getByText(say('correct'), { exact: true }).click();
    await page.locator('#snils').fill('112-233-445 96');
    await page.locator('#phones').fill('8 495 123-45-67');
    await isFine('correcting');
    await presses('correct-button');
    await page.locator('#snils-trouble').waitFor();
    await isFine('correction-trouble');
    await page.locator('#phones').fill('8 905 123-45-67');
    await presses('correct-button');
    await page.getByText(say('corrected', { registered: 'no' }), { exact: true }).waitFor();
    await presses('reinvite');
    await page.getByText(say('code-ready')).waitFor();
    await isFine('code');
    await page.getByText(say('leave-title', { role: 'student' }), { exact: true }).click();
    await presses('leave-button', { role: 'student' });
    await isFine('has-left');
    await presses('back-button');
    await page.getByText(say('is-back')).waitFor();

    await world.account(school, { name: 'Соколова Ирина' });
    await follows(say('find'));
    await page.locator('#query').fill('соколова ирина');
    await presses('find-button');
    await isFine('found');
    await follows('Соколова Ирина');
    await isFine('registered');
    await presses('show-link');
    await page.getByText(say('link-text')).waitFor();
    await isFine('link');
    await presses('set-password');
    await page.getByRole('heading', { name: say('password-is'), exact: true }).waitFor();
    await isFine('password');
    await follows(say('audit'));
    await isFine('audit');
    await follows(say('classes'));
    await presses('leave');
    await isFine('left');
    await page.goto(`${server.url}/desk`);
    await isFine('closed');
    await window.close();
  });
});
