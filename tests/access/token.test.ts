import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDigits, isSignedBy, type PassFields, readPass, signPass, toDigits } from '#core/access/token.ts';

const pair = generateKeyPairSync('ed25519');
const fields: PassFields = { kid: 1, subject: 0xdeadbeef, issuedAt: 1_764_000_000, lifetime: 120, flags: 0, zones: 1 };
const anyBytes = fc.uint8Array({ minLength: 79, maxLength: 79 });
const anyFields = fc.record({
  kid: fc.nat(0xff),
  subject: fc.nat(0xffffffff),
  issuedAt: fc.nat(0xffffffff),
  lifetime: fc.nat(0xffff),
  flags: fc.nat(0xff),
  zones: fc.nat(0xffff),
});

function read(text: string) {
  const pass = readPass(text);
  if (typeof pass === 'string') throw new Error(pass);
  return pass;
}

describe('the text of a pass', () => {
  it('is 192 digits, and any 79 bytes come back from it', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const text = toDigits(bytes);
        expect(text).toMatch(/^[0-9]{192}$/);
        expect(fromDigits(text)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is the only one: whatever 192 digits can be read are written the same way', () => {
    // Free digits seldom fit, so each chunk is drawn around its limit.
    const chunk = (digits: number, limit: bigint) =>
      fc
        .bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n })
        .chain((free) =>
          fc
            .constantFrom(free, limit - 1n, limit, limit + (free % 100n), free % limit)
            .map((value) => value.toString().padStart(digits, '0').slice(-digits)),
        );
    const texts = fc
      .tuple(fc.array(chunk(17, 2n ** 56n), { minLength: 11, maxLength: 11 }), chunk(5, 2n ** 16n))
      .map(([chunks, tail]) => chunks.join('') + tail);
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = fromDigits(text);
        if (bytes) expect(toDigits(bytes)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('brings every field back, signed', () => {
    fc.assert(
      fc.property(anyFields, (any) => {
        const pass = read(signPass(any, pair.privateKey));
        expect(pass).toMatchObject(any);
        expect(isSignedBy(pass, pair.publicKey)).toBe(true);
      }),
    );
  });

  it('holds no field that does not fit', () => {
    for (const wrong of [{ kid: 256 }, { subject: 2 ** 32 }, { issuedAt: -1 }, { lifetime: 65_536 }, { zones: 65_536 }])
      expect(() => signPass({ ...fields, ...wrong }, pair.privateKey)).toThrow(RangeError);
  });
});

describe('a text that is no pass', () => {
  const text = signPass(fields, pair.privateKey);
  const plus = (chunk: number, value: bigint) => {
    const start = chunk * 17;
    const digits = Math.min(17, 192 - start);
    const changed = (BigInt(text.slice(start, start + digits)) + value).toString().padStart(digits, '0');
    return text.slice(0, start) + changed + text.slice(start + digits);
  };

  it.each([
    ['a chunk + 2^56', plus(0, 2n ** 56n)],
    ['the fifth chunk at 99999999999999999', `${text.slice(0, 68)}${'9'.repeat(17)}${text.slice(85)}`],
    ['a tail + 2^16', plus(11, 2n ** 16n)],
    ['the tail 99999', `${text.slice(0, 187)}99999`],
    ['191 digits', text.slice(1)],
    ['193 digits', `${text}0`],
    ['a line break after it', `${text}\n`],
    ['a blank before it', ` ${text.slice(1)}`],
    ['Arabic digits', text.replace(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit)))],
    ['full-width digits', text.replace(/[0-9]/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
    ['one Arabic digit', `${text.slice(0, 191)}٣`],
    ['NUL inside', `${text.slice(0, 100)}\0${text.slice(101)}`],
    ['1 MB of digits', '1'.repeat(2 ** 20)],
    ['a card number', '12345678901234567'],
    ['a sign', `+${text.slice(1)}`],
    ['hexadecimal', `0x${'f'.repeat(190)}`],
    ['nothing', ''],
  ])('%s is E_FORMAT', (_, wrong) => {
    expect(readPass(wrong)).toBe('E_FORMAT');
  });

  it('another version byte is E_VERSION', () => {
    for (const version of [0x00, 0x50, 0x52, 0xff]) {
      const bytes = fromDigits(text) ?? Buffer.alloc(79);
      bytes[0] = version;
      expect(readPass(toDigits(bytes))).toBe('E_VERSION');
    }
  });
});

describe('the signature', () => {
  it('is not another purpose’s: without the domain string it does not count', () => {
    const head = read(signPass(fields, pair.privateKey)).signed;
    const bare = toDigits(Buffer.concat([head, sign(null, head, pair.privateKey)]));
    expect(isSignedBy(read(bare), pair.publicKey)).toBe(false);
  });

  it('breaks with every single bit', () => {
    const text = signPass(fields, pair.privateKey);
    for (let bit = 8; bit < 79 * 8; bit += 1) {
      const bytes = fromDigits(text) ?? Buffer.alloc(79);
      bytes[bit >> 3] = bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7));
      expect(isSignedBy(read(toDigits(bytes)), pair.publicKey)).toBe(false);
    }
  });

  it('is Ed25519: a text made once stays as it is', () => {
    // The key of RFC 8032, 7.1, test 1.
    const key = createPrivateKey({
      key: Buffer.from(
        '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
        'hex',
      ),
      format: 'der',
      type: 'pkcs8',
    });
    const text = signPass(fields, key);
    expect(text.slice(0, 17)).toBe(BigInt('0x5101deadbeef69').toString());
    expect(isSignedBy(read(text), createPublicKey(key))).toBe(true);
    expect(signPass(fields, key)).toBe(text);
  });
});
