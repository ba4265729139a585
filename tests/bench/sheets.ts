import type { Sheet } from '#core/invitations/sheet.ts';
import { perPageChoices } from '#core/invitations/sheet-formats.ts';
import { sheetsPdf } from '#core/invitations/sheets.ts';
import { loadTexts } from '#locales/texts.ts';
import { figure, table } from './report.ts';

const SHEETS = 1000;

/** Prints how long 1,000 invitation sheets take, how many MB they are, and how long at most nobody else got a turn. */
export async function benchSheets(): Promise<void> {
  const texts = loadTexts();
  const sheets = Array.from({ length: SHEETS }, (_, index) => invitation(index));
  await sheetsPdf({ sheets: sheets.slice(0, 100), perPage: 8, language: 'ru', texts });

  const rows = [['a page', 's', 'MB', 'longest without a pause, ms']];
  for (const perPage of perPageChoices) {
    let last = performance.now();
    let longest = 0;
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const start = performance.now();
    const pdf = await sheetsPdf({ sheets, perPage, language: 'ru', texts });
    const seconds = (performance.now() - start) / 1000;
    clearInterval(beat);
    rows.push([String(perPage), figure(seconds), figure(pdf.byteLength / 1e6), figure(longest)]);
  }
  console.log(`${SHEETS.toLocaleString('en')} invitation sheets as a PDF`);
  table(rows);
}

function invitation(index: number): Sheet {
  const code = `pt${index.toString(36).padStart(4, 'a')}k7m2x9`;
  return {
    schoolName: 'Школа № 1399',
    className: `${1 + (index % 11)}${'АБВГ'[index % 4]}`,
    addressee: index % 2 === 0 ? 'parents' : 'pupil',
    name: `Примерова-${index} Анна Ивановна`,
    address: 'pass.example.ru/s/1399/code',
    journal: '1399.eljur.ru/hello',
    code,
    deepLink: `https://t.me/propusk_sandbox_bot?start=${code}`,
    validUntil: '21 января 2027 года',
  };
}
