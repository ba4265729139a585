import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, type Clock, days, hours } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Secrets } from '../secrets.ts';
import type { TrustedKey } from './policy.ts';

/** How long a key signs, and how much longer its passes are accepted (a replica may sign with it a little too long). */
const SIGNS = days(90);
const ACCEPTED_LONGER = hours(24);
const PURPOSE = 'signing-key';

/** Importing a key costs more than a signature. Keyed by the stored bytes: a row can change, what its bytes mean cannot. */
const publicKeys = new Map<string, KeyObject>();
const privateKeys = new WeakMap<Secrets, Map<string, KeyObject>>();

/** The keys that sign passes: Ed25519, the private half wrapped with SECRET_KEY. */
export function signingKeys({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  /** The newest key that may sign now. */
  const findSigner = () => {
    const now = clock.now();
    return db.signingKey.findFirst({
      where: { revokedAt: null, signFrom: { lte: now }, signUntil: { gt: now } },
      orderBy: [{ signFrom: 'desc' }, { kid: 'desc' }],
      select: { kid: true, privateKey: true },
    });
  };

  /**
   * Makes a key when none can sign: the first one, or a successor of those that are over or revoked. Two replicas that do it
   * at once make the same kid; one insert wins and both go on with it.
   */
  async function ensureKey(): Promise<void> {
    // One statement sees both that no key can sign and which kid is next: with two, another replica's key could come in between.
    const all = await db.signingKey.findMany({
      select: { kid: true, signFrom: true, signUntil: true, revokedAt: true },
    });
    const now = clock.now();
    if (all.some((key) => key.revokedAt === null && key.signFrom <= now && key.signUntil > now)) return;
    const signUntil = after(now, SIGNS);
    const pair = generateKeyPairSync('ed25519');
    await db.signingKey.createMany({
      data: {
        kid: Math.max(0, ...all.map(({ kid }) => kid)) + 1,
        publicKey: Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
        privateKey: Uint8Array.from(secrets.wrap(PURPOSE, pair.privateKey.export({ format: 'der', type: 'pkcs8' }))),
        createdAt: now,
        signFrom: now,
        signUntil,
        acceptUntil: after(signUntil, ACCEPTED_LONGER),
      },
      skipDuplicates: true,
    });
  }

  return {
    ensureKey,

    /** The newest key that may sign now; made when there is none. Throws when SECRET_KEY is not the one that wrapped it. */
    async signer(): Promise<{ kid: number; privateKey: KeyObject }> {
      let row = await findSigner();
      if (!row) {
        await ensureKey();
        row = await findSigner();
      }
      if (!row)
        throw new Error('No key can sign passes although one was just made: do the replicas agree on the time?');
      return { kid: row.kid, privateKey: importPrivate(secrets, row.kid, row.privateKey) };
    },

    /** What a gate must know about a key, read afresh, so that a revoked key is refused at once. */
    async trusted(kid: number): Promise<TrustedKey | null> {
      const row = await db.signingKey.findUnique({
        where: { kid },
        select: { publicKey: true, signFrom: true, acceptUntil: true, revokedAt: true },
      });
      return row && { ...row, publicKey: importPublic(row.publicKey) };
    },
  };
}

function importPublic(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  const known = publicKeys.get(x);
  if (known) return known;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  publicKeys.set(x, key);
  return key;
}

function importPrivate(secrets: Secrets, kid: number, wrapped: Uint8Array): KeyObject {
  const id = Buffer.from(wrapped).toString('base64');
  const mine = privateKeys.get(secrets) ?? new Map<string, KeyObject>();
  privateKeys.set(secrets, mine);
  const known = mine.get(id);
  if (known) return known;
  const key = createPrivateKey({ key: unwrap(secrets, kid, wrapped), format: 'der', type: 'pkcs8' });
  mine.set(id, key);
  return key;
}

function unwrap(secrets: Secrets, kid: number, wrapped: Uint8Array): Buffer {
  try {
    return secrets.unwrap(PURPOSE, wrapped);
  } catch (cause) {
    throw new Error(`Signing key ${kid} was wrapped with another SECRET_KEY: start with that one, or revoke the key`, {
      cause,
    });
  }
}
