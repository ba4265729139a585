import { expect, it } from 'vitest';
import { languages } from '#core/language.ts';
import { errorKey, loadTexts } from '#locales/texts.ts';

const codes = [
  ...['off', 'too-many', 'provider-down', 'bad-number', 'needed', 'expired', 'ambiguous', 'another-number'].map(
    (code) => `call.${code}`,
  ),
  ...['too-many', 'unknown', 'expired', 'used', 'replaced'].map((code) => `link.${code}`),
  ...['unreadable', 'wrong', 'too-many', 'expired'].map((code) => `code.${code}`),
  ...['unreadable', 'several', 'not-ascii', 'too-long', 'wrong-domain'].map((code) => `email.${code}`),
];

it.each(codes)('%s is explained in both languages', (code) => {
  const texts = loadTexts();
  for (const language of languages)
    expect(texts.plain(language, errorKey(code), { domains: '@x.ru' }).length).toBeGreaterThan(30);
});
