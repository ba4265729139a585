import { inflateSync } from 'node:zlib';
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library';
import jsQR from 'jsqr';

export interface Picture {
  width: number;
  height: number;
  /** One byte per pixel: 0 black, 255 white. */
  grey: Uint8ClampedArray;
}

/** Reads a 1-bit greyscale PNG with the filters None and Up; anything else is an error. */
export function readPng(png: Buffer): Picture {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR');
  const data = chunks.get('IDAT');
  if (!header || !data || !chunks.has('IEND')) throw new Error('a chunk is missing');
  if (header.toString('hex', 8) !== '0100000000') throw new Error('not 1-bit greyscale');
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const stride = Math.ceil(width / 8);
  const raw = inflateSync(data);
  if (raw.length !== height * (stride + 1)) throw new Error('rows are missing');

  const grey = new Uint8ClampedArray(width * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const filter = raw.readUInt8(start);
    const row = Buffer.from(raw.subarray(start + 1, start + 1 + stride));
    if (filter === 2) for (let i = 0; i < stride; i += 1) row[i] = (row.readUInt8(i) + above.readUInt8(i)) & 0xff;
    else if (filter !== 0) throw new Error(`filter ${filter}`);
    for (let x = 0; x < width; x += 1) grey[y * width + x] = (row.readUInt8(x >> 3) >> (7 - (x & 7))) & 1 ? 255 : 0;
    above = row;
  }
  return { width, height, grey };
}

/** What jsQR reads, or null. */
export function readWithJsQr({ width, height, grey }: Picture): string | null {
  const rgba = new Uint8ClampedArray(grey.length * 4);
  grey.forEach((value, index) => {
    rgba.set([value, value, value, 255], index * 4);
  });
  // The package is CommonJS whose types promise a default export of the module object.
  return jsQR.default(rgba, width, height)?.data ?? null;
}

/**
 * What ZXing reads, or null.
 * @param pure its mode for pictures that come from a screen shot or a file, not from a camera
 */
export function readWithZxing({ width, height, grey }: Picture, { pure = false } = {}): string | null {
  const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE]]]);
  if (pure) hints.set(DecodeHintType.PURE_BARCODE, true);
  try {
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
    return new MultiFormatReader().decode(bitmap, hints).getText();
  } catch {
    return null;
  }
}

/** The picture scaled down by whole pixels, as a phone shows it small. */
export function shrink(picture: Picture, width: number): Picture {
  const step = picture.width / width;
  const grey = new Uint8ClampedArray(width * width);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      grey[y * width + x] =
        picture.grey[Math.floor((y + 0.5) * step) * picture.width + Math.floor((x + 0.5) * step)] ?? 0;
    }
  }
  return { width, height: width, grey };
}
