import { describe, expect, it } from 'vitest';
import { cleanFacts, cleanWords } from '#core/helpdesk/clean.ts';

describe('what is taken out of a person’s words', () => {
  it.each([
    ['мой СНИЛС 112-233-445 95, спасибо', 'мой СНИЛС •••, спасибо'],
    ['11223344595', '•••'],
    ['снилс: 112 233 445 96', 'снилс: •••'],
    ['１１２２３３４４５９５', '•••'],
    ['112-233-445\u200b 95', '•••'],
    ['пароль: Summer2024 не подходит', 'пароль: ••• не подходит'],
    ['my password is Summer2024', 'my password is •••'],
    ['Summer2024!', '•••'],
    ['код из письма 123456', 'код из письма •••'],
    ['the code: 123 456 does not work', 'the code: ••• does not work'],
    ['123456', '•••'],
    ['мне дали ptk7wx3hm9ra', 'мне дали pt•••'],
    ['код PT-101-202 не принят', 'код PT••• не принят'],
    [
      'https://bot.example.ru/p/0f5d9f0e-1111-4222-8333-444455556666.abcdefghij не открывается',
      'https://bot.example.ru/p/••• не открывается',
    ],
  ])('%s', (words, left) => {
    expect(cleanWords(words)).toEqual({ text: left, hidden: true });
    // Nothing more of what is left.
    expect(cleanWords(left)).toEqual({ text: left, hidden: false });
  });
});

describe('what stays as it was written', () => {
  it.each([
    'не приходит письмо на anna123.petrova@student.sechenov.ru',
    'st12345ab@mail.ru',
    'мой телефон +7 905 123-45-67, или 89051234567',
    'пароль забыла',
    'логин ivanova2005',
    'студент2024',
    'договор № 500123 от 01.09.2026',
    'группа ЛД-21-03, класс 6А, школа 1399',
    'https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456/view',
    'Windows10Pro, iPhone13',
    'семья 👨‍👩‍👧 ½ … №',
  ])('%s', (words) => {
    expect(cleanWords(words)).toEqual({ text: words, hidden: false });
  });
});

it('goes through all facts, whatever they are called', () => {
  expect(cleanFacts({ words: 'СНИЛС 112-233-445 95', phone: '+79051234567', step: 'email' })).toEqual({
    ...{ words: 'СНИЛС •••', phone: '+79051234567', step: 'email' },
  });
});
