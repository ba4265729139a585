import type { Db } from '../database.ts';
import type { TicketView } from './ticket.ts';

/** Where the person stands, for an operator who asks, and for the card. */
export interface Standing {
  journey: string;
  step: string;
  /** What the step keeps: another step may wait behind it. */
  data: unknown;
  call: 'none' | 'waiting' | 'confirmed' | 'over';
  letter: 'none' | 'waiting' | 'confirmed' | 'over' | 'cancelled';
  registered: boolean;
  /** Messages that the person does not have yet. */
  undelivered: number;
}

type Whose = Pick<TicketView, 'chat' | 'institutionId'>;

/** The account that the chat speaks for at the ticket's institution. */
export async function accountAt(db: Db, { chat, institutionId }: Whose) {
  const held = await db.conversation.findUnique({ where: { botId_chatId: chat }, include: { account: true } });
  return held?.account?.institutionId === institutionId ? held.account : null;
}

/** The newest attempt of the chat to prove a number or an address. */
export const latestAttempt = (db: Db, { chat, institutionId }: Whose, kind: 'call' | 'link') =>
  db.verification.findFirst({
    where: { ...chat, institutionId, kind, accountId: null },
    orderBy: { createdAt: 'desc' },
  });

/** Null where the bot has the chat no more. */
export async function standingOf(db: Db, now: Date, ticket: Whose): Promise<Standing | null> {
  const { chat } = ticket;
  const conversation = await db.conversation.findUnique({ where: { botId_chatId: chat } });
  if (!conversation) return null;
  const { journey, step, data } = conversation;
  const state = async (kind: 'call' | 'link'): Promise<Standing['letter']> => {
    const latest = await latestAttempt(db, ticket, kind);
    if (!latest) return 'none';
    if (latest.confirmedAt) return 'confirmed';
    if (latest.cancelledAt) return 'cancelled';
    return latest.expiresAt <= now ? 'over' : 'waiting';
  };
  const call = await state('call');
  return {
    ...{ journey, step, data, letter: await state('link') },
    call: call === 'cancelled' ? 'over' : call,
    registered: (await accountAt(db, ticket)) !== null,
    undelivered: await db.outbox.count({ where: { ...chat, failedAt: null } }),
  };
}

/** Somebody whose number the directory has, for an operator who finds out whose it is. */
export interface Sharer {
  name: string;
  roles: readonly string[];
}

/** More than anybody's number has: the list stays readable. */
const MOST_SHARERS = 10;

/** Those of a university's directory who share the number that the chat gave last; nobody where one person has it, or none. */
export async function sharersOf(db: Db, ticket: Whose): Promise<Sharer[]> {
  const phone = (await latestAttempt(db, ticket, 'call'))?.target;
  if (!phone) return [];
  const people = await db.person.findMany({
    where: { institutionId: ticket.institutionId, active: true, phones: { some: { phone } } },
    select: { fullName: true, roles: true },
    orderBy: { fullName: 'asc' },
    take: MOST_SHARERS,
  });
  return people.length > 1 ? people.map(({ fullName, roles }) => ({ name: fullName, roles })) : [];
}
