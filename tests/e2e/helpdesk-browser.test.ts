import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { loadTexts } from '#locales/texts.ts';
import { BROWSER_PATIENCE } from '#tests/support/browser.ts';
import { newcomer, opensSandbox, shoot } from '#tests/support/newcomer.ts';

vi.setConfig(BROWSER_PATIENCE);

const texts = loadTexts();

const ru = {
  language: 'ru' as const,
  person: 'Анна Примерова',
  people: 'Люди',
  start: 'Начать',
  university: 'Сеченовский университет',
  chat: 'Чаты',
  message: 'Сообщение',
  desk: 'Поддержка',
  toTopic: 'Сообщение в тему',
  trouble: 'Здравствуйте! У меня новый номер телефона, бот его не знает.',
  arrived: 'Реакция 👌',
  answer: 'Здравствуйте! Записали новый номер. Вот где его проверить:',
  attach: 'Прикрепить',
  picture: 'Готовая картинка',
  note: '// сверить с отделом кадров',
  enlarge: 'Увеличить картинку',
  options: /Действия с сообщением/,
  reply: 'Ответить',
  thanks: 'Спасибо, теперь вижу!',
  breaks: 'Что сломать',
  tooMany: /429/,
  fine: 'Всё исправно.',
};

const en: typeof ru | (Omit<typeof ru, 'language'> & { language: 'en' }) = {
  language: 'en',
  person: 'Alice Sample',
  people: 'People',
  start: 'Start',
  university: 'Sechenov University',
  chat: 'Chats',
  message: 'Message',
  desk: 'Helpdesk',
  toTopic: 'Message to the topic',
  trouble: 'Hello! I have a new phone number, and the bot does not know it.',
  arrived: 'React with 👌',
  answer: 'Hello! We have the new number now. This is where you can check it:',
  attach: 'Attach',
  picture: 'A ready-made picture',
  note: '// compare with the staff office',
  enlarge: 'Enlarge the picture',
  options: /What to do with the message/,
  reply: 'Reply',
  thanks: 'Thank you, I see it now!',
  breaks: 'What should go wrong',
  tooMany: /429/,
  fine: 'Everything works.',
};

describe('a newcomer who plays both sides of the helpdesk', () => {
  const started = newcomer();

  it.each([ru, en])(
    'asks, takes, answers with a picture, closes and rates, in $language',
    { retry: 1 },
    async (say) => {
      const { page, mistakes } = await opensSandbox(started(), say.language);
      const chat = page.getByRole('region', { name: say.chat, exact: true });
      const desk = page.getByRole('region', { name: say.desk, exact: true });

      await page.getByRole('region', { name: say.people }).getByRole('button', { name: say.person }).click();
      await page.getByRole('button', { name: say.start, exact: true }).click();
      await press(chat, say.university);
      await chat.getByText(texts.plain(say.language, 'button-agree')).waitFor();
      await writes(page, chat, say.message, '/helpdesk');
      await chat.getByRole('button', { name: texts.plain(say.language, 'button-no-words') }).waitFor();
      await writes(page, chat, say.message, say.trouble);
      await page.getByRole('navigation').getByRole('button', { name: say.desk }).click();

      // The newest topic is the first; its words are there, and the person sees that they have arrived.
      await desk.locator('.topic-row', { hasText: say.trouble }).first().click();
      await desk.getByRole('log').getByText(say.trouble).waitFor();
      await chat.getByRole('button', { name: say.arrived }).first().waitFor();
      await press(desk, /^🙋/);
      await desk.getByRole('log').getByText(/Ольга/).first().waitFor();

      await writes(page, desk, say.toTopic, say.note);
      await writes(page, desk, say.toTopic, say.answer);
      await desk.getByRole('button', { name: say.attach }).click();
      await page.getByRole('menuitem', { name: say.picture, exact: true }).click();
      await chat.getByText(say.answer).waitFor();
      await chat.getByRole('button', { name: say.enlarge }).waitFor();
      expect(await chat.getByText(say.note).count()).toBe(0);

      // Telegram refuses the group's next call: what the person answers arrives all the same.
      await desk.getByRole('button', { name: say.breaks, exact: true }).click();
      await desk.getByRole('button', { name: say.tooMany }).click();
      await chat.locator('.message', { hasText: say.answer }).getByRole('button', { name: say.options }).click();
      await page.getByRole('menuitem', { name: say.reply, exact: true }).click();
      await writes(page, chat, say.message, say.thanks);
      await desk.getByText(say.fine).waitFor();
      await desk.getByRole('button', { name: say.breaks, exact: true }).click();
      const arrived = desk.locator('.message', { hasText: say.thanks });
      await arrived.locator('.answered').getByText(say.answer).waitFor();
      await shoot(page, `helpdesk-${say.language}`);

      await press(desk, /^✅/);
      await press(chat, texts.plain(say.language, 'button-helpdesk-rate', { stars: 5 }));
      await chat.getByText(texts.plain(say.language, 'helpdesk-rated', { stars: 5 }).slice(0, 20)).waitFor();
      expect(mistakes).toEqual([]);
    },
  );
});

const press = (where: Locator, name: string | RegExp): Promise<void> =>
  where.getByRole('log').getByRole('button', { name }).last().click();

async function writes(page: Page, where: Locator, field: string, text: string): Promise<void> {
  await where.getByRole('textbox', { name: field, exact: true }).fill(text);
  await page.keyboard.press('Enter');
  await where.getByRole('log').getByText(text).last().waitFor();
}
