import { randomBytes, randomInt } from 'node:crypto';
import { gate, type KnownGate, type Verdict } from '#core/access/gate.ts';
import { signingKeys } from '#core/access/keys.ts';
import { type IssuedPass, passes } from '#core/access/passes.ts';
import { type PassFields, signPass } from '#core/access/token.ts';
import { after, seconds } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { createSecrets } from '#core/secrets.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';

/** A university with people, passes and gates, and a clock that the test moves. */
export function accessWorld(prisma: PrismaClient) {
  const secrets = createSecrets(randomBytes(32));
  let time = new Date('2025-11-24T05:30:00.250Z');
  const clock = { now: () => time };
  const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> => prisma.$transaction(work, { timeout: 240_000 });
  const core = <T>(work: (deps: { db: Db; clock: typeof clock; secrets: typeof secrets }) => Promise<T>): Promise<T> =>
    transaction((db) => work({ db, clock, secrets }));

  async function person({
    roles = ['student'],
    confirmed = roles,
    institutionId = 'sechenov',
  }: {
    roles?: Role[];
    confirmed?: Role[];
    institutionId?: string;
  } = {}): Promise<{ accountId: string; personId: string; subject: number }> {
    const subject = randomInt(2 ** 32);
    const record = await prisma.person.create({
      data: { institutionId, externalId: `p-${subject}`, fullName: 'Петрова Анна Сергеевна', roles },
    });
    const account = await prisma.account.create({
      data: {
        institutionId,
        personId: record.id,
        passwordHash: 'not used here',
        subject,
        createdAt: time,
        identifiers: {
          create: confirmed.map((role) => ({
            institutionId,
            kind: 'corporate_email' as const,
            value: `${subject}@${role}.example.ru`,
            role,
            verifiedAt: time,
          })),
        },
      },
    });
    return { accountId: account.id, personId: record.id, subject };
  }

  return {
    prisma,
    clock,
    secrets,
    transaction,
    core,
    person,

    /** Lets `count` seconds go by. */
    wait: (count: number): void => {
      time = after(time, seconds(count));
    },
    /** Sets the clock. */
    goTo: (date: Date): void => {
      time = date;
    },

    async issue(accountId: string): Promise<IssuedPass> {
      const issued = await core((deps) => passes(deps).issue(accountId));
      if (!issued.ok) throw new Error(issued.error);
      return issued.value;
    },

    /** A pass signed by the institution's own key, with any field as the test likes. */
    forge: (fields: Partial<PassFields>): Promise<string> =>
      core(async (deps) => {
        const { kid, privateKey } = await signingKeys(deps).signer();
        const issuedAt = Math.floor(time.getTime() / 1000);
        return signPass({ kid, subject: 1, issuedAt, lifetime: 120, flags: 0, zones: 1, ...fields }, privateKey);
      }),

    gate: (name: string, { institutionId = 'sechenov', zones = 0 } = {}): Promise<{ gate: KnownGate; key: string }> =>
      core(async (deps) => {
        const added = await gate(deps).add(institutionId, name, zones);
        if (!added.ok) throw new Error(added.error);
        const known = await gate(deps).authenticate(added.value.key);
        if (!known) throw new Error('the key just shown does not open');
        return { gate: known, key: added.value.key };
      }),

    verify: (at: KnownGate, token: string, zone?: number): Promise<Verdict> =>
      core((deps) => gate(deps).verify({ gate: at, token, zone })),
  };
}

/** What a gate answered, in one word. */
export const answer = (verdict: Verdict): string => (verdict.ok ? 'OK' : verdict.reason);
