import { describe, expect, it, vi } from 'vitest';
import { checkFaq, reportLines } from '#bot/cli/faq-check.ts';
import { type HeldBack, summary } from '#core/faq/check/confusions.ts';
import { locator } from '#core/faq/check/finding.ts';
import { checkHeaders } from '#core/faq/check/headers.ts';
import { readFiles } from '#core/faq/files.ts';
import { textsFolder } from '#locales/articles.ts';
import { Folder, type Page, page, smallSet } from './folder.ts';

// Learning takes a moment, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

/** What is said about a set in which one article is as given; the set by itself has nothing but too few utterances. */
async function said(changes: Record<string, string>) {
  const folder = new Folder({ ...smallSet(), ...changes });
  const { findings } = await checkFaq(folder.path, 0);
  return findings
    .filter(({ message }) => !/has \d+ utterances?/.test(message))
    .map(({ level, file, line, message }) => `${file}${line ? `:${line}` : ''} ${level}: ${message}`);
}

const EN = 'en/faq/isu/register.md';
const RU = 'ru/faq/isu/register.md';
const both = (settings: Page): Record<string, string> => ({
  [EN]: page({ title: 'How', utterances: ['how do I register'], ...settings }),
  [RU]: page({ title: 'Как', utterances: ['как зарегистрироваться'], ...settings }),
});

