import { readPng, readWithJsQr } from '#tests/access/readers.ts';

/** What a turnstile's camera reads in a pass's picture: decoded by jsQR, which is not ours. */
export function passText(png: Uint8Array): string {
  const text = readWithJsQr(readPng(Buffer.from(png)));
  if (text === null) throw new Error('jsQR finds no QR code in the picture');
  return text;
}
