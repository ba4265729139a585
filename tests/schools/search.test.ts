import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#core/database.ts';
import { type SchoolView, schools } from '#core/schools/schools.ts';
import { type SchoolSearch, type SearchOptions, schoolSearch } from '#core/schools/search.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const INSTITUTION = 'eljur';
let index: SchoolSearch = schoolSearch();

/** Number, name, region, address. */
const SCHOOLS: [string, string, string, string][] = [
  ['1399', 'Школа № 1399', 'Москва', '1399.eljur.ru'],
  ['139', 'Школа № 139', 'Москва', '139.eljur.ru'],
  ['1399', 'Гимназия № 1399', 'Самарская область, Тольятти', '1399-tlt.eljur.ru'],
  ['57', 'Гимназия № 57 им. А. С. Пушкина', 'Республика Татарстан, Казань', 'g57.eljur.ru'],
  ['57', 'Школа № 57', 'Москва', '57.eljur.ru'],
  ['12', 'Лицей № 12 им. П. И. Чайковского', 'Удмуртская Республика, Воткинск', 'votkinsk12.eljur.ru'],
  ['', 'Частная школа «Золотое сечение»', 'Москва', 'zolotoe.eljur.ru'],
  ['3', 'Школа № 3 им. Пушкина', 'Московская область, Химки', 'himki3.eljur.ru'],
  ['57', 'Лицей № 57', 'Самарская область, Тольятти', 'tlt57.eljur.ru'],
  ['8', 'МБОУ «СОШ № 8 им. Гагарина»', 'Санкт-Петербург', 'spb8.eljur.ru'],
];

const row = ([number, name, region, host]: [string, string, string, string], institutionId = INSTITUTION) => ({
  ...{ institutionId, number, name, region, host },
  slug: `${institutionId}-${host.replaceAll('.', '-')}`,
});

beforeEach(async () => {
  await prisma.school.deleteMany();
  await prisma.school.createMany({ data: SCHOOLS.map((school) => row(school)) });
  index = schoolSearch();
});

const within = <T>(work: (use: ReturnType<typeof schools>) => Promise<T>): Promise<T> =>
  prisma.$transaction((db: Db) => work(schools({ db, search: index })));
const search = (query: string, options?: SearchOptions): Promise<SchoolView[]> =>
  within((use) => use.search(INSTITUTION, query, options));
const hosts = async (query: string, options?: SearchOptions): Promise<string[]> =>
  (await search(query, options)).map(({ host }) => host);

