import { describe, expect, it } from 'vitest';
import { decoyVerify, hashPassword, judgePassword, verifyPassword } from '#core/accounts/password.ts';

const anna = { words: ['Петрова Анна Сергеевна', '+79051234567', 'anna.petrova@example.ru', 'isu-10042'] };

async function verdict(password: string): Promise<string> {
  const judged = await judgePassword(password, anna);
  return judged.ok ? 'good' : judged.error;
}

describe('judging a new password', () => {
  it.each([
    ['короткий1', 'password.too-short'],
    ['𝒶𝒷𝒸𝒹𝑒', 'password.too-short'],
    ['д'.repeat(129), 'password.too-long'],
    ['qwertyuiop', 'password.common'],
    ['йцукенгшщз', 'password.common'],
    ['gfhjkm12345', 'password.common'],
    ['Пароль2024!', 'password.common'],
    ['парольпароль', 'password.common'],
    ['ljcneg123456', 'password.common'],
    ['solnyshko99', 'password.common'],
    ['Sechenov2026', 'password.common'],
    ['annapetrova1999', 'password.personal'],
    ['Петрова_1999', 'password.personal'],
    ['gtnhjdf1999', 'password.personal'],
    ['avortep-2001', 'password.personal'],
    ['89051234567', 'password.personal'],
    ['isu-10042-isu', 'password.personal'],
    ['Сергеевна!!!!', 'password.personal'],
    ['aaaaaaaaaaaa', 'password.weak'],
    ['q1w2e3r4t5y6', 'password.common'],
    ['12.03.1999-12', 'password.weak'],
    ['abcabcabcabc', 'password.weak'],
    ['correct horse battery staple', 'good'],
    ['зелёный чайник поёт басом', 'good'],
    ['zXq7!mPw2kV', 'good'],
    ['анна ест 7 жёлтых груш', 'good'],
  ])('%s: %s', async (password, expected) => {
    expect(await verdict(password)).toBe(expected);
  });

  it('answers within a blink for the longest and dullest password', async () => {
    await verdict('a warm-up for the lists');
    const began = performance.now();
    for (const dull of ['aB3$', '1qaz', 'ab', '4@5$']) await verdict(dull.repeat(64).slice(0, 128));
    expect((performance.now() - began) / 4).toBeLessThan(400);
  });
});

describe('storing a password', () => {
  it('is argon2id with a salt of its own, and knows the password again however it is composed', async () => {
    const [one, other] = await Promise.all([hashPassword('Ёжик в тумане'), hashPassword('Ёжик в тумане')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword(one, 'Ёжик в тумане'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(one, 'ёжик в тумане')).toBe(false);
  });

  it('takes the same time for a login that does not exist', async () => {
    const stored = await hashPassword('a password of somebody');
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      for (let count = 0; count < 10; count++) await work();
      return performance.now() - began;
    };
    await decoyVerify('a warm-up');
    const real = await time(() => verifyPassword(stored, 'a wrong guess'));
    const decoy = await time(() => decoyVerify('a wrong guess'));
    expect(await decoyVerify('a password of somebody')).toBe(false);
    expect(decoy / real).toBeGreaterThan(0.5);
    expect(decoy / real).toBeLessThan(2);
  });
});
