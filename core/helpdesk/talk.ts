import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { countUse, within } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import { isBlocked, refusedKey } from './blocks.ts';
import { changes } from './changes.ts';
import type { Content, NewMessage } from './content.ts';
import { keeping, type Written } from './keeping.ts';
import { lockTicket, lockTickets, standing } from './standing.ts';
import { mayTalk, ROW } from './talk-limits.ts';
import { type Operator, REOPENS_WITHIN } from './ticket.ts';
import { type MessageView, stored, toMessage } from './ticket-message.ts';
import { type Place, whichMessage } from './which-message.ts';

/** Lines of a conversation that are read at once, at most. */
const LISTED = 100;

/** What is said in tickets, by anybody. Whatever has come already (by its place in Telegram, or its letter) has no further effect. */
export function talk({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  const { waits, shows, wind, opensAgain } = standing({ db, clock, jobs });
  const { duplicateOf, keep, isOfKeptAlbum } = keeping({ db, clock });

  const writerOf = (operator: Operator): Pick<Written, 'via' | 'authorId'> => ({
    via: operator.id.startsWith('mail:') ? 'mail' : 'group',
    authorId: operator.id,
  });

  return {
    /**
     * Keeps what the person wrote. A ticket closed within a week opens again; where another one is open meanwhile, that one gets it.
     * @returns the message and the ticket that has it. Nothing of a refused message is kept.
     */
    async fromPerson(
      chat: ChatRef,
      ticketId: number,
      message: NewMessage,
    ): Promise<
      Result<
        { id: bigint; ticketId: number; reopened: boolean },
        'ticket.unknown' | 'ticket.over' | 'ticket.blocked' | 'ticket.too-many'
      >
    > {
      const { botId, chatId } = chat;
      const named = await db.ticket.findFirst({ where: { id: ticketId, botId, chatId } });
      if (!named) return fail('ticket.unknown');
      const { institutionId } = named;
      const all = await lockTickets(db, chat, institutionId);
      const known = await duplicateOf(botId, ticketId, message);
      if (known !== null) {
        const { ticketId: of } = await db.ticketMessage.findUniqueOrThrow({ where: { id: known } });
        return ok({ id: known, ticketId: of, reopened: false });
      }

      const ticket = all.find(({ closedAt }) => closedAt === null) ?? all.find(({ id }) => id === ticketId) ?? named;
      const now = clock.now();
      if (ticket.closedAt && ticket.closedAt <= after(now, -REOPENS_WITHIN)) return fail('ticket.over');
      if (await isBlocked(db, chat, institutionId)) {
        await countUse(db, clock, refusedKey(chat, institutionId), days(365));
        return fail('ticket.blocked');
      }
      if (!(await isOfKeptAlbum(ticket.id, message)) && !(await mayTalk(db, clock, chat)))
        return fail('ticket.too-many');

      const reopened = ticket.closedAt !== null;
      if (reopened) await opensAgain(ticket);
      const id = await keep(ticket, message, { author: 'person', audience: 'desk', via: 'chat', authorId: null });
      await waits(ticket.id);
      return ok({ id, ticketId: ticket.id, reopened });
    },

    /** Keeps what an operator answers, and takes an untaken ticket for them. The caller sends it to the person. */
    async fromOperator(
      ticketId: number,
      operator: Operator,
      message: NewMessage,
    ): Promise<
      Result<
        { id: bigint; chat: ChatRef; language: Language; firstAnswer: boolean },
        'ticket.unknown' | 'ticket.closed' | 'person.blocked-bot' | 'person.gone'
      >
    > {
      const ticket = await lockTicket(db, ticketId);
      if (!ticket) return fail('ticket.unknown');
      const { botId, chatId } = ticket;
      const told = { chat: { botId, chatId }, language: Language.catch('ru').parse(ticket.language) };
      const known = await duplicateOf(botId, ticketId, message);
      if (known !== null) return ok({ id: known, ...told, firstAnswer: false });
      if (ticket.closedAt) return fail('ticket.closed');
      const conversation = await db.conversation.findUnique({ where: { botId_chatId: { botId, chatId } } });
      if (!conversation) return fail('person.gone');
      if (conversation.blockedAt) return fail('person.blocked-bot');

      const now = clock.now();
      const id = await keep(ticket, message, { author: 'operator', audience: 'person', ...writerOf(operator) });
      await db.ticket.update({
        where: { id: ticketId },
        data: {
          firstAnswerAt: ticket.firstAnswerAt ?? now,
          ...{ waitingSince: null, remindedAt: null, silentSince: now, warnedAt: null },
          ...(ticket.takenBy === null ? { takenBy: operator.id, takenName: operator.name, takenAt: now } : {}),
          syncSince: ticket.syncSince ?? now,
        },
      });
      await wind(ticketId);
      return ok({ id, ...told, firstAnswer: ticket.firstAnswerAt === null });
    },

    /** Keeps what operators write to each other. @returns null where there is no such ticket */
    async note(ticketId: number, operator: Operator, message: NewMessage): Promise<bigint | null> {
      const ticket = await lockTicket(db, ticketId);
      if (!ticket) return null;
      const known = await duplicateOf(ticket.botId, ticketId, message);
      if (known !== null) return known;
      return keep(ticket, message, { author: 'operator', audience: 'nobody', ...writerOf(operator) });
    },

    /** Keeps a line of our own, and shows it where it is for the operators. @throws where there is no such ticket */
    async house(
      ticketId: number,
      audience: 'desk' | 'person',
      content: Content,
      { replyToId }: { replyToId?: bigint } = {},
    ): Promise<bigint> {
      const { botId } = await db.ticket.findUniqueOrThrow({ where: { id: ticketId }, select: { botId: true } });
      const { id } = await db.ticketMessage.create({
        data: {
          ...{
            ticketId,
            botId,
            author: 'house',
            audience,
            via: 'house',
            content: stored(content),
            createdAt: clock.now(),
          },
          replyToId: replyToId ?? null,
        },
        select: { id: true },
      });
      if (audience === 'desk') await shows(ticketId);
      return id;
    },

    ...changes({ db, clock, jobs }),

    /** The ticket of the message that was written or is shown there. */
    async ticketAt(place: Place): Promise<number | null> {
      return (await whichMessage(db, place))?.ticketId ?? null;
    },

    /**
     * Whether the person is to be told what becomes of a message: of several in a row only of the first.
     * @param what is told, and where they are
     */
    firstOfRow: ({ botId, chatId }: ChatRef, what: string): Promise<boolean> =>
      within(db, clock, `talk-row:${botId}:${chatId}:${what}`, ROW),

    async find(id: bigint): Promise<MessageView | null> {
      const row = await db.ticketMessage.findUnique({ where: { id } });
      return row && toMessage(row);
    },

    /** The newest messages, the oldest of them first. @param before only those that came before this one */
    async list(ticketId: number, { before, limit = LISTED }: { before?: bigint; limit?: number } = {}) {
      const rows = await db.ticketMessage.findMany({
        where: { ticketId, ...(before === undefined ? {} : { id: { lt: before } }) },
        orderBy: { id: 'desc' },
        take: Math.min(limit, LISTED),
      });
      return rows.reverse().map(toMessage);
    },
  };
}

export type Talk = ReturnType<typeof talk>;
