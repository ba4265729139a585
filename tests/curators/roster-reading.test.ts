import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { MOST_LINES, readRoster } from '#core/curators/roster-reading.ts';
import { readClass, readDate } from '#core/curators/roster-row.ts';
import { createSecrets } from '#core/secrets.ts';

const secrets = createSecrets(Buffer.alloc(32, 3));
const TODAY = '2026-11-22';
const read = (list: string | Uint8Array) => readRoster(Buffer.from(list), { secrets, today: TODAY });

async function rows(list: string | Uint8Array) {
  const result = await read(list);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('a class list', () => {
  it('names the class, the pupil, the parents and what is known of each', async () => {
    const {
      rows: all,
      refused,
      remarks,
    } = await rows(
      `Класс;ФИО ученика;Дата рождения;СНИЛС;E-mail;Мать;E-mail матери;СНИЛС матери;Телефон отца;Отец;Код приглашения
6 «А»;Николаева Варвара Петровна;31.05.2014;112-233-445 95;ANNA@Example.org;Николаева Ольга;olga@example.org;;+7 905 123-45-67;Николаев Пётр;st1o095tc`,
    );
    expect(refused).toEqual([]);
    expect(remarks).toEqual([]);
    expect(all).toEqual([
      {
        ...{ kind: 'pupil', line: 2, className: '6А', name: 'Николаева Варвара Петровна', birthDate: '2014-05-31' },
        ...{
          snilsHash: secrets.hash('snils', '11223344595'),
          email: 'anna@example.org',
          phones: [],
          code: 'st1o095tc',
        },
        parents: [
          {
            name: 'Николаева Ольга',
            email: 'olga@example.org',
            birthDate: null,
            snilsHash: null,
            phones: [],
            code: null,
          },
          {
            name: 'Николаев Пётр',
            email: null,
            birthDate: null,
            snilsHash: null,
            phones: ['+79051234567'],
            code: null,
          },
        ],
      },
    ]);
  });

  it('may be in English, with commas, with the name in three columns', async () => {
    const { rows: all } = await rows(
      'Class,Surname,Given name,Patronymic,Parents\n7B,Smith,John,,"Mary Smith, Paul Smith"',
    );
    expect(all).toMatchObject([
      { className: '7В', name: 'Smith John', parents: [{ name: 'Mary Smith' }, { name: 'Paul Smith' }] },
    ]);
  });

  it('may be in windows-1251, as Excel saves it', async () => {
    const { rows: all } = await rows(
      iconv.encode('Класс;Ученик;Родители\r\n10Б;Ёлкина Анна;"Ёлкина О. (мать);\nЁлкин П. (отец)"', 'win1251'),
    );
    expect(all).toMatchObject([
      { className: '10Б', name: 'Ёлкина Анна', parents: [{ name: 'Ёлкина О.' }, { name: 'Ёлкин П.' }] },
    ]);
  });

  it('refuses a line without a name or a class, and leaves out what cannot be read, each with its line', async () => {
    const {
      rows: all,
      refused,
      remarks,
    } = await rows(
      `Класс;Ученик;Дата рождения;СНИЛС;E-mail;Телефон
;Безклассов Иван;;;;
6А;;;;;
6А;Лишнев Иван;;;;;и ещё
6А;Ошибкин Иван;31.02.2014;112-233-445 96;ivan@;12345
6А;Будущев Иван;01.01.2030;;;
6А;${'Д'.repeat(201)};;;;`,
    );
    expect(refused).toEqual([
      { line: 2, reason: 'class-missing' },
      { line: 3, reason: 'name-missing' },
      { line: 4, reason: 'columns' },
      { line: 7, reason: 'name-too-long' },
    ]);
    expect(remarks.map(({ line, reason }) => `${line} ${reason}`).sort()).toEqual(
      ['5 birth-date', '5 email', '5 phone', '5 snils', '6 birth-date'].sort(),
    );
    expect(all).toMatchObject([
      { name: 'Ошибкин Иван', birthDate: null, snilsHash: null, email: null, phones: [] },
      { name: 'Будущев Иван', birthDate: null },
    ]);
  });

  it('keeps no SNILS that anybody could read', async () => {
    const { rows: all } = await rows('Класс;Ученик;СНИЛС\n6А;Николаева Варвара;112-233-445 95');
    expect(JSON.stringify(all)).not.toMatch(/112.?233|11223344595/);
  });

  it('is refused whole when it is not one', async () => {
    expect(await read('Имя;Рост\nАнна;150')).toEqual({ ok: false, error: 'roster.headings' });
    expect(await read('Класс;Рост\n6А;150')).toEqual({ ok: false, error: 'roster.headings' });
    expect(await read('Класс;Ученик\n')).toEqual({ ok: false, error: 'roster.empty' });
    expect(await read('PK\u0003\u0004 a workbook')).toEqual({ ok: false, error: 'roster.unreadable' });
    const line = '6А;Николаева Варвара\n';
    expect(await read(`Класс;Ученик\n${line.repeat(MOST_LINES + 1)}`)).toEqual({ ok: false, error: 'roster.too-long' });
  });
});

describe('a staff list', () => {
  it('tells teachers from the others by their position', async () => {
    const { rows: all } = await rows(
      'ФИО;Должность;E-mail\nКлимова Ирина;Учитель математики;i@example.org\nСторожев Пётр;Охранник;\nДетская Анна;Социальный педагог;',
    );
    expect(all).toMatchObject([
      { kind: 'staff', role: 'teacher', name: 'Климова Ирина', email: 'i@example.org' },
      { kind: 'staff', role: 'staff', name: 'Сторожев Пётр' },
      { kind: 'staff', role: 'teacher', name: 'Детская Анна' },
    ]);
  });
});

describe('the name of a class', () => {
  it.each(['6А', '6а', '6 а', '6-А', '6 «А»', '6"A"', '6A класс', '06А', ' 6 – a ', 'класс 6А'])('%s is 6А', (text) => {
    expect(readClass(text)).toBe('6А');
  });
  it.each(['11 инж', '10/1', 'Подготовительный', '5Г'])('%s stays', (text) => expect(readClass(text)).toBe(text));
  it('is the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(readClass(readClass(text))).toBe(readClass(text));
      }),
    );
  });
});

describe('a date of birth', () => {
  it.each([
    ['31.05.2014', '2014-05-31'],
    ['1.5.2014', '2014-05-01'],
    ['31/05/2014', '2014-05-31'],
    ['2014-05-31', '2014-05-31'],
    ['31.05.2014 г.', '2014-05-31'],
    ['31.05.2014 0:00:00', '2014-05-31'],
  ])('%s', (text, date) => expect(readDate(text, TODAY)).toBe(date));
  it.each(['31.02.2014', '00.01.2014', '31.05.14', '2027-01-01', '01.01.1899', 'май', ''])('%s is none', (text) =>
    expect(readDate(text, TODAY)).toBeNull(),
  );
});
