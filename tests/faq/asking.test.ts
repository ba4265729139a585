import { describe, expect, it } from 'vitest';
import { asksSomething, isOnlyWords, tellsSomething } from '#core/faq/asking.ts';
import { courtesyOf, verdictOf } from '#core/faq/courtesy.ts';

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

describe('a number or an address', () => {
  it.each([
    'мой номер сменился а в 1с старый +79161112233',
    'my phone changed and 1C still has the old one +79161112233',
    'на anna@mail.ru письмо потерялось вчера вечером',
  ])('is what is talked about: %s', (text) => expect(tellsSomething(text)).toBe(true));

  it.each([
    'мой номер телефона вот такой +79161112233',
    'здравствуйте, запишите, пожалуйста, мой новый телефон 8 916 111-22-33, спасибо',
    'hello this is my current mobile phone number +79161112233',
    'please send it to my personal address anna@mail.ru',
    'номер сменился, а в 1С остался старый',
  ])('is given: %s', (text) => expect(tellsSomething(text)).toBe(false));
});

describe('where any text may be a password', () => {
  it.each(['Позовите человека', 'где мой QR-код?', 'how do I choose a password'])('words are words: %s', (text) =>
    expect(isOnlyWords(text)).toBe(true),
  );
  it.each(['Summer2024', 'тюлень', 'correct horse battery staple 7', 'pass$word one', 'мой парoль', 'one 2two'])(
    'others may be one: %s',
    (text) => expect(isOnlyWords(text)).toBe(false),
  );
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
    ['👍', 'consent'],
    ['✅', 'consent'],
    ['🤷', 'emoji'],
    ['ghbdtn', 'greeting'],
    ['руддщ', 'greeting'],
    ['блять да что за хуйня', 'sorrow'],
    ['сука не работает ничего', 'sorrow'],
    ['ничего не работает!!!', 'sorrow'],
    ['wtf this shit doesnt work', 'sorrow'],
    ['Nothing works', 'sorrow'],
    ['пашол нах', 'leave'],
    ['Отстань', 'leave'],
    ['fuck off', 'leave'],
    ['🙏❤️', 'thanks'],
    ['😭😭', 'sorrow'],
    ['🦭', 'emoji'],
  ])('%s is a %s', (text, courtesy) => expect(courtesyOf(text)).toBe(courtesy));

  it.each([
    'привет, где мой пропуск',
    'блять где мой пропуск',
    'сука почему не приходит письмо',
    'где этот shit код',
    'не работает',
    'not working',
    'чертёж',
    'оставьте меня в списке',
    'спасибо, но не помогло',
    'да почему не приходит письмо',
    'hello my code is wrong',
    '',
    '123',
  ])('is not all of: %s', (text) => expect(courtesyOf(text)).toBeNull());
});

it.each([
  ['Не помогло!', 'not'],
  ['That didn’t help.', 'not'],
  ['👎', 'not'],
  ['спасибо, помогло', 'helped'],
  ['👍', 'helped'],
  ['не помогло войти в приложение', null],
])('“%s” judges an answer: %s', (text, verdict) => expect(verdictOf(text)).toBe(verdict));
