import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { BROWSER_PATIENCE } from '#tests/support/browser.ts';
import { newcomer, opensSandbox, shoot } from '#tests/support/newcomer.ts';

vi.setConfig(BROWSER_PATIENCE);

const ru = {
  language: 'ru' as const,
  person: 'Анна Примерова',
  people: 'Люди',
  start: 'Начать',
  university: 'Сеченовский университет',
  agree: 'Согласен(на), продолжить',
  share: '📱 Отправить мой номер',
  confirmShare: 'Поделиться',
  line: '+7 800 555-35-35',
  ring: 'Позвонить на этот номер',
  message: 'Сообщение',
  askEmail: /Напишите адрес/,
  mail: 'anna@example.org',
  lettersTab: /^Письма/,
  allLetters: 'Все письма',
  open: /подтвердить|Подтвердить/,
  confirmed: 'Адрес подтверждён',
  yes: 'Да, это я',
  password: '🔑 Придумать пароль',
  saved: 'Пароль сохранён',
  link: /Привязать @student/,
  corporate: 'anna.primerova@student.sechenov.ru',
  gateTab: 'Турникет',
  hold: /Приложить последний пропуск/,
  passes: 'Проходите',
  done: /Авторизация подтверждена/,
};

const en: typeof ru | (Omit<typeof ru, 'language'> & { language: 'en' }) = {
  language: 'en',
  person: 'Alice Sample',
  people: 'People',
  start: 'Start',
  university: 'Sechenov University',
  agree: 'I agree, go on',
  share: '📱 Send my number',
  confirmShare: 'Share',
  line: '+7 800 555-35-35',
  ring: 'Ring this number',
  message: 'Message',
  askEmail: /Type your e-mail/,
  mail: 'alice@example.org',
  lettersTab: /^Mail/,
  allLetters: 'All e-mails',
  open: /confirm/i,
  confirmed: 'Your address is confirmed',
  yes: 'Yes, that’s me',
  password: '🔑 Choose a password',
  saved: 'Your password is saved',
  link: /Link @student/,
  corporate: 'alice.sample@student.sechenov.ru',
  gateTab: 'Gate',
  hold: /Hold up the last pass/,
  passes: 'Please enter',
  done: /authorization is confirmed/,
};

describe('a newcomer with a browser', () => {
  const started = newcomer();

  it.each([ru, en])('goes the whole way from Start to an open gate, in $language', { retry: 1 }, async (say) => {
    const { window, page, mistakes } = await opensSandbox(started(), say.language);

    const log = page.getByRole('log');
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
    const tab = (name: string | RegExp) => page.getByRole('navigation').getByRole('button', { name }).click();
    const press = (name: string | RegExp) => log.getByRole('button', { name }).last().click();
    const says = async (text: string): Promise<void> => {
      await page.getByRole('textbox', { name: say.message }).fill(text);
      await page.keyboard.press('Enter');
    };
    const readsLetter = async (to: string): Promise<Page> => {
      await tab(say.lettersTab);
      const list = button(say.allLetters);
      if (await list.isVisible()) await list.click();
      await page.locator('.letter-list button', { hasText: to }).first().click();
      const opened = window.waitForEvent('page');
      await page.frameLocator('.letter-page').getByRole('link', { name: say.open }).first().click();
      return opened;
    };
    // A page that is closed before its answer has come may never close, and then the test waits for it in vain.
    const answers = async (asked: Page, answer: string): Promise<void> => {
      await asked.getByRole('heading', { name: answer }).waitFor();
      await asked.close();
    };
    const confirms = async (confirmation: Page): Promise<void> => {
      await confirmation.getByRole('button').click();
      await answers(confirmation, say.confirmed);
    };

    await page.getByRole('region', { name: say.people }).getByRole('button', { name: say.person }).click();
    await button(say.start).click();
    await press(say.university);
    await press(say.agree);
    await button(say.share).click();
    await button(say.confirmShare).click();
    await log.getByRole('link', { name: say.line }).last().click();
    await page.getByRole('menuitem', { name: say.ring }).click();

    await log.getByText(say.askEmail).waitFor();
    await says(say.mail);
    await log.getByText(say.mail).last().waitFor();
    await confirms(await readsLetter(say.mail));

    await press(say.yes);
    const opened = window.waitForEvent('page');
    await log.getByRole('link', { name: say.password }).last().click();
    const passwordPage = await opened;
    await passwordPage.locator('input[type=password]').first().fill('верблюд пьёт чай в полночь 12');
    await shoot(passwordPage, `password-${say.language}`);
    await passwordPage.locator('button[type=submit]').click();
    await answers(passwordPage, say.saved);

    await press(say.link);
    await log
      .getByText(/@student\.sechenov\.ru/)
      .last()
      .waitFor();
    await says(say.corporate);
    await log.getByText(say.corporate).last().waitFor();
    await confirms(await readsLetter(say.corporate));

    await log.getByText(say.done).waitFor();
    await tab(say.gateTab);
    await button(say.hold).click();
    await page.getByRole('status').getByText(say.passes).waitFor();
    await shoot(page, `sandbox-${say.language}`);
    expect(mistakes).toEqual([]);
  });
});
