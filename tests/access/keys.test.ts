import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { signingKeys } from '#core/access/keys.ts';
import { days, hours, after as later } from '#core/clock.ts';
import { createSecrets } from '#core/secrets.ts';
import { testDatabase } from '#tests/support/database.ts';
import { accessWorld } from './world.ts';

const database = await testDatabase();
const world = accessWorld(database.prisma);
const start = world.clock.now();
afterAll(() => database.close());
beforeEach(async () => {
  await world.prisma.signingKey.deleteMany();
  world.goTo(start);
});

const kid = (): Promise<number> => world.core(async (deps) => (await signingKeys(deps).signer()).kid);

describe('signing keys', () => {
  it('makes the first key when there is none, signs 90 days with it and accepts it a day longer', async () => {
    await world.core((deps) => signingKeys(deps).ensureKey());
    const [key, ...others] = await world.prisma.signingKey.findMany();
    expect(others).toEqual([]);
    expect(key).toMatchObject({
      kid: 1,
      signFrom: start,
      signUntil: later(start, days(90)),
      acceptUntil: later(start, days(91)),
      revokedAt: null,
    });
    expect(key?.publicKey).toHaveLength(32);
  });

  it('makes one key when two replicas start at once', async () => {
    const kids = await Promise.all([kid(), kid(), kid()]);
    expect(kids).toEqual([1, 1, 1]);
    expect(await world.prisma.signingKey.count()).toBe(1);
  });

  it('keeps the key over restarts', async () => {
    await kid();
    await world.core((deps) => signingKeys(deps).ensureKey());
    expect(await kid()).toBe(1);
    expect(await world.prisma.signingKey.count()).toBe(1);
  });

  it('goes on with a successor when the key is over, and when it is revoked', async () => {
    await kid();
    world.goTo(later(start, days(90) - 1));
    expect(await kid()).toBe(1);
    world.goTo(later(start, days(90)));
    expect(await kid()).toBe(2);
    await world.prisma.signingKey.update({ where: { kid: 2 }, data: { revokedAt: world.clock.now() } });
    expect(await kid()).toBe(3);
  });

  it('signs with the newest of several live keys, and not with one that is only published', async () => {
    await kid();
    const first = await world.prisma.signingKey.findUniqueOrThrow({ where: { kid: 1 } });
    await world.prisma.signingKey.create({ data: { ...first, kid: 2, signFrom: later(start, hours(24)) } });
    expect(await kid()).toBe(1);
    world.goTo(later(start, hours(24)));
    expect(await kid()).toBe(2);
  });

  it('stores the private half only wrapped, and says so when SECRET_KEY was changed', async () => {
    await kid();
    const { privateKey } = await world.prisma.signingKey.findUniqueOrThrow({ where: { kid: 1 } });
    expect(Buffer.from(privateKey).includes(Buffer.from('302e020100300506032b6570', 'hex'))).toBe(false);
    const changed = createSecrets(randomBytes(32));
    await expect(world.core((deps) => signingKeys({ ...deps, secrets: changed }).signer())).rejects.toThrow(
      /another SECRET_KEY/,
    );
  });
});
