import type { Db } from '#core/database.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { Person, Role } from '#prisma/generated/client.ts';

/** A person of the directory, as registration needs them. */
export interface KnownPerson {
  id: string;
  fullName: string;
  roles: Role[];
  /** The account that this person already has. */
  accountId: string | null;
}

const include = { account: { select: { id: true } } } as const;

/** The institution's directory. People who left it are not found. */
export function people({ db }: { db: Db }) {
  return {
    /** @param phone E.164. Two people with one phone are `person.several`, never the first of them: the helpdesk decides. */
    async findByPhone(
      institutionId: string,
      phone: string,
    ): Promise<Result<KnownPerson, 'person.not-found' | 'person.several'>> {
      const [found, another] = await db.person.findMany({
        where: { institutionId, active: true, phones: { some: { institutionId, phone } } },
        include,
        take: 2,
      });
      if (!found) return fail('person.not-found');
      return another ? fail('person.several') : ok(known(found));
    },

    async byId(id: string): Promise<Result<KnownPerson, 'person.not-found'>> {
      const found = await db.person.findFirst({ where: { id, active: true }, include });
      return found ? ok(known(found)) : fail('person.not-found');
    },
  };
}

function known({ id, fullName, roles, account }: Person & { account: { id: string } | null }): KnownPerson {
  return { id, fullName, roles, accountId: account?.id ?? null };
}
