import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Everything made from SECRET_KEY. Each purpose has a key of its own (HKDF-SHA256), so that one never opens another's door. */
export interface Secrets {
  /** Keyed hash for storing: HMAC-SHA256, hexadecimal. */
  hash(purpose: string, value: string): string;
  /** The token that opens what has this UUID: 43 characters of base64url, derived, so that the database never holds it. */
  token(purpose: string, id: string): string;
  /** The UUID that a token opens, or null for a forged or foreign one. Compares in constant time. */
  open(purpose: string, token: string): string | null;
  /** Authenticated encryption (AES-256-GCM): nonce, ciphertext, tag. */
  wrap(purpose: string, plain: Uint8Array): Buffer;
  /** The reverse of `wrap`; throws when the bytes were changed or SECRET_KEY is another. */
  unwrap(purpose: string, wrapped: Uint8Array): Buffer;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** @param key 32 random bytes */
export function createSecrets(key: Uint8Array): Secrets {
  if (key.length !== 32) throw new Error('SECRET_KEY must be 32 bytes');
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose);
    if (known) return known;
    const derived = Buffer.from(hkdfSync('sha256', key, '', `propusk:${purpose}`, 32));
    keys.set(purpose, derived);
    return derived;
  };
  const mac = (purpose: string, value: string | Uint8Array): Buffer =>
    createHmac('sha256', keyFor(purpose)).update(value).digest();

  return {
    hash: (purpose, value) => mac(`hash:${purpose}`, value).toString('hex'),

    token(purpose, id) {
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
      return Buffer.concat([bytes, mac(`token:${purpose}`, bytes).subarray(0, 16)]).toString('base64url');
    },

    open(purpose, token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const id = bytes.subarray(0, 16);
      if (!timingSafeEqual(bytes.subarray(16), mac(`token:${purpose}`, id).subarray(0, 16))) return null;
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },

    wrap(purpose, plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(`wrap:${purpose}`), nonce);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },

    unwrap(purpose, wrapped) {
      const bytes = Buffer.from(wrapped);
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`wrap:${purpose}`), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    },
  };
}
