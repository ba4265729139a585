import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import QRCode from 'qrcode';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readQr } from '#bot/intake/qr.ts';
import type { PrintedSheet, SheetPile } from '#bot/sandbox/page/protocol.ts';
import type { SheetRack } from '#bot/sandbox/sheets.ts';
import { BROWSER_PATIENCE, launchBrowser, openPage } from '#tests/support/browser.ts';
import { pageWorld } from './page-world.ts';

vi.setConfig(BROWSER_PATIENCE);

let browser: Browser;
let world: Awaited<ReturnType<typeof pageWorld>>;
let page: Page;
let piles: SheetPile[];
let mistakes: string[];
let printed: unknown[];
/** How the page is told what lies on the table. */
let answers: (now: SheetPile[]) => Promise<SheetPile[]>;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  mistakes = [];
  printed = [];
  answers = async (now) => now;
  piles = [
    {
      ...{ id: 'pile-6', schoolName: 'Школа № 1399', className: '6А' },
      sheets: [await sheet('1', 'pt4k7m2x9qrw'), await sheet('2', 'stab3d5e6f7h', { addressee: 'pupil' })],
    },
    {
      ...{ id: 'pile-staff', schoolName: 'Школа № 1399', className: '' },
      sheets: [await sheet('3', 'tr2345678abc', { addressee: 'staff', className: '', name: 'Учителева Марина' })],
    },
  ];
  const sheets: SheetRack = {
    piles: () => answers(piles),
    pdf: async (...asked) => {
      printed.push(asked);
      return asked[0] === 'pile-6' ? Buffer.from('%PDF-1.7') : null;
    },
  };
  world = await pageWorld({ sheets });
  return async () => {
    await page.context().close();
    await world.close();
    expect(mistakes).toEqual([]);
  };
});

async function sheet(id: string, code: string, more: Partial<PrintedSheet> = {}): Promise<PrintedSheet> {
  return {
    ...{ id, code, addressee: 'parents', name: 'Николаева Вера', className: '6А', schoolName: 'Школа № 1399' },
    address: '127.0.0.1:3000/s/1399/code',
    journal: '1399.eljur.ru/hello',
    qr: await QRCode.toDataURL(`https://t.me/propusk_sandbox_bot?start=${code}`, { margin: 4, scale: 6 }),
    ...more,
  };
}

