import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPhone, phonesIn, prettyPhone, readMobile } from '#core/people/phone.ts';
import { errorKey, loadTexts } from '../../locales/texts.ts';

const ANNA = { ok: true, value: '+79051234567' };

describe('readMobile', () => {
  it.each([
    '8 905 123-45-67',
    '905 123 45 67',
    '9051234567',
    '79051234567',
    '+7(905)123-45-67',
    '(+7) 905 1234567',
    '+7\u00a0905\u202f123\u201145\u201367',
    '8.905.123.45.67',
    '8/905/123/45/67',
    '８９０５１２３４５６７',
    '٨٩٠٥١٢٣٤٥٦٧',
    '८९०५१२३४५६७',
    '8️⃣9️⃣0️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣',
    '\u202a+7 905 123-45-67\u202c',
    'тел.: 8 905 123 45 67',
    'Мой номер 89051234567, спасибо!',
    'my 2nd number is +7 905 123-45-67.',
    'tel:+79051234567',
    'https://wa.me/79051234567',
    '+8 905 123 45 67',
    '+7 8 905 123 45 67',
    '007 905 123 45 67',
    '8 10 7 905 123 45 67',
    '89051234567 / +7 905 123-45-67',
  ])('reads %s', (text) => expect(readMobile(text)).toEqual(ANNA));

  it.each([
    ['', 'unreadable'],
    ['привет', 'unreadable'],
    ['8 905 FLOWERS', 'unreadable'],
    ['8905FLOWERS', 'unreadable'],
    ['8 905 123 45 6O', 'unreadable'],
    ['8'.repeat(501), 'unreadable'],
    ['905 123 456', 'too-short'],
    ['8905123456', 'too-short'],
    ['123-45-67', 'too-short'],
    ['тел. 123-45-67', 'too-short'],
    ['+7 905 123 45 6', 'too-short'],
    ['8 905 123 45 67 8', 'too-long'],
    ['+7 905 123 45 67 89', 'too-long'],
    ['89051234567890', 'too-long'],
    ['8 905 123 45 67, 8 916 123 45 67', 'several'],
    ['89051234567 89161234567', 'several'],
    ['+79051234567+79161234567', 'several'],
    ['8 495 128-43-74 или 8 905 123-45-67', 'several'],
    ['8 905 123-45-67 доб. 12', 'extension'],
    ['+7 495 128-43-74 (внутр. 5)', 'extension'],
    ['+7 905 123 45 67 ext. 12', 'extension'],
    ['89051234567#12', 'extension'],
    ['8 905 123 45 67 x12', 'extension'],
    ['8 (495) 128-43-74', 'landline'],
    ['4951284374', 'landline'],
    ['8-800-500-82-75', 'toll-free'],
    ['+7 701 123 45 67', 'foreign'],
    ['8 701 123 45 67', 'foreign'],
    ['77011234567', 'foreign'],
    ['+375 29 123-45-67', 'foreign'],
    ['375291234567', 'foreign'],
    ['+1 415 555 26 71', 'foreign'],
    ['8 809 123 45 67', 'not-mobile'],
  ])('%s is %s', (text, reason) => expect(readMobile(text)).toEqual({ ok: false, error: `phone.${reason}` }));

  it('reads the numbers of another country when that is the institution’s', () => {
    expect(readMobile('8 701 123 45 67', 'KZ')).toEqual({ ok: true, value: '+77011234567' });
    expect(readMobile('+7 905 123 45 67', 'KZ')).toEqual({ ok: false, error: 'phone.foreign' });
  });

  const gap = fc.array(fc.constantFrom(' ', '-', '.', '(', ')', '\u00a0', '\u2009', '–', '‑', '\u200b', '_'), {
    maxLength: 3,
  });
  const digits = fc.constantFrom<(digit: string) => string>(
    (digit) => digit,
    (digit) => String.fromCodePoint(0xff10 + Number(digit)),
    (digit) => String.fromCodePoint(0x0660 + Number(digit)),
  );

  /** Of numbers that are given out: not every one that begins with 9 is. */
  const mobile = fc
    .tuple(fc.constantFrom('903', '905', '916', '926', '962', '985', '999'), fc.integer({ min: 0, max: 9_999_999 }))
    .map(([code, rest]) => code + String(rest).padStart(7, '0'));

  it('reads any spelling of one number the same', () => {
    fc.assert(
      fc.property(
        mobile,
        fc.constantFrom('+7', '8', '7', ''),
        fc.array(gap, { minLength: 9, maxLength: 9 }),
        digits,
        fc.constantFrom('', 'тел.: ', 'мой номер ', 'Call me: '),
        (national, prefix, gaps, spell, before) => {
          const written = [...national].map((digit, index) => spell(digit) + (gaps[index]?.join('') ?? '')).join('');
          expect(readMobile(before + prefix + written)).toEqual({ ok: true, value: `+7${national}` });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads its own pretty form back, and answers for any text', () => {
    fc.assert(
      fc.property(mobile, (national) => {
        expect(readMobile(prettyPhone(`+7${national}`))).toEqual({ ok: true, value: `+7${national}` });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const read = readMobile(text);
        expect(read.ok ? read.value : read.error).toMatch(/^\+79\d{9}$|^phone\./);
      }),
    );
  });

  it('comes to an end with a long text, of which it looks at five hundred characters', () => {
    for (const part of ['8 905 ', '((((', '+', '1', ' - ', '#1']) {
      expect(readMobile(part.repeat(100_000).slice(0, 500)).ok).toBe(false);
      expect(phonesIn(part.repeat(100_000))).toEqual([]);
    }
    const phone = '8 905 123-45-67';
    expect(readMobile(phone.padEnd(500)).ok).toBe(true);
    expect(readMobile(phone.padEnd(501))).toEqual({ ok: false, error: 'phone.unreadable' });
    expect(phonesIn(phone.padStart(500))).toEqual(['+79051234567']);
    expect(phonesIn(`${' '.repeat(500)}${phone}`)).toEqual([]);
  });
});

describe('phonesIn', () => {
  it('finds the mobiles among several phones of a cell', () => {
    const cell =
      '8 (495) 123-45-67 доб. 12, 8 (905) 123-45-67\n+7 916 765-43-21; 8-905-123-45-67/89031112233 (раб. 123-45-67)';
    expect(phonesIn(cell)).toEqual(['+79051234567', '+79167654321', '+79031112233']);
  });

  it('leaves out landlines, foreign numbers and numbers with an extension', () => {
    expect(phonesIn('8 495 128-43-74; +7 701 123 45 67; 8 905 123 45 67 доб. 3; нет')).toEqual([]);
  });

  it('takes numbers apart that only a space divides', () => {
    expect(phonesIn('8 905 123 45 67 9161234567')).toEqual(['+79051234567', '+79161234567']);
  });
});

it('shows a number, or only its last two digits', () => {
  expect(prettyPhone('+79051234567')).toBe('+7 905 123-45-67');
  expect(prettyPhone('+375291234567')).toBe('+375 29 123 45 67');
  expect(maskPhone('+79051234567')).toBe('+7 ••• •••-••-67');
  expect(maskPhone('+375291234567')).toBe('+375 •• ••• •• 67');
  // What is no number that can be read shows no more than that.
  expect(maskPhone('89051234567')).toBe('•••••••••67');
});

it('has a text in both languages for every error', () => {
  const texts = loadTexts();
  const codes = [
    'unreadable',
    'too-short',
    'too-long',
    'several',
    'extension',
    'landline',
    'toll-free',
    'foreign',
    'not-mobile',
  ];
  for (const code of codes) expect(texts.has(errorKey(`phone.${code}`)), code).toBe(true);
});
