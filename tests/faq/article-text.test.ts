import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleHtml, bodyHtml, placeholders } from '#bot/journeys/article-text.ts';
import type { Article } from '#core/faq/article.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Institution } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { languages } from '#core/language.ts';
import { readAnswers } from '#locales/answers.ts';
import { readArticles } from '#locales/articles.ts';
import { loadTexts } from '#locales/texts.ts';

const of = (kind: Institution['kind']): Institution => {
  const found = defaultInstitutions.find((one) => one.kind === kind);
  if (!found) throw new Error(kind);
  return found;
};
const university = of('university');
const school = of('school');
const shown = (body: string, institution = university): string => bodyHtml({ body, language: 'en' }, institution);

const TAG = /<(\/?)(b|i|code|a)(?: href="[^"<>]*")?>/g;

/** Whether Telegram would take it: known tags, closed in their order, nothing else that is no text. */
function balanced(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(TAG)) {
    if (!slash) open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !/[<>]|&(?!amp;|lt;|gt;|quot;)/.test(html.replaceAll(TAG, ''));
}

describe('an article as a message', () => {
  it('has its title, paragraphs, emphasis, code and lists', () => {
    const article: Article = {
      ...{ intent: 'isu.x', institution: 'isu', language: 'en', title: 'A & B', topic: 'pass', order: 1 },
      ...{ siblings: [], utterances: ['x'] },
      body: 'First **bold *both*** and `code`.\nSame paragraph.\n\n1. One\n2. Two\n   - deeper\n\n- Point\n- *Other*',
    };
    expect(articleHtml(article, university)).toBe(
      [
        '<b>A &amp; B</b>',
        'First <b>bold <i>both</i></b> and <code>code</code>. Same paragraph.',
        '1. One\n2. Two\n    • deeper',
        '• Point\n• <i>Other</i>',
      ].join('\n\n'),
    );
  });

  it('is filled with what is the institution’s own, escaped, in its language', () => {
    const odd: Institution = { ...university, name: { ru: 'Вуз <1>', en: 'A & <b>B</b> *x*' } };
    expect(shown('{ $institution }: {$email}, `{ $phone }`', odd)).toBe(
      'A &amp; &lt;b&gt;B&lt;/b&gt; *x*: helpdesk@smartics.ru, <code>+7 (495) 128-43-74</code>',
    );
    expect(bodyHtml({ body: '{ $institution }, { $hours }', language: 'ru' }, odd)).toBe(
      'Вуз &lt;1&gt;, будни, 9:00–18:00 по Москве',
    );
    expect(shown('{ $teacherApp } and { $gosuslugiData }', school)).toBe(
      'ЭлЖур.Учитель and https://lk.gosuslugi.ru/settings/account',
    );
  });

  it('makes links of addresses of the web, of mail and of telephones, and of nothing else', () => {
    expect(shown('[Play]({ $googlePlay })')).toBe(
      '<a href="https://play.google.com/store/search?q=Sechenov&amp;c=apps">Play</a>',
    );
    expect(shown('[**w**](mailto:a@b.ru) [c](tel:+7495)')).toBe(
      '<a href="mailto:a@b.ru"><b>w</b></a> <a href="tel:+7495">c</a>',
    );
    for (const address of ['javascript:alert(1)', 'tg://user?id=1', '/hello', 'data:text/html,x', '{ $app }']) {
      expect(shown(`[text](<${address}>)`), address).toBe('text');
    }
  });

  it('never shows a name that nobody fills in: what holds it is left out', () => {
    expect(shown('Write to { $emial } now.\n\nOr ring { $phone }.')).toBe('Or ring +7 (495) 128-43-74.');
    expect(shown('- a\n- write to { email }\n- [x]({ $nowhere })\n- b')).toBe('• a\n• b');
    expect(shown('Ask { $teacherApp }.\n\nEnd.')).toBe('End.');
    expect(shown('`{ $constructor }`\n\nEnd.')).toBe('End.');
  });

  it('sends nobody to the helpdesk who is talking to it', () => {
    const body =
      'Wait.\n\n- Retry.\n- Ask: { $helpdesk }.\n\nWrite to { $helpdesk }.\n\nSend { $human }.\n\nOr call { $phone }.';
    expect(shown(body)).toBe(
      [
        'Wait.',
        '• Retry.\n• Ask: helpdesk@smartics.ru, +7 (495) 128-43-74.',
        'Write to helpdesk@smartics.ru, +7 (495) 128-43-74.',
        'Send /helpdesk.',
        'Or call +7 (495) 128-43-74.',
      ].join('\n\n'),
    );
    const article: Article = {
      ...{ intent: 'isu.x', institution: 'isu', language: 'en', title: 'X', topic: 'pass', order: 1 },
      ...{ siblings: [], utterances: ['x'], body },
    };
    expect(articleHtml(article, university, { talking: true })).toBe(
      '<b>X</b>\n\nWait.\n\n• Retry.\n\nOr call +7 (495) 128-43-74.',
    );
  });

  it('shows signs and tags as they are written', () => {
    expect(shown('5 < 6 & 7 > 2 <b>not bold</b> &lt;i&gt; "q"')).toBe(
      '5 &lt; 6 &amp; 7 &gt; 2 &lt;b&gt;not bold&lt;/b&gt; &lt;i&gt; &quot;q&quot;',
    );
    expect(shown('<script>alert(1)</script>')).toBe('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('fits into a message, whatever its length', () => {
    const many = shown('A paragraph of some words.\n\n'.repeat(400));
    expect(many.length).toBeLessThanOrEqual(4000);
    expect(many.endsWith('words.\n\n…')).toBe(true);
    const one = shown(`**${'a & b '.repeat(2000)}**`);
    expect(one.length).toBeLessThanOrEqual(4000);
    expect(balanced(one)).toBe(true);
  });

  it('is HTML that Telegram takes, whatever an editor writes', () => {
    const piece = fc.constantFrom(
      ...[
        '**',
        '*',
        '_',
        '`',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '> ',
        '# ',
        '    ',
        '[',
        '](',
        ')',
        '<',
        '>',
        '<b>',
        '&',
        '&amp;',
      ],
      ...[
        '{ $url }',
        '{ $x }',
        '{',
        '}',
        '|',
        '---',
        '~~',
        '![',
        'https://a.ru?x=1&y="',
        '\\',
        '\uE000url\uE001',
        'word',
        ' ',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const html = shown(pieces.join(''));
        expect(balanced(html), html).toBe(true);
        expect(html).not.toMatch(/[\uE000\uE001]/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the real articles', () => {
  const { articles } = readArticles();

  it.each(articles.map((article) => [`${article.language} ${article.intent}`, article] as const))(
    '%s',
    (_, article) => {
      const institution = defaultInstitutions.find((one) => faqFolder(one) === article.institution) ?? university;
      const html = articleHtml(article, institution);
      expect(balanced(html)).toBe(true);
      // Nothing was left out: as many blocks as the editor wrote, and no sign of Markdown left.
      expect(html).not.toMatch(/[{}]|\*\*|\]\(/);
      expect(html.split('\n\n').length).toBe(article.body.split(/\n{2,}/).length + 1);
      const { email } = placeholders(institution, article.language);
      if (/\{ \$(?:email|helpdesk) \}/.test(article.body)) expect(html).toContain(email);
      // Beside the helpdesk something is left to read, and nothing that sends its reader there.
      const beside = articleHtml(article, institution, { talking: true });
      expect(beside.split('\n\n').length).toBeGreaterThan(2);
      if (/\{ \$(?:helpdesk|human) \}/.test(article.body)) expect(beside).not.toBe(html);
    },
  );

  it('give the university’s letters no time that it does not promise, and call its home page no instructions', () => {
    const texts = loadTexts();
    const letter = { email: 'a@b.ru', minutes: 3 };
    for (const language of languages) {
      const told = [
        ...['register-letter', 'register-known', 'authorize-letter', 'faq-know-letter-waiting'],
        'errors-link-too-many',
      ].map((key) => texts.plain(language, key, letter));
      const bodies = [...articles, ...readAnswers().answers].flatMap((one) =>
        one.language === language && ('institution' in one ? one.institution : one.folder) === 'isu' ? [one.body] : [],
      );
      expect(bodies.length).toBeGreaterThan(15);
      for (const text of [...told, ...bodies]) {
        expect(text).not.toMatch(/получас|half an hour/i);
        for (const sentence of text.split(/(?<=[.!?])\s/)) {
          if (sentence.includes('{ $corporateEmailHelp }')) expect(sentence).not.toMatch(/инструкц|instruction/i);
        }
      }
    }
  });

  it('are there', () => {
    expect(articles).toHaveLength(64);
  });
});
