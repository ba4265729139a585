const kinds = [Uint8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array] as const;
type Numbers = InstanceType<(typeof kinds)[number]>;

/** Arrays begin at multiples of this, whatever their numbers' size. */
const ALIGNED = 8;

/** Stands in the description in the place of a typed array: which of `kinds`, and how many numbers. */
interface Place {
  kind: number;
  length: number;
}

/**
 * The bytes of an object of objects, arrays, texts and numbers, with typed arrays among them: how long the description is (4 bytes), the
 * description as JSON, then the typed arrays, each from a multiple of 8 bytes on, in this machine's byte order. Equal things make equal
 * bytes.
 */
export function pack(thing: object): Uint8Array {
  const arrays: Numbers[] = [];
  const places: Place[] = [];
  const shape = JSON.stringify(thing, (_, value: unknown) => {
    const kind = kinds.findIndex((Kind) => value instanceof Kind);
    if (kind < 0) return value;
    const array = value as Numbers;
    arrays.push(array);
    places.push({ kind, length: array.length });
    return { [PLACE]: arrays.length - 1 };
  });
  const text = new TextEncoder().encode(`{"shape":${shape},"places":${JSON.stringify(places)}}`);
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

const PLACE = '\u0000';

/** What `pack` wrote; its typed arrays share this memory. Throws when the bytes are cut off. */
export function unpack(packed: Uint8Array): unknown {
  const bytes = packed.byteOffset % ALIGNED === 0 ? packed : packed.slice();
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const described = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as {
    shape: unknown;
    places: Place[];
  };
  let at = bytes.byteOffset + aligned(4 + length);
  const end = bytes.byteOffset + bytes.byteLength;
  const arrays = described.places.map(({ kind, length }) => {
    const Kind = kinds[kind] ?? Uint8Array;
    const start = at;
    at = aligned(at + length * Kind.BYTES_PER_ELEMENT);
    if (at > end) throw new Error('These weights are cut off.');
    return new Kind(bytes.buffer as ArrayBuffer, start, length);
  });

  function filled(shape: unknown): unknown {
    if (typeof shape !== 'object' || shape === null) return shape;
    if (Array.isArray(shape)) return shape.map(filled);
    if (PLACE in shape) return arrays[Number(shape[PLACE])];
    return Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, filled(value)]));
  }
  return filled(described.shape);
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNED) * ALIGNED;
}
