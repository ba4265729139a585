import jsQR from 'jsqr';
import sharp from 'sharp';
import { type PdfPage, type PdfRectangle, rasterize, readPdf } from './pdf.ts';

/** An invitation as it was cut out of the printed page. */
export interface PaperSheet {
  /** Everything that is printed on it. */
  text: string;
  code: string;
  /** What a telephone's camera reads in the QR code. */
  link: string;
  /** A picture of it as somebody takes it: not quite straight, not quite white, and packed by Telegram. */
  photo(): Promise<Buffer>;
}

/** Points to pixels: about 220 dots per inch. */
const SCALE = 3;
const GRIDS = { 1: [1, 1], 2: [1, 2], 4: [2, 2], 8: [2, 4] } as const;

/** Cuts a printed PDF into its sheets, empty ones left out. @throws when a sheet has no code, or no QR code */
export function cutSheets(pdf: Uint8Array, perPage: keyof typeof GRIDS): PaperSheet[] {
  const [columns, rows] = GRIDS[perPage];
  return readPdf(pdf).pages.flatMap((page) =>
    Array.from({ length: columns * rows }, (_, index) => {
      const width = page.width / columns;
      const height = page.height / rows;
      const part = { left: (index % columns) * width, top: Math.floor(index / columns) * height, width, height };
      return sheetIn(page, part);
    }).filter((sheet) => sheet !== null),
  );
}

function sheetIn({ texts, rectangles }: PdfPage, part: PdfRectangle): PaperSheet | null {
  const within = ({ left, top }: { left: number; top: number }): boolean =>
    left >= part.left && left < part.left + part.width && top >= part.top && top < part.top + part.height;
  const text = texts
    .filter(within)
    .map((one) => one.text)
    .join(' ');
  if (text === '') return null;
  const { data, width, height } = rasterize(rectangles.filter(within), part, SCALE);
  const link = jsQR.default(data, width, height)?.data;
  const code = /\b(?:st|pt|tr|ar)[a-z0-9]{10}\b/.exec(text)?.[0];
  if (!link || !code) throw new Error(`A sheet without a code: ${text}`);
  return {
    ...{ text, code, link },
    photo: () =>
      sharp(data, { raw: { width, height, channels: 4 } })
        .flatten({ background: '#ffffff' })
        .rotate(4, { background: '#8a8f96' })
        .linear(0.8, 20)
        .jpeg({ quality: 60 })
        .toBuffer(),
  };
}

/** Reads the QR code of a page's picture, given as `data:image/png;base64,…`. */
export async function readQrOf(source: string): Promise<string | undefined> {
  const bytes = Buffer.from(source.replace(/^data:image\/png;base64,/, ''), 'base64');
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data;
}
