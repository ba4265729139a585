import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArticles } from '#locales/articles.ts';
import { Folder, page } from './folder.ts';

const FILE = 'en/faq/isu/qr_where.md';
const write = (...lines: string[]): string => lines.join('\n');

describe('an article', () => {
  it('is read with its settings, its answer and its examples', () => {
    const folder = new Folder({
      [FILE]: page({
        title: 'Where is my QR',
        journey: 'pass',
        siblings: ['isu.mobile_app'],
        utterances: ['where is my qr', 'pass: where?'],
        errors: ['QR is refused'],
        body: 'Press the **button**.\n\nOr write to { $email }.',
      }),
      'ru/faq/common/none.md': '---\nutterances:\n  - привет\n---\n',
    });
    expect(readArticles(folder.path)).toEqual({
      articles: [
        {
          intent: 'isu.qr_where',
          institution: 'isu',
          language: 'en',
          title: 'Where is my QR',
          topic: 'pass',
          order: 1,
          journey: 'pass',
          siblings: ['isu.mobile_app'],
          utterances: ['where is my qr', 'pass: where?'],
          errors: ['QR is refused'],
          body: 'Press the **button**.\n\nOr write to { $email }.',
        },
      ],
      examples: [
        { intent: 'none', language: 'ru', utterances: ['привет'], errors: [] },
        {
          intent: 'isu.qr_where',
          language: 'en',
          utterances: ['where is my qr', 'pass: where?'],
          errors: ['QR is refused'],
        },
      ],
      problems: [],
    });
  });

  it('may come from any editor: CRLF, a byte order mark, a setting left empty, words that YAML takes for others', () => {
    const text = write(
      '---',
      'title: Where is it',
      'topic: pass',
      'order: 2',
      'journey:',
      'utterances:',
      '  # short ones',
      '  - 404',
      '  - yes',
      '  - null',
      '  - it’s gone',
      '---',
      'Look.',
    );
    const folder = new Folder({ [FILE]: `\uFEFF${text.replaceAll('\n', '\r\n')}` });
    const { articles, problems } = readArticles(folder.path);
    expect(problems).toEqual([]);
    expect(articles).toMatchObject([
      { order: 2, siblings: [], utterances: ['404', 'yes', 'null', 'it’s gone'], body: 'Look.' },
    ]);
    expect(articles[0]).not.toHaveProperty('journey');
  });

  it('leaves editors’ own files alone', () => {
    const folder = new Folder({ [FILE]: page(), [`${FILE}~`]: 'x', 'en/faq/isu/.qr_where.md.swp': 'x' });
    expect(readArticles(folder.path)).toMatchObject({ articles: [{ intent: 'isu.qr_where' }], problems: [] });
  });
});

