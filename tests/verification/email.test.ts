import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmail, readCorporateEmail, readEmail, suggestDomain } from '#core/verification/email.ts';

const refused = (error: string) => ({ ok: false, error });

describe('an address as people write it', () => {
  it.each([
    ['anna@mail.ru', 'anna@mail.ru'],
    ['  Anna.Petrova+isu@Mail.RU \n', 'anna.petrova+isu@mail.ru'],
    ['mailto:anna@mail.ru', 'anna@mail.ru'],
    ['<anna@mail.ru>', 'anna@mail.ru'],
    ['anna@mail.ru.', 'anna@mail.ru'],
    ['anna@mail.ru!', 'anna@mail.ru'],
    ['o’neill@mail.ru'.replace('’', "'"), "o'neill@mail.ru"],
    ['anna@почта.рф', 'anna@xn--80a1acny.xn--p1ai'],
    ['\u200banna@mail.ru\u200b', 'anna@mail.ru'],
  ])('%j is read', (typed, email) => expect(readEmail(typed)).toEqual({ ok: true, value: email }));

  it.each([
    ['', 'email.unreadable'],
    ['anna', 'email.unreadable'],
    ['anna@', 'email.unreadable'],
    ['@mail.ru', 'email.unreadable'],
    ['anna@mail', 'email.unreadable'],
    ['anna@mail..ru', 'email.unreadable'],
    ['an na@mail.ru', 'email.unreadable'],
    ['anna@-mail.ru', 'email.unreadable'],
    ['-anna@mail.ru', 'email.unreadable'],
    ['anna@mail.ru, boris@mail.ru', 'email.several'],
    ['anna@mail.ru boris@mail.ru', 'email.several'],
    ['анна@mail.ru', 'email.not-ascii'],
    [`${'a'.repeat(65)}@mail.ru`, 'email.too-long'],
    [
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(63)}.${'f'.repeat(10)}.ru`,
      'email.too-long',
    ],
  ])('%j is refused', (typed, error) => expect(readEmail(typed)).toEqual(refused(error)));

  it('what was read reads as itself, and never holds anything that a mailer reads otherwise', () => {
    const nasty = fc.stringMatching(/^[a-zA-Z0-9а-яё@＠._+"<>(),;:\\[\]\r\n\t %!/'\u200b\u202e-]{0,40}$/u);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), nasty, fc.emailAddress()), (typed) => {
        const read = readEmail(typed);
        if (!read.ok) return;
        expect(read.value).toMatch(/^[a-z0-9._+'&~=/-]{1,64}@(?:[a-z0-9-]+\.)+[a-z0-9-]{2,63}$/);
        expect(read.value.length).toBeLessThanOrEqual(254);
        expect(readEmail(read.value)).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });

  it('ordinary addresses are read, whatever the case', () => {
    const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,20}([._-][a-zA-Z0-9]{1,10})?$/);
    const domain = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,20}\.(ru|com|org|com\.ru)$/);
    fc.assert(
      fc.property(name, domain, (local, host) => {
        expect(readEmail(`${local}@${host}`)).toEqual({ ok: true, value: `${local}@${host}`.toLowerCase() });
      }),
    );
  });

  it('is shown masked', () => {
    expect(maskEmail('anna.petrova@mail.ru')).toBe('a•••@mail.ru');
    expect(maskEmail('a@mail.ru')).toBe('a•••@mail.ru');
  });
});

describe('abuse', () => {
  it('abuse 22: look-alikes are judged after normalisation', () => {
    expect(readEmail('anna＠mail.ru')).toEqual({ ok: true, value: 'anna@mail.ru' });
    expect(readEmail('anna﹫mail.ru')).toEqual({ ok: true, value: 'anna@mail.ru' });
    expect(readEmail('anna@mail．ru')).toEqual({ ok: true, value: 'anna@mail.ru' });
    expect(readEmail('ａｎｎａ@mail.ru')).toEqual({ ok: true, value: 'anna@mail.ru' });
    expect(readEmail('anna@evil.ru＠staff.sechenov.ru')).toMatchObject({ ok: false });
    expect(readEmail('аnna@mail.ru')).toEqual(refused('email.not-ascii'));
    expect(readEmail('anna@gmаil.com')).toEqual(refused('email.not-ascii'));
    expect(readEmail('anna@evil℀staff.ru')).toEqual(refused('email.unreadable'));
    expect(readEmail('anna\u202e@mail.ru')).toEqual(refused('email.unreadable'));
  });

  const STAFF = 'staff.sechenov.ru';
  it.each([
    ['"a@evil x"@staff.sechenov.ru'],
    ['"a"@staff.sechenov.ru'],
    ['a@staff.sechenov.ru\r\nBcc: b@evil.com'],
    ['a@evil.com\n@staff.sechenov.ru'],
    ['a(comment)@staff.sechenov.ru'],
    ['a@[127.0.0.1]'],
    ['a@127.0.0.1'],
    ['a@0x7f.1'],
    ['a%evil.com@staff.sechenov.ru'],
    ['evil.com!a@staff.sechenov.ru'],
    ['a@evil.com,b@staff.sechenov.ru'],
    ['=?utf-8?q?a=40evil.com?=@staff.sechenov.ru'],
    ['a@st%61ff.sechenov.ru'],
  ])('abuse 23: %j is not an address', (typed) => {
    expect(readEmail(typed).ok).toBe(false);
    expect(readCorporateEmail(typed, STAFF).ok).toBe(false);
  });

  it.each([
    ['a@evilstaff.sechenov.ru'],
    ['a@staff.sechenov.ru.evil.com'],
    ['a@sechenov.ru'],
    ['a@x.staff.sechenov.ru'],
    ['a@student.sechenov.ru'],
  ])('abuse 23: %j is of another domain', (typed) => {
    expect(readCorporateEmail(typed, STAFF)).toEqual(refused('email.wrong-domain'));
  });

  it('abuse 23: the domain is matched whole', () => {
    expect(readCorporateEmail(' A.Petrova@Staff.Sechenov.RU ', STAFF)).toEqual({
      ok: true,
      value: 'a.petrova@staff.sechenov.ru',
    });
    const corporate = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(corporate, ([before, after]) => {
        const read = readCorporateEmail(`a@${before}${STAFF}${after}`, STAFF);
        if (read.ok) expect(read.value.split('@')[1]).toBe(STAFF);
      }),
    );
  });
});

describe('a slip in the domain', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gmail.ru', 'gmail.com'],
    ['gmai.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['yandex.ry', 'yandex.ru'],
    ['yanedx.ru', 'yandex.ru'],
    ['maill.ru', 'mail.ru'],
    ['mali.ru', 'mail.ru'],
    ['iclod.com', 'icloud.com'],
    ['ramdler.ru', 'rambler.ru'],
    ['outlok.com', 'outlook.com'],
  ])('%s: did you mean %s?', (typed, meant) => expect(suggestDomain(typed)).toBe(meant));

  it.each(['mail.ru', 'bk.ru', 'ya.ru', 'vk.ru', 'mail.com', 'sechenov.ru', 'student.sechenov.ru', 'yandex.by', ''])(
    '%s is left alone',
    (domain) => expect(suggestDomain(domain)).toBeNull(),
  );

  it('a suggestion is final', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,9}\.(ru|com|me|co)$/), (typed) => {
        const suggested = suggestDomain(typed);
        if (suggested) expect(suggestDomain(suggested)).toBeNull();
      }),
    );
  });
});
