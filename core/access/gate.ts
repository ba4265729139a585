import { randomBytes } from 'node:crypto';
import type { Role } from '#prisma/generated/enums.ts';
import { after, type Clock, hours, seconds } from '../clock.ts';
import type { Db } from '../database.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { firstValidSecond, holderSelect, isActive, isHolderAuthorized } from './holder.ts';
import { signingKeys } from './keys.ts';
import { judgePass, opensZone } from './policy.ts';
import { type Refusal, readPass } from './token.ts';

/** A turnstile that has proven who it is. */
export interface KnownGate {
  id: string;
  institutionId: string;
  /** Bit mask of the zones it guards; 0: none in particular. */
  zones: number;
}

/** A gate's answer. The name is for the guard's screen and is never logged. */
export type Verdict =
  | { readonly ok: true; readonly name: string; readonly roles: Role[]; readonly validUntil: Date }
  | { readonly ok: false; readonly reason: Refusal };

/** A scanner often reads one code twice in a row; that long the same gate says yes again. */
const DOUBLE_READ = seconds(3);
/** Longer than any pass can be valid, so that a purged use can never be repeated. */
export const USES_KEPT = hours(1);
const KEY = /^[A-Za-z0-9_-]{43}$/;

const refuse = (reason: Refusal): Verdict => ({ ok: false, reason });

/** The turnstiles' side of passes. */
export function gate({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  const keyHash = (key: string): string => secrets.hash('gate-key', key);

  /** One statement decides: the first reading inserts; a later one finds the row and passes only as the same gate's double read. */
  async function use(subject: number, issuedAt: number, gateId: string): Promise<boolean> {
    const now = clock.now();
    const rows = await db.$executeRaw`
      INSERT INTO "PassUse" AS u (subject, "issuedAt", "gateId", at)
      VALUES (${BigInt(subject)}, ${BigInt(issuedAt)}, ${gateId}::uuid, ${now})
      ON CONFLICT (subject, "issuedAt") DO UPDATE SET at = u.at
        WHERE u."gateId" = EXCLUDED."gateId" AND u.at >= ${after(now, -DOUBLE_READ)}`;
    return rows > 0;
  }

  return {
    /**
     * Registers a turnstile and makes its key, which can be shown only now: a keyed hash is stored.
     * @param zones bit mask of 16 zones
     */
    async add(
      institutionId: string,
      name: string,
      zones = 0,
    ): Promise<Result<{ id: string; key: string }, 'gate.name-taken' | 'gate.zones'>> {
      if (!Number.isInteger(zones) || zones < 0 || zones > 0xffff) return fail('gate.zones');
      const key = randomBytes(32).toString('base64url');
      const [row] = await db.gate.createManyAndReturn({
        data: { institutionId, name, zones, keyHash: keyHash(key), createdAt: clock.now() },
        skipDuplicates: true,
        select: { id: true },
      });
      return row ? ok({ id: row.id, key }) : fail('gate.name-taken');
    },

    /** The gate that has this key, or null: unknown, malformed or revoked. */
    async authenticate(key: string): Promise<KnownGate | null> {
      if (!KEY.test(key)) return null;
      return db.gate.findFirst({
        where: { keyHash: keyHash(key), revokedAt: null },
        select: { id: true, institutionId: true, zones: true },
      });
    },

    /**
     * Decides whether the bearer of a pass may enter, and uses the pass up.
     * @param zone 0–15, when the gate tells which of its zones is meant
     */
    async verify(reading: { gate: KnownGate; token: string; zone?: number | undefined }): Promise<Verdict> {
      const pass = readPass(reading.token);
      if (typeof pass === 'string') return refuse(pass);
      const refusal = judgePass(pass, await signingKeys({ db, clock, secrets }).trusted(pass.kid), clock.now());
      if (refusal) return refuse(refusal);

      const holder = await db.account.findUnique({
        where: { subject: BigInt(pass.subject) },
        select: holderSelect,
      });
      if (!holder || holder.institutionId !== reading.gate.institutionId) return refuse('E_USER_INACTIVE');
      if (!isActive(holder) || !isHolderAuthorized(holder)) return refuse('E_USER_INACTIVE');
      if (pass.issuedAt < firstValidSecond(holder)) return refuse('E_REVOKED');
      if (!opensZone(pass.zones, reading.gate.zones, reading.zone)) return refuse('E_ZONE');
      if (!(await use(pass.subject, pass.issuedAt, reading.gate.id))) return refuse('E_REPLAY');

      return {
        ok: true,
        name: holder.person.fullName,
        roles: holder.person.roles,
        validUntil: new Date((pass.issuedAt + pass.lifetime) * 1000),
      };
    },
  };
}
