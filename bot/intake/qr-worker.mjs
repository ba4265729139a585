// Looks for a QR code beside the house's one thread: a picture full of noise takes a second or two.
import { parentPort } from 'node:worker_threads';
import jsQR from 'jsqr';

parentPort?.on('message', ({ grey, width, height }) => {
  const pixels = new Uint8ClampedArray(grey.length * 4);
  for (let index = 0; index < grey.length; index += 1) pixels.fill(grey[index], index * 4, index * 4 + 3);
  parentPort?.postMessage(jsQR(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data ?? '');
});
