import { describe, expect, it } from 'vitest';
import { holdsPassword, withoutPassword } from '#core/accounts/password-in-words.ts';

describe('a password among a person’s words', () => {
  it.each([
    'мой пароль Qwerty12345',
    'логин olga789, Пароль: зеленыйСлон42',
    'пароль — это Summer2024, не подходит',
    'password is Summer2024',
    'Password=Summer2024',
    'My password: Summer2024!',
    'пароль от журнала Gfhjkm_2020',
    'мой пароль: qwerty',
    'мой пароль qwerty',
    'пароль от почты такой: Солнышко1',
    'пароль от почты: солнышко',
    'пароль такой Солнышко',
    'пароль:солнышко не подходит',
    'парль Gfhjkm_2020',
    'пороль: qwerty',
    'пасворд Gfhjkm_2020',
    'пароль 12345678',
    'ПАРОЛЬ:\nсолнышко',
    '«Пароль»: Gfhjkm_2020',
    'my password for the mail is Sunny1',
    'my password for the mail is sunshine',
    'pasword: qwerty',
    'passwrod: qwerty',
    'my pw is sunshine',
    'pwd=letmein',
    'pass: sunshine, login: anna',
    'the password of my school account Sunny_2020 does not work',
  ])('is found in %j', (text) => expect(holdsPassword(text)).toBe(true));

  it.each([
    'забыла пароль',
    'забыл пароль от журнала',
    'пароль не подходит',
    'пароль не подходит, логин olga789',
    'не помню пароль от 1399.eljur.ru',
    'пароль 1399.eljur.ru не принимает',
    'пароль должен быть 8 символов?',
    'пароль: неверный',
    'пароль: почему его не принимают?',
    'Пароль: система пишет, что он не подошёл',
    'пароль такой длинный, что не запомнить',
    'пароль - забыла',
    'пароль для ivanova2005',
    'пароль от iPhone13',
    'какой пароль вводить: старый?',
    'пароль, логин и почта',
    'Введите пароль. Потом СНИЛС',
    'I forgot my password',
    'password reset please',
    'the password page does not open',
    'my password is wrong',
    'my password is not accepted',
    'my password is rejected',
    'is the password case sensitive?',
    'Which password: the old one or the new one?',
    'my pass is not shown',
    'в пароле 8 знаков',
    'pt1o095tc',
    'я'.repeat(4096),
    'пароль '.repeat(600),
  ])('is not found in %j', (text) => expect(holdsPassword(text)).toBe(false));

  it.each([
    ['пароль от журнала Gfhjkm_2020 не подходит', 'пароль от журнала ••• не подходит'],
    ['пароль от почты такой: Солнышко1', 'пароль от почты такой: •••'],
    ['pw is sunshine, password: qwerty', 'pw is ••• password: •••'],
  ])('is taken out of %j', (text, left) => {
    expect(withoutPassword(text, '•••')).toBe(left);
    expect(holdsPassword(left)).toBe(false);
  });
});
