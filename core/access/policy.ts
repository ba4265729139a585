import type { KeyObject } from 'node:crypto';
import { isSignedBy, type ReadPass, type Refusal } from './token.ts';

/** How long a pass is valid, seconds. */
export const LIFETIME = 120;
/** A longer signed lifetime is refused, whoever signed it. */
const LONGEST = 300;
/** How far the clocks of issuer and gate may differ, seconds. */
const SKEW = 30;

/** What a gate must know about a signing key. */
export interface TrustedKey {
  publicKey: KeyObject;
  signFrom: Date;
  acceptUntil: Date;
  revokedAt: Date | null;
}

/**
 * Everything about a pass that needs only its key and the time: no database, so a gate can decide it offline.
 * @param key the key that the pass names, or null when nobody knows it
 * @returns why the pass is refused, or null
 */
export function judgePass(pass: ReadPass, key: TrustedKey | null, now: Date): Refusal | null {
  if (!key) return 'E_KID';
  if (key.revokedAt) return 'E_KEY_REVOKED';
  if (!isSignedBy(pass, key.publicKey)) return 'E_SIG';
  // A signed flag that this version does not know might narrow the pass: better refused than misunderstood.
  if (pass.flags !== 0) return 'E_VERSION';
  if (pass.lifetime < 1 || pass.lifetime > LONGEST) return 'E_TTL_POLICY';

  const time = now.getTime() / 1000;
  if (time < pass.issuedAt - SKEW) return 'E_NOT_YET';
  if (time >= pass.issuedAt + pass.lifetime + SKEW) return 'E_EXPIRED';
  // Passes are dated in whole seconds, so the key's first second counts as a whole.
  if (pass.issuedAt < Math.floor(key.signFrom.getTime() / 1000) || now >= key.acceptUntil) return 'E_KEY_PERIOD';
  return null;
}

/**
 * Whether a pass opens what the gate guards.
 * @param held the pass's mask
 * @param guarded the gate's mask; 0 guards nothing in particular
 * @param zone the zone (0–15) that this reading is about; without it the pass must open all that the gate guards
 */
export function opensZone(held: number, guarded: number, zone: number | undefined): boolean {
  if (zone === undefined) return (held & guarded) === guarded;
  const asked = 1 << zone;
  return (held & asked) !== 0 && (guarded === 0 || (guarded & asked) !== 0);
}
