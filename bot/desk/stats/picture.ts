import sharp from 'sharp';
import { outlineOf, widthOf } from './lettering.ts';
import { type Mark, SIZE } from './scene.ts';

/** Marks as SVG: shapes only, so that it looks the same on a machine without a font. */
export function svgOf(marks: readonly Mark[]): string {
  const { width, height } = SIZE;
  const shapes = marks.map(shapeOf).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${shapes}</svg>`;
}

/** The SVG's pixels as PNG. A few flat colours: some tens of kilobytes. */
export const pngOf = (marks: readonly Mark[]): Promise<Uint8Array> =>
  sharp(Buffer.from(svgOf(marks)))
    .png({ palette: true, colours: 128, compressionLevel: 9 })
    .toBuffer();

function shapeOf(mark: Mark): string {
  switch (mark.kind) {
    case 'box': {
      const { x, y, width, height, round, fill } = mark;
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
    }
    case 'star':
      return `<path d="${starOf(mark.x, mark.y, mark.size)}" fill="${mark.fill}"/>`;
    case 'text': {
      const { text, x, y, size, weight, fill, anchor } = mark;
      const width = widthOf(text, size, weight);
      const from = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
      return `<path d="${outlineOf(text, from, y, size, weight)}" fill="${fill}"/>`;
    }
  }
}

/** Five points around (x, y). */
function starOf(x: number, y: number, size: number): string {
  const points = Array.from({ length: 10 }, (_, at) => {
    const far = at % 2 === 0 ? size : size * 0.42;
    const turn = (Math.PI / 5) * at - Math.PI / 2;
    return `${(x + far * Math.cos(turn)).toFixed(1)} ${(y + far * Math.sin(turn)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}
