import { createHmac, generateKeyPairSync, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { gate } from '#core/access/gate.ts';
import { signingKeys } from '#core/access/keys.ts';
import { readPass, signPass, toDigits } from '#core/access/token.ts';
import { days, after as later } from '#core/clock.ts';
import { bytesOf, gates, withByte, withSignature } from './gates.ts';
import { answer } from './world.ts';

const { anna, annasPass, north, reads, second, start, world } = await gates();

describe('a pass has its key', () => {
  const stranger = generateKeyPairSync('ed25519').privateKey;
  const addKey = async (kid: number, change: { signFrom?: Date; revokedAt?: Date } = {}): Promise<void> => {
    const { publicKey, privateKey, ...rest } = await world.prisma.signingKey.findFirstOrThrow();
    await world.prisma.signingKey.create({ data: { ...rest, publicKey, privateKey, kid, ...change } });
  };

  it('forged key: E_SIG', async () => {
    await annasPass();
    const forged = signPass(
      { kid: 1, subject: anna.subject, issuedAt: second(), lifetime: 120, flags: 0, zones: 1 },
      stranger,
    );
    expect(await reads(north, forged)).toBe('E_SIG');
  });

  it('wrong kid: E_SIG; unknown kid: E_KID', async () => {
    const pass = await annasPass();
    await world.prisma.signingKey.create({
      data: {
        ...(await world.prisma.signingKey.findFirstOrThrow()),
        kid: 2,
        publicKey: Buffer.from(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
      },
    });
    expect(
      await reads(
        north,
        withByte(pass, 1, () => 2),
      ),
    ).toBe('E_SIG');
    expect(
      await reads(
        north,
        withByte(pass, 1, () => 77),
      ),
    ).toBe('E_KID');
  });

  it('kid revoked: E_KEY_REVOKED at once; a new key: OK', async () => {
    const pass = await annasPass();
    await world.prisma.signingKey.update({ where: { kid: 1 }, data: { revokedAt: world.clock.now() } });
    expect(await reads(north, pass)).toBe('E_KEY_REVOKED');
    world.wait(1);
    expect(await reads(north, await annasPass())).toBe('OK');
  });

  it('old key before its period’s end: OK; after: E_KEY_PERIOD', async () => {
    await world.core((deps) => signingKeys(deps).ensureKey());
    const old = await world.core((deps) => signingKeys(deps).signer());
    const now = (zones: number) =>
      signPass(
        { kid: old.kid, subject: anna.subject, issuedAt: second(), lifetime: 120, flags: 0, zones },
        old.privateKey,
      );
    world.goTo(later(start, days(91) - 1000));
    expect(await reads(north, now(1))).toBe('OK');
    world.goTo(later(start, days(91)));
    expect(await reads(north, now(1))).toBe('E_KEY_PERIOD');
  });

  it('a key that is published but not yet used: E_KEY_PERIOD', async () => {
    await annasPass();
    await addKey(2, { signFrom: later(start, days(1)) });
    expect(await reads(north, await world.forge({ subject: anna.subject, kid: 2 }))).toBe('E_KEY_PERIOD');
  });

  it('two live keys at once: both OK', async () => {
    const pass = await annasPass();
    await addKey(2);
    expect(await reads(north, pass)).toBe('OK');
    world.wait(1);
    const next = await annasPass();
    expect(readPass(next)).toMatchObject({ kid: 2 });
    expect(await reads(north, next)).toBe('OK');
  });

  it('HMAC with the public key as secret: E_SIG', async () => {
    const pass = await annasPass();
    const { publicKey } = await world.prisma.signingKey.findFirstOrThrow();
    const mac = createHmac('sha512', publicKey).update(bytesOf(pass).subarray(0, 15)).digest();
    expect(await reads(north, withSignature(pass, mac))).toBe('E_SIG');
  });

  it('zero signature: E_SIG', async () => {
    expect(await reads(north, withSignature(await annasPass(), Buffer.alloc(64)))).toBe('E_SIG');
  });

  it('S + L: E_SIG', async () => {
    const pass = await annasPass();
    const signature = bytesOf(pass).subarray(15);
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
    const shifted = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
    expect(await reads(north, withSignature(pass, Buffer.concat([signature.subarray(0, 32), shifted])))).toBe('E_SIG');
  });

  it('a flag that nobody knows, signed: E_VERSION; flipped: E_SIG', async () => {
    expect(await reads(north, await world.forge({ subject: anna.subject, flags: 1 }))).toBe('E_VERSION');
    expect(
      await reads(
        north,
        withByte(await annasPass(), 12, (byte) => byte ^ 1),
      ),
    ).toBe('E_SIG');
  });
});

describe('what is no pass of ours', () => {
  it('other version byte: E_VERSION', async () => {
    expect(
      await reads(
        north,
        withByte(await annasPass(), 0, () => 0x52),
      ),
    ).toBe('E_VERSION');
  });

  it('a card number, Unicode digits, 1 MB: E_FORMAT', async () => {
    for (const text of ['12345678901234567', '٣'.repeat(192), '1'.repeat(2 ** 20)])
      expect(await reads(north, text)).toBe('E_FORMAT');
  });

  it('3,000 random guesses: none accepted', { timeout: 240_000 }, async () => {
    await annasPass();
    const answers = await world.core(async (deps) => {
      const seen = new Map<string, number>();
      for (let round = 0; round < 3000; round += 1) {
        // A third is mere digits; the rest looks right up to the signature, for a real person and a real key.
        const bytes = Buffer.from(Array.from({ length: 79 }, () => randomInt(256)));
        bytes[0] = 0x51;
        if (round % 3 > 0) {
          bytes[1] = 1;
          bytes.writeUInt32BE(anna.subject, 2);
          bytes.writeUInt32BE(second(), 6);
          bytes.writeUInt16BE(120, 10);
        }
        const guess =
          round % 3 > 0 ? toDigits(bytes) : Array.from({ length: 192 }, () => String(randomInt(10))).join('');
        const said = `${answer(await gate(deps).verify({ gate: north, token: guess }))}${round % 3 > 0 ? '' : ' of mere digits'}`;
        seen.set(said, (seen.get(said) ?? 0) + 1);
      }
      return seen;
    });
    expect([...answers.keys()].filter((said) => said.startsWith('OK'))).toEqual([]);
    expect(answers.get('E_SIG')).toBe(2000);
  });

  it('3,000 misreads by one digit: none accepted', { timeout: 240_000 }, async () => {
    const text = await annasPass();
    const answers = await world.core(async (deps) => {
      const seen = new Set<string>();
      for (let round = 0; round < 3000; round += 1) {
        const at = randomInt(192);
        const digit = (Number(text[at]) + 1 + randomInt(9)) % 10;
        const misread = `${text.slice(0, at)}${digit}${text.slice(at + 1)}`;
        seen.add(answer(await gate(deps).verify({ gate: north, token: misread })));
      }
      return seen;
    });
    expect(answers.has('OK')).toBe(false);
    expect(answers.has('E_SIG')).toBe(true);
    expect(await reads(north, text)).toBe('OK');
  });
});
