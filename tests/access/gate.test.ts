import { createHmac, generateKeyPairSync, randomInt } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { gate } from '#core/access/gate.ts';
import { signingKeys } from '#core/access/keys.ts';
import { passes } from '#core/access/passes.ts';
import { fromDigits, readPass, signPass, toDigits } from '#core/access/token.ts';
import { days, after as later } from '#core/clock.ts';
import { purge } from '#core/privacy/purge.ts';
import { testDatabase } from '#tests/support/database.ts';
import { accessWorld, answer } from './world.ts';

const database = await testDatabase();
const world = accessWorld(database.prisma);
const start = world.clock.now();
const north = (await world.gate('Северный вход')).gate;
const south = (await world.gate('Южный вход')).gate;
const anna = await world.person();
afterAll(() => database.close());
beforeEach(async () => {
  await world.prisma.passUse.deleteMany();
  await world.prisma.signingKey.deleteMany();
  await world.prisma.account.updateMany({ data: { blockedAt: null, passNotBefore: null } });
  await world.prisma.person.updateMany({ data: { active: true } });
  world.goTo(start);
});

const reads = async (at: typeof north, token: string, zone?: number): Promise<string> =>
  answer(await world.verify(at, token, zone));
const annasPass = async (): Promise<string> => (await world.issue(anna.accountId)).text;
const second = (): number => Math.floor(world.clock.now().getTime() / 1000);
const bytesOf = (text: string): Buffer => fromDigits(text) ?? Buffer.alloc(79);
/** The text with one byte changed. */
const withByte = (text: string, at: number, change: (byte: number) => number): string => {
  const bytes = bytesOf(text);
  bytes[at] = change(bytes.readUInt8(at)) & 0xff;
  return toDigits(bytes);
};
/** The text with another signature. */
const withSignature = (text: string, signature: Uint8Array): string =>
  toDigits(Buffer.concat([bytesOf(text).subarray(0, 15), signature]));

describe('a pass is used once', () => {
  it('lets its holder in and says who it is', async () => {
    expect(await world.verify(north, await annasPass())).toEqual({
      ok: true,
      name: 'Петрова Анна Сергеевна',
      roles: ['student'],
      validUntil: new Date('2025-11-24T05:32:00Z'),
    });
  });

  it('same gate after 3 s: OK again; after 20 s: E_REPLAY', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    world.wait(3);
    expect(await reads(north, pass)).toBe('OK');
    world.wait(17);
    expect(await reads(north, pass)).toBe('E_REPLAY');
  });

  it('repeating a double read does not prolong it', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    world.wait(2);
    expect(await reads(north, pass)).toBe('OK');
    world.wait(2);
    expect(await reads(north, pass)).toBe('E_REPLAY');
  });

  it('screenshot at a second gate: E_REPLAY', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    expect(await reads(south, pass)).toBe('E_REPLAY');
  });

  it('two gates at the same moment: one of them', async () => {
    const pass = await annasPass();
    const both = await Promise.all([reads(north, pass), reads(south, pass)]);
    expect(both.sort()).toEqual(['E_REPLAY', 'OK']);
  });

  it('a refused reading does not use it up', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass, 9)).toBe('E_ZONE');
    expect(await reads(north, pass)).toBe('OK');
  });

  it('two people’s passes of one second never meet, whatever their numbers', async () => {
    // A float key subject * 2^32 + issuedAt would take these two for one.
    const [one, other] = [await world.person(), await world.person()];
    await world.prisma.account.update({ where: { id: one.accountId }, data: { subject: 0xfffffff0 } });
    await world.prisma.account.update({ where: { id: other.accountId }, data: { subject: 0xfffffff1 } });
    expect(await reads(north, (await world.issue(one.accountId)).text)).toBe('OK');
    expect(await reads(north, (await world.issue(other.accountId)).text)).toBe('OK');
    world.wait(1);
    expect(await reads(south, (await world.issue(one.accountId)).text)).toBe('OK');
  });

  it('forgets uses only when no pass could repeat them', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    world.wait(10 * 60);
    await purge(world.transaction, world.clock);
    expect(await world.prisma.passUse.count()).toBe(1);
    world.wait(51 * 60);
    await purge(world.transaction, world.clock);
    expect(await world.prisma.passUse.count()).toBe(0);
    expect(await reads(south, pass)).toBe('E_EXPIRED');
  });
});

describe('a pass has its time', () => {
  it('1 s before the end + skew: OK', async () => {
    const pass = await annasPass();
    world.goTo(new Date('2025-11-24T05:32:29Z'));
    expect(await reads(north, pass)).toBe('OK');
  });

  it('at the end + skew: E_EXPIRED', async () => {
    const pass = await annasPass();
    world.goTo(new Date('2025-11-24T05:32:30Z'));
    expect(await reads(north, pass)).toBe('E_EXPIRED');
  });

  it('issuer’s clock 29 s ahead: OK; 31 s: E_NOT_YET', async () => {
    expect(await reads(north, await world.forge({ subject: anna.subject, issuedAt: second() + 29 }))).toBe('OK');
    expect(await reads(north, await world.forge({ subject: anna.subject, issuedAt: second() + 31 }))).toBe('E_NOT_YET');
  });

  it('signed lifetime of 12 h, or 0: E_TTL_POLICY', async () => {
    for (const lifetime of [43_200, 301, 0])
      expect(await reads(north, await world.forge({ subject: anna.subject, lifetime }))).toBe('E_TTL_POLICY');
    expect(await reads(north, await world.forge({ subject: anna.subject, lifetime: 300 }))).toBe('OK');
  });
});

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