const begin = ['---', 'title: Where is it', 'topic: pass', 'order: 1', 'utterances:'];
const mistakes: [what: string, text: string, line: number | undefined, message: RegExp][] = [
  ['no settings', 'Just text', 1, /begin with a line ---/],
  ['settings that do not end', write(...begin, '  - a', 'Answer.'), 1, /another line ---/],
  ['nothing between the lines', write('---', '---', 'Answer.'), 2, /write settings here/],
  ['no answer', write(...begin, '  - a', '---', ''), 8, /write the answer/],
  ['no title', write('---', 'topic: pass', 'order: 1', 'utterances: [a]', '---', 'A'), 2, /title is missing/],
  ['a long title', page({ title: 'x'.repeat(65) }), 2, /longer than 64/],
  ['an unknown topic', page({ topic: 'passes' }), 3, /topic must be one of: registration, /],
  ['an order in words', page().replace('order: 1', 'order: first'), 4, /order must be a whole number/],
  ['an unknown journey', page({ journey: 'home' }), 6, /journey must be one of: register, /],
  ['a misspelt setting', page().replace('siblings', 'sibling'), 5, /no setting “sibling”/],
  ['siblings that are no list', page().replace('siblings: []', 'siblings: isu.a'), 5, /siblings must be a list/],
  ['no utterances', write(...begin, '---', 'A'), 5, /utterances must be a list/],
  ['an empty utterance', write(...begin, '  - a', '  -', '---', 'A'), 7, /empty line in utterances/],
  ['a colon', write(...begin, '  - a', '  - help: it broke', '---', 'A'), 7, /put this line of utterances into quotes/],
  ['two colons', write(...begin, '  - a: b: c', '---', 'A'), 6, /quotes/],
  ['a bracket', write(...begin, '  - [sic]', '---', 'A'), 6, /quotes/],
  ['a number sign', write(...begin, '  - a', '  - what is #12', '---', 'A'), 7, /quotes/],
  ['a star', write(...begin, '  - *help*', '---', 'A'), 6, /quotes/],
  ['an exclamation mark', write(...begin, '  - !help me', '---', 'A'), 6, /quotes/],
  ['an ampersand', write(...begin, '  - &help me', '---', 'A'), 6, /quotes/],
  ['a quote that stays open', write(...begin, '  - "a', '  - b', '---', 'A'), 8, /quote/],
  ['a tab', write(...begin, '\t- a', '---', 'A'), 6, /spaces, not tabs/],
  ['a setting twice', write(...begin, '  - a', 'order: 2', '---', 'A'), 7, /twice/],
];

describe('a mistake', () => {
  it.each(mistakes)('%s: is told with its line, and all other articles are read', (_, text, line, message) => {
    const folder = new Folder({ [FILE]: text, 'en/faq/isu/register.md': page() });
    const { articles, examples, problems } = readArticles(folder.path);
    expect(problems).toContainEqual({ file: FILE, line, message: expect.stringMatching(message) });
    expect(problems.every(({ file }) => file === FILE)).toBe(true);
    expect(articles.map(({ intent }) => intent)).toEqual(['isu.register']);
    expect(examples.map(({ intent }) => intent)).toEqual(['isu.register']);
  });

  it('of all lines is told at once', () => {
    const folder = new Folder({ [FILE]: page({ title: '', topic: 'x', order: 0 }) });
    expect(readArticles(folder.path).problems.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it.each([
    ['a name with capitals', 'en/faq/isu/QrWhere.md', /small Latin letters/],
    ['another kind of file', 'en/faq/isu/qr_where.docx', /small Latin letters/],
    ['a file outside of a folder', 'en/faq/qr_where.md', /folder of an institution/],
    ['more letters than a button can hold', `en/faq/isu/${'a'.repeat(33)}.md`, /at most 32/],
    ['an article among what has no answer', 'en/faq/common/qr_where.md', /human\.md and none\.md only/],
  ])('in a name is told: %s', (_, file, message) => {
    const folder = new Folder({ [file]: page() });
    expect(readArticles(folder.path)).toEqual({
      articles: [],
      examples: [],
      problems: [{ file, message: expect.stringMatching(message) }],
    });
  });

  it('in how a file is saved is told', () => {
    const folder = new Folder();
    folder.write(FILE, Buffer.from(page({ title: 'caf\u00e9' }), 'latin1'));
    expect(readArticles(folder.path).problems).toEqual([{ file: FILE, message: 'must be saved as UTF-8' }]);
  });

  it('in where the folder is does not throw', () => {
    const { articles, problems } = readArticles('/nonexistent');
    expect(articles).toEqual([]);
    expect(problems.map(({ file }) => file)).toEqual(['ru/faq', 'en/faq']);
  });

  it('in a link that leads to itself does not throw', () => {
    const folder = new Folder({ 'en/faq/isu/register.md': page() });
    symlinkSync('loop', join(folder.path, 'en/faq/loop'));
    const { articles, problems } = readArticles(folder.path);
    expect(articles).toHaveLength(1);
    expect(problems.map(({ file }) => file)).toEqual(['en/faq/loop']);
  });
});