async function open(options: BrowserContextOptions = {}, address = world.url): Promise<void> {
  page = await openPage(browser, address, options, mistakes);
  await page.locator('.person-row').first().waitFor({ state: 'attached' });
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const sees = (text: string | RegExp) => page.getByRole('log').getByText(text).first().waitFor();
const lastOf = (at: number) => world.telegram.people()[at]?.chat.findLast(({ from }) => from === 'person');

async function takes(name: RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Листки' }).click();
  await page.getByRole('region', { name: 'Листки' }).getByRole('button', { name }).click();
}

describe('a printed sheet', () => {
  it('is scanned by the chosen person’s camera: the bot is started with its code', async () => {
    await open();
    await takes(/^Родителям \(6А\)/);
    await page.getByText('pt4k7m2x9qrw').waitFor();
    await button('Навести камеру: Анна').click();

    await sees('/start pt4k7m2x9qrw');
    expect(lastOf(0)?.text).toBe('/start pt4k7m2x9qrw');

    await page.getByRole('region', { name: 'Люди' }).getByRole('button', { name: 'Пётр Образцов' }).click();
    await button('Навести камеру: Пётр').click();
    await sees('/start pt4k7m2x9qrw');
    expect(lastOf(1)?.text).toBe('/start pt4k7m2x9qrw');
  });

  it('is photographed, and the photo that arrives in the chat can be read', async () => {
    await open();
    await button('Начать').click();
    await sees('Здравствуйте!');
    await takes(/^Ученику \(6А\)/);
    await button('Сфотографировать QR и отправить в чат').click();
    await sees('Такое сообщение я не понимаю.');

    const file = world.telegram.file(lastOf(0)?.photo?.fileId ?? '');
    expect(await readQr(file?.bytes ?? new Uint8Array())).toBe('https://t.me/propusk_sandbox_bot?start=stab3d5e6f7h');
  });

  it('says so when its code leads elsewhere', async () => {
    const [pile] = piles;
    const elsewhere = {
      ...(await sheet('9', 'x')),
      qr: await QRCode.toDataURL('https://t.me/other_bot?start=x', { scale: 6 }),
    };
    piles = pile ? [{ ...pile, sheets: [elsewhere] }] : [];
    await open();
    await takes(/Николаева Вера/);
    // It goes by itself after a while, so it is looked for from the beginning.
    await Promise.all([
      page.getByText('Этот код ведёт не к боту: https://t.me/other_bot?start=x').waitFor(),
      button('Навести камеру: Анна').click(),
    ]);
    expect(lastOf(0)).toBeUndefined();
  });

  it('lies in its pile, which opens as it comes out of the printer', async () => {
    await open();
    await page.getByRole('navigation').getByRole('button', { name: 'Листки' }).click();
    const link = page.getByRole('link', { name: 'PDF, по 4 на странице' });
    expect(await link.getAttribute('target')).toBe('_blank');
    const address = new URL((await link.getAttribute('href')) ?? '', world.url);
    const pdf = await fetch(address);
    expect([pdf.status, pdf.headers.get('content-type'), await pdf.text()]).toEqual([
      200,
      'application/pdf',
      '%PDF-1.7',
    ]);
    expect(printed).toEqual([['pile-6', 4, 'ru']]);
    expect((await fetch(`${world.url}api/sheets/nothing.pdf?perPage=4&language=ru`)).status).toBe(404);
    expect((await fetch(`${world.url}api/sheets/pile-6.pdf?perPage=3&language=ru`)).status).toBe(400);

    await page.getByLabel('Класс').selectOption({ label: 'Школа № 1399, Сотрудники' });
    await button(/^Сотруднику школы\s*Учителева Марина/).waitFor();
    expect(await page.getByRole('link', { name: 'PDF, по 1 на странице' }).getAttribute('href')).toContain(
      'pile-staff',
    );
  });

  it('goes from the table when it is used, and comes when it is issued', async () => {
    await open();
    await takes(/^Родителям \(6А\)/);
    await page.getByText('pt4k7m2x9qrw').waitFor();
    piles = [];
    world.telegram.people()[0]?.start();
    await page.getByText('Листков пока нет').waitFor();
    piles = [{ id: 'new', schoolName: 'Лицей', className: '1В', sheets: [await sheet('5', 'stq2w3e4r5t6')] }];
    world.telegram.people()[0]?.send('ещё');
    await page.getByRole('option', { name: 'Лицей, 1В' }).waitFor({ state: 'attached' });
  });
});

it('asks what lies on the table once at a time: an older answer that comes late would stay there', async () => {
  let asked = 0;
  let going = 0;
  let most = 0;
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  answers = async (now) => {
    asked += 1;
    going += 1;
    most = Math.max(most, going);
    if (asked === 1) await held;
    going -= 1;
    return now;
  };
  await open();
  await page.getByRole('navigation').getByRole('button', { name: 'Листки' }).click();
  await expect.poll(() => asked).toBe(1);
  piles = [];
  world.telegram.people()[0]?.start();
  await sees('Здравствуйте!');
  letGo();
  await page.getByText('Листков пока нет').waitFor();
  expect(most).toBe(1);
});

describe('a link to the bot', () => {
  it('that another page leads to asks who follows it, and does nothing before', async () => {
    await open({}, `${world.url}open?start=pt4k7m2x9qrw`);
    await page.getByRole('dialog', { name: 'Ссылка на бота' }).waitFor();
    expect(world.telegram.people().every(({ chat }) => chat.length === 0)).toBe(true);
    await page.getByRole('dialog').getByLabel('Кто').selectOption({ label: 'Пётр Образцов' });
    await button('Открыть в чате').click();
    await sees('/start pt4k7m2x9qrw');

    expect(lastOf(1)?.text).toBe('/start pt4k7m2x9qrw');
    expect(page.url()).toBe(world.url);
    await page.reload();
    await sees('/start pt4k7m2x9qrw');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('without a payload leads to the chat that was looked at last', async () => {
    await open();
    await page.getByRole('region', { name: 'Люди' }).getByRole('button', { name: 'Пётр Образцов' }).click();
    const tab = await page.context().newPage();
    await tab.goto(`${world.url}open`);
    await tab.getByText('Вы: Пётр Образцов').waitFor();
    expect(tab.url()).toBe(world.url);
    expect(await tab.getByRole('dialog').count()).toBe(0);
  });

  it('in a message opens here; other links open outside', async () => {
    const anna = world.telegram.people()[0];
    anna?.start();
    await open();
    await sees('Здравствуйте!');
    const say = {
      chat_id: anna?.id,
      parse_mode: 'HTML',
      text: '<a href="https://t.me/propusk_sandbox_bot?start=eljur">сюда</a>',
    };
    const keyboard = [[{ text: 'Кнопка', url: 'https://t.me/propusk_sandbox_bot?start=isu' }]];
    await fetch(`${world.origin}/telegram/bot${world.telegram.token}/sendMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...say, reply_markup: { inline_keyboard: keyboard } }),
    });
    await page.getByRole('log').getByRole('link', { name: 'сюда' }).click();
    await sees('Вы написали: /start eljur');
    await button('Кнопка').click();
    await sees('Вы написали: /start isu');
    expect(page.context().pages()).toHaveLength(1);
    expect(await page.getByRole('link', { name: 'Сайт' }).getAttribute('target')).toBe('_blank');
  });
});

describe('the look', () => {
  it.each([
    ['light', 'ru-RU', 1280],
    ['dark', 'en-GB', 360],
  ] as const)('of sheets is readable for everybody: %s, %s, %i px', async (colorScheme, locale, width) => {
    await open({ colorScheme, locale, viewport: { width, height: 740 } });
    await page.locator('[data-place=sheets]').click();
    await page.locator('[data-sheet]').first().waitFor();
    for (const view of ['pile', 'sheet']) {
      if (view === 'sheet') await page.locator('[data-sheet]').first().click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${view}: ${id}: ${nodes.map((node) => node.html).join('; ')}`)).toEqual(
        [],
      );
      const wide = `[...document.querySelectorAll('html, .side, .panel, .paper')].filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0).length`;
      expect(await page.evaluate(wide)).toBe(0);
    }
  });

  it.each([1280, 360])('stays where it is, whatever gets the focus: %i px', async (width) => {
    const anna = world.telegram.people()[0];
    for (let times = 0; times < 8; times += 1) anna?.start();
    await open({ viewport: { width, height: 640 } });
    if (width === 360) await page.locator('.person-row').first().click();
    await page.getByRole('link', { name: 'Сайт' }).nth(7).waitFor();
    const moved = `[...document.querySelectorAll('button, a, input, textarea, select, .spoken')].map((one) => {
      one.focus();
      one.scrollIntoView({ block: 'start' });
      return document.scrollingElement.scrollTop + document.body.scrollTop;
    }).filter((top) => top > 0).length`;
    expect(await page.evaluate(moved)).toBe(0);
    expect(
      await page.evaluate(
        'document.querySelector(".wall").scrollHeight <= document.querySelector(".wall").clientHeight',
      ),
    ).toBe(true);
  });
});