describe('looking for a school', () => {
  it.each([
    ['школа 1399 москва', '1399.eljur.ru'],
    ['1399 мск', '1399.eljur.ru'],
    ['Школа №1399, г. Москва', '1399.eljur.ru'],
    ['school 1399 moscow', '1399.eljur.ru'],
    ['гимназия 1399', '1399-tlt.eljur.ru'],
    ['1399 тальятти', '1399-tlt.eljur.ru'],
    ['гимназия пушкена казань', 'g57.eljur.ru'],
    ['gimnaziya pushkina kazan', 'g57.eljur.ru'],
    ['пушкина в казани', 'g57.eljur.ru'],
    ['школа 57 казань', 'g57.eljur.ru'],
    ['shkola 57 moskva', '57.eljur.ru'],
    ['лицей чайковсково', 'votkinsk12.eljur.ru'],
    ['Tchaikovsky lyceum', 'votkinsk12.eljur.ru'],
    ['Votkinsk', 'votkinsk12.eljur.ru'],
    ['золотое сеченее', 'zolotoe.eljur.ru'],
    ['золот', 'zolotoe.eljur.ru'],
    ['школа 8 питер', 'spb8.eljur.ru'],
    ['school 8 st.petersburg', 'spb8.eljur.ru'],
    ['гогарина', 'spb8.eljur.ru'],
    ['gfhjkm jnsrfkcz 57 ghtdtl', null],
    ['geirbyf rfpfym', 'g57.eljur.ru'],
    ['himki3.eljur.ru', 'himki3.eljur.ru'],
    ['https://www.himki3.eljur.ru/hello?x=1', 'himki3.eljur.ru'],
    ['himki3', 'himki3.eljur.ru'],
    ['57, казань, где учится Аня', 'g57.eljur.ru'],
  ])('finds by «%s» first of all %s', async (query, host) => {
    const [first] = await hosts(query);
    if (host === null) expect(['g57.eljur.ru', '57.eljur.ru', 'tlt57.eljur.ru']).toContain(first);
    else expect(first).toBe(host);
  });

  it('takes a number for what it is, and never for another one', async () => {
    expect(await hosts('139')).toEqual(['139.eljur.ru']);
    expect((await hosts('1399')).sort()).toEqual(['1399-tlt.eljur.ru', '1399.eljur.ru']);
    expect(await hosts('0057')).toHaveLength(3);
    expect(await hosts('57 1399')).toEqual([]);
    expect(await hosts('9999')).toEqual([]);
    expect(await hosts('школа 9999 москва')).toEqual([]);
    expect(await hosts('13999 пушкина')).toEqual(expect.arrayContaining(['g57.eljur.ru', 'himki3.eljur.ru']));
  });

  it('stays within the region that was named', async () => {
    expect(await hosts('57', { region: 'Самарская обл.' })).toEqual(['tlt57.eljur.ru']);
    expect(await hosts('57', { region: 'г. Масква' })).toEqual(['57.eljur.ru']);
    expect(await hosts('пушкина', { region: 'московская область' })).toEqual(['himki3.eljur.ru']);
    expect(await hosts('пушкина', { region: 'Москва' })).toEqual([]);
    expect(await hosts('57', { region: 'Камчатка' })).toEqual([]);
    expect(await hosts('57', { region: '???' })).toEqual([]);
    expect(await hosts('57', { region: '' })).toHaveLength(3);
  });

  it('shows the schools of a region when nothing else is said, those of the kind first', async () => {
    expect(await hosts('лицей', { region: 'Тольятти' })).toEqual(['tlt57.eljur.ru', '1399-tlt.eljur.ru']);
    expect((await hosts('школа', { region: 'Москва' })).sort()).toEqual(
      ['139.eljur.ru', '1399.eljur.ru', '57.eljur.ru', 'zolotoe.eljur.ru'].sort(),
    );
  });

  it.each(['', '   ', 'школа', '№', '🏫', 'ъъъ', '<b>', "'; DROP TABLE", 'a'.repeat(100_000), '1 '.repeat(5000)])(
    'survives whatever is typed: %#',
    async (query) => {
      expect(await hosts(query)).toEqual([]);
    },
  );

  it('shows as many as are wanted, and never more than fifty', async () => {
    expect(await search('57', { limit: 2 })).toHaveLength(2);
    expect(await search('57', { limit: 0 })).toHaveLength(1);
    await prisma.school.createMany({
      data: Array.from({ length: 60 }, (_, at) => row(['77', `Школа № 77/${at}`, 'Пермь', `p${at}.eljur.ru`])),
    });
    expect(await search('77')).toHaveLength(10);
    expect(await search('77', { limit: 1000 })).toHaveLength(50);
  });

  it('tells all that a person needs of a school', async () => {
    const [found] = await search('пушкина казань');
    expect(found).toEqual({
      id: expect.any(String),
      institutionId: INSTITUTION,
      slug: 'eljur-g57-eljur-ru',
      number: '57',
      name: 'Гимназия № 57 им. А. С. Пушкина',
      region: 'Республика Татарстан, Казань',
      host: 'g57.eljur.ru',
      url: 'https://g57.eljur.ru',
      curators: 0,
    });
  });

  it('keeps to one journal', async () => {
    await prisma.school.create({ data: row(['1399', 'Школа № 1399', 'Москва', '1399.other.ru'], 'other') });
    expect(await hosts('1399 москва')).toEqual(['1399.eljur.ru']);
    expect((await within((use) => use.search('other', '1399'))).map(({ host }) => host)).toEqual(['1399.other.ru']);
    expect(await within((use) => use.search('nobody', '1399'))).toEqual([]);
  });
});

describe('the index', () => {
  it('follows what happens to the schools', async () => {
    expect(await hosts('чебурашка')).toEqual([]);
    const { id } = await prisma.school.create({
      data: row(['', 'Школа «Чебурашка»', 'Москва', 'cheburashka.eljur.ru']),
    });
    expect(await hosts('чебурашка')).toEqual(['cheburashka.eljur.ru']);

    await prisma.school.update({ where: { id }, data: { name: 'Школа «Крокодил»', host: 'gena.eljur.ru' } });
    expect(await hosts('чебурашка')).toEqual([]);
    expect(await hosts('крокодил')).toEqual(['gena.eljur.ru']);
    expect(await hosts('gena.eljur.ru')).toEqual(['gena.eljur.ru']);
    expect(await hosts('cheburashka.eljur.ru')).toEqual([]);

    await prisma.school.update({ where: { id }, data: { active: false } });
    expect(await hosts('крокодил')).toEqual([]);
    await prisma.school.update({ where: { id }, data: { active: true } });
    expect(await hosts('крокодил')).toEqual(['gena.eljur.ru']);
  });

  it('shows nothing that is not there', async () => {
    expect(await hosts('чайковского')).toHaveLength(1);
    await prisma.school.deleteMany({ where: { number: '12' } });
    expect(await hosts('чайковского')).toEqual([]);
  });

  it('is built once, also when many ask before it is there', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => hosts('пушкина казань')));
    expect(all).toEqual(Array.from({ length: 8 }, () => ['g57.eljur.ru']));
  });

  it('can be built before anybody asks', async () => {
    await index.warm((work) => prisma.$transaction(work), INSTITUTION);
    // What is not written down since is not read again: the index answers by itself, and the rows tell what is left of them.
    await prisma.$executeRaw`UPDATE "School" SET name = 'Иначе'`;
    expect((await search('чайковского')).map(({ name }) => name)).toEqual(['Иначе']);
  });

  it('takes a whole country without making a search wait for it', async () => {
    expect(await hosts('чайковского')).toHaveLength(1);
    await prisma.school.createMany({
      data: Array.from({ length: 2500 }, (_, at) =>
        row([`${at + 5000}`, `Школа № ${at + 5000}`, 'Пермь', `m${at}.eljur.ru`]),
      ),
    });
    expect(await hosts('чайковского')).toHaveLength(1);
    await expect.poll(() => hosts('7499')).toEqual(['m2499.eljur.ru']);
  });
});
