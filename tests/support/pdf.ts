import { inflateSync } from 'node:zlib';

/** A piece of text where the page shows it; points, from the top left. */
export interface PdfText {
  text: string;
  left: number;
  top: number;
  size: number;
  font: string;
}

/** A filled rectangle; points, from the top left. */
export interface PdfRectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface PdfPage {
  width: number;
  height: number;
  texts: PdfText[];
  rectangles: PdfRectangle[];
  /** How many lines were stroked: cut marks. */
  strokes: number;
}

interface Font {
  name: string;
  characters: Map<number, string>;
  /** Bytes of each glyph's outline in the embedded font. */
  outlines: number[];
}

/**
 * Reads what pdfkit writes (ISO 32000): pages, text through the fonts' ToUnicode maps, filled rectangles.
 * @throws when the cross-reference table, an object, or a glyph that the text needs is not what it should be
 */
export function readPdf(bytes: Uint8Array): { pages: PdfPage[]; fonts: string[]; info: string } {
  const file = Buffer.from(bytes).toString('latin1');
  if (!file.startsWith('%PDF-1.')) throw new Error('This is no PDF');
  const objects = readObjects(file);
  const root = follow(objects, /\/Root (\d+) 0 R/.exec(file.slice(file.lastIndexOf('trailer')))?.[1]);
  const tree = follow(objects, /\/Pages (\d+) 0 R/.exec(root.dictionary)?.[1]);
  const kids = [...(/\/Kids \[([^\]]*)\]/.exec(tree.dictionary)?.[1] ?? '').matchAll(/(\d+) 0 R/g)];
  if (Number(/\/Count (\d+)/.exec(tree.dictionary)?.[1]) !== kids.length)
    throw new Error('The count of pages is wrong');

  const fonts = new Map<string, Font>();
  const pages = kids.map(([, id]) => {
    const page = follow(objects, id).dictionary;
    const resources = follow(objects, /\/Resources (\d+) 0 R/.exec(page)?.[1]).dictionary;
    for (const [, name = '', font] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      if (!fonts.has(name)) fonts.set(name, readFont(objects, font));
    }
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? [];
    const content = follow(objects, /\/Contents (\d+) 0 R/.exec(page)?.[1]).stream.toString('latin1');
    return { width: Number(width), height: Number(height), ...draw(content, Number(height), fonts) };
  });
  return { pages, fonts: [...fonts.values()].map(({ name }) => name), info: root.dictionary };
}

interface PdfObject {
  dictionary: string;
  stream: Buffer;
}

/** Every object, found by way of the cross-reference table alone. */
function readObjects(file: string): Map<string, PdfObject> {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1]);
  const table = /^xref\n0 (\d+)\n/.exec(file.slice(start, start + 40));
  if (!table) throw new Error('startxref does not lead to the table');
  const objects = new Map<string, PdfObject>();
  for (let id = 1; id < Number(table[1]); id += 1) {
    const entry = file.slice(start + table[0].length + id * 20, start + table[0].length + id * 20 + 20);
    const at = Number(entry.slice(0, 10));
    const head = `${id} 0 obj\n`;
    if (!file.startsWith(head, at)) throw new Error(`Object ${id} is not where the table says`);
    const body = file.slice(at + head.length, file.indexOf('\nendobj', at));
    const opening = body.indexOf('stream\n');
    const dictionary = opening < 0 ? body : body.slice(0, opening);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const from = at + head.length + opening + 'stream\n'.length;
    const raw = Buffer.from(opening < 0 ? '' : file.slice(from, from + length), 'latin1');
    objects.set(String(id), { dictionary, stream: dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  return objects;
}

function follow(objects: Map<string, PdfObject>, id: string | undefined): PdfObject {
  const found = objects.get(id ?? '');
  if (!found) throw new Error(`There is no object ${id}`);
  return found;
}

function readFont(objects: Map<string, PdfObject>, id: string | undefined): Font {
  const { dictionary } = follow(objects, id);
  const map = follow(objects, /\/ToUnicode (\d+) 0 R/.exec(dictionary)?.[1]).stream.toString('latin1');
  const characters = new Map<number, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [index, [, units = '']] of [...list.matchAll(/<([\da-f ]+)>/gi)].entries()) {
      const text = Buffer.from(units.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
      characters.set(Number.parseInt(first, 16) + index, text);
    }
  }
  const descendant = follow(objects, /\/DescendantFonts \[(\d+) 0 R\]/.exec(dictionary)?.[1]).dictionary;
  const descriptor = follow(objects, /\/FontDescriptor (\d+) 0 R/.exec(descendant)?.[1]).dictionary;
  const program = follow(objects, /\/FontFile2 (\d+) 0 R/.exec(descriptor)?.[1]).stream;
  return { name: /\/BaseFont \/(\S+)/.exec(dictionary)?.[1] ?? '', characters, outlines: outlineSizes(program) };
}

/** How many bytes each glyph's outline takes: TrueType's `loca` table, in the format that `head` names. */
function outlineSizes(program: Buffer): number[] {
  const table = (name: string): Buffer => {
    for (let index = 0; index < program.readUInt16BE(4); index += 1) {
      const at = 12 + index * 16;
      if (program.toString('latin1', at, at + 4) !== name) continue;
      return program.subarray(
        program.readUInt32BE(at + 8),
        program.readUInt32BE(at + 8) + program.readUInt32BE(at + 12),
      );
    }
    throw new Error(`The font has no ${name}`);
  };
  const long = table('head').readInt16BE(50) === 1;
  const loca = table('loca');
  const offsets = Array.from({ length: loca.length / (long ? 4 : 2) }, (_, index) =>
    long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2,
  );
  return offsets.slice(1).map((end, index) => end - (offsets[index] ?? 0));
}

type Matrix = readonly [number, number, number, number, number, number];

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[1] * n[2],
  m[0] * n[1] + m[1] * n[3],
  m[2] * n[0] + m[3] * n[2],
  m[2] * n[1] + m[3] * n[3],
  m[4] * n[0] + m[5] * n[2] + n[4],
  m[4] * n[1] + m[5] * n[3] + n[5],
];

