import { describe, expect, it } from 'vitest';
import { holdsPassword } from '#core/accounts/password-in-words.ts';

describe('a password among a person’s words', () => {
  it.each([
    'мой пароль Qwerty12345',
    'логин olga789, Пароль: зеленыйСлон42',
    'пароль — это Summer2024, не подходит',
    'password is Summer2024',
    'Password=Summer2024',
    'My password: Summer2024!',
  ])('is found in %j', (text) => expect(holdsPassword(text)).toBe(true));

  it.each([
    'забыла пароль',
    'пароль не подходит, логин olga789',
    'не помню пароль от 1399.eljur.ru',
    'пароль 1399.eljur.ru не принимает',
    'I forgot my password',
    'password reset please',
    'в пароле 8 знаков',
    'pt1o095tc',
    'я'.repeat(4096),
  ])('is not found in %j', (text) => expect(holdsPassword(text)).toBe(false));
});
