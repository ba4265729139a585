import { describe, expect, it } from 'vitest';
import type { Article } from '#core/faq/article.ts';
import { createFaq } from '#core/faq/create-faq.ts';
import { sharedFaq } from '#tests/support/faq.ts';

function article(intent: string, changes: Partial<Article> = {}): Article {
  const [institution = ''] = intent.split('.');
  return {
    ...{ intent, institution, language: 'en', title: intent, topic: 'pass', order: 1, siblings: [] },
    ...{ utterances: ['x'], body: 'Body.', ...changes },
  };
}
const intents = (articles: Article[]): string[] => articles.map(({ intent }) => intent);

describe('the articles', () => {
  it('stand by topic, then by place, whatever order they came in', () => {
    const faq = createFaq({
      articles: [
        article('isu.d', { topic: 'help' }),
        article('isu.b', { order: 2 }),
        article('eljur.e'),
        article('isu.c', { order: 1 }),
        article('isu.a', { topic: 'registration', order: 9 }),
      ],
      model: null,
    });
    expect(intents(faq.articles('isu', 'en'))).toEqual(['isu.a', 'isu.c', 'isu.b', 'isu.d']);
    expect(intents(faq.search(' ', { language: 'en', limit: 9 }))).toEqual([
      'eljur.e',
      'isu.a',
      'isu.c',
      'isu.b',
      'isu.d',
    ]);
    expect(intents(faq.search('', { language: 'en', limit: 3, institution: 'isu' }))).toEqual([
      'isu.a',
      'isu.c',
      'isu.b',
    ]);
    expect(faq.articles('clinic', 'en')).toEqual([]);
  });

  it('come in the other language where one is missing, and never where there is none', () => {
    const faq = createFaq({
      articles: [
        article('isu.a'),
        article('isu.a', { language: 'ru', title: 'а' }),
        article('isu.b', { title: 'bicycle' }),
      ],
      model: null,
    });
    expect(faq.article('isu.a', 'ru')?.language).toBe('ru');
    expect(faq.article('isu.b', 'ru')?.language).toBe('en');
    expect(intents(faq.articles('isu', 'ru'))).toEqual(['isu.a', 'isu.b']);
    expect(intents(faq.search('bicy', { language: 'ru', limit: 3 }))).toEqual(['isu.b']);
    for (const intent of ['human', 'none', 'isu.z', '']) expect(faq.article(intent, 'ru'), intent).toBeNull();
    expect(faq.ask('bicycle')).toEqual({ outcome: 'none', intents: [] });
  });
});

describe('a search in the real articles', async () => {
  const faq = (await sharedFaq()).current();

  it.each([
    ['пар', 'ru', 'eljur', /password|recover/],
    ['турник', 'ru', 'isu', /^isu\.qr/],
    ['turns', 'en', 'isu', /^isu\.qr/],
    ['gosus', 'en', 'eljur', /^eljur\.gosuslugi/],
    ['спа', 'ru', 'eljur', /letter_late_spam/],
    ['пороль забыл', 'ru', 'eljur', /recover/],
    ['gjxtve yt ghbitk ctvm rjl', 'ru', 'eljur', /^eljur\./],
    ['turnstile', 'ru', 'isu', /^isu\.qr/],
    ['где мой qr код', 'en', 'isu', /^isu\.qr_where$/],
  ] as const)('for “%s” finds what was meant', (text, language, institution, wanted) => {
    const found = faq.search(text, { language, limit: 3, institution });
    expect(
      intents(found).some((intent) => wanted.test(intent)),
      intents(found).join(),
    ).toBe(true);
    expect(found.every((one) => one.language === language)).toBe(true);
    expect(found.length).toBeLessThanOrEqual(3);
  });

  it('lists an article once, and all of them for nothing typed', () => {
    const found = intents(faq.search('registration', { language: 'en', limit: 50 }));
    expect(new Set(found).size).toBe(found.length);
    expect(intents(faq.search('', { language: 'ru', limit: 50 }))).toHaveLength(32);
    expect(faq.search('жжжжжжж', { language: 'ru', limit: 50 }).length).toBeLessThan(32);
  });
});
