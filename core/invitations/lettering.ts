import { createRequire } from 'node:module';

/** A face of the PT family: made for Cyrillic, free to embed (OFL). */
export type Face = 'regular' | 'bold' | 'mono';

const resolve = createRequire(import.meta.url).resolve;
const files: Record<Face, string> = {
  regular: '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  bold: '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
  mono: '@expo-google-fonts/pt-mono/400Regular/PTMono_400Regular.ttf',
};

/** Text that has been made to fit. */
export interface Setting {
  face: Face;
  size: number;
  lines: readonly string[];
  /** From the top of the first line to the bottom of the last. */
  height: number;
}

export interface Wish {
  face: Face;
  size: number;
  width: number;
  /** The smallest size that is tried before anything is cut; the same as `size` unless told. */
  smallest?: number;
  /** How many lines there is room for; as many as it takes unless told. */
  lines?: number;
}

const LEADING = 1.28;
const STEP = 0.92;

/** Breaks, shrinks and draws text. What was set once is remembered: most of a sheet's texts stand on a thousand others. */
export function lettering(document: PDFKit.PDFDocument) {
  for (const [face, file] of Object.entries(files)) document.registerFont(face, resolve(file));
  const known = new Map<string, Setting>();

  const measure = (text: string): number => document.widthOfString(text);

  /** Lines no wider than asked; a word that is wider is broken where it must be. */
  function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    for (const paragraph of text.split('\n')) {
      let line = '';
      for (const word of paragraph.split(' ').filter((part) => part !== '')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (measure(longer) <= width) {
          line = longer;
          continue;
        }
        if (line !== '') lines.push(line);
        line = word;
        while (measure(line) > width) {
          const head = headOf(line, width);
          lines.push(head);
          line = line.slice(head.length);
        }
      }
      if (line !== '') lines.push(line);
    }
    return lines;
  }

  /** As much of a long word as fits; after a stroke or a dot when that wastes little. */
  function headOf(word: string, width: number): string {
    const characters = [...word];
    let count = characters.length;
    while (count > 1 && measure(characters.slice(0, count).join('')) > width) count -= 1;
    const head = characters.slice(0, count).join('');
    const at = Math.max(...[...'/.-?='].map((mark) => head.lastIndexOf(mark)));
    return at > head.length / 2 ? head.slice(0, at + 1) : head;
  }

  function set(text: string, { face, size, width, smallest = size, lines: room = 99 }: Wish): Setting {
    const key = `${face} ${size} ${width} ${smallest} ${room} ${text}`;
    const before = known.get(key);
    if (before) return before;
    const clean = text.normalize('NFC').replace(/[^\P{C}\n]/gu, '');
    let fitting = size;
    document.font(face).fontSize(fitting);
    let lines = wrap(clean, width);
    const whole = (): boolean =>
      lines.length <= room && !lines.some((line, index) => isBroken(line, lines[index + 1], clean));
    while (!whole() && fitting * STEP >= smallest) {
      fitting *= STEP;
      document.fontSize(fitting);
      lines = wrap(clean, width);
    }
    if (lines.length > room) lines = [...lines.slice(0, room - 1), ellipsis(lines.slice(room - 1).join(' '), width)];
    const setting = { face, size: fitting, lines, height: lines.length * fitting * LEADING };
    known.set(key, setting);
    return setting;
  }

  function ellipsis(text: string, width: number): string {
    const characters = [...text];
    while (characters.length > 0 && measure(`${characters.join('')}…`) > width) characters.pop();
    return `${characters.join('').trimEnd()}…`;
  }

  return {
    set,

    /** Draws what was set, and returns where it ends. */
    draw(setting: Setting, left: number, top: number, { width, align = 'left', colour = '#000' }: Drawing): number {
      document.font(setting.face).fontSize(setting.size).fillColor(colour);
      for (const [index, line] of setting.lines.entries()) {
        const free = align === 'left' ? 0 : width - measure(line);
        const x = left + (align === 'center' ? free / 2 : free);
        document.text(line, x, top + index * setting.size * LEADING, { lineBreak: false });
      }
      return top + setting.height;
    },
  };
}

export interface Drawing {
  width: number;
  align?: 'left' | 'right' | 'center';
  /** Black unless told. */
  colour?: string;
}

export type Lettering = ReturnType<typeof lettering>;

/** Whether a line ends within a word. */
const isBroken = (line: string, next: string | undefined, text: string): boolean =>
  next !== undefined && text.includes(line + next);
