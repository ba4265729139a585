import { describe, expect, it } from 'vitest';
import { keepable, LONGEST_QUESTION } from '#core/faq/keepable.ts';

describe('what is kept of a question', () => {
  it('is its beginning, without codes and SNILS', () => {
    expect(keepable('мой код pt1o095tc не подходит')).toBe('мой код pt••• не подходит');
    expect(keepable('код ST2O095TCAB1?')).toBe('код ST•••?');
    expect(keepable('из письма 123 456 не принимает')).toBe('из письма ••• не принимает');
    expect(keepable('снилс 112-233-445 95 не ищется')).toBe('снилс ••• не ищется');
    expect(keepable('снилс 11223344595 не ищется')).toBe('снилс ••• не ищется');
    expect(keepable('номер +7 905 123-45-67 и 89051234567')).toBe('номер +7 905 123-45-67 и 89051234567');
    expect(keepable('started the article')).toBe('started the article');
    expect([...keepable('я'.repeat(4000))]).toHaveLength(LONGEST_QUESTION);
    expect(keepable('a\u202e\u0007b')).toBe('ab');
  });

  it.each([
    [
      'ссылка https://propusk.example.org/reset/AbCdEf0123456789_-x не открывается',
      'ссылка https://propusk.example.org/••• не открывается',
    ],
    ['http://localhost:8080/l/AbCdEfGhIjKl', 'http://localhost:8080/•••'],
    ['(t.me/propusk_bot?start=ptk7h2m4n8)', '(t.me/•••'],
    ['что за eljur.ru?code=abc', 'что за eljur.ru?•••'],
    ['код РТ12АВ34 не подходит', 'код РТ••• не подходит'],
    ['мой код pt-12ab-34cd не подходит', 'мой код pt••• не подходит'],
    ['код:St12ab 34cd.', 'код:St•••.'],
    ['код PT 12AB 34CD не тот', 'код PT••• не тот'],
    ['зе12фи34св что это', '••• что это'],
    ['снилс 112.233.445.95', 'снилс •••'],
    ['снилс 112 – 233 – 445 – 95', 'снилс •••'],
    ['pw: Summer2024 не подходит', 'pw: ••• не подходит'],
    ['логин ivanov, мой "Лето2024!" не подходит', 'логин ivanov, мой "•••!" не подходит'],
    ['Summer#2024', '•••'],
  ])('has no secret in it: %s', (text, kept) => expect(keepable(text)).toBe(kept));

  it.each([
    'anna.petrova2020@mail.ru не приходит письмо',
    'школа 1399-я, 10-Б класс, android14, 1С:Предприятие',
    'не заходит на eljur.ru, на lk.sechenov.ru и/или в приложение',
    'ошибка 404',
  ])('is otherwise as it was typed: %s', (text) => expect(keepable(text)).toBe(text));
});
