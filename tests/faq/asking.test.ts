import { describe, expect, it } from 'vitest';
import { asksSomething } from '#core/faq/asking.ts';
import { courtesyOf } from '#core/faq/courtesy.ts';

describe('a text that asks something', () => {
  it.each([
    'мой номер +7 905 123-45-67 не подходит, что делать?',
    'Почему на anna@mail.ru ничего не приходит',
    'я ввожу 8 905 123 45 67 и ничего не работает',
    'my number +7 905 123-45-67 is not accepted, what now',
    'anna@mail.ru never gets the letter?! what should I do',
    'как мне подтвердить почту anna@mail.ru',
  ])('is a question though an answer stands in it: %s', (text) => expect(asksSomething(text)).toBe(true));

  it.each([
    '+7 905 123-45-67',
    'мой номер 8 905 123-45-67',
    'Вот мой номер телефона: +7 905 123-45-67',
    'anna@mail.ru?',
    'моя почта anna@mail.ru',
    'my e-mail is anna@mail.ru, thank you',
    'Анна Петрова, +79051234567',
    'школа 1399 Москва',
    'ok?',
    '',
  ])('is an answer: %s', (text) => expect(asksSomething(text)).toBe(false));
});

describe('a courtesy', () => {
  it.each([
    ['привет', 'greeting'],
    ['Здравствуйте!', 'greeting'],
    ['Привет, добрый день 👋', 'greeting'],
    ['Hello there', 'greeting'],
    ['спасибо большое!!!', 'thanks'],
    ['Ок, спасибо', 'thanks'],
    ['Thanks a lot :)', 'thanks'],
    ['ок', 'consent'],
    ['Got it.', 'consent'],
  ])('%s is a %s', (text, courtesy) => expect(courtesyOf(text)).toBe(courtesy));

  it.each([
    'привет, где мой пропуск',
    'спасибо, но не помогло',
    'да почему не приходит письмо',
    'hello my code is wrong',
    '',
    '👍',
  ])('is not all of: %s', (text) => expect(courtesyOf(text)).toBeNull());
});
