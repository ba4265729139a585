import type { ChatRef } from '../chat.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';

/**
 * What the house knows of whoever writes in this chat to this institution, so that nobody has to tell the helpdesk again: of the account, or
 * of the registration under way. Whether a phone or an address was proven is said, for an operator must not take one for the other.
 * Of a journal's people nothing but their school: the helpdesk has no access to their data.
 */
export async function chatFacts(db: Db, chat: ChatRef, institutionId: string): Promise<Record<string, string>> {
  const conversation = await db.conversation.findUnique({
    where: { botId_chatId: chat },
    include: { account: { include: { person: true, identifiers: true, school: true } } },
  });
  const account = conversation?.account?.institutionId === institutionId ? conversation.account : null;
  const school = account ? account.school : await enrollingAt(db, chat, institutionId);
  if (school) return schoolFacts(school);
  if (account) {
    const value = (kind: 'phone' | 'email') => account.identifiers.find((one) => one.kind === kind)?.value;
    return known({ name: account.person.fullName, phone: value('phone'), email: value('email') });
  }

  const latest = (kind: 'call' | 'link') =>
    db.verification.findFirst({
      // An account's own address is a school's matter.
      where: { ...chat, institutionId, kind, accountId: null },
      orderBy: { createdAt: 'desc' },
    });
  const [call, link] = [await latest('call'), await latest('link')];
  const registration = await db.registration.findFirst({
    where: { ...chat, institutionId },
    orderBy: { createdAt: 'desc' },
  });
  const person = registration?.personId
    ? await db.person.findUnique({ where: { id: registration.personId }, select: { fullName: true } })
    : null;
  return known({
    name: person?.fullName,
    [call?.confirmedAt ? 'phone' : 'unconfirmed-phone']: call?.target,
    [link?.confirmedAt ? 'email' : 'unconfirmed-email']: link?.target,
  });
}

/** What stands for one another: a number that is proven by now takes the place of one that was not. */
export const CONTACTS = ['phone', 'unconfirmed-phone', 'email', 'unconfirmed-email'];

/**
 * What a ticket was opened with, and what is known of its person by now in place of what was known of them then.
 * @param now as `chatFacts` tells it
 */
export function factsByNow(
  opened: Record<string, string>,
  { kind }: Pick<Institution, 'kind'>,
  now: Record<string, string>,
): Record<string, string> {
  const news = kind === 'university' && [...CONTACTS, 'name'].some((name) => now[name] !== undefined);
  if (!news) return opened;
  const rest = Object.fromEntries(Object.entries(opened).filter(([name]) => !CONTACTS.includes(name)));
  return { ...rest, ...now };
}

/** Which school it is about: its name, and its number as people say it where the name has it not. Neither is anybody's datum. */
export function schoolFacts({ number, name, region }: { number: string; name: string; region: string }) {
  const named = number === '' || name.split(/[^\p{L}\p{N}]+/u).includes(number);
  return { school: named ? name : `${number}, ${name}`, region };
}

/** The school whose invitation was shown last in this chat. */
async function enrollingAt(db: Db, { botId, chatId }: ChatRef, institutionId: string) {
  const enrollment = await db.enrollment.findFirst({
    where: { botId, chatId, institutionId },
    orderBy: { createdAt: 'desc' },
  });
  return enrollment ? db.school.findUnique({ where: { id: enrollment.schoolId } }) : null;
}

const known = (facts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined));
