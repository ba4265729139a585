import { describe, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { languages } from '#core/language.ts';
import { compose, type LetterSubject } from '#core/mail/letters.ts';
import { loadTexts } from '#locales/texts.ts';

const texts = loadTexts();
const [institution] = defaultInstitutions;
if (!institution) throw new Error('no institution');
const baseUrl = 'https://pass.example.ru';
const verificationId = '0b6f1f0e-8f5c-4a55-9a55-3d2c1b0a9f8e';
const linked = {
  to: 'anna@example.ru',
  verificationId,
  token: 'T'.repeat(43),
  code: '042917',
  school: null,
  minutes: 60,
};
const write = (letter: LetterSubject, language: 'ru' | 'en' = 'ru') =>
  compose({ texts, baseUrl, institution, language, letter });

describe('letters with a link and a code', () => {
  for (const language of languages) {
    it.each(['confirm-email', 'confirm-corporate', 'relink'] as const)(`%s in ${language}`, (type) => {
      const letter = write({ type, ...linked }, language);
      const url = `${baseUrl}/l/${linked.token}`;
      expect(letter.to).toBe('anna@example.ru');
      expect(letter.subject).toContain(institution.name[language]);
      expect(letter.text).toContain(url);
      expect(letter.text).toContain('042917');
      expect(letter.text).toContain('60');
      // The button, the address under it, and the address's own link.
      expect(letter.html.split(url)).toHaveLength(4);
      expect(letter.html).toContain('042917');
      expect(letter.html).toContain(`<html lang="${language}">`);
      expect(letter.html).not.toMatch(/<(img|script|link|table)\b/);
      // No other address is ever built.
      expect(letter.html.match(/https?:\/\/[^"<\s]+/g)?.every((address) => address === url)).toBe(true);
    });
  }

  it('keeps one Message-ID per verification and says that a machine wrote it', () => {
    const [one, again] = [write({ type: 'confirm-email', ...linked }), write({ type: 'confirm-email', ...linked })];
    expect(one.messageId).toBe(`confirm-email.${verificationId}@pass.example.ru`);
    expect(again.messageId).toBe(one.messageId);
    expect(one.headers['Auto-Submitted']).toBe('auto-generated');
  });
});

describe('the letter that confirms the address of a school account', () => {
  it.each(languages)('names the school (%s)', (language) => {
    const letter = write({ type: 'confirm-school', ...linked, school: 'Гимназия № 5 <им. Пушкина>' }, language);
    expect(letter.text).toContain('Гимназия № 5 <им. Пушкина>');
    expect(letter.html).toContain('Гимназия № 5 &lt;им. Пушкина&gt;');
    expect(letter.text).toContain(`${baseUrl}/l/${linked.token}`);
    expect(letter.text).toContain('042917');
  });
});

describe('the letter that restores access', () => {
  const accounts = [
    { login: 'mama101', school: 'Школа № 1399', token: 'A'.repeat(43) },
    { login: 'syn102', school: 'Школа № 1399', token: 'B'.repeat(43) },
  ];
  const recovery = { type: 'recovery', to: 'family@example.ru', id: verificationId, accounts, minutes: 60 } as const;

  it.each(languages)('has each login with its school and its own link, and nothing else to press (%s)', (language) => {
    const letter = write(recovery, language);
    const urls = accounts.map(({ token }) => `${baseUrl}/reset/${token}`);
    for (const { login, token } of accounts) {
      const part = letter.text.slice(letter.text.indexOf(login));
      expect(part.indexOf(token)).toBeGreaterThan(0);
      expect(letter.html).toContain(login);
    }
    expect(letter.text.match(/https?:\S+/g)).toEqual(urls);
    expect(new Set(letter.html.match(/https?:\/\/[^"<\s]+/g))).toEqual(new Set(urls));
    expect(letter.text).toContain('60');
    expect(letter.subject).not.toMatch(/mama101|syn102/);
  });

  it('speaks of one account where there is one', () => {
    const [only] = accounts;
    if (!only) throw new Error('no account');
    const one = write({ ...recovery, accounts: [only] }, 'en').text;
    expect(one).toContain('Here is your login.');
    expect(write(recovery, 'en').text).not.toContain('Here is your login.');
  });
});

describe('the letter to an address that another one replaced', () => {
  it.each(languages)('names the school, with nothing to press (%s)', (language) => {
    const letter = write({ type: 'email-changed', to: 'old@example.ru', id: '1', school: 'Школа № 57' }, language);
    expect(letter.text).toContain('Школа № 57');
    expect(`${letter.html}${letter.text}`).not.toMatch(/https?:/);
  });
});

describe('the letter to the owner of an address that somebody typed', () => {
  it.each(languages)('has no link and no code (%s)', (language) => {
    const letter = write({ type: 'already-used', to: 'anna@example.ru', verificationId }, language);
    expect(letter.html).not.toContain('href');
    expect(`${letter.html}${letter.text}`).not.toMatch(/https?:/);
    expect(letter.text).not.toMatch(/\b\d{6}\b/);
  });
});
