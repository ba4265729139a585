import type { Regression } from './regression.ts';
import type { Stack } from './stack.ts';

/**
 * The bytes of a model: how long the description is (4 bytes), the description as JSON padded with spaces to a multiple
 * of 4, then every regression's weights as 32-bit numbers of this machine's byte order.
 */
export function pack(regressions: readonly Regression[], stack: Stack): Uint8Array {
  const description = JSON.stringify({
    stack,
    regressions: regressions.map(({ classes, rows }) => ({ classes, rows })),
  });
  const text = new TextEncoder().encode(description);
  const padded = Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(4 + padded + regressions.reduce((sum, { weights }) => sum + weights.byteLength, 0)).fill(
    32,
    4,
    4 + padded,
  );
  new DataView(bytes.buffer).setUint32(0, padded, true);
  bytes.set(text, 4);
  let at = 4 + padded;
  for (const { weights } of regressions) {
    bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), at);
    at += weights.byteLength;
  }
  return bytes;
}

/** What `pack` wrote. Throws when the bytes are of another shape. */
export function unpack(bytes: Uint8Array, classes: number): { regressions: Regression[]; stack: Stack } {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const padded = new DataView(aligned.buffer, aligned.byteOffset).getUint32(0, true);
  const { stack, regressions } = JSON.parse(new TextDecoder().decode(aligned.subarray(4, 4 + padded))) as {
    stack: Stack;
    regressions: { classes: number; rows: number }[];
  };
  let at = aligned.byteOffset + 4 + padded;
  const read = regressions.map((shape) => {
    const size = (shape.rows + 1) * shape.classes;
    if (shape.classes !== classes || at + size * 4 > aligned.byteOffset + aligned.byteLength)
      throw new Error('These weights belong to other articles.');
    const weights = new Float32Array(aligned.buffer, at, size);
    at += size * 4;
    return { ...shape, weights };
  });
  return { regressions: read, stack };
}
