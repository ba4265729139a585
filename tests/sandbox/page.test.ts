import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { BROWSER_PATIENCE, launchBrowser, openPage } from '#tests/support/browser.ts';
import { line } from './echo-bot.ts';
import { pageWorld } from './page-world.ts';

type World = Awaited<ReturnType<typeof pageWorld>>;

vi.setConfig(BROWSER_PATIENCE);

let browser: Browser;
let world: World;
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

async function open(options: BrowserContextOptions = {}): Promise<void> {
  page = await openPage(browser, world.url, options, mistakes);
  await page.locator('.person-row').first().waitFor();
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const place = (name: string) => page.getByRole('navigation').getByRole('button', { name });
const log = () => page.getByRole('log');
const choose = (name: string) => page.getByRole('region', { name: 'Люди' }).getByRole('button', { name }).click();
const sees = (text: string | RegExp) => log().getByText(text).first().waitFor();
const gone = (text: string) => log().getByText(text, { exact: true }).first().waitFor({ state: 'detached' });

/** What on the screen is wider than its place. Runs in the page. */
const scrollsSideways = `[...document.querySelectorAll('html, .side, .panel, .log, .people-list, .bottom')]
  .filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0)
  .map((one) => one.className || one.localName)`;

async function says(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Сообщение' }).fill(text);
  await page.keyboard.press('Enter');
}

async function menu(opener: string, item: string): Promise<void> {
  await button(opener).click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('a newcomer', () => {
  it('goes from Start to an open gate', async () => {
    await open();
    await choose('Анна Примерова');
    await page.getByText('Нажмите «Начать», и бот поздоровается.').waitFor();
    await button('Начать').click();
    await sees('Здравствуйте!');
    const site = page.getByRole('link', { name: 'Сайт' });
    expect([await site.getAttribute('target'), await site.getAttribute('href')]).toEqual([
      '_blank',
      'https://isu.sechenov.ru/',
    ]);

    await button('Сеченовский университет').click();
    await sees('Вы выбрали университет.');
    await sees('изменено');

    await button('Поделиться номером').click();
    await page.getByRole('dialog').getByText('+7 900 000-00-01').waitFor();
    await button('Поделиться').click();
    await sees(/Позвоните на/);

    await log().getByRole('link', { name: '+7 800 555-35-35' }).click();
    await page.getByRole('menuitem', { name: 'Позвонить на этот номер' }).click();
    await page.getByText('Звонок дошёл до бота').waitFor();
    expect(JSON.parse(world.heard[0]?.body ?? '')).toMatchObject({ caller: '+79000000001', called: line });

    await world.letter(
      'anna@example.ru',
      'Подтвердите почту',
      'Откройте http://127.0.0.1:1/c',
      '<p>Дорогая Анна, <a href="http://127.0.0.1:1/c">вот ссылка</a></p>',
    );
    await place('Письма непрочитанных: 1').click();
    await button(/Подтвердите почту/).click();
    const letter = page.frameLocator('.letter-page');
    await letter.getByText('Дорогая Анна').waitFor();
    expect(await letter.locator('base').getAttribute('target')).toBe('_blank');
    await button('Простой текст').click();
    expect(await page.getByRole('link', { name: 'http://127.0.0.1:1/c' }).getAttribute('target')).toBe('_blank');
    await place('Письма').waitFor();

    await place('Турникет').click();
    await page.getByText('В этом чате ещё нет картинки с пропуском.').waitFor();
    await says('/pass');
    await button('Увеличить картинку').waitFor();
    await button('Приложить последний пропуск: Анна').click();
    await page.getByRole('status').getByText('Проходите').waitFor();
    await page.getByText('В коде 192 цифры').waitFor();
    await page.getByRole('status').getByText('Примерова Анна Ивановна').waitFor();
  });

  it('loses no click to a letter that comes while it is made', async () => {
    await open();
    await place('Письма').hover();
    await page.mouse.down();
    await world.letter('anna@example.ru', 'Пока палец на кнопке', 'Здравствуйте!', '<p>Здравствуйте!</p>');
    await page.locator('.letter-row').waitFor({ state: 'attached' });
    await page.mouse.up();
    await button(/Пока палец/).click();
    await page.getByRole('heading', { name: 'Пока палец на кнопке' }).waitFor();
    await place('непрочитанных').waitFor({ state: 'detached' });
  });

  it('tries the gate with everything that it must refuse', async () => {
    await open();
    await button('Начать').click();
    await says('/pass');
    await button('Увеличить картинку').waitFor();
    await place('Турникет').click();
    const refusal = (text: string) => page.getByRole('status').getByText(text).waitFor();

    await button('Изменить в нём одну цифру').click();
    await refusal('Подпись не сходится: код изменён или подделан.');
    await button('Приложить последний пропуск: Анна').click();
    await refusal('Проходите');
    await button('Второй вход').click();
    await button('Приложить последний пропуск: Анна').click();
    await refusal('По этому пропуску уже прошли. Обновите его в чате.');

    const file = page.locator('.gate input[type=file]');
    await file.setInputFiles({
      name: 'empty.png',
      mimeType: 'image/png',
      buffer: await page.locator('.brand').screenshot(),
    });
    await refusal('На картинке не нашлось QR-кода.');
    await file.setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
    await refusal('Эту картинку не удалось открыть.');
    await file.setInputFiles({
      name: 'shot.png',
      mimeType: 'image/png',
      buffer: await page.locator('.photo').screenshot(),
    });
    await refusal('По этому пропуску уже прошли. Обновите его в чате.');
  });

  it('rings from another number, and one that leads nowhere', async () => {
    await open();
    await place('Телефон').click();
    await page.getByLabel('С какого номера').selectOption('Другой номер…');
    await page.getByLabel('Номер, с которого вы звоните').fill('8 905 123-45-67');
    await button('Позвонить').click();
    await page.getByText('+7 905 123-45-67 → +7 800 555-35-35').waitFor();
    await page.getByLabel('На какой номер').fill('+7 495 128-43-74');
    await button('Позвонить').click();
    await page.getByText('Этот номер не ведёт к боту').waitFor();
    expect(world.heard).toHaveLength(1);
  });
});

describe('the chat', () => {
  it('sends what a phone can attach, and changes and deletes own messages', async () => {
    await open();
    await button('Начать').click();
    await sees('Здравствуйте!');
    await menu('Прикрепить', 'Стикер');
    await menu('Прикрепить', 'Голосовое сообщение');
    await menu('Прикрепить', 'Чужой контакт');
    await sees('Сосед');
    await menu('Прикрепить', 'Пересланное сообщение');
    await sees('Переслано от: Объявления');
    await page.locator('.chat [data-file=photo]').setInputFiles({
      name: 'me.png',
      mimeType: 'image/png',
      buffer: await page.locator('.brand').screenshot(),
    });
    await button('Увеличить картинку').click();
    await page.getByRole('dialog').getByRole('img').waitFor();
    await page.keyboard.press('Escape');

    await says('Добрый день');
    await sees('Вы написали: Добрый день');
    await menu('Ваше сообщение: Добрый день', 'Изменить');
    await says('Доброе утро');
    await sees('изменено');
    await gone('Добрый день');
    await menu('Ваше сообщение: Доброе утро', 'Удалить');
    await gone('Доброе утро');
  });

  it('offers the bot’s commands, in the language of the person’s Telegram', async () => {
    await open();
    await button('Начать').click();
    await page.getByRole('textbox', { name: 'Сообщение' }).fill('/pa');
    await button('/pass Мой пропуск').waitFor();
    await menu('Ещё', 'Язык Телеграма: английский');
    await button('/pass What /pass does').click();
    await button('Увеличить картинку').waitFor();
  });

  it('shows what the bot answers to a press, and does not run what it writes', async () => {
    await open();
    await button('Начать').click();
    // It goes by itself after a while, so it is looked for from the beginning.
    await Promise.all([page.getByText('English it is').waitFor(), button('English').click()]);
    await says('<img src=x onerror="document.title=1">');
    await sees('Вы написали: <img src=x onerror="document.title=1">');
    expect(await log().locator('img').count()).toBe(0);
  });

  it('blocks the bot and comes back', async () => {
    await open();
    await button('Начать').click();
    await sees('Здравствуйте!');
    await menu('Ещё', 'Заблокировать бота');
    await button('Разблокировать').click();
    await says('Я снова здесь');
    await sees('Вы написали: Я снова здесь');
  });

  it('counts what others have not read, and lets one be anybody', async () => {
    await open();
    await button(/Свой человек/).click();
    await page.getByLabel('Имя', { exact: true }).fill('Мария');
    await page.getByRole('textbox', { name: 'Телефон' }).fill('8 999 111-22-33');
    await button('Добавить').click();
    await page.getByText('Вы: Мария, +7 999 111-22-33').waitFor();
    await button('Начать').click();
    await sees('Здравствуйте!');
    await choose('Анна Примерова');
    world.telegram.people().at(-1)?.send('Кто здесь?');
    await page
      .getByRole('region', { name: 'Люди' })
      .getByRole('button', { name: /Мария.*непрочитанных: 1/ })
      .click();
    await sees('Вы написали: Кто здесь?');
  });

  it('can be used with the keyboard alone', async () => {
    await open();
    await page.getByRole('button', { name: 'Начать', exact: true }).focus();
    await page.keyboard.press('Enter');
    await button('Сеченовский университет').focus();
    await page.keyboard.press('Enter');
    await button('Поделиться номером').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await log().getByRole('link', { name: '+7 800 555-35-35' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Позвонить на этот номер');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('+7 800 555-35-35');
  });

  it('comes back to life by itself after the stream broke', async () => {
    await open();
    await button('Начать').waitFor();
    // It stands until the browser has tried again, so that try is let go when it has been seen.
    let letGo = (): void => undefined;
    const seen = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/api/events', (route) => seen.then(() => route.fallback()));
    world.dropConnections();
    world.telegram.people()[0]?.start();
    await page.getByRole('alert').getByText('Песочница не отвечает.').waitFor();
    letGo();
    await sees('Здравствуйте!');
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    mistakes = mistakes.filter((mistake) => !mistake.includes('net::ERR_'));
  });

  it('comes back to life by itself after a restart that took its time', async () => {
    await open();
    await button('Начать').waitFor();
    world.beStarting(true);
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/api/events') && answer.status() === 503);
    world.dropConnections();
    await refused;
    world.beStarting(false);
    world.telegram.people()[0]?.start();
    await sees('Здравствуйте!');
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    mistakes = mistakes.filter((mistake) => !/net::ERR_|503/.test(mistake));
  });
});

describe('the look', () => {
  it.each([
    ['light', 'ru-RU', 1280],
    ['dark', 'en-GB', 1280],
    ['light', 'en-GB', 360],
    ['dark', 'ru-RU', 360],
  ] as const)('is readable for everybody: %s, %s, %i px', async (colorScheme, locale, width) => {
    world.telegram.people()[0]?.start();
    await world.letter('anna@example.ru', 'Подтвердите почту', 'Текст', '<p>Текст</p>');
    await world.exchange.call({ from: '+79000000001', to: line });
    await open({ colorScheme, locale, viewport: { width, height: 740 } });
    world.telegram.people()[0]?.send('/pass');
    await page.locator('.photo img').waitFor({ state: 'attached' });

    const views =
      width === 360 ? ['people', 'letters', 'telephone', 'gate', 'about'] : ['letters', 'telephone', 'gate', 'about'];
    for (const view of [...views, 'chat', 'letter']) {
      if (view === 'chat') {
        if (width === 360) await page.locator('[data-place=people]').click();
        await page.locator('.person-row').first().click();
      } else if (view === 'letter') {
        await page.locator('[data-place=letters]').click();
        await page.locator('.letter-row').first().click();
        // A letter runs no scripts, axe's neither: the rest of the view is judged.
        await page.locator('.letter-pane .segments button').last().click();
        await page.locator('.letter-page').waitFor({ state: 'detached' });
      } else await page.locator(`[data-place=${view}]`).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${view}: ${id}: ${nodes.map((node) => node.html).join('; ')}`)).toEqual(
        [],
      );
      expect(await page.evaluate(scrollsSideways)).toEqual([]);
    }
  });

  it('speaks the other language at one tap, and remembers the theme', async () => {
    await open();
    await button('Switch the page to English').click();
    await button('Start').click();
    await sees('Здравствуйте!');
    await place('Gate').click();
    await page.getByText('Show the gate a pass from the chat.').waitFor();
    await button('Light or dark theme').click();
    await page.reload();
    await place('Gate').waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  });
});
