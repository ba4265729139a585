import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import sharp, { type Sharp } from 'sharp';

/** More pixels than a phone's camera has: a small file may claim many. */
const MOST_PIXELS = 64_000_000;
/** For one picture, all tries together; milliseconds. */
const PATIENCE = 10_000;
/** No picture is looked at larger than this; pixels. */
const LARGEST = 1600;
/** A text that is longer is none of ours. */
const LONGEST = 512;

/** The same picture seen in several ways: what one hides another one shows. The likeliest come first. */
const looks: ((picture: Sharp) => Sharp)[] = [
  (picture) => within(picture, 1200),
  (picture) => within(picture, 640),
  (picture) => within(picture, LARGEST).blur(1.5),
  (picture) => within(picture, 900).rotate(45, { background: '#fff' }),
  (picture) => within(picture, 400),
  (picture) => within(picture, 900).negate(),
  (picture) => within(picture, 900).rotate(20, { background: '#fff' }),
  (picture) => within(picture, 1200).median(5),
];

const within = (picture: Sharp, side: number): Sharp =>
  picture.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });

/**
 * The text of a QR code in a photo, a screenshot or a scan; null when none is found.
 * @param bytes JPEG, PNG, WebP or GIF; anything else counts as a picture without a code
 */
export async function readQr(bytes: Uint8Array): Promise<string | null> {
  if (!isPicture(bytes)) return null;
  const picture = await open(bytes).catch(() => null);
  if (!picture) return null;

  const worker = new Worker(new URL('./qr-worker.mjs', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const over = new AbortController();
  try {
    const text = await Promise.race([look(picture, worker), sleep(PATIENCE, null, { signal: over.signal })]);
    return text !== null && text.length <= LONGEST ? text : null;
  } finally {
    over.abort();
    await worker.terminate();
  }
}

async function look(picture: Picture, worker: Worker): Promise<string | null> {
  async function read(view: Sharp): Promise<string | null> {
    const { data, info } = await view.raw().toBuffer({ resolveWithObject: true });
    worker.postMessage({ grey: new Uint8Array(data), width: info.width, height: info.height });
    const [text] = (await once(worker, 'message')) as [string];
    return text === '' ? null : text;
  }

  for (const way of looks) {
    const text = await read(way(raw(picture)));
    if (text !== null) return text;
  }
  // A small code in a large picture. Several of them are several sheets: nobody knows which one is meant.
  const found = new Set<string>();
  for (const part of parts(picture)) {
    const text = await read(raw(picture).extract(part).resize({ width: 1000, height: 1000, fit: 'inside' }));
    if (text !== null) found.add(text);
  }
  const [text = null] = found;
  return found.size === 1 ? text : null;
}

/** The four corners and the middle, overlapping enough that a small code lies within one of them whole. */
function parts({ width, height }: Picture) {
  const [w, h] = [Math.ceil(width * 0.6), Math.ceil(height * 0.6)];
  const [right, bottom] = [width - w, height - h];
  return [
    { left: 0, top: 0, width: w, height: h },
    { left: right, top: 0, width: w, height: h },
    { left: 0, top: bottom, width: w, height: h },
    { left: right, top: bottom, width: w, height: h },
    { left: Math.floor(right / 2), top: Math.floor(bottom / 2), width: w, height: h },
  ];
}

interface Picture {
  grey: Buffer;
  width: number;
  height: number;
}

/** Upright, grey, on white, with its darkest made black and its lightest white. Small ones grow: a reader needs some pixels per module. */
async function open(bytes: Uint8Array): Promise<Picture> {
  const settings = { limitInputPixels: MOST_PIXELS, failOn: 'none' } as const;
  const { width, height } = await sharp(bytes, settings).metadata();
  const side = Math.max(width, height);
  const target = side > LARGEST ? LARGEST : side < 300 ? side * 3 : side;
  const { data, info } = await sharp(bytes, settings)
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize({ width: target, height: target, fit: 'inside' })
    .greyscale()
    .normalise()
    .raw()
    .timeout({ seconds: PATIENCE / 1000 })
    .toBuffer({ resolveWithObject: true });
  return { grey: data, width: info.width, height: info.height };
}

const raw = ({ grey, width, height }: Picture): Sharp =>
  sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w');

/** By its first bytes: whatever a file calls itself, only these are decoded. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG\r\n') ||
    head.startsWith('GIF8') ||
    (head.startsWith('RIFF') && head.endsWith('WEBP'))
  );
}
