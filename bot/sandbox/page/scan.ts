import jsQR from 'jsqr';

export type Scan =
  | { kind: 'text'; text: string; canvas: HTMLCanvasElement }
  | { kind: 'no-code'; canvas: HTMLCanvasElement }
  | { kind: 'unreadable' };

/** Larger pictures are made smaller first, so that reading takes no longer than a blink. Pixels. */
const LARGEST = 1200;

/** Reads the QR code from a picture's pixels, as a gate's camera does; nothing but the picture is used. */
export async function scan(source: Blob | string): Promise<Scan> {
  const blob = typeof source === 'string' ? await fetch(source).then((response) => response.blob()) : source;
  const picture = await createImageBitmap(blob).catch(() => null);
  if (!picture) return { kind: 'unreadable' };
  const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return { kind: 'unreadable' };
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  const code = jsQR(data, width, height);
  return code?.data ? { kind: 'text', text: code.data, canvas } : { kind: 'no-code', canvas };
}

/** The same text with its middle digit another one: what a forger, or a bad reader, would hand in. */
export function changeOneDigit(text: string): string {
  const at = Math.floor(text.length / 2);
  const digit = Number(text[at]);
  return `${text.slice(0, at)}${Number.isNaN(digit) ? 0 : (digit + 1) % 10}${text.slice(at + 1)}`;
}
