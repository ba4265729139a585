import { describe, expect, it } from 'vitest';
import { isPasswordAlone } from '#core/accounts/password-alone.ts';

describe('a message of one word', () => {
  it.each(['Qwerty123!', 'Zx9kLmQp77', 'qwertyuiop', 'Summer_time', 'пароль2024', 'GreenTeaForTwo', '«Petrova1998».'])(
    'may be a password: %s',
    (text) => expect(isPasswordAlone(text)).toBe(true),
  );

  it.each([
    ...['да', 'здравствуйте', 'Регистрация?!', 'какой-нибудь', 'почемуууууу!!!', 'ОТСТАНЬТЕ', 'and/or', 'Проверкина'],
    ...[
      '+79051234567',
      '12.05.1998',
      '123-456',
      'anna.1998@mail.ru',
      'https://isu.sechenov.ru/1',
      'student.sechenov.ru',
    ],
    ...['windows11', 'Android-14', '10-Б', 'ивт21-б', 'где мой QR-код', 'YouTube', ''],
  ])('is none: %s', (text) => expect(isPasswordAlone(text)).toBe(false));
});
