import { verify } from '@node-rs/argon2';
import { describe, expect, it, vi } from 'vitest';
import { decoyVerify, hashPassword, judgePassword, verifyPassword } from '#core/accounts/password.ts';

vi.mock('@node-rs/argon2', { spy: true });

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

  it('comes to an end with the longest and dullest password', async () => {
    for (const dull of ['aB3$', '1qaz', 'ab', '4@5$'])
      expect(await verdict(dull.repeat(64).slice(0, 128))).toBe('password.weak');
  });

  it('judges a long password by its ends, for its length is what judging costs', async () => {
    const dull = 'ab'.repeat(20);
    const strong = 'zXq7!mPw2kV-зелёный чайник поёт басом';
    expect(await verdict(`${dull}${strong}${dull}`)).toBe('password.weak');
    expect(await verdict(`${dull}${dull}${strong}`)).toBe('good');
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

  it('takes the same work for a login that does not exist', async () => {
    const stored = await hashPassword('a password of somebody');
    vi.mocked(verify).mockClear();
    expect(await verifyPassword(stored, 'a wrong guess')).toBe(false);
    expect(await decoyVerify('a wrong guess')).toBe(false);
    // What argon2 works at: kind, version, memory, passes and lanes, and the lengths of salt and hash.
    const works = vi.mocked(verify).mock.calls.map(([hash, password]) => ({
      cost: String(hash).split('$').slice(0, 4),
      lengths: String(hash)
        .split('$')
        .map((part) => part.length),
      password,
    }));
    expect(works).toHaveLength(2);
    expect(works[1]).toEqual(works[0]);
    expect(await decoyVerify('a password of somebody')).toBe(false);
  });
});
