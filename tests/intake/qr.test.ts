import QRCode from 'qrcode';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { readQr } from '#bot/intake/qr.ts';

const TEXT = 'https://t.me/propusk_sandbox_bot?start=pt4k7m2x9qrw';

/** The code as it is printed, so many pixels wide with its white margin. */
const printed = async (side: number, text = TEXT): Promise<Sharp> => {
  const png = await QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, scale: 4 });
  return sharp(await sharp(png).resize(side, side, { kernel: 'nearest' }).png().toBuffer());
};

/** A desk of this colour with sheets lying on it. */
async function desk(width: number, height: number, sheets: { picture: Sharp; left: number; top: number }[]) {
  const composed = await Promise.all(
    sheets.map(async ({ picture, left, top }) => ({ input: await picture.png().toBuffer(), left, top })),
  );
  return sharp({ create: { width, height, channels: 3, background: '#d8d2c8' } }).composite(composed);
}

const jpeg = (picture: Sharp, quality = 60): Promise<Buffer> => picture.jpeg({ quality }).toBuffer();

describe('a QR code is read', () => {
  const photos: Record<string, () => Promise<Buffer>> = {
    'from a screenshot': async () => (await printed(360)).png().toBuffer(),
    'from a picture of three pixels per module': async () => jpeg(await printed(123), 80),
    'from a WebP': async () => (await printed(360)).webp().toBuffer(),
    'lying on its side': async () => jpeg((await printed(400)).rotate(90)),
    'upside down, as the camera’s note in the file says': async () =>
      (await printed(400)).withMetadata({ orientation: 3 }).jpeg().toBuffer(),
    'tilted by 17 degrees': async () => jpeg((await printed(500)).rotate(17, { background: '#eee' })),
    'tilted by 45 degrees': async () => jpeg((await printed(500)).rotate(45, { background: '#eee' })),
    'seen askew': async () => jpeg((await printed(500)).affine([1, 0.25, 0.15, 0.9], { background: '#ddd' }), 50),
    'out of focus': async () => jpeg((await printed(500)).blur(4), 50),
    'in the dark': async () => jpeg((await printed(500)).linear(0.2, 5), 50),
    'in the glare of a lamp': async () => jpeg((await printed(500)).linear(0.15, 190), 50),
    'white on black': async () => (await printed(500)).negate({ alpha: false }).png().toBuffer(),
    'in the corner of a camera’s photo': async () => {
      const picture = sharp(await (await printed(520)).rotate(8, { background: '#fff' }).png().toBuffer());
      return jpeg(await desk(4000, 3000, [{ picture, left: 2900, top: 2000 }]), 80);
    },
    'small on a page that was photographed whole': async () => {
      const picture = sharp(await (await printed(150)).rotate(6, { background: '#fff' }).png().toBuffer());
      return jpeg(await desk(1280, 960, [{ picture, left: 900, top: 600 }]), 85);
    },
    'of which the transfer lost the end': async () => {
      const whole = await jpeg(await desk(600, 1200, [{ picture: await printed(500), left: 50, top: 50 }]));
      return whole.subarray(0, Math.floor(whole.length * 0.85));
    },
  };
  it.each(Object.keys(photos))('%s', async (name) => {
    expect(await readQr((await photos[name]?.()) ?? Buffer.alloc(0))).toBe(TEXT);
  });
});

describe('nothing is read', () => {
  it('where there is no code', async () => {
    expect(await readQr(await jpeg(await desk(640, 480, [])))).toBeNull();
  });

  it('from what is no picture, whatever it calls itself', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    for (const bytes of ['', 'GIF8', 'x'.repeat(1000), '%PDF-1.7', svg, '\x89PNG\r\n\x1a\n broken']) {
      expect(await readQr(Buffer.from(bytes, 'latin1'))).toBeNull();
    }
  });

  it('from a small file that claims to be enormous', async () => {
    const png = await (await printed(360)).png().toBuffer();
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    expect(await readQr(png)).toBeNull();
  });

  it('from a code with a whole essay in it', async () => {
    expect(await readQr(await (await printed(1200, 'слово '.repeat(120))).png().toBuffer())).toBeNull();
  });
});
