import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loginKey, readLoginWord } from '#core/accounts/login-word.ts';
import { freeLogin } from '#core/accounts/logins.ts';
import { type JournalWorld, journalWorld } from './world.ts';

const read = (text: string): string => {
  const word = readLoginWord(text);
  return word.ok ? word.value : word.error;
};

describe('the word for a login', () => {
  it.each([
    ['Anna', 'Anna'],
    [' anna.petrova ', 'anna.petrova'],
    ['a_b-c9', 'a_b-c9'],
    ['ａｎｎａ', 'anna'],
    ['an\u200Bna', 'anna'],
    ['ab', 'login.short'],
    ['', 'login.short'],
    ['a'.repeat(24), 'a'.repeat(24)],
    ['a'.repeat(25), 'login.long'],
    ['анна', 'login.characters'],
    ['аnna', 'login.characters'],
    ['anna!', 'login.characters'],
    ['1anna', 'login.first'],
    ['.anna', 'login.first'],
  ])('%s: %s', (typed, expected) => expect(read(typed)).toBe(expected));

  it.each(['anna@mail.ru', 'anna＠mail.ru', 'anna﹫mail.ru', '@anna'])(
    'abuse 17, 22: is never an address, however its @ is written: %s',
    (typed) => expect(read(typed)).toBe('login.email'),
  );

  it('abuse 17: whatever is accepted can be no address and is found again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const word = readLoginWord(typed);
        if (!word.ok) return;
        expect(word.value).toMatch(/^[A-Za-z][A-Za-z0-9._-]{2,23}$/);
        expect(loginKey(word.value)).toBe(word.value.toLowerCase());
      }),
    );
  });
});

describe('a typed login', () => {
  it.each([' Anna123 ', 'ANNA123', 'фттф123', 'ФТТФ123', 'ａｎｎａ１２３', 'anna 123'])('is found by %s', (typed) =>
    expect(loginKey(typed)).toBe('anna123'),
  );

  it('is cut where no login ends', () => expect(loginKey('a'.repeat(10_000))).toHaveLength(64));
});

describe('a login that is made', () => {
  let world: JournalWorld;
  beforeAll(async () => {
    world = await journalWorld();
  }, 60_000);
  beforeEach(() => world.reset());
  afterAll(() => world.close());

  const free = (word: string, draw?: (below: number) => number) =>
    world.transaction((db) => freeLogin(db, world.schools.own, word, draw));

  it('is the word and three digits', async () => {
    expect(await free('Anna')).toMatch(/^Anna\d{3}$/);
    expect(await free('anna', () => 7)).toBe('anna007');
  });

  it('avoids logins of the school, whatever their case, and not those of other schools', async () => {
    await world.account({ login: 'ANNA007' });
    await world.account({ login: 'anna008', schoolId: world.schools.other });
    const drawn = [7, 8];
    expect(await free('anna', () => drawn.shift() ?? 9)).toBe('anna008');
  });

  it('gets more digits when those drawn are taken: nobody is ever told that a login is taken', async () => {
    await world.account({ login: 'anna007' });
    expect(await free('anna', () => 7)).toBe('anna0007');
  });
});
