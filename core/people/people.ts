import type { Db } from '#core/database.ts';
import { fail, ok, type Result } from '#core/result.ts';
import { Prisma, type Role } from '#prisma/generated/client.ts';

/** A person of the directory, as registration needs them. */
export interface KnownPerson {
  id: string;
  fullName: string;
  roles: Role[];
  /** The account that this person already has. */
  accountId: string | null;
}

/** With their account in the same row: with an `include` Prisma would ask twice, and every registration asks often. */
const SELECT = Prisma.sql`
  SELECT person.id, "fullName", roles::text[] AS roles, account.id AS "accountId"
  FROM "Person" person LEFT JOIN "Account" account ON account."personId" = person.id`;

/** The institution's directory. People who left it are not found. */
export function people({ db }: { db: Db }) {
  return {
    /** @param phone E.164. Two people with one phone are `person.several`, never the first of them: the helpdesk decides. */
    async findByPhone(
      institutionId: string,
      phone: string,
    ): Promise<Result<KnownPerson, 'person.not-found' | 'person.several'>> {
      const [found, another] = await db.$queryRaw<KnownPerson[]>`
        ${SELECT} JOIN "PersonPhone" number ON number."personId" = person.id
        WHERE number."institutionId" = ${institutionId} AND phone = ${phone}
          AND person."institutionId" = ${institutionId} AND active
        LIMIT 2`;
      if (!found) return fail('person.not-found');
      return another ? fail('person.several') : ok(found);
    },

    async byId(id: string): Promise<Result<KnownPerson, 'person.not-found'>> {
      const [found] = await db.$queryRaw<KnownPerson[]>`${SELECT} WHERE person.id = ${id}::uuid AND active`;
      return found ? ok(found) : fail('person.not-found');
    },
  };
}
