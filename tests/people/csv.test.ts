import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readPeopleCsv } from '#core/people/csv.ts';
import type { Row } from '#core/people/row.ts';

const FILE = [
  'Код;ФИО;Телефоны;Категория',
  '001;"Петрова Анна ""Аня"" Ивановна";"8 (905) 123-45-67,\r\n8 (495) 123-45-67 доб. 12";Студент',
  '002;Ёлкин Пётр;;Сотрудник',
  '',
].join('\r\n');
const PEOPLE: Row[] = [
  {
    line: 2,
    id: '001',
    name: 'Петрова Анна "Аня" Ивановна',
    phones: '8 (905) 123-45-67,\n8 (495) 123-45-67 доб. 12',
    roles: 'Студент',
    shifted: false,
  },
  { line: 4, id: '002', name: 'Ёлкин Пётр', phones: '', roles: 'Сотрудник', shifted: false },
];

/** The file in pieces of `size` bytes, so that characters are cut in the middle. */
async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(file: string | Uint8Array): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readPeopleCsv(pieces(typeof file === 'string' ? Buffer.from(file) : file))) rows.push(row);
  return rows;
}

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(FILE)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${FILE}`)],
    ['windows-1251', iconv.encode(FILE, 'windows-1251')],
    ['UTF-16LE', iconv.encode(FILE, 'utf-16le', { addBOM: true })],
    ['UTF-16BE', iconv.encode(FILE, 'utf-16be', { addBOM: true })],
  ])('reads %s', async (_, bytes) => expect(await read(bytes)).toEqual(PEOPLE));

  it('tells UTF-8 even where the sample ends inside a character', async () => {
    const filler = Array.from({ length: 4000 }, (_, index) => `${index};Ёж Ёж;;студент\n`).join('');
    for (const shift of ['', 'x', 'xx']) {
      const rows = await read(`id;name;phone;role\n${shift};;;\n${filler}`);
      expect(rows.at(-1)?.name).toBe('Ёж Ёж');
    }
  });

  it('names what is not a text at all', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004rest'))).rejects.toThrow(/Excel workbook/);
    await expect(read(Buffer.from([1, 0, 2, 0, 3]))).rejects.toThrow(/not a text file/);
    await expect(read('')).rejects.toThrow(/empty/);
  });
});

describe('columns', () => {
  it.each([';', ',', '\t'])('divides by %j', async (delimiter) => {
    const [row] = await read(
      `id${delimiter}name${delimiter}phone${delimiter}role\n7${delimiter}"A; B, C"${delimiter}1${delimiter}both`,
    );
    expect(row).toMatchObject({ id: '7', name: 'A; B, C', phones: '1', roles: 'both' });
  });

  it('obeys Excel’s sep= line', async () => {
    expect(await read('sep=,\r\nid,name,phone,role\r\n7,A,1,student')).toMatchObject([{ id: '7', line: 3 }]);
  });

  it('finds them by Russian and English headings in any order, and joins what belongs together', async () => {
    const [row] = await read(
      'Статус;Моб. телефон;Отчество;Имя;Фамилия;Роль;Телефон 2;Телефон матери;Код;Ref_Key\n' +
        'Обучается;89051234567;Ивановна;Анна;Петрова;Студент;8 916 123 45 67;89990000000;12;a-b-c',
    );
    expect(row).toMatchObject({
      id: 'a-b-c',
      name: 'Петрова Анна Ивановна',
      roles: 'Студент',
      status: 'Обучается',
      phones: '89051234567; 8 916 123 45 67',
    });
    expect(await read('Full name,Mobile phone,Status,Code\nA B,1,staff,9')).toMatchObject([
      { id: '9', name: 'A B', roles: 'staff', phones: '1' },
    ]);
  });

  it.each([
    'Телефон',
    'Телефон (моб.)',
    'Номер мобильного телефона',
    'Тел.',
    'Контактные телефоны',
    'Mobile number',
    'Phone 2',
  ])('takes «%s» for a phone', async (heading) =>
    expect(await read(`id;name;role;${heading}\n1;A;student;7`)).toMatchObject([{ phones: '7' }]),
  );

  it.each(['Телефон матери', 'Номер', 'Телефон законного представителя', 'Mother phone', 'Номер зачётки'])(
    'does not take «%s» for the person’s phone',
    async (heading) => await expect(read(`id;name;role;${heading}\n1;A;student;7`)).rejects.toThrow(/the phone/),
  );

  it('says at once all that is missing, and what was found', async () => {
    await expect(read('Номер;ФИО;"=cmd|\u0007"\n1;2;3')).rejects.toThrow(
      'No column for the key (код, Ref_Key or id); the role (роль, категория or статус); the phone (телефон or мобильный). ' +
        'Columns found: “Номер”, “ФИО”, “=cmd|”.',
    );
  });
});

describe('records', () => {
  it('counts lines as an editor does', async () => {
    const rows = await read('id;name;phone;role\n\n1;"A\nB";x;student\n;;;\n2;C;"1\r\n2\r\n3";student\n3;D;;student');
    expect(rows.map(({ id, line }) => [id, line])).toEqual([
      ['1', 3],
      ['2', 6],
      ['3', 9],
    ]);
  });

  it('allows cells that are left off at the end, and notices cells too many', async () => {
    const rows = await read('id;name;role;phone\n1;A;student\n2;B;student;1;;\n3;C;student;1;2');
    expect(rows.map((row) => row.shifted)).toEqual([false, false, true]);
  });

  it('survives a stray quotation mark, and refuses one that is never closed', async () => {
    expect(await read('id;name;phone;role\n1;ООО "Ёж" Анна;;student')).toMatchObject([{ name: 'ООО "Ёж" Анна' }]);
    await expect(read('id;name;phone;role\n1;"A;;student\n2;B;;student\n')).rejects.toThrow(/quotation mark/);
    await expect(read(`id;name;phone;role\n1;"A;;student\n${'2;B;;student\n'.repeat(10_000)}`)).rejects.toThrow(
      /quotation mark/,
    );
  });

  it('passes on a failure of the source, and lets go of it when nobody reads on', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(FILE.repeat(2000));
      throw new Error('the disk is gone');
    }
    const all = async (): Promise<void> => {
      for await (const _ of readPeopleCsv(broken()));
    };
    await expect(all()).rejects.toThrow('the disk is gone');

    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('id;name;phone;role\n');
        for (;;) yield Buffer.from('1;A;;student\n'.repeat(1000));
      } finally {
        closed = true;
      }
    }
    for await (const row of readPeopleCsv(endless())) {
      expect(row.id).toBe('1');
      break;
    }
    await expect.poll(() => closed).toBe(true);
  });
});
