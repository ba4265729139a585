import { expect, it } from 'vitest';
import { inlineAnswers } from '#bot/inline.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { loadTexts } from '#locales/texts.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const faq = (await sharedFaq()).current();
const answers = inlineAnswers({
  ...{ faq: () => faq, texts: loadTexts(), institutions: defaultInstitutions },
  chatUrl: () => 'https://t.me/propusk_test_bot',
});

it.each([
  ['где мой qr', 'en', 'ru'],
  ['забыл пароль', 'en', 'ru'],
  ['pf,sk gfhjkm', 'en', 'ru'],
  ['where is my qr', 'ru', 'en'],
  ['црук шы ьн йк сщву', 'ru', 'en'],
  ['qr', 'en', 'en'],
  ['QR', 'ru', 'ru'],
  ['', 'en', 'en'],
  ['', 'ru', 'ru'],
])('“%s” on a phone in %s is answered in %s', (text, languageCode, language) => {
  const { results } = answers({ id: '1', languageCode, text, offset: '' } as Parameters<typeof answers>[0]);
  const [first] = results as { id: string; title: string }[];
  expect(first?.title).toBe(faq.article(first?.id ?? '', language as 'ru' | 'en')?.title);
});
