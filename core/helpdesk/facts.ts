import type { ChatRef } from '../chat.ts';
import type { Db } from '../database.ts';

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

/** Which school it is about: by its number as people say it, else by its name. */
export const schoolFacts = ({ number, name, region }: { number: string; name: string; region: string }) => ({
  school: number || name,
  region,
});

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
