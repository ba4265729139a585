import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpeller, learnSpeller } from '#core/faq/reading/speller.ts';

const words = ['код', 'пароль', 'журнал', 'приглашение', 'регистрация', 'подтвердить', 'куратор', 'почта', 'пошла'];
const english = ['password', 'registration', 'login', 'confirmation', 'mail', 'main', 'authorization'];
const speller = createSpeller(learnSpeller([...words, ...english]));

describe('the speller', () => {
  it.each([
    ['праоль', 'пароль'],
    ['жрунал', 'журнал'],
    ['преглашения', 'приглашение'],
    ['регестрацыя', 'регистрация'],
    ['рестрация', 'регистрация'],
    ['куратр', 'куратор'],
    ['ппочта', 'почта'],
    ['pasword', 'password'],
    ['confrmation', 'confirmation'],
    ['authorisaton', 'authorization'],
  ])('%s is %s', (typed, meant) => {
    expect(speller.correct(typed)).toBe(meant);
  });

  it('leaves alone what is known, what is short and what is nothing like it', () => {
    for (const word of [...words, ...english, 'кд', 'код', 'коды'.slice(0, 3), 'велосипед', 'qwxz', '']) {
      expect(speller.correct(word)).toBeNull();
    }
  });

  it('believes the slip to the next key, then the commoner word', () => {
    // «к» lies beside «е», «б» does not; the list begins with the commonest.
    expect(createSpeller(learnSpeller(['бирка', 'еирка'])).correct('кирка')).toBe('еирка');
    expect(createSpeller(learnSpeller(['mail', 'main'])).correct('maix')).toBe('mail');
  });

  it('puts right any two neighbours that were swapped, one letter left out and one doubled', () => {
    fc.assert(
      fc.property(fc.constantFrom(...words.filter((word) => word.length > 5)), fc.nat(), (word, seed) => {
        const at = 1 + (seed % (word.length - 2));
        const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
        const shorter = word.slice(0, at) + word.slice(at + 1);
        const longer = word.slice(0, at) + word.charAt(at) + word.slice(at);
        for (const typed of [swapped, shorter, longer]) if (typed !== word) expect(speller.correct(typed)).toBe(word);
      }),
    );
  });
});
