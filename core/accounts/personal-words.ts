import type { Db } from '../database.ts';

/** What others know about whoever has a school account: passwords must not be made of it. */
export interface KnownOfOwner {
  words: string[];
  birthDates: Date[];
}

/** Names and dates of birth of the account's own cards and of the children, and the parts of the e-mail. */
export async function knownOfOwner(db: Db, accountId: string): Promise<KnownOfOwner> {
  const known = { fullName: true, birthDate: true } as const;
  const card = { ...known, child: { select: known } } as const;
  const { email, person, joined } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { email: true, person: { select: card }, joined: { select: card } },
  });
  const people = [person, ...joined].flatMap(({ child, ...own }) => (child ? [own, child] : [own]));
  const words = people.flatMap(({ fullName }) => fullName.split(/[\s-]+/));
  return {
    words: [...words, ...(email ? [email, ...email.split(/[@.]/)] : [])].filter((word) => word !== ''),
    birthDates: people.flatMap(({ birthDate }) => birthDate ?? []),
  };
}
