export interface ImageSize {
  width: number;
  height: number;
}

/** The dimensions that a PNG's or JPEG's header tells; undefined for anything else. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pngSize(data) ?? jpegSize(data);
}

export const imageType = (bytes: Uint8Array): 'image/png' | 'image/jpeg' =>
  bytes[0] === 0x89 ? 'image/png' : 'image/jpeg';

function pngSize(data: Buffer): ImageSize | undefined {
  const isPng = data.length >= 24 && data.readUInt32BE(0) === 0x89504e47 && data.toString('latin1', 12, 16) === 'IHDR';
  return isPng ? { width: data.readUInt32BE(16), height: data.readUInt32BE(20) } : undefined;
}

function jpegSize(data: Buffer): ImageSize | undefined {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0;
    // A frame header is C0–CF, but for the tables C4, C8 and CC.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
    }
    at += 2 + data.readUInt16BE(at + 2);
  }
  return undefined;
}
