import QRCode from 'qrcode';
import type { Lettering, Wish } from './lettering.ts';
import type { SheetFormat } from './sheet-formats.ts';
import type { Sheet } from './sheets.ts';

export interface Desk {
  document: PDFKit.PDFDocument;
  letters: Lettering;
  say(key: string, args?: Record<string, string>): string;
  format: SheetFormat;
}

/** A rectangle of the page, in points; the top is the page's. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Of what is read second; copiers make lighter grey illegible. */
const QUIET = '#595959';
const BLACK = '#000';
/** White modules around a QR code; four are the standard's wish, and paper gives them. */
const MARGIN = 4;

/** Draws one invitation: whom it is for at the top right, then the greeting, the code with its QR, the address. */
export function drawSheet(desk: Desk, sheet: Sheet, place: Place): void {
  const { letters, say, format } = desk;
  const { base, padding, brief } = format;
  const left = place.left + padding;
  const width = place.width - 2 * padding;
  const bottom = place.top + place.height - padding;
  const gap = base * (brief ? 0.7 : 1);

  const headed = drawHead(desk, sheet, { ...place, left, top: place.top + padding, width });
  let y = line(headed + gap, letters.set(say('sheet-greeting'), { face: 'bold', size: base * 1.5, width }));
  const intro = say(brief ? 'sheet-intro-brief' : 'sheet-intro');
  y = line(y + base * 0.3, letters.set(intro, { face: 'regular', size: base, width }));

  const qr = { left: left + width - format.qr, top: y + gap, side: format.qr };
  drawQr(desk.document, sheet.deepLink, qr);
  const column = width - format.qr - gap;
  y = label(y + gap + (brief ? 0 : gap / 2), say('sheet-code'));
  y = line(y, set(sheet.code, { face: 'mono', size: base * 2.1, smallest: base }));
  y = line(y, set(say('sheet-code-note'), { face: 'regular', size: base * 0.85 }), QUIET);
  y = label(y + gap, say('sheet-address'));
  y = line(y, set(sheet.address, { face: 'bold', size: base * 1.15, smallest: base * 0.75 }));

  let under = Math.max(y, qr.top + qr.side);
  if (!brief) {
    under += gap;
    for (const step of ['sheet-step-phone', 'sheet-step-computer', `sheet-step-password-${sheet.addressee}`]) {
      under = line(under, letters.set(say(step), { face: 'regular', size: base, width })) + base * 0.35;
    }
  }

  // A date is not torn apart at a line's end.
  const date = sheet.validUntil?.replaceAll(' ', '\u00A0');
  const until = date ? ` ${say('sheet-valid', { date })}` : '';
  const foot = say(`sheet-private-${sheet.addressee}`) + until;
  const note = letters.set(foot, {
    face: 'regular',
    size: base * 0.85,
    width,
    smallest: base * 0.7,
    lines: brief ? 2 : 4,
  });
  letters.draw(note, left, Math.max(under + gap / 2, bottom - note.height), { width, colour: QUIET });

  function set(text: string, wish: Omit<Wish, 'width'>) {
    return letters.set(text, { ...wish, width: column });
  }
  function line(top: number, setting: ReturnType<typeof set>, colour = BLACK): number {
    return letters.draw(setting, left, top, { width, colour });
  }
  function label(top: number, text: string): number {
    return line(top, set(text, { face: 'regular', size: base * 0.95 }), QUIET);
  }
}

/** The school at the left, the addressee and the name at the right. Returns where it ends. */
function drawHead({ letters, say, format }: Desk, sheet: Sheet, { left, top, width }: Place): number {
  const { base, brief } = format;
  const right = width * 0.5;
  const rest = width - right - base;
  const className = sheet.className === '' ? '' : ` (${sheet.className})`;
  const to = letters.set(say(`sheet-to-${sheet.addressee}`) + className, {
    face: 'bold',
    size: base * 1.2,
    width: right,
    smallest: base * 0.8,
    lines: 2,
  });
  const name = letters.set(sheet.name, {
    face: 'regular',
    size: base * 1.1,
    width: right,
    smallest: base * 0.8,
    lines: brief ? 2 : 3,
  });
  const school = letters.set(sheet.schoolName, {
    face: 'regular',
    size: base,
    width: rest,
    smallest: base * 0.75,
    lines: 3,
  });
  const from = left + width - right;
  const underTo = letters.draw(to, from, top, { width: right, align: 'right' });
  const underName = letters.draw(name, from, underTo, { width: right, align: 'right' });
  const underSchool = letters.draw(school, left, top + base * 0.2, { width: rest, colour: QUIET });
  return Math.max(underName, underSchool);
}

/** Black modules as one filled path: no seams between them, sharp in any size. Level M, as paper gets creased. */
function drawQr(
  document: PDFKit.PDFDocument,
  text: string,
  { left, top, side }: { left: number; top: number; side: number },
) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  const path: string[] = [];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (data[y * size + x] !== 1) continue;
      const from = x;
      while (x + 1 < size && data[y * size + x + 1] === 1) x += 1;
      path.push(`${from} ${y} ${x + 1 - from} 1 re`);
    }
  }
  // The white margin lies within the place that is given.
  const module = side / (size + 2 * MARGIN);
  document
    .save()
    .translate(left + MARGIN * module, top + MARGIN * module)
    .scale(module);
  document.fillColor(BLACK).addContent(`${path.join('\n')}\nf`);
  document.restore();
}

/** Where to cut: dashes along the whole line, and solid marks at the paper's edges, where a trimmer is laid on. */
export function drawCutMarks(
  document: PDFKit.PDFDocument,
  page: { width: number; height: number },
  format: SheetFormat,
): void {
  const mark = 20;
  document.save().lineWidth(0.4);
  const cut = (x1: number, y1: number, x2: number, y2: number): void => {
    document.dash(2, { space: 4 }).strokeColor('#999').moveTo(x1, y1).lineTo(x2, y2).stroke();
    const along = { x: x1 === x2 ? 0 : mark, y: y1 === y2 ? 0 : mark };
    document.undash().strokeColor(BLACK);
    document.moveTo(x1, y1).lineTo(x1 + along.x, y1 + along.y);
    document
      .moveTo(x2, y2)
      .lineTo(x2 - along.x, y2 - along.y)
      .stroke();
  };
  for (let column = 1; column < format.columns; column += 1) {
    const x = (page.width / format.columns) * column;
    cut(x, 0, x, page.height);
  }
  for (let row = 1; row < format.rows; row += 1) {
    const y = (page.height / format.rows) * row;
    cut(0, y, page.width, y);
  }
  document.restore();
}
