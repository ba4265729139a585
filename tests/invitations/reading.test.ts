import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedOnCyrillicKeys } from '#core/accounts/alphabet.ts';
import { fold, hasKnownPrefix, invitationCode, PREFIXES } from '#core/invitations/code.ts';
import { described, plausible, readCode, shapeError, suspicion } from '#core/invitations/reading.ts';
import { createSecrets } from '#core/secrets.ts';

const secrets = createSecrets(Buffer.alloc(32, 7));
const prefix = fc.constantFrom(...Object.keys(PREFIXES));
/** Codes as ours are, and as the journal prints them: with look-alikes too. */
const ours = fc.tuple(fc.uuid(), prefix).map(([id, letters]) => invitationCode(secrets, { id, prefix: letters }));
const printed = fc
  .tuple(
    prefix,
    fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), minLength: 5, maxLength: 18 }),
  )
  .map(([letters, rest]) => letters + rest)
  .filter((code) => /\d/.test(code));
const code = fc.oneof(ours, printed);

/** What people put between and around the characters without meaning it. */
const noise = fc.constantFrom('', '', '', ' ', '-', '–', '\u00a0', '\u200b', '\u00ad', '.', '_', '\u2060');
const quoted = fc.constantFrom(['', ''], ['«', '»'], ['"', '"'], [' ', '\n'], ['(', ')'], ['“', '”'], ['', '.']);

function spoilt(text: string, between: string[], [before = '', behind = '']: readonly string[]): string {
  return `${before}${[...text].map((one, at) => one + (between[at % between.length] ?? '')).join('')}${behind}`;
}
const spoiling: fc.Arbitrary<[string[], readonly string[]]> = fc.tuple(
  fc.array(noise, { minLength: 1, maxLength: 8 }),
  quoted,
);

const LOOKING = new Map(
  Object.entries({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', y: 'у', x: 'х', k: 'к', t: 'т', m: 'м', h: 'н', b: 'в' }),
);
/** Some of the letters that Russian ones look like, in Russian. */
const disguised = (text: string, which: boolean[]): string =>
  [...text].map((one, at) => ((which[at % which.length] ?? false) ? (LOOKING.get(one) ?? one) : one)).join('');
const capitals = (text: string, which: boolean[]): string =>
  [...text].map((one, at) => ((which[at % which.length] ?? false) ? one.toUpperCase() : one)).join('');
const choices = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
const fullWidth = (text: string): string =>
  [...text].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)).join('');

