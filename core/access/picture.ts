import QRCode from 'qrcode';
import { squarePng } from './png.ts';

/** White modules on every side: without them nothing is read in a dark chat. */
const MARGIN = 4;
/** 192 digits at level M need version 5: 37 modules. */
const VERSION = 5;
const MODULES = 37 + 2 * MARGIN;
/** Pixels per module, so that the picture is at least 720 pixels wide. */
const SCALE = Math.ceil(720 / MODULES);

/**
 * The pass's QR code: PNG, 720 × 720, black on white, under 2 KB.
 * Level M, because it was read best among L, M, Q and H once pictures were degraded.
 * @param text 192 digits
 */
export function passPicture(text: string): Buffer {
  // An explicit segment halves the time: qrcode would else search for the best mixture of modes.
  const { modules } = QRCode.create([{ data: text, mode: 'numeric' }], {
    version: VERSION,
    errorCorrectionLevel: 'M',
  });
  const { size, data } = modules;
  return squarePng(MODULES, SCALE, (column, row) => {
    const x = column - MARGIN;
    const y = row - MARGIN;
    return x >= 0 && y >= 0 && x < size && y < size && data[y * size + x] === 1;
  });
}

let expired: Buffer | undefined;

/** What replaces a pass that is over: a big cross on hatching, in the pass's size, without a word of any language. */
export function expiredPicture(): Buffer {
  expired ??= squarePng(EXPIRED_CELLS, (MODULES * SCALE) / EXPIRED_CELLS, isDarkWhenExpired);
  return expired;
}

const EXPIRED_CELLS = 180;

function isDarkWhenExpired(x: number, y: number): boolean {
  const edge = Math.min(x, y, EXPIRED_CELLS - 1 - x, EXPIRED_CELLS - 1 - y);
  if (edge < 16) return false;
  if (edge < 20) return true;
  const fromDiagonal = Math.min(Math.abs(x - y), Math.abs(x + y - (EXPIRED_CELLS - 1)));
  const withinCross = edge >= 36;
  if (withinCross && fromDiagonal <= 12) return true;
  // A white rim sets the cross off from the hatching.
  if (edge >= 30 && fromDiagonal <= 20) return false;
  return (x + y) % 12 < 2;
}
