import type { Learnt } from './training.ts';

/** The arrays of what was learnt, in the order in which they are written. */
type Numbers = Uint16Array | Int32Array | Float32Array;

/** Arrays begin at multiples of this, whatever their numbers' size. */
const ALIGNED = 8;

/**
 * The bytes of a model: how long the description is (4 bytes), the description as JSON, then the arrays, each from a multiple of
 * 8 bytes on, in this machine's byte order.
 */
export function pack({ knowledge, stack }: Learnt): Uint8Array {
  const { classes, frequencies, weights, tallies } = knowledge;
  const counts = tallies.flatMap(({ places, times }): Numbers[] => [places, times]);
  const arrays: Numbers[] = [frequencies.seen, ...counts, weights];
  const sizes = arrays.map(({ length }) => length);
  const text = new TextEncoder().encode(
    JSON.stringify({
      classes,
      examples: frequencies.examples,
      stack,
      tallies: tallies.length,
      sizes,
    } satisfies Description),
  );
  let end = aligned(4 + text.length);
  const starts = arrays.map(({ byteLength }) => {
    const start = end;
    end = aligned(end + byteLength);
    return start;
  });
  const bytes = new Uint8Array(end);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  arrays.forEach((array, at) => {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), starts[at]);
  });
  return bytes;
}

interface Description {
  classes: number;
  examples: number;
  stack: Learnt['stack'];
  tallies: number;
  sizes: number[];
}

/** What `pack` wrote; shares its memory. Throws when the bytes are of another shape. */
export function unpack(packed: Uint8Array): Learnt {
  const bytes = packed.byteOffset % ALIGNED === 0 ? packed : packed.slice();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const described = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Description;
  const { classes, examples, stack, sizes } = described;
  let at = bytes.byteOffset + aligned(4 + length);
  let next = 0;
  const read = <Kind extends Numbers>(
    Kind: new (buffer: ArrayBufferLike, at: number, size: number) => Kind,
    unit: number,
  ): Kind => {
    const size = sizes[next++] ?? 0;
    const array = new Kind(bytes.buffer, at, size);
    at = aligned(at + size * unit);
    return array;
  };
  const seen = read(Uint16Array, 2);
  const tallies = Array.from({ length: described.tallies }, () => ({
    places: read(Int32Array, 4),
    times: read(Uint16Array, 2),
  }));
  const weights = read(Float32Array, 4);
  if (at > bytes.byteOffset + bytes.byteLength) throw new Error('These weights are cut off.');
  return {
    knowledge: {
      classes,
      frequencies: { seen, examples },
      weights,
      tallies,
    },
    stack,
  };
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNED) * ALIGNED;
}
