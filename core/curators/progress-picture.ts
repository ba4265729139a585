import sharp from 'sharp';
import type { CardState, ClassProgress } from './card.ts';

/** The picture's measures in pixels: twice what a page shows, for sharp screens. */
export const PICTURE = { width: 480, height: 56 };
const BAR = { height: 24, gap: 8 };
/** So many pictures are kept: a school has some dozens of classes. */
const KEPT = 500;

const kept = new Map<string, Promise<Buffer>>();

/**
 * How far a class is, as PNG: a bar of its pupils and one of their parents below it. Registered is filled, invited is hatched, the rest is
 * empty, so that nobody has to tell colours apart; white all around, for dark pages. The numbers stand beside it as text.
 */
export function progressPicture({ people, parents }: Pick<ClassProgress, 'people' | 'parents'>): Promise<Buffer> {
  const key = [people, parents]
    .map(({ registered, invited, waiting }) => `${registered}/${invited}/${waiting}`)
    .join(' ');
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= KEPT) kept.clear();
  const drawn = sharp(Buffer.from(svgOf(people, parents)))
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
  kept.set(key, drawn);
  drawn.catch(() => kept.delete(key));
  return drawn;
}

const svgOf = (people: Record<CardState, number>, parents: Record<CardState, number>): string => `
<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}">
  <defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="8" height="8" fill="#fff"/><rect width="4" height="8" fill="#1456b8"/></pattern></defs>
  <rect width="100%" height="100%" fill="#fff"/>
  ${barOf(people, 0)}${barOf(parents, BAR.height + BAR.gap)}
</svg>`;

function barOf(counts: Record<CardState, number>, top: number): string {
  const total = counts.registered + counts.invited + counts.waiting;
  if (total === 0) return '';
  const inner = PICTURE.width - 4;
  const registered = (inner * counts.registered) / total;
  const invited = (inner * counts.invited) / total;
  const part = (x: number, width: number, fill: string): string =>
    width > 0 ? `<rect x="${2 + x}" y="${top + 2}" width="${width}" height="${BAR.height - 4}" fill="${fill}"/>` : '';
  return `${part(0, registered, '#176b3a')}${part(registered, invited, 'url(#hatch)')}
  <rect x="1" y="${top + 1}" width="${PICTURE.width - 2}" height="${BAR.height - 2}" fill="none" stroke="#4a5568" stroke-width="2"/>`;
}
