import { after, type Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Secrets } from '../secrets.ts';

/** Whose session it is: an account's, or a curator's. */
export type SessionOwner = { accountId: string } | { curatorId: string };

export interface OpenSession {
  id: string;
  accountId: string | null;
  curatorId: string | null;
  /** The account has a curator's one-time password: nothing is shown before it is changed. */
  mustChange: boolean;
}

/** Browsers that are signed in. The cookie's token is derived from the session's id, and the database never holds it. */
export function sessions({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  const end = async (where: { id: string } | SessionOwner): Promise<void> => {
    await db.session.updateMany({ where: { ...where, endedAt: null }, data: { endedAt: clock.now() } });
  };

  return {
    /**
     * @param lifetime in milliseconds
     * @param notAfter when it ends at the latest, whatever its lifetime: what it was opened with is good no longer
     * @returns the token for the cookie
     */
    async open(owner: SessionOwner, lifetime: number, notAfter: Date | null = null): Promise<string> {
      const now = clock.now();
      const whole = after(now, lifetime);
      const { id } = await db.session.create({
        data: { ...owner, createdAt: now, expiresAt: notAfter && notAfter < whole ? notAfter : whole },
        select: { id: true },
      });
      return secrets.token('session', id);
    },

    /** Whose session a token opens, or null: it is over, or its account is closed or its curator is one no more. */
    async find(token: string): Promise<OpenSession | null> {
      const id = secrets.open('session', token);
      if (id === null) return null;
      const now = clock.now();
      const [found] = await db.$queryRaw<OpenSession[]>`
        SELECT session.id, "accountId", "curatorId", "passwordExpiresAt" IS NOT NULL AS "mustChange"
        FROM "Session" session
          LEFT JOIN "Account" account ON account.id = "accountId" LEFT JOIN "Person" person ON person.id = "personId"
          LEFT JOIN "Curator" curator ON curator.id = "curatorId"
        WHERE session.id = ${id}::uuid AND "endedAt" IS NULL AND session."expiresAt" > ${now}
          AND (("blockedAt" IS NULL AND person.active)
            OR (curator."acceptedAt" IS NOT NULL AND curator."revokedAt" IS NULL))`;
      return found ?? null;
    },

    async end(token: string): Promise<void> {
      const id = secrets.open('session', token);
      if (id !== null) await end({ id });
    },

    endAll: (accountId: string): Promise<void> => end({ accountId }),

    endAllOfCurator: (curatorId: string): Promise<void> => end({ curatorId }),
  };
}

export type Sessions = ReturnType<typeof sessions>;
