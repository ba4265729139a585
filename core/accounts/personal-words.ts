import type { Db } from '../database.ts';

/** What others know about whoever has a school account: passwords must not be made of it. */
export interface KnownOfOwner {
  words: string[];
  birthDate: Date | null;
}

/** Names of the account's own cards and of the children, and the parts of the e-mail. */
export async function knownOfOwner(db: Db, accountId: string): Promise<KnownOfOwner> {
  const card = { fullName: true, birthDate: true, child: { select: { fullName: true } } } as const;
  const { email, person, joined } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { email: true, person: { select: card }, joined: { select: card } },
  });
  const names = [person, ...joined].flatMap((one) => [one.fullName, one.child?.fullName ?? '']);
  const words = names.flatMap((name) => name.split(/[\s-]+/));
  return {
    words: [...words, ...(email ? [email, ...email.split(/[@.]/)] : [])].filter((word) => word !== ''),
    birthDate: person.birthDate,
  };
}