describe('a pass has its holder', () => {
  const revoke = () => world.core((deps) => passes(deps).revoke(anna.accountId));

  it('person revoked: E_REVOKED', async () => {
    const pass = await annasPass();
    world.wait(5);
    await revoke();
    expect(await reads(north, pass)).toBe('E_REVOKED');
  });

  it('phone lost: older passes E_REVOKED, newer OK, even within one second', async () => {
    const older = await annasPass();
    await revoke();
    const newer = await annasPass();
    expect(await reads(north, older)).toBe('E_REVOKED');
    expect(await reads(north, newer)).toBe('OK');
  });

  it('blocked: E_USER_INACTIVE', async () => {
    const pass = await annasPass();
    await world.prisma.account.update({ where: { id: anna.accountId }, data: { blockedAt: world.clock.now() } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
  });

  it('contract over: E_USER_INACTIVE', async () => {
    const pass = await annasPass();
    await world.prisma.person.update({ where: { id: anna.personId }, data: { active: false } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
  });

  it('a role that is over or no longer confirmed: E_USER_INACTIVE', async () => {
    const boris = await world.person({ roles: ['staff'] });
    const pass = (await world.issue(boris.accountId)).text;
    await world.prisma.person.update({ where: { id: boris.personId }, data: { roles: ['student'] } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
    await world.prisma.person.update({ where: { id: boris.personId }, data: { roles: [] } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
  });

  it('unknown subject: E_USER_INACTIVE', async () => {
    expect(await reads(north, await world.forge({ subject: (anna.subject + 1) % 2 ** 32 }))).toBe('E_USER_INACTIVE');
  });

  it('another institution’s gate: E_USER_INACTIVE', async () => {
    const { gate: school } = await world.gate('Школа', { institutionId: 'eljur' });
    expect(await reads(school, await annasPass())).toBe('E_USER_INACTIVE');
  });
});

describe('a pass has its zones', () => {
  it('zone missing: E_ZONE; zone held: OK', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass, 1)).toBe('E_ZONE');
    expect(await reads(north, pass, 0)).toBe('OK');
  });

  it('a gate that guards zones asks for all of them unless it names one', async () => {
    const { gate: lab } = await world.gate('Лаборатория', { zones: 0b11 });
    const pass = await annasPass();
    expect(await reads(lab, pass)).toBe('E_ZONE');
    expect(await reads(lab, pass, 1)).toBe('E_ZONE');
    expect(await reads(lab, pass, 0)).toBe('OK');
    const both = await world.person({ roles: ['student', 'staff'] });
    expect(await reads(lab, (await world.issue(both.accountId)).text)).toBe('OK');
  });

  it('a zone that the gate does not guard: E_ZONE', async () => {
    const { gate: office } = await world.gate('Деканат', { zones: 0b10 });
    expect(await reads(office, await annasPass(), 0)).toBe('E_ZONE');
  });

  it('zone bit flipped: E_SIG', async () => {
    expect(
      await reads(
        north,
        withByte(await annasPass(), 14, (byte) => byte ^ 2),
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

  it('3,000 random guesses: none accepted', { timeout: 60_000 }, async () => {
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
        const said = answer(await gate(deps).verify({ gate: north, token: guess }));
        seen.set(said, (seen.get(said) ?? 0) + 1);
      }
      return seen;
    });
    expect(answers.has('OK')).toBe(false);
    expect(answers.get('E_SIG')).toBe(2000);
  });

  it('3,000 misreads by one digit: none accepted', { timeout: 60_000 }, async () => {
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

describe('a gate has its key', () => {
  it('is known by the key that was shown once, and stores only a hash', async () => {
    const { gate: known, key } = await world.gate('Библиотека', { zones: 4 });
    expect(known).toMatchObject({ institutionId: 'sechenov', zones: 4 });
    const row = await world.prisma.gate.findUniqueOrThrow({ where: { id: known.id } });
    expect(JSON.stringify(row)).not.toContain(key);
  });

  it('opens with no other key, nor with a revoked one', async () => {
    const { gate: known, key } = await world.gate('Столовая');
    const authenticate = (text: string) => world.core((deps) => gate(deps).authenticate(text));
    const other = `${key.startsWith('A') ? 'B' : 'A'}${key.slice(1)}`;
    for (const wrong of [other, '', `${key} `, key.slice(1)]) expect(await authenticate(wrong)).toBeNull();
    await world.prisma.gate.update({ where: { id: known.id }, data: { revokedAt: world.clock.now() } });
    expect(await authenticate(key)).toBeNull();
  });

  it('has a name of its own and sixteen zones', async () => {
    const add = (name: string, zones: number) => world.core((deps) => gate(deps).add('sechenov', name, zones));
    expect(await add('Северный вход', 0)).toEqual({ ok: false, error: 'gate.name-taken' });
    for (const zones of [-1, 65_536, 0.5, Number.NaN])
      expect(await add('Новый', zones)).toEqual({ ok: false, error: 'gate.zones' });
  });
});
