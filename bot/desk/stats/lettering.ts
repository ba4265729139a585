import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

/** PT Sans: made for Cyrillic, free to use (OFL). A fresh machine has no fonts at all, so that texts are drawn as outlines. */
export type Weight = 'regular' | 'bold';

const resolve = createRequire(import.meta.url).resolve;
const files: Record<Weight, string> = {
  regular: '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  bold: '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
};
const opened = new Map<Weight, Font>();

function fontOf(weight: Weight): Font {
  const before = opened.get(weight);
  if (before) return before;
  const font = openSync(resolve(files[weight]));
  if (!('glyphForCodePoint' in font)) throw new Error('The font is a collection');
  opened.set(weight, font);
  return font;
}

/** Whether the font can draw this sign. */
export const hasOutline = (sign: string, weight: Weight): boolean =>
  fontOf(weight).hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);

/** What can be drawn of a text, on one line: a name from the settings may hold any sign. */
const drawable = (text: string, weight: Weight): string =>
  [...text.normalize('NFC').replaceAll(/[\p{Z}\p{Cc}]+/gu, ' ')].filter((sign) => hasOutline(sign, weight)).join('');

/** In the units of `size`. */
export function widthOf(text: string, size: number, weight: Weight = 'regular'): number {
  const font = fontOf(weight);
  return (font.layout(drawable(text, weight)).advanceWidth * size) / font.unitsPerEm;
}

/** The text, with an ellipsis where it is wider than there is room. */
export function cutTo(text: string, width: number, size: number, weight: Weight = 'regular'): string {
  if (widthOf(text, size, weight) <= width) return text;
  const signs = [...text];
  while (signs.length > 0 && widthOf(`${signs.join('').trimEnd()}…`, size, weight) > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

/** The letters' outlines as an SVG path that begins at x on the baseline y. */
export function outlineOf(text: string, x: number, y: number, size: number, weight: Weight): string {
  const font = fontOf(weight);
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(drawable(text, weight));
  let pen = x;
  const parts = glyphs.map((glyph, at) => {
    const { xOffset = 0, yOffset = 0, xAdvance = glyph.advanceWidth } = positions[at] ?? {};
    const path = glyph.path
      .scale(scale, -scale)
      .translate(pen + xOffset * scale, y - yOffset * scale)
      .toSVG();
    pen += xAdvance * scale;
    return path;
  });
  return parts.join('').replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10));
}
