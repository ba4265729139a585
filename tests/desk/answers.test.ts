import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { answerHtml, openAnswers } from '#bot/desk/answers.ts';
import { placeholders, placeholdersIn } from '#bot/journeys/article-text.ts';
import { faqFolder } from '#core/faq/folder.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { languages } from '#core/language.ts';
import { readAnswers } from '#locales/answers.ts';
import { textsFolder } from '#locales/articles.ts';

const [university, journal] = ['university', 'school'].map((kind) => {
  const found = defaultInstitutions.find((one) => one.kind === kind);
  if (!found) throw new Error(kind);
  return found;
});
if (!university || !journal) throw new Error('The two institutions of the documents');

describe('the canned answers of the house', () => {
  const { answers, problems } = readAnswers();
  const of = (language: string) => answers.filter((answer) => answer.language === language);
  const names = (language: string) =>
    of(language).map(({ folder, name, fields }) => `${folder}/${name} ${fields.length}`);

  it('have no mistakes, and are the same in both languages, with as many fields', () => {
    expect(problems).toEqual([]);
    expect(names('en')).toEqual(names('ru'));
    expect(names('ru').length).toBeGreaterThanOrEqual(10);
  });

  it('name nothing that the institution lacks', () => {
    for (const { folder, language, name, body, fields } of answers) {
      const owners =
        folder === 'common' ? [university, journal] : [university, journal].filter((one) => faqFolder(one) === folder);
      expect(owners.length, folder).toBeGreaterThan(0);
      for (const owner of owners) {
        const known = [
          ...Object.keys(placeholders(owner, language)),
          ...['name', 'ticket'],
          ...fields.map((_, at) => String(at + 1)),
        ];
        for (const { name: used, written } of placeholdersIn(body))
          expect(known, `${folder}/${name}: ${written}`).toContain(used);
      }
    }
  });

  it('fill a message that Telegram takes', () => {
    const store = openAnswers();
    for (const institution of [university, journal]) {
      for (const language of languages) {
        for (const answer of store.list(institution, language)) {
          const fields = answer.fields.map(() => 'поле <b>');
          const html = answerHtml(answer, institution, { name: 'Анна', ticket: 142, fields });
          expect(html).not.toMatch(/\{|undefined/);
          expect(html.length).toBeLessThan(4096);
          expect(html.includes('поле &lt;b&gt;')).toBe(fields.length > 0);
        }
      }
    }
  });

  it('leave out the line with a name where nobody knows it', () => {
    const hello = openAnswers().find(university, 'hello', 'ru');
    if (!hello) throw new Error('hello');
    const filled = (name: string) => answerHtml(hello, university, { name, ticket: 142, fields: [] });
    expect(filled('Анна')).toContain('Здравствуйте, Анна!');
    expect(filled('')).not.toContain('Здравствуйте');
    expect(filled('')).toContain('№ 142');
  });

  it('are an institution’s own and those for all, whatever the case of the name', () => {
    const store = openAnswers();
    expect(store.find(university, 'PHONE_1C', 'en')?.language).toBe('en');
    expect(store.find(journal, 'phone_1c', 'ru')).toBeNull();
    expect(store.find(journal, 'picture', 'ru')?.folder).toBe('common');
  });

  it('are found by a name that was typed on the other layout, or with letters that look alike', () => {
    const store = openAnswers();
    expect(store.find(university, 'дфеук', 'ru')?.name).toBe('later');
    expect(store.find(university, 'рісtuге', 'ru')?.name).toBe('picture');
    expect(store.find(university, 'дфеуки', 'ru')).toBeNull();
  });
});

describe('files of canned answers', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A copy of the real ones, and how to write one. */
  function edited() {
    folder = mkdtempSync(join(tmpdir(), 'propusk-answers-'));
    for (const language of languages)
      cpSync(join(textsFolder, language, 'answers'), join(folder, language, 'answers'), { recursive: true });
    return (name: string, text: string, language = 'ru', owner = 'isu') => {
      mkdirSync(join(folder, language, 'answers', owner), { recursive: true });
      writeFileSync(join(folder, language, 'answers', owner, name), text);
    };
  }

  it('are read anew when they change; one with a mistake keeps its last good state, and the mistake is told once', () => {
    const write = edited();
    const told: object[] = [];
    const store = openAnswers({ folder, every: 0, log: { warn: (facts) => told.push(facts) } });
    write('fresh.md', '---\ntitle: Новый\n---\n\nСлова');
    expect(store.find(university, 'fresh', 'ru')?.body).toBe('Слова');
    // Another language shows it until there is a translation.
    expect(store.find(university, 'fresh', 'en')?.body).toBe('Слова');
    write('fresh.md', '---\ntitle: Новый\nfeilds: [a]\n---\n\nДругие слова');
    expect(store.find(university, 'fresh', 'ru')?.body).toBe('Слова');
    expect(store.find(university, 'fresh', 'ru')?.body).toBe('Слова');
    expect(told).toEqual([expect.objectContaining({ file: 'ru/answers/isu/fresh.md', line: 3 })]);
    write('fresh.md', '---\ntitle: Новый\n---\n\nДругие слова');
    expect(store.find(university, 'fresh', 'ru')?.body).toBe('Другие слова');
    rmSync(join(folder, 'ru/answers/isu/fresh.md'));
    expect(store.find(university, 'fresh', 'ru')).toBeNull();
  });

  it.each([
    ['Bad Name.md', '---\ntitle: x\n---\ny', /small Latin letters/],
    ['no_header.md', 'y', /begin with a line ---/],
    ['no_title.md', '---\nfields: [a]\n---\n{ $1 }', /the title is missing/],
    ['empty.md', '---\ntitle: x\n---\n', /write the answer/],
    ['lost.md', '---\ntitle: x\nfields: [срок]\n---\nслова', /no \{ \$1 \} for the field “срок”/],
    ['extra.md', '---\ntitle: x\n---\n{ $1 }', /no field for \{ \$1 \}/],
  ])('%s is left out with a reason', (name, text, reason) => {
    edited()(name, text);
    const { problems, answers } = readAnswers(folder);
    expect(problems.map(({ message }) => message).join()).toMatch(reason);
    expect(problems).toHaveLength(1);
    expect(answers).toHaveLength(readAnswers().answers.length);
  });
});
