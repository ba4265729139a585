import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sandboxOperators } from '#bot/sandbox/desk.ts';
import { BROWSER_PATIENCE, launchBrowser, openPage } from '#tests/support/browser.ts';
import { pageWorld } from './page-world.ts';

vi.setConfig(BROWSER_PATIENCE);

/** For what the page asks the server. */
const PATIENCE = { timeout: 30_000 };
const NAME = '#7 · Примерова А.';

let browser: Browser;
let world: Awaited<ReturnType<typeof pageWorld>>;
let page: Page;
let mistakes: string[];
let chatId: number;
let thread: number;
let cardId: number;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  mistakes = [];
  world = await pageWorld({ withBot: false });
  chatId = world.telegram.groups()[0]?.id ?? 0;
  const made = await world.call<{ message_thread_id: number }>('createForumTopic', { chat_id: chatId, name: NAME });
  thread = made.message_thread_id;
  const card = await world.call<{ message_id: number }>('sendMessage', {
    ...{ chat_id: chatId, message_thread_id: thread, text: 'Телефона нет в справочнике' },
    reply_markup: { inline_keyboard: [[{ text: 'Взять', callback_data: 'take' }]] },
  });
  cardId = card.message_id;
  return async () => {
    await page.context().close();
    await world.close();
    expect(mistakes).toEqual([]);
  };
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  page = await openPage(browser, world.url, options, mistakes);
  await page.locator('[data-place=desk]').click();
}

const desk = () => page.getByRole('region', { name: 'Поддержка' });
const button = (name: string | RegExp) => desk().getByRole('button', { name, exact: true });
const log = () => desk().getByRole('log');
const opens = (name: RegExp) => desk().getByRole('button', { name }).click();
const group = () => world.telegram.groups()[0];
const last = () => group()?.messages(thread).at(-1);

async function writes(text: string): Promise<void> {
  await desk().getByRole('textbox', { name: 'Сообщение в тему' }).fill(text);
  await page.keyboard.press('Enter');
  await log().getByText(text).last().waitFor();
}

async function menu(opener: string | RegExp, item: string): Promise<void> {
  await button(opener).last().click();
  await page.getByRole('menuitem', { name: item }).click();
}

describe('an operator', () => {
  it('sees what is new, takes a ticket and answers as who they are', async () => {
    await open();
    await desk().getByText('Бот — администратор').waitFor();
    await world.call('sendMessage', { chat_id: chatId, message_thread_id: thread, text: 'Номер новый' });
    await opens(/Примерова А\..*непрочитанных: 1/);
    await log().getByText('Номер новый').waitFor();
    await button('Взять').click();
    const id = await vi.waitFor(async () => {
      const updates = await world.call<{ callback_query?: { id: string } }[]>('getUpdates', {});
      const pressed = updates.findLast(({ callback_query }) => callback_query)?.callback_query;
      if (!pressed) throw new Error('no press has arrived');
      return pressed.id;
    }, PATIENCE);
    // It goes by itself after a while, so it is looked for from the beginning.
    await Promise.all([
      page.getByRole('status').getByText('Обращение ваше').waitFor(),
      world.call('answerCallbackQuery', { callback_query_id: id, text: 'Обращение ваше' }),
    ]);

    await world.call('setMyCommands', {
      commands: [{ command: 'close', description: 'Закрыть обращение' }],
      scope: { type: 'chat', chat_id: chatId },
    });
    await desk().getByRole('textbox', { name: 'Сообщение в тему' }).fill('/cl');
    await button('/close Закрыть обращение').click();
    expect(await desk().getByRole('textbox').inputValue()).toBe('/close ');
    await writes('// сверить с паспортом');
    await desk().getByRole('combobox', { name: 'Кто отвечает' }).selectOption('Игорь, оператор');
    await log().getByText('Ольга').waitFor();
    await writes('Добрый день');
    expect(last()).toMatchObject({ text: 'Добрый день', authorId: sandboxOperators[1]?.id });
    await button('Все темы').click();
    await desk().getByRole('button', { name: NAME }).getByText('Добрый день').waitFor();
  });

  it('replies, changes, deletes, reacts, and attaches', async () => {
    await open();
    await opens(/Примерова А\./);
    await log().getByText('Телефона нет').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Ответить' }).click();
    await desk().getByText('Ответ на: Телефона нет в справочнике').waitFor();
    await writes('Проверяем');
    expect(last()?.replyTo).toBe(cardId);
    await menu('Ваше сообщение: Проверяем', 'Изменить');
    await writes('Проверили');
    await log().getByText('изменено').waitFor();
    await menu('Прикрепить', 'Альбом из трёх картинок');
    await button('Увеличить картинку').nth(2).waitFor();
    await menu('Ваше сообщение: Проверили', 'Удалить');
    await log().getByText('Проверили').waitFor({ state: 'detached' });

    await button(/Действия с сообщением/)
      .first()
      .click();
    await page.getByRole('menuitemcheckbox', { name: 'Реакция ❤' }).click();
    await button('Убрать реакцию ❤').click();
    await button('Убрать реакцию ❤').waitFor({ state: 'detached' });
    expect(
      group()
        ?.messages(thread)
        .find(({ messageId }) => messageId === cardId)?.reactions ?? [],
    ).toEqual([]);
  });

  it('closes, renames and deletes the topic, and throws the bot out', async () => {
    await open();
    await opens(/Примерова А\./);
    await menu('Что сделать с темой', 'Закрыть тему');
    await log().getByText('Тема закрыта').waitFor();
    await menu('Что сделать с темой', 'Переименовать');
    await page.getByLabel('Название темы').fill('#7 · Петрова');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await desk().getByRole('heading', { name: '#7 · Петрова' }).waitFor();
    await menu('Что сделать с темой', 'Удалить тему');
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
    await desk().getByText('Обращений пока нет').waitFor();
    await menu('Что сделать с группой', 'Убрать бота из группы');
    await desk().getByText('Бота убрали').waitFor();
    await menu('Что сделать с группой', 'Вернуть бота с правами');
    await desk().getByText('Бот — администратор').waitFor();
  });

  it('breaks Telegram, watches it break, and repairs it', async () => {
    await open();
    await button('Что сломать').click();
    const panel = page.getByRole('region', { name: 'Что сломать' });
    await panel.getByText('Всё исправно.').waitFor();
    await panel.getByRole('button', { name: '5', exact: true }).click();
    await panel.getByRole('button', { name: 'В этом чате' }).click();
    await panel.getByRole('button', { name: /429/ }).click();
    await panel.getByText('Анна Примерова; осталось вызовов: 5').waitFor();
    const anna = world.telegram.people()[0];
    anna?.start();
    await expect(world.call('sendMessage', { chat_id: anna?.id, text: 'Слышно?' })).rejects.toThrow('Too Many');
    await panel.getByText('осталось вызовов: 4').waitFor();
    await button('Что сломать (сломано: 1)').waitFor();
    await page.getByRole('region', { name: 'Чаты' }).getByText('Сломано нарочно: 1').waitFor();
    await panel.getByRole('button', { name: 'Починить всё' }).click();
    await panel.getByText('Всё исправно.').waitFor();
    await world.call('sendMessage', { chat_id: anna?.id, text: 'Слышно?' });
  });
});

