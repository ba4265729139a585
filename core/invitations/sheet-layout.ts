import QRCode from 'qrcode';
import type { Drawing, Lettering, Setting, Wish } from './lettering.ts';
import type { Sheet } from './sheet.ts';
import type { SheetFormat } from './sheet-formats.ts';

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

/** How much smaller the letters of a sheet may get when a long name, school and address meet; the QR code keeps its size. */
const SMALLER = [0.93, 0.86, 0.8, 0.74];

/** Draws one invitation: whom it is for at the top right, then the greeting, the code with its QR, the address. */
export function drawSheet(desk: Desk, sheet: Sheet, place: Place): void {
  const bottom = place.top + place.height - desk.format.padding;
  let laid = layOut(desk, sheet, place, 1);
  for (const scale of SMALLER) {
    if (laid.end <= bottom + 0.01) break;
    laid = layOut(desk, sheet, place, scale);
  }
  for (const draw of laid.drawings) draw();
}

/** Finds a place for everything. `end` lies below the sheet's own when that was in vain. */
function layOut(desk: Desk, sheet: Sheet, place: Place, scale: number): { drawings: (() => void)[]; end: number } {
  const { document, letters, say, format } = desk;
  const { padding, brief } = format;
  const base = format.base * scale;
  const left = place.left + padding;
  const width = place.width - 2 * padding;
  const bottom = place.top + place.height - padding;
  const gap = base * (brief ? 0.7 : 1);
  const drawings: (() => void)[] = [];

  /** Returns where it ends, as those below do. */
  function put(setting: Setting, at: { left: number; top: number }, how: Drawing): number {
    drawings.push(() => letters.draw(setting, at.left, at.top, how));
    return at.top + setting.height;
  }
  const line = (top: number, text: string, wish: Partial<Wish> = {}, colour = BLACK): number => {
    const setting = letters.set(text, { face: 'regular', size: base, width, ...wish });
    return put(setting, { left, top }, { width, colour });
  };

  /** The school at the left, the addressee and the name at the right. */
  function head(top: number): number {
    const right = { width: width * 0.5, align: 'right' as const };
    const from = left + width - right.width;
    const className = sheet.className === '' ? '' : ` (${sheet.className})`;
    const shrinking = { width: right.width, smallest: base * 0.8 };
    const to = letters.set(say(`sheet-to-${sheet.addressee}`) + className, {
      ...{ ...shrinking, face: 'bold', size: base * 1.2, lines: 2 },
    });
    // A parent's own name, in brackets behind the child's, has lines of its own.
    const name = letters.set(sheet.name.replace(' (', '\n('), {
      ...{ ...shrinking, face: 'regular', size: base * 1.1, lines: 6 },
    });
    const rest = { width: width - right.width - base, smallest: base * 0.75, lines: 3 };
    const underName = put(name, { left: from, top: put(to, { left: from, top }, right) }, right);
    return Math.max(underName, line(top + base * 0.2, sheet.schoolName, rest, QUIET));
  }

  let y = head(place.top + padding);
  y = line(y + gap, say('sheet-greeting'), { face: 'bold', size: base * 1.5 });
  y = line(y + base * 0.3, say(brief ? 'sheet-intro-brief' : 'sheet-intro'));

  const qr = { left: left + width - format.qr, top: y + gap, side: format.qr };
  drawings.push(() => drawQr(document, sheet.deepLink, qr));
  const column = { width: width - format.qr - gap };
  const label = (top: number, text: string): number => line(top, text, { ...column, size: base * 0.95 }, QUIET);
  y = label(y + gap + (brief ? 0 : gap / 2), say('sheet-code'));
  y = line(y, sheet.code, { ...column, face: 'mono', size: base * 2.1, smallest: base });
  y = line(y, say('sheet-code-note'), { ...column, size: base * 0.85 }, QUIET);
  y = label(y + gap, say('sheet-address'));
  y = line(y, sheet.address, { ...column, face: 'bold', size: base * 1.15, smallest: base * 0.75 });
  y = line(y + gap / 3, say('sheet-journal', { address: sheet.journal }), { ...column, size: base * 0.85 }, QUIET);

  let under = Math.max(y, qr.top + qr.side);
  if (!brief) {
    under += gap;
    for (const step of ['sheet-step-phone', 'sheet-step-computer', `sheet-step-password-${sheet.addressee}`]) {
      under = line(under, say(step)) + base * 0.35;
    }
  }

  // A date is not torn apart at a line's end.
  const date = sheet.validUntil?.replaceAll(' ', '\u00A0');
  const foot = say(`sheet-private-${sheet.addressee}`) + (date ? ` ${say('sheet-valid', { date })}` : '');
  const note = letters.set(foot, { face: 'regular', size: base * 0.85, width });
  const noteTop = Math.max(under + gap / 2, bottom - note.height);
  return { drawings, end: put(note, { left, top: noteTop }, { width, colour: QUIET }) };
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
