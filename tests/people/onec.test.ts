import { afterEach, describe, expect, it } from 'vitest';
import { type OnecSettings, readPeopleOnec } from '#bot/providers/onec.ts';
import type { Row } from '#core/people/row.ts';
import { type FakeOnec, fail, fakeOnec, PASSWORD, USER } from './odata.ts';

const PEOPLE = 'Catalog_ФизическиеЛица';
const CONTACTS = 'Catalog_ФизическиеЛица_КонтактнаяИнформация';
const guid = (number: number): string => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
const person = (number: number, Description = `Человек ${number}`) => ({
  Ref_Key: guid(number),
  Description,
  Code: `${number}`,
});
const phone = (number: number, Представление: string, Тип = 'Телефон') => ({
  Ref_Key: guid(number),
  LineNumber: '1',
  Тип,
  Представление,
  НомерТелефона: '',
});
const DIRECTORY = {
  [PEOPLE]: [1, 2, 3, 4, 5].map((number) => person(number)),
  [CONTACTS]: [
    phone(1, '8 905 123-45-67'),
    phone(1, '+7 495 128-43-74 доб. 12'),
    phone(2, 'Москва, дом 89051112233', 'Адрес'),
    { ...phone(3, ''), НомерТелефона: '79161234567' },
  ],
  Catalog_Сотрудники: [
    { ФизическоеЛицо_Key: guid(1) },
    { ФизическоеЛицо_Key: guid(3) },
    { ФизическоеЛицо_Key: guid(3) },
  ],
  Catalog_ЗачетныеКниги: [{ Owner_Key: guid(3) }, { Owner_Key: guid(4) }],
};

let fake: FakeOnec;
afterEach(() => fake.close());

async function read(settings: Partial<OnecSettings> = {}): Promise<Row[]> {
  const rows: Row[] = [];
  const all = { baseUrl: fake.baseUrl, user: USER, password: PASSWORD, roles: ['student'], retryDelay: 1, ...settings };
  for await (const row of readPeopleOnec(all)) rows.push(row);
  return rows;
}

describe('reading', () => {
  it('joins people with their phones over pages of both catalogues', async () => {
    fake = await fakeOnec(DIRECTORY);
    const rows = await read({ pageSize: 2, baseUrl: `${fake.baseUrl}/` });
    expect(rows).toEqual([
      {
        line: 1,
        id: guid(1),
        name: 'Человек 1',
        roles: 'student',
        phones: '8 905 123-45-67; +7 495 128-43-74 доб. 12',
      },
      { line: 2, id: guid(2), name: 'Человек 2', roles: 'student', phones: '' },
      { line: 3, id: guid(3), name: 'Человек 3', roles: 'student', phones: '79161234567' },
      { line: 4, id: guid(4), name: 'Человек 4', roles: 'student', phones: '' },
      { line: 5, id: guid(5), name: 'Человек 5', roles: 'student', phones: '' },
    ]);
    expect(fake.asked.filter(({ catalogue }) => catalogue === PEOPLE).map(({ query }) => query)).toMatchObject(
      ['0', '2', '4', '5'].map(($skip) => ({
        $format: 'json',
        $filter: 'IsFolder eq false and DeletionMark eq false',
        $top: '2',
        $skip,
      })),
    );
  });

  it('reads everything from a server that gives smaller pages than asked for', async () => {
    fake = await fakeOnec(DIRECTORY, 3);
    expect(await read({ pageSize: 1000 })).toHaveLength(5);
  });

  it('takes roles from other catalogues, and only people who have one', async () => {
    fake = await fakeOnec(DIRECTORY);
    const rows = await read({
      roles: [],
      roleSources: [
        { role: 'staff', catalogue: 'Catalog_Сотрудники', personField: 'ФизическоеЛицо_Key' },
        { role: 'student', catalogue: 'Catalog_ЗачетныеКниги', personField: 'Owner_Key' },
      ],
    });
    expect(rows.map(({ id, roles }) => [id, roles])).toEqual([
      [guid(1), 'staff'],
      [guid(3), 'staff, student'],
      [guid(4), 'student'],
    ]);
  });
});

describe('what goes wrong', () => {
  it('is told when the password is wrong', async () => {
    fake = await fakeOnec(DIRECTORY);
    await expect(read({ password: 'other' })).rejects.toThrow(/401: it does not accept this user/);
    expect(fake.asked).toHaveLength(1);
  });

  it('is told in 1C’s own words', async () => {
    fake = await fakeOnec({ [PEOPLE]: [] });
    await expect(read()).rejects.toThrow(`1C answered 404: Сущность "${CONTACTS}" не найдена`);
  });

  it('passes by itself when 1C recovers', async () => {
    fake = await fakeOnec(DIRECTORY);
    let failures = 3;
    fake.instead = (response, request) => {
      if (failures-- <= 0) return false;
      if (failures === 1) request.socket.destroy();
      else fail(response, 500, 'Сеанс завершен');
      return true;
    };
    expect(await read()).toHaveLength(5);
  });

  it('ends the reading when 1C does not recover', async () => {
    fake = await fakeOnec(DIRECTORY);
    fake.instead = (response) => {
      fail(response, 500, 'Недостаточно памяти');
      return true;
    };
    await expect(read()).rejects.toThrow(/1C answered 500: Недостаточно памяти/);
    expect(fake.asked).toHaveLength(4);
  });

  it('ends the reading in the middle too', async () => {
    fake = await fakeOnec(DIRECTORY);
    fake.instead = (response) => {
      if (fake.asked.at(-1)?.query.$skip !== '4') return false;
      response.writeHead(503).end();
      return true;
    };
    await expect(read({ pageSize: 2 })).rejects.toThrow(`${CONTACTS}: 1C answered 503.`);
  });

  it.each([
    ['broken JSON', '{"value":[{"Ref_Key":', /not JSON/],
    ['a page of HTML', '<html>вход</html>', /not JSON/],
    ['another shape', '{"rows":[]}', /not a list/],
    ['a record without a key', '{"value":[{"Description":"А"}]}', /Ref_Key/],
  ])('is told when 1C gives %s', async (_, body, reason) => {
    fake = await fakeOnec(DIRECTORY);
    fake.instead = (response) => {
      response.writeHead(200).end(body);
      return true;
    };
    await expect(read()).rejects.toThrow(reason);
  });

  it('is told when 1C keeps silent, is not there, or repeats itself', async () => {
    fake = await fakeOnec(DIRECTORY);
    fake.instead = () => true;
    await expect(read({ timeout: 20 })).rejects.toThrow(/did not answer in time/);
    await expect(read({ baseUrl: 'http://127.0.0.1:1/odata' })).rejects.toThrow(/could not be reached/);
    fake.instead = (response) => {
      response.end(JSON.stringify({ value: [phone(1, '1')] }));
      return true;
    };
    await expect(read()).rejects.toThrow(/same page/);
  });

  it('does not follow a redirect with the password', async () => {
    fake = await fakeOnec(DIRECTORY);
    fake.instead = (response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
      return true;
    };
    await expect(read()).rejects.toThrow(/302, a redirect/);
    expect(fake.asked).toHaveLength(1);
  });
});
