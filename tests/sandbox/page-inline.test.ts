import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BROWSER_PATIENCE, launchBrowser, openPage } from '#tests/support/browser.ts';
import { pageWorld } from './page-world.ts';

vi.setConfig(BROWSER_PATIENCE);

let browser: Browser;
let world: Awaited<ReturnType<typeof pageWorld>>;
let page: Page;
let mistakes: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  world = await pageWorld();
  mistakes = [];
  return async () => {
    await page.context().close();
    await world.close();
    expect(mistakes).toEqual([]);
  };
});

/** Opens the page with a chat that has begun. */
async function open(options: BrowserContextOptions = {}): Promise<void> {
  world.telegram.people()[0]?.start();
  page = await openPage(browser, world.url, options, mistakes);
  await page.locator('.person-row').first().click();
  await field().waitFor();
}

const field = () => page.getByRole('textbox', { name: /^(Сообщение|Message)$/ });
const option = (name: RegExp) => page.getByRole('option', { name });
const offered = () => page.getByRole('option').count();
const sees = (text: string | RegExp) => page.getByRole('log').getByText(text).first().waitFor();
const inChat = (text: string) => page.getByRole('log').getByText(text).count();

describe('typing after the bot’s name', () => {
  it('lists what the bot offers; a click sends it into the chat', async () => {
    await open();
    await field().pressSequentially('@propusk_sandbox_bot 7');
    // Of what is listed before the 7 is typed this one is not on the first page.
    await option(/Статья 27/).waitFor();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(
      ['7', '17', '27'].map((number) => expect.stringMatching(`Статья ${number}\\s+О чём статья ${number}`)),
    );
    await option(/Статья 17/).click();
    await sees('Статья 17');
    await sees('через @propusk_sandbox_bot');
    expect(await field().inputValue()).toBe('');
    expect(await offered()).toBe(0);
    expect(await page.evaluate('document.activeElement.localName')).toBe('textarea');
    expect(await inChat('@propusk_sandbox_bot 7')).toBe(0);
  });

  it('is worked by keys alone, to the end of a long list', async () => {
    await open();
    await field().fill('@propusk_sandbox_bot ');
    await option(/Статья 20/).waitFor();
    expect(await option(/Статья 1\b/).getAttribute('aria-selected')).toBe('true');
    for (let times = 0; times < 19; times += 1) await page.keyboard.press('ArrowDown');
    await option(/Статья 30/).waitFor();
    for (let times = 0; times < 40; times += 1) await page.keyboard.press('ArrowDown');
    const active = await field().getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).innerText()).toContain('Статья 30');
    await page.getByRole('status').getByText('Нашлось: 30').waitFor({ state: 'attached' });
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await sees('Статья 29');
    expect(await field().getAttribute('aria-activedescendant')).toBeNull();
  });

  it('sends nothing before there is anything to pick; Escape gives the field back', async () => {
    await open();
    await field().fill('@propusk_sandbox_bot nothing has this');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Ничего не нашлось').waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await field().inputValue()).toBe('');
    await field().fill('@somebody_else hello');
    await page.keyboard.press('Enter');
    await sees('@somebody_else hello');
    expect(await inChat('nothing has this')).toBe(0);
  });

  it('begins from the menu too, and leads into the chat with the bot', async () => {
    await open();
    await page.getByRole('button', { name: 'Прикрепить', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Вопрос через @propusk_sandbox_bot' }).click();
    await page.getByRole('button', { name: 'Все вопросы' }).click();
    await sees('/start faq');
    expect(await field().inputValue()).toBe('');
  });
});

describe('the look', () => {
  it.each([
    ['light', 'ru-RU', 1280],
    ['dark', 'en-GB', 360],
  ] as const)('of the list is readable for everybody: %s, %s, %i px', async (colorScheme, locale, width) => {
    await open({ colorScheme, locale, viewport: { width, height: 640 } });
    await field().fill('@propusk_sandbox_bot ');
    await option(/Статья 20/).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('; ')}`)).toEqual([]);
    const wide = `[...document.querySelectorAll('html, .bottom, .inline-list')].filter((one) => one.scrollWidth > one.clientWidth).length`;
    expect(await page.evaluate(wide)).toBe(0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/inline-${width}.png` });
  });
});
