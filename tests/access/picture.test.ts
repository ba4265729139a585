import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { expiredPicture, passPicture } from '#core/access/picture.ts';
import { signPass } from '#core/access/token.ts';
import { readPng, readWithJsQr, readWithZxing, shrink } from './readers.ts';

// A fixed key, so that every run draws the same pictures: decoders have their bad days with some.
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const passes = Array.from({ length: 30 }, (_, index) =>
  signPass(
    { kid: 1, subject: (index * 2_654_435_761) % 2 ** 32, issuedAt: 1_764_000_000, lifetime: 120, flags: 0, zones: 3 },
    privateKey,
  ),
);
const anyPass = (): string => passes[0] ?? '';

describe('the picture of a pass', () => {
  it('is read by two decoders that are not ours', { timeout: 60_000 }, () => {
    for (const text of passes) {
      const picture = readPng(passPicture(text));
      expect(readWithJsQr(picture)).toBe(text);
      expect(readWithZxing(picture, { pure: true })).toBe(text);
    }
  });

  it('is read when it is small: 180 pixels wide', { timeout: 60_000 }, () => {
    for (const text of passes) expect(readWithJsQr(shrink(readPng(passPicture(text)), 180))).toBe(text);
  });

  it('is read by a ZXing camera reader, which looks from several distances, and never wrongly', {
    timeout: 60_000,
  }, () => {
    for (const text of passes) {
      const picture = readPng(passPicture(text));
      const seen = [720, 240, 180, 90].map((width) => readWithZxing(shrink(picture, width)));
      expect(new Set(seen.filter((one) => one !== null))).toEqual(new Set([text]));
    }
  });

  it('is 720 pixels wide, under 2 KB, with a margin of four modules', () => {
    const png = passPicture(anyPass());
    expect(png.length).toBeLessThanOrEqual(2048);
    const { width, height, grey } = readPng(png);
    expect([width, height]).toEqual([720, 720]);
    const dark = (x: number, y: number) => grey[y * width + x] === 0;
    const margin = 4 * 16;
    for (let i = 0; i < width; i += 1) {
      for (let depth = 0; depth < margin; depth += 1) {
        expect(dark(i, depth) || dark(depth, i) || dark(i, 719 - depth) || dark(719 - depth, i)).toBe(false);
      }
    }
    expect(dark(margin, margin)).toBe(true);
  });

  it('takes 192 digits and nothing longer', () => {
    expect(() => passPicture('1'.repeat(300))).toThrow();
  });
});

describe('the expired picture', () => {
  it('has the size of a pass and is no pass', () => {
    const png = expiredPicture();
    expect(png.length).toBeLessThanOrEqual(2048);
    const picture = readPng(png);
    expect([picture.width, picture.height]).toEqual([720, 720]);
    expect(readWithJsQr(picture)).toBeNull();
    expect(readWithZxing(picture)).toBeNull();
    expect(picture.grey[360 * 720 + 360]).toBe(0);
  });

  it('is drawn once', () => {
    expect(expiredPicture()).toBe(expiredPicture());
  });
});
