import { type KeyObject, sign, verify } from 'node:crypto';

/**
 * The pass as 79 bytes and as 192 decimal digits (a version 5-M QR symbol). Digits, because many turnstile scanners are keyboards,
 * and digits survive every layout.
 *
 * | byte | field |
 * | --- | --- |
 * | 0 | 0x51: version and algorithm in one, so that there is nothing to negotiate |
 * | 1 | kid |
 * | 2–5 | subject |
 * | 6–9 | issued at, Unix seconds |
 * | 10–11 | lifetime, seconds |
 * | 12 | flags |
 * | 13–14 | zones |
 * | 15–78 | Ed25519 over a domain string and bytes 0–14 |
 */
export interface PassFields {
  /** Which signing key, 0–255. */
  kid: number;
  /** The account's random 32-bit number. */
  subject: number;
  /** Unix seconds. */
  issuedAt: number;
  /** Seconds. */
  lifetime: number;
  /** 0: no flag has a meaning yet. */
  flags: number;
  /** Bit mask of the zones that the pass opens. */
  zones: number;
}

/** A pass that reads well; nothing is said yet about its signature. */
export interface ReadPass extends PassFields {
  signed: Buffer;
  signature: Buffer;
}

/** Why a gate refuses; part of the gate's interface. */
export type Refusal =
  | 'E_FORMAT'
  | 'E_VERSION'
  | 'E_KID'
  | 'E_SIG'
  | 'E_NOT_YET'
  | 'E_EXPIRED'
  | 'E_TTL_POLICY'
  | 'E_REPLAY'
  | 'E_REVOKED'
  | 'E_USER_INACTIVE'
  | 'E_KEY_PERIOD'
  | 'E_KEY_REVOKED'
  | 'E_ZONE';

const VERSION = 0x51;
const HEAD = 15;
const SIZE = 79;
const TEXT = /^[0-9]{192}$/;
/** What is signed begins with this, so that no signature made for another purpose is ever a pass. */
const DOMAIN = Buffer.from('propusk:pass:v1\0');
/** 7 bytes become 17 digits; the last 2 bytes become 5. */
const CHUNKS = Array.from({ length: 12 }, (_, index) => ({
  byte: index * 7,
  bytes: index < 11 ? 7 : 2,
  digit: index * 17,
  digits: index < 11 ? 17 : 5,
}));

/** The one text of these 79 bytes. */
export function toDigits(bytes: Uint8Array): string {
  if (bytes.length !== SIZE) throw new RangeError(`A pass is ${SIZE} bytes, not ${bytes.length}`);
  const hex = Buffer.from(bytes).toString('hex');
  return CHUNKS.map(({ byte, bytes: count, digits }) =>
    BigInt(`0x${hex.slice(byte * 2, (byte + count) * 2)}`)
      .toString()
      .padStart(digits, '0'),
  ).join('');
}

/** The bytes of a text, or null unless it is the one text of some 79 bytes: ASCII digits, each chunk within its range. */
export function fromDigits(text: string): Buffer | null {
  if (!TEXT.test(text)) return null;
  let hex = '';
  for (const { bytes, digit, digits } of CHUNKS) {
    const value = BigInt(text.slice(digit, digit + digits)).toString(16);
    if (value.length > bytes * 2) return null;
    hex += value.padStart(bytes * 2, '0');
  }
  return Buffer.from(hex, 'hex');
}

/**
 * Makes the text of a signed pass.
 * @param privateKey Ed25519
 * @throws RangeError when a field does not fit its bytes
 */
export function signPass(fields: PassFields, privateKey: KeyObject): string {
  const head = Buffer.alloc(HEAD);
  head.writeUInt8(VERSION, 0);
  head.writeUInt8(fields.kid, 1);
  head.writeUInt32BE(fields.subject, 2);
  head.writeUInt32BE(fields.issuedAt, 6);
  head.writeUInt16BE(fields.lifetime, 10);
  head.writeUInt8(fields.flags, 12);
  head.writeUInt16BE(fields.zones, 13);
  return toDigits(Buffer.concat([head, sign(null, Buffer.concat([DOMAIN, head]), privateKey)]));
}

/** Reads a text's fields without believing them; `isSignedBy` and `judgePass` decide. */
export function readPass(text: string): ReadPass | 'E_FORMAT' | 'E_VERSION' {
  const bytes = fromDigits(text);
  if (!bytes) return 'E_FORMAT';
  if (bytes.readUInt8(0) !== VERSION) return 'E_VERSION';
  return {
    kid: bytes.readUInt8(1),
    subject: bytes.readUInt32BE(2),
    issuedAt: bytes.readUInt32BE(6),
    lifetime: bytes.readUInt16BE(10),
    flags: bytes.readUInt8(12),
    zones: bytes.readUInt16BE(13),
    signed: bytes.subarray(0, HEAD),
    signature: bytes.subarray(HEAD),
  };
}

/** Whether this Ed25519 key signed the pass, under our domain string. */
export const isSignedBy = (pass: ReadPass, publicKey: KeyObject): boolean =>
  verify(null, Buffer.concat([DOMAIN, pass.signed]), publicKey, pass.signature);
