import type { ChatRef } from '../chat.ts';
import type { Db } from '../database.ts';

/**
 * What the house knows of whoever writes in this chat, so that nobody has to tell the helpdesk again: of the account, or of the
 * registration under way. Whether a phone or an address was proven is said, for an operator must not take one for the other.
 */
export async function chatFacts(db: Db, chat: ChatRef): Promise<Record<string, string>> {
  const conversation = await db.conversation.findUnique({
    where: { botId_chatId: chat },
    include: { account: { include: { person: true, identifiers: true } } },
  });
  const account = conversation?.account;
  if (account) {
    const value = (kind: 'phone' | 'email') => account.identifiers.find((one) => one.kind === kind)?.value;
    return known({ name: account.person.fullName, phone: value('phone'), email: value('email') });
  }

  const latest = (kind: 'call' | 'link') =>
    db.verification.findFirst({ where: { ...chat, kind }, orderBy: { createdAt: 'desc' } });
  const [call, link] = [await latest('call'), await latest('link')];
  const registration = await db.registration.findFirst({ where: chat, orderBy: { createdAt: 'desc' } });
  const person = registration?.personId
    ? await db.person.findUnique({ where: { id: registration.personId }, select: { fullName: true } })
    : null;
  return known({
    name: person?.fullName,
    [call?.confirmedAt ? 'phone' : 'unconfirmed-phone']: call?.target,
    [link?.confirmedAt ? 'email' : 'unconfirmed-email']: link?.target,
  });
}

const known = (facts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined));
