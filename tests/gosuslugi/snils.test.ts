import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsSnils, readSnils } from '#core/gosuslugi/snils.ts';
import { fail, ok } from '#core/result.ts';

describe('SNILS', () => {
  it.each([
    ['112-233-445 95', '11223344595'],
    ['11223344595', '11223344595'],
    ['087-654-303 00', '08765430300'],
    ['СНИЛС: 112-233-445-95', '11223344595'],
    ['１１２ ２３３ ４４５ ９５', '11223344595'],
    ['\u200b112−233–445 95 ', '11223344595'],
    // The weighted sum is 100, 101, and leaves 100: each counts as 00.
    ['001-019-989 00', '00101998900'],
    ['001-019-998 00', '00101999800'],
    ['002-999-989 00', '00299998900'],
    // The last number that has no checksum, and the first one after it.
    ['001-001-998 12', '00100199812'],
    ['001-001-999 65', '00100199965'],
  ])('reads %s', (text, digits) => expect(readSnils(text)).toEqual(ok(digits)));

  it.each([
    ['112-233-445 96', 'snils.checksum'],
    ['000-000-000 00', 'snils.checksum'],
    ['001-001-999 66', 'snils.checksum'],
    ['001-019-989 01', 'snils.checksum'],
    ['112-233-445', 'snils.length'],
    ['112-233-445 955', 'snils.length'],
    ['', 'snils.unreadable'],
    ['---', 'snils.unreadable'],
    ['112-233-445 9O', 'snils.unreadable'],
    ['мой номер', 'snils.unreadable'],
    ['1'.repeat(5000), 'snils.unreadable'],
  ] as const)('refuses %s', (text, error) => expect(readSnils(text)).toEqual(fail(error)));

  it('finds every single wrong digit in the checked part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000_000, max: 999_999_999 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (number, place, shift) => {
          const nine = String(number).padStart(9, '0');
          const right = nine + endingOf(nine);
          expect(readSnils(right)).toEqual(ok(right));
          const digit = (Number(nine[place]) + shift) % 10;
          const wrong = nine.slice(0, place) + digit + nine.slice(place + 1);
          // 100 and 00 share a checksum: the one pair that the check cannot tell apart.
          if (endingOf(wrong) !== right.slice(9)) {
            expect(readSnils(wrong + right.slice(9)).ok).toBe(Number(wrong) <= 1_001_998 && Number(wrong) > 0);
          }
        },
      ),
      // All zeros: these have no ending at all.
      { examples: [[10_000_000, 1, 9]] },
    );
  });
});

/** The one ending that reads, or the first of several: found by trying, so that the test shares no arithmetic with the code. */
function endingOf(nine: string): string | undefined {
  const endings = Array.from({ length: 100 }, (_, ending) => String(ending).padStart(2, '0'));
  return endings.find((ending) => readSnils(nine + ending).ok);
}

describe('SNILS among words', () => {
  it.each([
    'Мой СНИЛС 112-233-445 95, а Госуслуги не находят',
    '11223344595',
    'snils: 112 233 445-95.',
    'у сына １１２−２３３−４４５ ９５',
    'Класс 6А\n112-233-44595\nспасибо',
  ])('is found in %j', (text) => expect(holdsSnils(text)).toBe(true));

  it.each([
    'Забыла пароль',
    'Позвоните: 8 (905) 111-22-33',
    '+79051112233',
    'Школа 1399, класс 6А, 2014-05-31',
    '112-233-445 96',
    '2112233445950',
    '1'.repeat(4000),
  ])('is not found in %j', (text) => expect(holdsSnils(text)).toBe(false));
});
