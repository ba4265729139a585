import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadTexts } from '#locales/texts.ts';
import { CLIENT, DIGITS, olga, type Provider, startProvider } from '#tests/gosuslugi/world.ts';
import { BROWSER_PATIENCE, launchBrowser, openWindow } from '#tests/support/browser.ts';
import { card, inCore, type SchoolOfTest, school, secretsOf } from '#tests/support/school.ts';
import { World } from '#tests/support/world.ts';

vi.setConfig(BROWSER_PATIENCE);

const texts = loadTexts();
const stranger = { ...olga, id: 'stranger', familyName: 'Безвестная', snils: '087-654-303 00' };

describe.each(['ru', 'en'] as const)('Gosuslugi in a real browser, in %s', (language) => {
  const say = (key: string): string => texts.plain(language, key);
  let world: World;
  let provider: Provider;
  let place: SchoolOfTest;
  let browser: Browser;
  let accountId: string;

  beforeAll(async () => {
    provider = await startProvider(() => `${world.url}/gosuslugi/callback`, [olga, stranger]);
    world = await World.open({
      settings: {
        GOSUSLUGI_ISSUER: provider.issuer,
        GOSUSLUGI_CLIENT_ID: CLIENT.clientId,
        GOSUSLUGI_CLIENT_SECRET: CLIENT.clientSecret,
      },
    });
    place = await school(world);
    const snilsHash = secretsOf(world).hash('snils', DIGITS);
    const personId = await card(world, place, { role: 'parent', name: 'Николаева Ольга Петровна', snilsHash });
    const account = await world.database.prisma.account.create({
      data: {
        ...{ institutionId: 'eljur', schoolId: place.id, personId, passwordHash: '-', createdAt: world.clock.now() },
        ...{ login: 'olga777', loginKey: 'olga777', subject: 777 },
      },
    });
    accountId = account.id;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
    await provider?.close();
  });

  async function window<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const context = await openWindow(browser, {
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
      viewport: { width: 320, height: 640 },
    });
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  const login = (): string => `${world.url}/s/${place.slug}/login`;

  /** Nothing that axe finds, nothing beyond a small phone's edge. */
  async function isFitForAll(page: Page): Promise<void> {
    // All of it, also what comes below the words that were waited for.
    await page.waitForLoadState();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    // Written for the page, whose `document` this side does not know.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  }

  it('signs in from the login page’s button, through the provider, without scripts of ours', async () => {
    await window(async (page) => {
      await page.goto(login());
      await page.getByRole('button', { name: say('web-gosuslugi-sign-in') }).click();
      await page.getByRole('button', { name: /^Николаева/ }).click();
      await page.waitForURL(`${world.url}/s/${place.slug}/account`);
      expect(await page.textContent('main')).toContain('olga777');
    });
  });

  it('shows a page that everybody can read when nobody was found', async () => {
    await window(async (page) => {
      await page.goto(login());
      await page.getByRole('button', { name: say('web-gosuslugi-sign-in') }).click();
      await page.getByRole('button', { name: /^Безвестная/ }).click();
      await page.getByRole('heading', { name: say('web-gosuslugi-failed-title') }).waitFor();
      await isFitForAll(page);
      await page.getByRole('link', { name: say('web-gosuslugi-back-to-login') }).click();
      await page.waitForURL(login());
    });
  });

  it('compares on a page that everybody can read', async () => {
    const chat = { botId: 7000000009n, chatId: BigInt(language === 'ru' ? 1 : 2) };
    const { conversation } = world.database.prisma;
    const where = { journey: 'school', step: 'home', createdAt: world.clock.now() };
    await conversation.create({ data: { ...chat, ...where, language, accountId } });
    const id = await inCore(world, ({ gosuslugi }) => gosuslugi.openPage(chat, accountId));
    await window(async (page) => {
      await page.goto(`${world.url}/gosuslugi/${secretsOf(world).token('page', id)}`);
      await isFitForAll(page);
      const send = page.getByRole('button', { name: say('web-gosuslugi-button') });
      await page.getByLabel(say('web-gosuslugi-snils-label')).fill('112-233-445 96');
      await send.click();
      await page.getByText(say('errors-snils-checksum')).waitFor();
      await isFitForAll(page);
      await page.getByLabel(say('web-gosuslugi-snils-label')).fill('112-233-445 95');
      await send.click();
      await page.getByText(say('gosuslugi-same')).waitFor();
      await isFitForAll(page);
    });
  });
});
