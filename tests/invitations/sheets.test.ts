import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import type { Sheet } from '#core/invitations/sheet.ts';
import { perPageChoices } from '#core/invitations/sheet-formats.ts';
import { sheetsPdf } from '#core/invitations/sheets.ts';
import { loadTexts } from '#locales/texts.ts';
import { type PdfPage, rasterize, readPdf } from '#tests/support/pdf.ts';

const texts = loadTexts();

function sheet(index: number, more: Partial<Sheet> = {}): Sheet {
  const code = `pt${String(index).padStart(3, '0')}k7m2x9q`;
  return {
    schoolName: 'Школа № 1399',
    className: '6А',
    addressee: 'parents',
    name: 'Николаева Вера Сергеевна',
    address: 'pass.example.ru/s/1399/code',
    journal: '1399.eljur.ru/hello',
    code,
    deepLink: `https://t.me/propusk_sandbox_bot?start=${code}`,
    ...more,
  };
}

const many = (count: number): Sheet[] => Array.from({ length: count }, (_, index) => sheet(index));

async function print(sheets: Sheet[], perPage: (typeof perPageChoices)[number] = 1, language: 'ru' | 'en' = 'ru') {
  return readPdf(await sheetsPdf({ sheets, perPage, language, texts }));
}

/** The pieces of a page in the order in which they were set, as one text. */
const said = (page: PdfPage | undefined): string => (page?.texts ?? []).map(({ text }) => text).join(' ');

/** The page's cells, row by row, each with what stands in it. */
function cells(page: PdfPage, columns: number, rows: number) {
  const width = page.width / columns;
  const height = page.height / rows;
  return Array.from({ length: columns * rows }, (_, index) => {
    const part = { left: (index % columns) * width, top: Math.floor(index / columns) * height, width, height };
    const within = ({ left, top }: { left: number; top: number }): boolean =>
      left >= part.left && left < part.left + width && top >= part.top && top < part.top + height;
    const picture = rasterize(page.rectangles.filter(within), part, 3);
    const words = page.texts.filter(within);
    return {
      part,
      words,
      text: words.map(({ text }) => text).join(' '),
      qr: jsQR.default(picture.data, picture.width, picture.height)?.data,
    };
  });
}

const grids = { 1: [1, 1], 2: [1, 2], 4: [2, 2], 8: [2, 4] } as const;

