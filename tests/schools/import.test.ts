import iconv from 'iconv-lite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { after, days, systemClock } from '#core/clock.ts';
import { curators } from '#core/curators/curators.ts';
import { importSchools, type SchoolImportOptions, type SchoolImportReport } from '#core/schools/import.ts';
import { schools } from '#core/schools/schools.ts';
import { schoolSearch } from '#core/schools/search.ts';
import { createSecrets } from '#core/secrets.ts';
import { concurrently, testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const secrets = createSecrets(Buffer.alloc(32, 7));
let ahead = 0;
const clock = { now: () => after(systemClock.now(), ahead) };

beforeEach(async () => {
  ahead = 0;
  for (const table of [prisma.audit, prisma.curator]) await (table as typeof prisma.curator).deleteMany();
  await prisma.school.deleteMany();
});

async function* bytes(text: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const load = (text: string | Buffer, options: Partial<SchoolImportOptions> = {}): Promise<SchoolImportReport> =>
  prisma.$transaction((db) =>
    importSchools({ db, clock, secrets })(bytes(text), { institutionId: 'eljur', ...options }),
  );
const rows = () =>
  prisma.school.findMany({
    select: { slug: true, number: true, name: true, region: true, host: true, active: true },
    orderBy: { host: 'asc' },
  });

const FILE = `Номер;Название;Регион;Адрес журнала;Кураторы
1399;Школа № 1399;Москва;1399.eljur.ru;Иванова Мария
№ 57;Гимназия № 57 им. Пушкина;Казань;https://G57.eljur.ru/hello;
;Частная школа «Ёлка»;Москва;elka.eljur.ru;
12;;Воткинск;12.journal.example/;"Петров Пётр, Сидорова Анна"
`;

describe('a file of schools', () => {
  it('is taken over', async () => {
    expect(await load(FILE)).toMatchObject({ rows: 4, added: 4, changed: 0, unchanged: 0, closed: 0, refused: [] });
    expect(await rows()).toEqual([
      { slug: '12', number: '12', name: '№ 12', region: 'Воткинск', host: '12.journal.example', active: true },
      { slug: '1399', number: '1399', name: 'Школа № 1399', region: 'Москва', host: '1399.eljur.ru', active: true },
      { slug: 'elka', number: '', name: 'Частная школа «Ёлка»', region: 'Москва', host: 'elka.eljur.ru', active: true },
      {
        slug: 'g57',
        number: '57',
        name: 'Гимназия № 57 им. Пушкина',
        region: 'Казань',
        host: 'g57.eljur.ru',
        active: true,
      },
    ]);
  });

  it.each([
    ['windows-1251', iconv.encode(FILE, 'windows-1251')],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${FILE}`)],
    ['English headings and commas', 'curators,host,region,name,number\nМария,1399.eljur.ru,Москва,Школа № 1399,1399\n'],
  ])('may be in %s', async (_, file) => {
    await load(file);
    expect((await rows()).find(({ host }) => host === '1399.eljur.ru')).toMatchObject({
      number: '1399',
      name: 'Школа № 1399',
      region: 'Москва',
    });
  });

  it('changes nothing the second time, and gives the same links', async () => {
    const first = await load(FILE);
    const before = await prisma.school.findMany();
    const again = await load(FILE);
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 4, links: first.links });
    expect(await prisma.school.findMany()).toEqual(before);
    expect(await prisma.curator.count()).toBe(3);
  });

  it('changes what differs; the slug stays', async () => {
    await load(FILE);
    await prisma.school.updateMany({ where: { number: '57' }, data: { slug: 'saved-by-people' } });
    const report = await load('номер;название;регион;адрес\n57;Лицей № 57;Казань;g57.eljur.ru\n');
    expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 0, closed: 0 });
    expect((await rows()).find(({ number }) => number === '57')).toMatchObject({
      slug: 'saved-by-people',
      name: 'Лицей № 57',
    });
    expect(await prisma.school.count({ where: { active: true } })).toBe(4);
  });

  it('closes what a complete one does not list, and opens it again', async () => {
    await load(FILE);
    const one = 'номер;регион;адрес\n1399;Москва;1399.eljur.ru\n';
    expect(await load(one, { complete: true })).toMatchObject({ changed: 1, closed: 3 });
    expect(await prisma.school.count({ where: { active: true } })).toBe(1);
    expect(await load(one, { complete: true })).toMatchObject({ unchanged: 1, closed: 0 });
    expect(await load(FILE)).toMatchObject({ added: 0, changed: 4 });
    expect(await prisma.school.count({ where: { active: true } })).toBe(4);
  });

  it('does not reach into another journal, whose schools have slugs of their own', async () => {
    await load(FILE);
    const other = 'номер;регион;адрес\n1399;Пермь;1399.other.example\n1399;Пермь;1399.eljur.ru\n';
    expect(await load(other, { institutionId: 'other', complete: true })).toMatchObject({ added: 2, closed: 0 });
    expect(await prisma.school.count({ where: { institutionId: 'eljur', active: true } })).toBe(4);
    const slugs = (await prisma.school.findMany({ where: { institutionId: 'other' } })).map(({ slug }) => slug);
    expect(slugs.sort()).toEqual(['1399-eljur-ru', '1399-other-example']);
    const third = await load('номер;регион;адрес\n1;Пермь;1399.eljur.ru\n', { institutionId: 'third' });
    expect(third.added).toBe(1);
    expect(await prisma.school.findFirst({ where: { institutionId: 'third' } })).toMatchObject({
      slug: '1399-eljur-ru-2',
    });
  });

  it('names the lines that it refuses, and takes the rest', async () => {
    const report = await load(
      [
        'номер;название;регион;адрес;кураторы',
        ';;Москва;a.eljur.ru;',
        '1;Школа;;a.eljur.ru;',
        '1;Школа;Москва;;',
        '1;Школа;Москва;не адрес;',
        '1;Школа;Москва;eljur;',
        '1;Школа;Москва;https://user:pass@a.eljur.ru;',
        '1;Школа;Москва;a.eljur.ru:8080;',
        '1;Школа;Москва;10.0.0.1;',
        '1;Школа;Москва;javascript:alert(1);',
        `1;${'Ш'.repeat(301)};Москва;a.eljur.ru;`,
        '1;Шко\uFFFDла;Москва;a.eljur.ru;',
        '1;Школа;Москва;a.eljur.ru;;лишнее',
        '',
        '1;Школа;Москва;a.eljur.ru;',
        '2;Школа;Москва;A.ELJUR.RU;',
        '3;Школа;Москва;школа.рф;',
      ].join('\n'),
    );
    expect(report).toMatchObject({ rows: 15, added: 2 });
    expect(report.refused).toEqual([
      { line: 2, reason: 'name-missing' },
      { line: 3, reason: 'region-missing' },
      { line: 4, reason: 'address-missing' },
      ...[5, 6, 7, 8, 9, 10].map((line) => ({ line, reason: 'address-unreadable' })),
      { line: 11, reason: 'too-long' },
      { line: 12, reason: 'unreadable' },
      { line: 13, reason: 'columns' },
      { line: 16, reason: 'duplicate' },
    ]);
    expect((await rows()).map(({ host }) => host)).toEqual(['a.eljur.ru', 'xn--80atdl2c.xn--p1ai']);
  });

  it.each([
    ['', /empty/],
    ['номер;название\n1;Школа\n', /region.*address/],
    ['регион;адрес\nМосква;1.eljur.ru\n', /number or the name/],
    ['PK\u0003\u0004', /Excel/],
  ])('is refused as a whole when it is none: %j', async (file, reason) => {
    await expect(load(file)).rejects.toThrow(reason);
    expect(await prisma.school.count()).toBe(0);
  });

  it('brings links for those who are not curators yet', async () => {
    const { links } = await load(FILE);
    expect(links).toEqual([
      {
        slug: '1399',
        schoolName: 'Школа № 1399',
        curator: 'Иванова Мария',
        link: expect.stringMatching(/^cur-.{43}$/),
      },
      { slug: '12', schoolName: '№ 12', curator: 'Петров Пётр', link: expect.stringMatching(/^cur-/) },
      { slug: '12', schoolName: '№ 12', curator: 'Сидорова Анна', link: expect.stringMatching(/^cur-/) },
    ]);
    const [maria, peter] = links;
    const accepted = await prisma.$transaction((db) =>
      curators({ db, clock, secrets }).accept({ botId: 9n, chatId: 1n }, maria?.link ?? ''),
    );
    expect(accepted).toMatchObject({ ok: true, value: { name: 'Иванова Мария', schoolName: 'Школа № 1399' } });
    expect((await load(FILE)).links.map(({ curator }) => curator)).toEqual(['Петров Пётр', 'Сидорова Анна']);
    ahead = days(2);
    const renewed = await load(FILE);
    expect(renewed.links).toHaveLength(2);
    expect(renewed.links[0]?.link).not.toBe(peter?.link);
  });

  it('is found by the search as soon as it is there, whatever the clock says', async () => {
    const index = schoolSearch();
    const search = async (query: string): Promise<string[]> => {
      const found = await prisma.$transaction((db) => schools({ db, search: index }).search('eljur', query));
      return found.map(({ host }) => host);
    };
    await load(FILE);
    expect(await search('пушкина')).toEqual(['g57.eljur.ru']);
    ahead = -days(1);
    await load('номер;название;регион;адрес\n57;Гимназия № 57 им. Толстого;Казань;g57.eljur.ru\n');
    expect(await search('пушкина')).toEqual([]);
    expect(await search('толстого')).toEqual(['g57.eljur.ru']);
  });

  it('waits for another import of the same journal', async () => {
    concurrently('two imports of schools at once');
    const reports = await Promise.all([load(FILE), load(FILE)]);
    expect(reports.map(({ added }) => added).sort()).toEqual([0, 4]);
    expect(reports[0]?.links).toEqual(reports[1]?.links);
  });
});

describe('a school', () => {
  const within = <T>(work: (use: ReturnType<typeof schools>) => Promise<T>): Promise<T> =>
    prisma.$transaction((db) => work(schools({ db })));

  it('is found by its slug and its id while it is open', async () => {
    await load(FILE);
    const school = await within((use) => use.bySlug('g57'));
    expect(school).toMatchObject({ number: '57', url: 'https://g57.eljur.ru', curators: 0 });
    const id = school?.id ?? '';
    expect(await within((use) => use.byId(id))).toEqual(school);
    expect(await within((use) => use.bySlug('none'))).toBeNull();

    await prisma.school.update({ where: { id }, data: { active: false } });
    expect(await within((use) => use.bySlug('g57'))).toBeNull();
    expect(await within((use) => use.byId(id))).toBeNull();
    expect(await within((use) => use.view(id))).toEqual(school);
  });

  it('counts the curators who can be reached', async () => {
    const { links } = await load(FILE);
    const at = { botId: 9n, chatId: 5n };
    await prisma.$transaction((db) => curators({ db, clock, secrets }).accept(at, links[1]?.link ?? ''));
    expect((await within((use) => use.bySlug('12')))?.curators).toBe(1);
    expect((await within((use) => use.bySlug('1399')))?.curators).toBe(0);
    expect((await within((use) => use.all('eljur'))).map(({ slug, curators: count }) => [slug, count])).toEqual([
      ['elka', 0],
      ['12', 1],
      ['1399', 0],
      ['g57', 0],
    ]);
  });
});
