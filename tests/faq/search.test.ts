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

  it.each([
    ['где мой qr', 'ru', ['isu.qr_where', 'isu.qr_not_working']],
    ['where is my qr', 'en', ['isu.qr_where', 'isu.qr_not_working']],
  ] as const)('for “%s” lists nothing that is not likely', (text, language, wanted) => {
    expect(wanted).toEqual(expect.arrayContaining(intents(faq.search(text, { language, limit: 9 }))));
  });

  it.each([
    ['как удалить', 'ru'],
    ['how to delete', 'en'],
    ['какая завтра погода', 'ru'],
  ] as const)('for “%s”, of which nothing is known, lists hardly anything', (text, language) => {
    expect(faq.search(text, { language, limit: 9 }).length).toBeLessThanOrEqual(2);
  });

  it('lists an article once, and all of them for nothing typed', () => {
    const found = intents(faq.search('registration', { language: 'en', limit: 50 }));
    expect(new Set(found).size).toBe(found.length);
    expect(intents(faq.search('', { language: 'ru', limit: 50 }))).toHaveLength(32);
    expect(faq.search('жжжжжжж', { language: 'ru', limit: 50 }).length).toBeLessThan(32);
  });
});

describe('whatever is typed', async () => {
  const faq = (await sharedFaq()).current();

  it.each([
    ['nothing', ''],
    ['signs', '?!.,;:[]<&'.repeat(400)],
    ['null characters', '\0'.repeat(4096)],
    ['halves of letters', '\ud800 \udc00'.repeat(1000)],
    ['one long word', 'ж'.repeat(4096)],
    ['words of one letter', 'а '.repeat(2048)],
    ['marks upon marks', `п${'\u0301'.repeat(4095)}`],
    ['families', '👨‍👩‍👧‍👦'.repeat(300)],
    ['from right to left', '\u202eمرحبا بالعالم '.repeat(250)],
    ['signs that stand for many letters', 'ﷺ'.repeat(4096)],
    ['names of what objects have', '__proto__ constructor toString hasOwnProperty'],
  ])('is understood somehow: %s', (_what, text) => {
    const { outcome, intents, ranking = [] } = faq.ask(text, { language: 'ru', institution: 'isu' });
    expect(['answer', 'suggest', 'human', 'none']).toContain(outcome);
    for (const { confidence } of [...intents, ...ranking]) expect(confidence).toBeGreaterThanOrEqual(0);
    expect(faq.search(text, { language: 'en', limit: 3 }).length).toBeLessThanOrEqual(3);
  });

  it('is understood by its beginning, so that nobody can keep the house busy', () => {
    const story = 'где мой qr код, не могу найти. '.repeat(60);
    const endless = story + 'какая завтра погода? '.repeat(500_000);
    expect(faq.ask(endless)).toEqual(faq.ask(story));
    expect(faq.search(endless, { language: 'ru', limit: 9 })).toEqual(faq.search(story, { language: 'ru', limit: 9 }));
  });
});
