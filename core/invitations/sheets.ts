import { setImmediate as breathe } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { lettering } from './lettering.ts';
import type { Sheet } from './sheet.ts';
import { formats, type PerPage } from './sheet-formats.ts';
import { drawCutMarks, drawSheet } from './sheet-layout.ts';

export interface SheetsOrder {
  sheets: readonly Sheet[];
  perPage: PerPage;
  language: Language;
  texts: Pick<Texts, 'plain'>;
}

/** A4 in points of 1/72 inch. */
const PAGE = { width: 595.28, height: 841.89 };
/** How many sheets are drawn before others get a turn: about 20 ms. */
const AT_ONCE = 10;

/**
 * Invitation sheets on A4 pages, as a PDF with its fonts inside: in order, row by row, with marks to cut along.
 * @throws {RangeError} when there are no sheets, for a PDF has at least one page
 */
export async function sheetsPdf({ sheets, perPage, language, texts }: SheetsOrder): Promise<Uint8Array> {
  if (sheets.length === 0) throw new RangeError('There is no sheet to print');
  const say = (key: string, args?: Record<string, string>): string => texts.plain(language, key, args);
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: language === 'ru' ? 'ru-RU' : 'en-GB',
    displayTitle: true,
    info: { Title: say('sheet-title'), Author: 'Propusk', Creator: 'Propusk' },
  });
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => document.on('end', resolve).on('error', reject));

  const format = formats[perPage];
  const cell = { width: PAGE.width / format.columns, height: PAGE.height / format.rows };
  const letters = lettering(document);
  for (const [index, sheet] of sheets.entries()) {
    const place = index % perPage;
    if (place === 0) {
      document.addPage();
      drawCutMarks(document, PAGE, format);
    }
    const left = (place % format.columns) * cell.width;
    const top = Math.floor(place / format.columns) * cell.height;
    drawSheet({ document, letters, say, format }, sheet, { left, top, ...cell });
    if (index % AT_ONCE === AT_ONCE - 1) await breathe();
  }
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