describe('the check', () => {
  it('has nothing to say of a good set, but that it is small', async () => {
    expect(await said({})).toEqual([]);
    const { findings, articles, utterances } = await checkFaq(new Folder(smallSet()).path, 0);
    expect([articles, utterances]).toEqual([4, 42]);
    expect(findings).toContainEqual({
      ...{ level: 'warning', file: EN, line: 6 },
      message: 'has 6 utterances; with fewer than 20 the bot does not learn well',
    });
  });

  it('tells mistakes of files with their lines', async () => {
    expect(await said({ [EN]: page({ topic: 'x' }) })).toEqual([
      expect.stringMatching(`^${EN}:3 error: the topic must`),
    ]);
  });

  it('tells mistakes of the lexicon', async () => {
    const { findings } = await checkFaq(new Folder({ 'concepts.yml': 'a: [b]\na: [c]\n' }).path, 0);
    expect(findings[0]).toMatchObject({ level: 'error', file: 'concepts.yml', line: 2 });
    expect(await said({ 'concepts.yml': 'a: { ru: 7 }\n' })).toEqual([
      expect.stringMatching(/^concepts\.yml error: a: /),
    ]);
  });

  it('tells what is missing in one language, and what the bot cannot do without', async () => {
    const { [RU]: _, 'en/faq/common/none.md': __, 'ru/faq/common/none.md': ___, ...rest } = smallSet();
    const { findings } = await checkFaq(new Folder(rest).path, 0);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([
      { level: 'error', file: 'en/faq/common/none.md', message: 'is missing: the bot needs it' },
      { level: 'error', file: 'ru/faq/common/none.md', message: 'is missing: the bot needs it' },
      { level: 'error', file: RU, message: `is missing: the article exists in the other language (${EN})` },
    ]);
  });

  it('tells settings that differ between the languages', async () => {
    const changed = page({
      ...{ title: 'How', topic: 'help', order: 4, journey: 'register', siblings: ['isu.qr_where'] },
      utterances: ['how do I register'],
    });
    expect(await said({ [EN]: changed })).toEqual(
      [
        `${EN}:3 error: topic is help here and pass in ${RU}`,
        `${EN}:4 error: order is 4 here and 1 in ${RU}`,
        `${EN}:5 error: siblings is isu.qr_where here and empty in ${RU}`,
        `${EN}:6 error: journey is register here and none in ${RU}`,
        `${EN}:5 warning: isu.qr_where does not name isu.register as its sibling in turn`,
      ].sort(byLevel),
    );
  });

  it('tells siblings that do not exist, that are the article itself, and that do not name it in turn', async () => {
    const lines = await said(both({ siblings: ['isu.qr_where', 'isu.nowhere', 'isu.register'] }));
    expect(lines.filter((line) => line.startsWith(RU))).toEqual([
      `${RU}:5 error: there is no article “isu.nowhere”, named as a sibling`,
      `${RU}:5 error: the article is named as its own sibling`,
      `${RU}:5 warning: isu.qr_where does not name isu.register as its sibling in turn`,
    ]);
  });

  it('tells a concept that no message can name', () => {
    const { articles, examples } = readFiles(textsFolder);
    const [article] = articles.filter(({ names }) => names);
    expect(article?.names).toContain('app');
    const found = checkHeaders({ articles: [...articles], examples, concepts: [], problems: [] }, () => 6);
    const { file, line, message } = found.find(({ message }) => message.includes('“app”')) ?? {};
    expect([file, line, message]).toEqual([
      'ru/faq/eljur/recover_app.md',
      6,
      'there is no concept “app” in concepts.yml',
    ]);
  });

  it('tells two articles in one place and under one title', async () => {
    expect(await said(both({ title: 'where is my QR', order: 2 }))).toEqual([
      `${EN}:2 error: has the same title as en/faq/isu/qr_where.md`,
      `${EN}:4 warning: stands at the same place of its topic as en/faq/isu/qr_where.md`,
      `${RU}:4 warning: stands at the same place of its topic as ru/faq/isu/qr_where.md`,
    ]);
  });

  it.each([
    [
      'an unknown placeholder',
      'Write.\n\nTo { $emial }.',
      11,
      /^{ \$emial } stands for nothing; what can stand there: { \$institution }/,
    ],
    ['a school’s placeholder', 'Open { $teacherApp }.', 9, /^{ \$teacherApp } stands for nothing/],
    ['a placeholder without its sign', 'Write to { email }.', 9, /^{ email } stands for nothing/],
    ['an answer that is too long', 'x'.repeat(901), 9, /^the answer has 901 characters; at most 900/],
    ['a heading', 'So.\n\n## How', 11, /cannot show a heading/],
    ['a table', '| a | b |\n|---|---|\n| c | d |', 9, /cannot show a table/],
    ['a picture', '![a](https://a.ru/a.png)', 9, /cannot show a picture/],
    ['a tag', 'An <b>important</b> word', 9, /cannot show an HTML tag/],
    ['a link that leads nowhere', 'See [here](/hello).', 9, /a link must begin with https:\/\/: \/hello/],
    ['a button by its place', 'So.\n\nPress the button below.', 11, /^“Press the button”: .* without its button/],
    ['a button by its place, in Russian', 'Кнопка внизу покажет.', 9, /^“Кнопка внизу”: .* without its button/],
    ['a button without a name', 'Код есть — жмите кнопку.', 9, /^“жмите кнопку”: .* without its button/],
  ])('tells %s', async (_, body, line, message) => {
    const lines = (await said({ [EN]: page({ title: 'How', body, utterances: ['how do I register'] }) })).filter(
      (one) => !one.includes('utterances'),
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const one of lines) expect(one.startsWith(`${EN}:${line} error: `), one).toBe(true);
    expect(lines[0]?.replace(/^\S+ error: /, '')).toMatch(message);
  });

  it('lets placeholders and links stand where they belong, and asks for a placeholder instead of an address', async () => {
    const body = 'Open [it]({ $url }) or { $corporateEmailHelp }.\n\nWrite to helpdesk@smartics.ru.';
    expect(await said({ [EN]: page({ title: 'How', body, utterances: ['how do I register'] }) })).toEqual([
      `${EN}:11 warning: write { $email } instead of helpdesk@smartics.ru: it changes`,
    ]);
  });

  it('asks for the mark of the helpdesk where an article sends its reader there, and for nothing where it only speaks of it', async () => {
    const body = [
      '- Ask the helpdesk: { $helpdesk }.\n- Contact the helpdesk at { $email }.',
      'Не вышло? Напишите в поддержку.',
      'Не вышло? Напишите в поддержку: { $helpdesk }.',
      'Не вышло — поддержка: { $phone }.',
      'Press “Save”. The helpdesk does not see your data; the button “Next” does.',
    ].join('\n\n');
    const lines = await said({ [EN]: page({ title: 'How', body, utterances: ['how do I register'] }) });
    expect(lines).toEqual(
      [10, 12, 16].map(
        (line) =>
          `${EN}:${line} warning: sends its reader to the helpdesk: write { $helpdesk } there, so that whoever talks to the helpdesk is not shown it`,
      ),
    );
  });

  it('tells an article that nobody would read', async () => {
    const lines = await said({
      'en/faq/clinic/hours.md': page(),
      'ru/faq/clinic/hours.md': page({ utterances: ['часы'] }),
    });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/hours\.md error: nobody reads the folder “clinic”: the folders are isu, eljur/);
  });

  it('tells what stands under two intents, however it is written', async () => {
    const same = ['Where is MY QR code?!', 'куда делся куар код вчера вечером'];
    expect(await said({ [EN]: page({ title: 'How', utterances: same }) })).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${EN}:7 error: “Where is MY QR code\\?!” stands under isu\\.qr_where too \\(en/faq/isu/qr_where\\.md:7\\)`,
        ),
      ),
    ]);
    const nearly = [
      'i can not find the small qr code in the morning',
      'i can not find the small qr code in the evening',
    ];
    const lines = await said({
      [EN]: page({ title: 'How', utterances: [nearly[0] ?? ''] }),
      'en/faq/isu/qr_where.md': page({ title: 'Where', order: 2, utterances: [nearly[1] ?? ''] }),
    });
    expect(lines).toEqual([
      expect.stringMatching(/warning: “.*” is nearly the same as “.*” of isu\.(register|qr_where)/),
    ]);
  });

  it('tells an utterance that stands twice in its own article', async () => {
    expect(await said({ [EN]: page({ title: 'How', utterances: ['registering', 'Registering…'] }) })).toEqual([
      `${EN}:8 warning: “Registering…” stands in ${EN}:7 already`,
    ]);
  });

  it('tells system texts that other articles’ utterances hold, and ones that are too short', async () => {
    expect(
      await said({
        [EN]: page({ title: 'How', utterances: ['register'], errors: ['find the QR', 'This e-mail is taken'] }),
      }),
    ).toEqual([`${EN}:9 error: the system text “find the QR” stands under isu.qr_where too: “I cannot find the qr”`]);
    expect(await said({ [EN]: page({ title: 'How', utterances: ['register'], errors: ['Error'] }) })).toEqual([
      `${EN}:9 warning: the system text “Error” is so short that it may be written by chance`,
    ]);
  });
});

const byLevel = (one: string, other: string): number => {
  const level = (line: string): number => (line.includes(' error: ') ? 0 : 1);
  return level(one) - level(other);
};

describe('held-out utterances', () => {
  it('are read by what learnt from the others', async () => {
    const folder = new Folder(smallSet());
    const report = await checkFaq(folder.path, 2);
    const { understanding } = report;
    if (!understanding) throw new Error('nothing was tried');
    expect(understanding.utterances).toBe(42);
    expect(understanding.top1).toBeGreaterThan(0.3);
    // Seen ones are known word for word: that it is not perfect shows that they were held back.
    expect(understanding.top1).toBeLessThan(1);
    expect(understanding.top3).toBeGreaterThanOrEqual(understanding.top1);

    const lines = reportLines(report, folder.path, locator(folder.path));
    expect(lines.join('\n')).toMatch(/42 utterances: 0 errors, 8 warnings\./);
    expect(lines.join('\n')).toMatch(/2 parts, each read by what learnt from the others/);
  });

  it('are summed up with the worst first', () => {
    const held = (intent: string, found: string[], utterance = 'x'): HeldBack => ({
      intent,
      language: 'en',
      utterance,
      found,
    });
    const { top1, top3, confusions, unreached, weak } = summary([
      held('isu.a', ['isu.a', 'isu.b']),
      held('isu.a', ['isu.b', 'isu.a']),
      held('isu.a', ['isu.b', 'isu.c', 'none'], 'lost'),
      held('isu.c', ['isu.c']),
      held('none', ['isu.a', 'none']),
    ]);
    expect([top1, top3]).toEqual([0.4, 0.8]);
    expect(confusions.map(({ intent, takenFor, utterances }) => [intent, takenFor, utterances.length])).toEqual([
      ['isu.a', 'isu.b', 2],
      ['none', 'isu.a', 1],
    ]);
    expect(unreached.map(({ utterance }) => utterance)).toEqual(['lost']);
    expect(weak).toEqual([{ intent: 'isu.a', language: 'en', recall: 1 / 3, utterances: 3 }]);
  });
});

it('finds no error in the real articles', async () => {
  const { findings, articles } = await checkFaq(textsFolder, 0);
  expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  expect(articles).toBe(64);
});
