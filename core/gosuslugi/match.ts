import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '../database.ts';
import { nameKey } from '../people/name.ts';
import { readMobile } from '../people/phone.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { readEmail } from '../verification/email.ts';
import type { Claims, Contact } from './claims.ts';
import { readSnils } from './snils.ts';

export type MatchError =
  /** Gosuslugi has not checked who this is. */
  | 'gosuslugi.untrusted'
  | 'gosuslugi.not-found'
  /** More than one account fits: the curator decides. */
  | 'gosuslugi.several'
  /** A contact and the name fit, but the journal has another SNILS there: the curator decides. */
  | 'gosuslugi.contradiction'
  /** The school knows the person, who has not registered yet. */
  | 'gosuslugi.no-account'
  | 'gosuslugi.blocked';

const account = { select: { id: true, blockedAt: true, person: { select: { active: true } } } };
const select = { fullName: true, snilsHash: true, account, joinedAccount: account } satisfies Prisma.PersonSelect;

type Card = Prisma.PersonGetPayload<{ select: typeof select }>;

/**
 * Whose account somebody who signed in on Gosuslugi has in a school: by SNILS; only where nobody has it, by a verified e-mail or mobile
 * together with the whole name. Unverified contacts and unchecked people match nobody (abuse case 20), and never the first of several
 * is taken (case 25).
 */
export function matching({ db, secrets }: { db: Db; secrets: Secrets }) {
  const find = (institutionId: string, schoolId: string, where: Prisma.PersonWhereInput): Promise<Card[]> =>
    db.person.findMany({ where: { AND: [{ institutionId, schoolId, active: true }, where] }, select });

  async function byContacts(institutionId: string, schoolId: string, { fullName, email, phone }: Claims) {
    const address = verified(email, readEmail);
    const number = verified(phone, readMobile);
    // An account's own address counts once it is confirmed; the school's own records count as they are.
    const confirmed = { email: address ?? '', emailVerifiedAt: { not: null } };
    const ways: Prisma.PersonWhereInput[] = [
      ...(address ? [{ email: address }, { account: confirmed }, { joinedAccount: confirmed }] : []),
      ...(number ? [{ phones: { some: { institutionId, phone: number } } }] : []),
    ];
    if (ways.length === 0) return [];
    const found = await find(institutionId, schoolId, { OR: ways });
    const name = nameKey(fullName);
    return name === '' ? [] : found.filter((card) => nameKey(card.fullName) === name);
  }

  return {
    async match({
      institutionId,
      schoolId,
      claims,
    }: {
      institutionId: string;
      schoolId: string;
      claims: Claims;
    }): Promise<Result<{ accountId: string }, MatchError>> {
      if (!claims.trusted) return fail('gosuslugi.untrusted');
      const snils = readSnils(claims.snils ?? '');
      const snilsHash = snils.ok ? secrets.hash('snils', snils.value) : null;
      const bySnils = snilsHash ? await find(institutionId, schoolId, { snilsHash }) : [];
      if (bySnils.length > 0) return holder(bySnils);

      const cards = await byContacts(institutionId, schoolId, claims);
      // Nobody here has this SNILS: a card that has one belongs to a namesake who shares the contact, or is wrong.
      if (snilsHash && cards.some((card) => card.snilsHash !== null)) return fail('gosuslugi.contradiction');
      return cards.length > 0 ? holder(cards) : fail('gosuslugi.not-found');
    },
  };
}

/** The one account that holds these cards: a parent of several children has a card for each. */
function holder(cards: Card[]): Result<{ accountId: string }, MatchError> {
  const accounts = new Map(
    cards.flatMap(({ account, joinedAccount }) =>
      [account, joinedAccount].flatMap((one) => (one ? [[one.id, one]] : [])),
    ),
  );
  const [only, another] = accounts.values();
  if (!only) return fail('gosuslugi.no-account');
  if (another) return fail('gosuslugi.several');
  return only.blockedAt || !only.person.active ? fail('gosuslugi.blocked') : ok({ accountId: only.id });
}

/** A contact in our spelling; null for one that is absent, unconfirmed or unreadable. */
function verified(contact: Contact | null, read: (text: string) => Result<string, string>): string | null {
  const value = contact?.verified ? read(contact.value) : null;
  return value?.ok ? value.value : null;
}