/** Runs a page's operators, those that matter here. */
function draw(content: string, pageHeight: number, fonts: Map<string, Font>): Omit<PdfPage, 'width' | 'height'> {
  const texts: PdfText[] = [];
  const rectangles: PdfRectangle[] = [];
  let strokes = 0;
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let textMatrix: Matrix = matrix;
  let font: Font | undefined;
  let size = 0;
  let pending: PdfRectangle[] = [];
  const saved: Matrix[] = [];
  let operands: string[] = [];
  const number = (index: number): number => Number(operands[index]);
  const six = (): Matrix => [number(0), number(1), number(2), number(3), number(4), number(5)];

  for (const [token] of content.matchAll(/\[[^\]]*\]|[^\s[\]]+/g)) {
    if (/^[-\d.[/]/.test(token)) {
      operands.push(token);
      continue;
    }
    if (token === 'q') saved.push(matrix);
    else if (token === 'Q') matrix = saved.pop() ?? matrix;
    else if (token === 'cm') matrix = times(six(), matrix);
    else if (token === 'Tm') textMatrix = six();
    else if (token === 'Tf') {
      font = fonts.get((operands[0] ?? '').slice(1));
      size = number(1);
    } else if (token === 'TJ') {
      const [, , , , left, bottom] = times(textMatrix, matrix);
      const text = readText(operands[0] ?? '', font);
      texts.push({ text, left, top: pageHeight - bottom, size, font: font?.name ?? '' });
    } else if (token === 're') {
      const [, , , , x1, y1] = times([1, 0, 0, 1, number(0), number(1)], matrix);
      const [, , , , x2, y2] = times([1, 0, 0, 1, number(0) + number(2), number(1) + number(3)], matrix);
      const box = { left: Math.min(x1, x2), top: pageHeight - Math.max(y1, y2) };
      pending.push({ ...box, width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) });
    } else if (token === 'f') {
      rectangles.push(...pending);
      pending = [];
    } else if (token === 'S') strokes += 1;
    operands = [];
  }
  return { texts, rectangles, strokes };
}

function readText(operand: string, font: Font | undefined): string {
  const codes = [...operand.matchAll(/<([\da-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
  return codes
    .map((code) => {
      const glyph = Number.parseInt(code, 16);
      const character = font?.characters.get(glyph);
      if (glyph === 0 || character === undefined)
        throw new Error(`A character of the text is missing in ${font?.name}`);
      if (character.trim() !== '' && !font?.outlines[glyph]) throw new Error(`“${character}” has no outline`);
      return character;
    })
    .join('');
}

/** The rectangles of a part of a page as a picture of grey values would show them: what a scanner sees. RGBA, dark on white. */
export function rasterize(rectangles: readonly PdfRectangle[], part: PdfRectangle, scale: number) {
  const width = Math.round(part.width * scale);
  const height = Math.round(part.height * scale);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const one of rectangles) {
    const [x1, x2] = [(one.left - part.left) * scale, (one.left + one.width - part.left) * scale].map(Math.round);
    const [y1, y2] = [(one.top - part.top) * scale, (one.top + one.height - part.top) * scale].map(Math.round);
    for (let y = Math.max(0, y1 ?? 0); y < Math.min(height, y2 ?? 0); y += 1) {
      for (let x = Math.max(0, x1 ?? 0); x < Math.min(width, x2 ?? 0); x += 1)
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}