describe('the printed invitation', () => {
  it.each(perPageChoices)(
    'stands in its own cell with its code and a QR that opens the bot (%i a page)',
    async (perPage) => {
      const sheets = many(perPage + 1);
      const { pages } = await print(sheets, perPage);
      const [columns, rows] = grids[perPage];

      expect(pages.map(({ width, height }) => [width, height])).toEqual([
        [595.28, 841.89],
        [595.28, 841.89],
      ]);
      const all = pages.flatMap((page) => cells(page, columns, rows));
      for (const [index, { code, deepLink }] of sheets.entries()) {
        expect(all[index]?.text).toContain(code);
        expect(all[index]?.qr).toBe(deepLink);
      }
      expect(all.slice(sheets.length).map(({ text, qr }) => [text, qr])).toEqual(
        Array.from({ length: perPage - 1 }, () => ['', undefined]),
      );
    },
  );

  it.each([
    [1, 1],
    [8, 1],
    [9, 2],
    [64, 8],
    [65, 9],
  ])('%i sheets, eight to a page, take %i pages', async (count, pages) => {
    expect((await print(many(count), 8)).pages).toHaveLength(pages);
  });

  it('names the addressee and the class at the top right, the school at the top left', async () => {
    const { pages } = await print([sheet(1)]);
    const [page] = pages;
    const place = (text: string) => page?.texts.find((one) => one.text === text);

    expect(place('Родителям (6А)')?.top).toBeLessThan(90);
    expect(place('Родителям (6А)')?.left).toBeGreaterThan(595 / 2);
    expect(place('Николаева Вера Сергеевна')?.left).toBeGreaterThan(595 / 2);
    expect(place('Школа № 1399')?.left).toBeLessThan(60);
    expect(said(page)).toContain('Здравствуйте!');
    expect(said(page)).toContain('Адрес для регистрации pass.example.ru/s/1399/code Журнал школы: 1399.eljur.ru/hello');
  });

  it('tells a pupil, parents and staff what concerns them, in both languages', async () => {
    const staff = sheet(1, { addressee: 'staff', className: '', name: 'Ёлкина Юлия' });
    const russian = await print([sheet(1, { addressee: 'pupil' }), sheet(2), staff]);
    const english = await print([sheet(1, { addressee: 'pupil' }), sheet(2), staff], 1, 'en');

    expect(russian.pages.map((page) => page.texts[0]?.text)).toEqual([
      'Ученику (6А)',
      'Родителям (6А)',
      'Сотруднику школы',
    ]);
    expect(english.pages.map((page) => page.texts[0]?.text)).toEqual([
      'For the pupil (6А)',
      'For the parents (6А)',
      'For a member of staff',
    ]);
    expect(said(russian.pages[0])).toContain('Почту можно не указывать');
    expect(said(russian.pages[1])).toContain('укажите почту');
    expect([russian.info.includes('/Lang (ru-RU)'), english.info.includes('/Lang (en-GB)')]).toEqual([true, true]);
  });

  it('sets the code in a typewriter face, in which 0 and O, 1 and l differ', async () => {
    const { pages, fonts } = await print([sheet(1, { code: 'pt1o095tcl0' })]);

    expect(pages[0]?.texts.find(({ text }) => text === 'pt1o095tcl0')?.font).toMatch(/PTMono-Regular$/);
    expect(fonts.map((name) => name.split('+')[1]).sort()).toEqual(['PTMono-Regular', 'PTSans-Bold', 'PTSans-Regular']);
  });

  it('has an outline for every letter of Russian and of the languages beside it', async () => {
    const letters = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя';
    const neighbours = 'ҒғҚқҢңӘәӨөҮүҰұҺһІі ЇїЄєҐґЎў ҖҗҢң «»„“№—–…’';
    const name = `${letters} ${neighbours}`;
    const { pages } = await print([sheet(1, { schoolName: letters, address: neighbours, name: 'Ёё' })], 1);

    // A letter without a glyph or an outline makes the reader throw.
    const shown = said(pages[0]).replaceAll(' ', '');
    for (const letter of name.replaceAll(' ', '')) expect(shown).toContain(letter);
  });

  it('shrinks or breaks what is long; names and addresses stay whole and within their cell', async () => {
    const name =
      'Константинопольский-Преображенский Александр Владиславович (Константинопольская-Преображенская Елизавета)';
    const schoolName =
      'Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 57 имени А. С. Пушкина»';
    const address =
      'school-57-imeni-pushkina.eljur.ru/hello\na-very-long-name.of-a-region.example/s/1399-imeni-pushkina/code';
    for (const perPage of perPageChoices) {
      const [columns, rows] = grids[perPage];
      const { pages } = await print(
        [sheet(1, { name, schoolName, address, className: '11 «Б» (гуманитарный)' })],
        perPage,
      );
      const [cell] = pages[0] ? cells(pages[0], columns, rows) : [];

      expect(cell?.text).toContain(name.split(' ').at(-1));
      expect(cell?.text.replaceAll(' ', '')).toContain(name.replaceAll(' ', ''));
      expect(cell?.text.replaceAll(' ', '')).toContain(address.replace('\n', ''));
      expect(cell?.words).toHaveLength(pages[0]?.texts.length ?? 0);
      expect(cell?.qr).toBe(sheet(1).deepLink);
    }
  });

  it('says until when it is good, where that is known', async () => {
    const { pages } = await print([sheet(1, { validUntil: '21 января 2027 года' }), sheet(2)]);

    expect(said(pages[0]).replaceAll('\u00A0', ' ')).toContain('Действует до 21 января 2027 года.');
    expect(said(pages[1])).not.toContain('Действует до');
  });

  it('marks where to cut, but not on a page of one', async () => {
    const marks = await Promise.all(
      perPageChoices.map(async (perPage) => (await print(many(1), perPage)).pages[0]?.strokes),
    );

    // A dashed line and its solid ends for each cut: none, one, two, four.
    expect(marks).toEqual([0, 2, 4, 8]);
  });

  it('prints nothing for nobody', async () => {
    await expect(print([])).rejects.toThrow(RangeError);
  });
});
