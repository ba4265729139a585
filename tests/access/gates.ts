import { afterAll, beforeEach } from 'vitest';
import { fromDigits, toDigits } from '#core/access/token.ts';
import { testDatabase } from '#tests/support/database.ts';
import { accessWorld, answer } from './world.ts';

/** Two gates of a university and Anna, for all tests of a file; each finds them as they were, at the same moment. */
export async function gates() {
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

  return {
    ...{ world, start, north, south, anna },
    reads: async (at: typeof north, token: string, zone?: number): Promise<string> =>
      answer(await world.verify(at, token, zone)),
    annasPass: async (): Promise<string> => (await world.issue(anna.accountId)).text,
    second: (): number => Math.floor(world.clock.now().getTime() / 1000),
  };
}

export const bytesOf = (text: string): Buffer => fromDigits(text) ?? Buffer.alloc(79);

/** The text with one byte changed. */
export const withByte = (text: string, at: number, change: (byte: number) => number): string => {
  const bytes = bytesOf(text);
  bytes[at] = change(bytes.readUInt8(at)) & 0xff;
  return toDigits(bytes);
};

/** The text with another signature. */
export const withSignature = (text: string, signature: Uint8Array): string =>
  toDigits(Buffer.concat([bytesOf(text).subarray(0, 15), signature]));
