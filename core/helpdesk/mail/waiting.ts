import type { Db } from '../../database.ts';
import type { Institution } from '../../institution.ts';
import { type Content, wordsOf } from '../content.ts';
import { toTicket } from '../ticket.ts';
import { type MessageView, toMessage } from '../ticket-message.ts';
import type { TicketFacts } from './letters.ts';
import { isOfStranger } from './receive.ts';
import type { Said } from './said.ts';

/** In the journal: the letter that opens a ticket's thread was taken by the mail server. */
export const OPENED = 'letter.sent';
/** Lines in one letter, at most; what is more goes in the next. */
const LINES = 50;
/** Of what a group has seen that is lost, so many last lines are told by letter, and all that nobody answered. */
const RECENT = 20;
/** Looked at, to find those. */
const LOOKED_AT = 200;
/** Bytes of files in one letter, at most, as far as Telegram told of them. */
export const LARGEST_LETTER = 20_000_000;

/** Whether a helpdesk reads letters, and whether it has a group that reads as well. */
export interface Readers {
  letters: boolean;
  group: boolean;
}

export async function readersOf(db: Db, { helpdesk }: Institution, botId: bigint): Promise<Readers> {
  const lost = await db.deskGroup.count({
    where: { botId, chatId: { in: helpdesk.groups.map(BigInt) }, lostAt: { not: null } },
  });
  const group = new Set(helpdesk.groups).size > lost;
  return { letters: helpdesk.letters === 'always' || !group, group };
}

/** A line for the next letter. */
export interface Unsent extends Omit<Said, 'file'> {
  /** A group that is lost by now has seen it. */
  seen: boolean;
}

/** What a ticket's mailbox has not been told yet. */
export interface Waiting {
  ticket: TicketFacts;
  /** Whether the thread has its first letter. */
  opened: boolean;
  open: boolean;
  /** A group has its card, and reads it still or has answered. */
  shown: boolean;
  said: Unsent[];
  /** Message-IDs of the operators' letters, the oldest first. */
  heard: string[];
  /** There is still more to be told. */
  more: boolean;
}

/**
 * What is to be written: the person's words and troubles, their edits and deletions, and between them what operators wrote in their group and we told
 * them. Null where there is no such ticket.
 * @param copies a group reads as well. Without it letters stand in for a group that may have seen the conversation: its end is told again, for
 * whoever reads the mailbox was not there
 */
export async function waiting(db: Db, ticketId: number, { copies }: { copies: boolean }): Promise<Waiting | null> {
  const row = await db.ticket.findUnique({ where: { id: ticketId } });
  if (!row) return null;
  const { id, institutionId: _, chat, reason, language, createdAt, facts, open } = toTicket(row);
  const from = copies ? 0n : await lastWordsOf(db, ticketId);
  const unread = copies ? {} : { OR: [{ copyId: null }, { id: { gte: from } }] };
  const rows = await db.ticketMessage.findMany({
    where: {
      ticketId,
      OR: [
        { ...unread, mailedAt: null, deletedAt: null, audience: 'desk' },
        { id: { gte: from }, mailedAt: null, deletedAt: null, author: 'operator', audience: 'person', via: 'group' },
        { mailedAt: { not: null }, author: 'person', editedAt: { not: null } },
        { mailedAt: { not: null }, author: 'person', deletedAt: { not: null } },
      ],
    },
    orderBy: { id: 'asc' },
    include: { replyTo: true },
  });
  const told = rows.flatMap((one) => {
    const message = toMessage(one);
    const what = stateOf(message);
    const answers = one.quote ?? (one.replyTo ? shortly(toMessage(one.replyTo).content) : null);
    const seen = !copies && what === 'new' && message.author !== 'operator' && message.copyId !== null;
    return what && !isOfTopic(message) ? [{ message, what, answers, seen }] : [];
  });
  // Context alone is no reason for a letter, nor what was answered before; a deletion is told with the next one.
  const due = told.some(
    ({ message, what, seen }) => what !== 'deleted' && isPersons(message) && (!seen || row.waitingSince !== null),
  );
  const said = due ? bounded(told) : [];
  const letters = await db.ticketMessage.findMany({
    where: { ticketId, via: 'mail', mailId: { not: null } },
    orderBy: { id: 'asc' },
    select: { mailId: true },
  });
  const shown = row.cardId !== null && (copies || row.waitingSince === null);
  const opened = await db.deskEvent.findFirst({ where: { ticketId, action: OPENED }, select: { id: true } });
  return {
    ticket: { id, ...chat, reason, language, createdAt, facts },
    ...{ opened: opened !== null, open, shown, said, more: said.length < told.length && due },
    heard: letters.flatMap(({ mailId }) => mailId ?? []),
  };
}

/** Where the end of a conversation begins that those must know who were not there. */
async function lastWordsOf(db: Db, ticketId: number): Promise<bigint> {
  const last = await db.ticketMessage.findMany({
    where: {
      ...{ ticketId, audience: { not: 'nobody' } },
      OR: [{ author: { not: 'house' } }, { content: { path: ['type'], equals: 'trouble' } }],
    },
    ...{ orderBy: { id: 'desc' }, take: LOOKED_AT, select: { id: true, author: true } },
  });
  const answered = last.findIndex(({ author }) => author === 'operator');
  const unanswered = answered === -1 ? last.length : answered;
  return last[Math.min(last.length, Math.max(RECENT, unanswered)) - 1]?.id ?? 0n;
}

const isPersons = ({ author, content }: MessageView): boolean =>
  author === 'person' || content.type === 'trouble' || isOfStranger(content);

/** What we said to operators about what they did in a group: nobody at the mailbox did it. */
const isOfTopic = ({ author, content }: MessageView): boolean =>
  author === 'house' &&
  (content.type === 'html' ||
    (content.type === 'phrase' && (content.key.startsWith('operators-') || content.key === 'desk-reminder')));

/** Null: the mailbox knows it as it is. */
function stateOf({ mailedAt, editedAt, deletedAt }: MessageView): Said['what'] | null {
  if (!mailedAt) return 'new';
  if (deletedAt) return deletedAt > mailedAt ? 'deleted' : null;
  return editedAt && editedAt > mailedAt ? 'edited' : null;
}

function bounded<Line extends { message: MessageView }>(all: readonly Line[]): Line[] {
  let bytes = 0;
  const fitting = all.slice(0, LINES).findIndex(({ message: { content } }) => {
    bytes += content.type === 'media' ? (content.size ?? 0) : 0;
    return bytes > LARGEST_LETTER;
  });
  // What is too large alone is named in its letter instead of carried.
  return all.slice(0, fitting === -1 ? LINES : Math.max(1, fitting));
}

const shortly = (content: Content): string | null =>
  wordsOf(content) || (content.type === 'media' ? (content.name ?? null) : null);