describe('the reading of a code', () => {
  it('is the same with any spacing, quotes and capitals, and alone where its length is an ordinary one', () => {
    fc.assert(
      fc.property(code, spoiling, choices, (right, [between, around], which) => {
        const { candidates } = readCode(spoilt(capitals(right, which), between, around));
        expect(candidates[0]).toBe(right);
        if ([9, 12].includes(right.length)) expect(candidates).toEqual([right]);
      }),
    );
  });

  it('knows the code typed on the Russian layout, in any case and spacing', () => {
    fc.assert(
      fc.property(code, spoiling, choices, (right, [between, around], which) => {
        const typed = spoilt(capitals(typedOnCyrillicKeys(right), which), between, around);
        expect(readCode(typed).candidates).toContain(right);
      }),
    );
  });

  it('knows the code with Russian letters that look alike, and puts it first among Latin ones', () => {
    fc.assert(
      fc.property(code, choices, choices, (right, which, big) => {
        const typed = capitals(disguised(right, which), big);
        const { candidates } = readCode(typed);
        expect(candidates).toContain(right);
        // Something Latin is left, so nobody forgot to switch the layout.
        if (/[a-z]/i.test(typed)) expect(candidates[0]).toBe(right);
      }),
    );
  });

  it('knows the code in full-width characters, in addresses and in deep links', () => {
    fc.assert(
      fc.property(code, (right) => {
        const shown = [
          fullWidth(right),
          `https://t.me/propusk_bot?start=${right}`,
          `t.me/propusk_bot?start=${right}`,
          `tg://resolve?domain=propusk_bot&start=${right}`,
          `https://1399.eljur.ru/hello?code=${right}#form`,
          `/start ${right}`,
        ];
        for (const text of shown) expect(plausible(readCode(text).candidates)).toEqual([right]);
      }),
    );
  });

  it('finds the code among words, and only the first of two', () => {
    for (const text of [
      'Ваш приглашительный код:\npt1o095tc',
      'мой код pt1o095tc, спасибо',
      'Адрес для регистрации: 1399.eljur.ru/hello Ваш приглашительный код: pt1o095tc',
      '№ pt1o095tc',
      'код: зе1щ095ес',
    ]) {
      expect(plausible(readCode(text).candidates)).toContain('pt1o095tc');
    }
    const two = readCode('pt1o095tc pt2a333bb').candidates;
    expect(two).toContain('pt1o095tc');
    expect(two).not.toContain('pt2a333bb');
    expect(readCode('коды: pt1o095tc и pt2a333bb').candidates).toEqual(['pt1o095tc']);
  });

  it('never takes one code for another: what it reads is the code, or no other code of ours', () => {
    const others = Array.from({ length: 500 }, (_, at) =>
      invitationCode(secrets, { id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`, prefix: 'pt' }),
    );
    const all = new Map(others.map((one) => [fold(one), one]));
    expect(all.size).toBe(others.length);
    fc.assert(
      fc.property(fc.constantFrom(...others), spoiling, choices, choices, (right, [between, around], which, big) => {
        for (const written of [disguised(right, which), typedOnCyrillicKeys(right)]) {
          const { candidates } = readCode(spoilt(capitals(written, big), between, around));
          const known = candidates.flatMap((one) => all.get(fold(one)) ?? []);
          expect(new Set(known)).toEqual(new Set([right]));
        }
      }),
    );
  });

  it('takes no dots between its letters for an address', () => {
    const right = 'ptrhavfwr26m';
    expect(readCode('зек.рф мацк.26 ь').candidates).toContain(right);
    expect(readCode('sta.ru 1a').candidates[0]).toBe('staru1a');
    expect(readCode(`${right} school.рф`).candidates).toEqual([right]);
    expect(shapeError('зек.рф')).not.toBeNull();
  });

  it('never tries more than four codes at once, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(code, { maxLength: 9 })),
        (sent) => {
          const text = Array.isArray(sent) ? sent.join(' ') : sent;
          const { candidates } = readCode(text);
          expect(candidates.length).toBeLessThanOrEqual(4);
          for (const one of candidates) expect(one).toMatch(/^[a-z0-9]+$/);
          expect(new Set(candidates).size).toBe(candidates.length);
          expect(shapeError(text) === null).toBe(plausible(candidates).length > 0);
        },
      ),
    );
  });
});

describe('the shape of what is no code', () => {
  it.each([
    ['', 'invitation.unreadable'],
    ['привет', 'invitation.unreadable'],
    ['спасибо большое', 'invitation.unreadable'],
    ['у меня 2 ребёнка в школе', 'invitation.unreadable'],
    ['hello', 'invitation.unreadable'],
    ['anna@mail.ru', 'invitation.unreadable'],
    ['https://1399.eljur.ru/hello', 'invitation.unreadable'],
    ['strana1234.ru', 'invitation.unreadable'],
    ['pt1', 'invitation.length'],
    ['зе1', 'invitation.length'],
    ['st1234567890123456789', 'invitation.length'],
    ['ab12cd34e', 'invitation.prefix'],
    ['+7 905 123-45-67', 'invitation.prefix'],
    ['XK12CD34E', 'invitation.prefix'],
    ['pt1щo09ж', 'invitation.foreign-letter'],
    ['st1ü34567', 'invitation.foreign-letter'],
    ['pt٣٤٥12345', 'invitation.foreign-letter'],
  ])('“%s”: %s', (text, error) => {
    expect(shapeError(text)).toBe(error);
  });

  it('names what was typed, for the person to find it', () => {
    expect(described('PT1ЩO09Ж')).toEqual({ letters: 'щ, ж', typed: 8, prefix: 'pt' });
    expect(described('ab12cd34e')).toEqual({ letters: '', typed: 9, prefix: 'ab' });
  });

  it('suspects letters first, then the length, then capitals', () => {
    expect(suspicion('ые1ф2и3с4')).toBeNull();
    expect(suspicion('pt1o095tс')).toBe('invitation.foreign-letter');
    expect(suspicion('PT1O095T')).toBe('invitation.length');
    expect(suspicion('PT1O095TC')).toBe('invitation.capitals');
    expect(suspicion('pt1o095tc')).toBeNull();
  });
});

describe('our codes', () => {
  it('hold no characters that look alike, a letter and a digit, and are the same each time', () => {
    fc.assert(
      fc.property(fc.uuid(), prefix, (id, letters) => {
        const drawn = invitationCode(secrets, { id, prefix: letters });
        expect(drawn).toMatch(/^(?=..\w*[a-z])(?=..\w*\d)(?:st|pt|tr|ar)[acdefhkmnprtvwxy2-9]{10}$/);
        expect(fold(drawn)).toBe(drawn);
        expect(invitationCode(secrets, { id, prefix: letters })).toBe(drawn);
        expect(hasKnownPrefix(drawn)).toBe(true);
      }),
    );
  });

  it('make look-alikes one when folded, and nothing else', () => {
    expect(fold('pt1oil0tc')).toBe('pt10110tc');
    expect(fold('stab5sb8z2')).toBe('stab5sb8z2');
  });
});