describe('the person beside', () => {
  it('answers a message, reacts to it and sends a video message', async () => {
    const anna = world.telegram.people()[0];
    anna?.start();
    const { message_id } = await world.call<{ message_id: number }>('sendMessage', {
      chat_id: anna?.id,
      text: 'Кто вы?',
    });
    await open();
    const chat = page.getByRole('region', { name: 'Чаты' });
    const more = chat.getByRole('button', { name: /Действия с сообщением/ });
    await more.focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Ответить');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Сообщение', exact: true }).fill('Анна');
    await page.keyboard.press('Enter');
    await chat.locator('.answered').getByText('Кто вы?').waitFor();
    expect(anna?.chat.at(-1)).toMatchObject({ text: 'Анна', replyTo: message_id });
    await more.click();
    await page.getByRole('menuitemcheckbox', { name: 'Реакция 👍' }).click();
    await chat.getByRole('button', { name: 'Убрать реакцию 👍' }).waitFor();
    await chat.getByRole('button', { name: 'Прикрепить' }).click();
    await page.getByRole('menuitem', { name: 'Видеосообщение' }).click();
    await chat.getByRole('img', { name: 'Видеосообщение 0:09' }).waitFor();
  });
});

describe('the look', () => {
  it.each([
    ['light', 'ru-RU', 1280],
    ['dark', 'en-GB', 360],
  ] as const)('is readable for everybody: %s, %s, %i px', async (colorScheme, locale, width) => {
    const [olga] = sandboxOperators;
    const operator = group()?.as({ id: olga?.id ?? 0 });
    operator?.send('// сверить', { thread });
    operator?.react(cardId, '👍');
    operator?.sendVideo({ thread });
    operator?.sendSticker('👍', { thread });
    operator?.sendDocument(undefined, 'заявление.pdf', 'Вот', { thread, replyTo: cardId });
    operator?.sendVoice({ thread });
    operator?.sendLocation(undefined, undefined, { thread });
    operator?.closeTopic(thread);
    await world.letter('helpdesk@smartics.ru', 'Обращение № 7', 'Текст', '<p>Текст</p>', {
      replyTo: 'helpdesk+7@propusk.example',
      attachments: [{ filename: 'снимок.txt', content: 'не работает' }],
    });
    await open({ colorScheme, locale, viewport: { width, height: 740 } });
    for (const view of ['topics', 'faults', 'topic', 'letter']) {
      if (view === 'faults') {
        await page.locator('.bolt').click();
        await page.locator('.fault').first().click();
        await page.locator('.armed li').waitFor();
        // All of them at once, however narrow the page.
        const hidden = `(() => {
          const { bottom } = document.querySelector('.faults').getBoundingClientRect();
          return [...document.querySelectorAll('.fault')].filter((one) => one.getBoundingClientRect().bottom > bottom).length;
        })()`;
        if (width < 780) expect(await page.evaluate(hidden)).toBe(0);
      }
      if (view === 'topic') {
        await page.locator('.bolt').click();
        await page.locator(`[data-topic="${thread}"]`).click();
        await page.locator('.topic .map').waitFor();
      }
      if (view === 'letter') {
        await page.locator('[data-place=letters]').click();
        await page.locator('.letter-row').first().click();
        // A letter runs no scripts, axe's neither: the rest of the view is judged.
        await page.locator('.letter-pane .segments button').last().click();
        await page.locator('.letter-page').waitFor({ state: 'detached' });
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${view}: ${id}: ${nodes.map((node) => node.html).join('; ')}`)).toEqual(
        [],
      );
      const wide = `[...document.querySelectorAll('html, .side, .places, .panel, .desk, .topics, .faults, .topic .log, .topic .bottom')]
        .filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0)
        .map((one) => one.className || one.localName)`;
      expect(await page.evaluate(wide)).toEqual([]);
    }
  });
});
