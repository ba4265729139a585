import { isDeepStrictEqual } from 'node:util';
import type { Prisma, TicketMessage } from '#prisma/generated/client.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { isBlocked } from './blocks.ts';
import { Content } from './content.ts';
import { deskEvents } from './desk-events.ts';
import { letterDue } from './mail/due.ts';
import { lockTicket, standing } from './standing.ts';
import { mayTalk } from './talk-limits.ts';
import { Audience, Author, sourceOf, stored, type Touched } from './ticket-message.ts';
import { byCopy, type Place } from './which-message.ts';

/** What happens to messages after they were written. Each is safe to repeat. */
export function changes({ db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs }) {
  const { shows, waits } = standing({ db, clock, jobs });
  const events = deskEvents({ db, clock });

  async function touched(row: TicketMessage, changed: boolean): Promise<Touched> {
    const { botId, chatId } = await db.ticket.findUniqueOrThrow({ where: { id: row.ticketId } });
    return {
      ...{ id: row.id, ticketId: row.ticketId, chat: { botId, chatId }, source: sourceOf(row), changed },
      ...{ author: Author.parse(row.author), audience: Audience.parse(row.audience) },
    };
  }

  /** The message, with its ticket locked: of two changes one comes after the other, and after an answer that is being kept. */
  async function lock(where: Prisma.TicketMessageWhereUniqueInput): Promise<TicketMessage | null> {
    const found = await db.ticketMessage.findUnique({ where, select: { id: true, ticketId: true } });
    if (!found) return null;
    await lockTicket(db, found.ticketId);
    return db.ticketMessage.findUnique({ where: { id: found.id } });
  }

  async function refusal({ ticketId }: TicketMessage): Promise<Touched['refused'] | null> {
    const ticket = await db.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    if (await isBlocked(db, ticket, ticket.institutionId)) return 'ticket.blocked';
    return (await mayTalk(db, clock, ticket)) ? null : 'ticket.too-many';
  }

  async function change(row: TicketMessage, next: Prisma.InputJsonObject): Promise<Touched> {
    const now = clock.now();
    const version = JSON.stringify([{ content: row.content, until: now.toISOString() }]);
    await db.$executeRaw`
      UPDATE "TicketMessage" SET content = ${JSON.stringify(next)}::jsonb, versions = versions || ${version}::jsonb, "editedAt" = ${now}::timestamptz
      WHERE id = ${row.id}`;
    if (row.author === 'person') {
      await shows(row.ticketId);
      await letterDue({ jobs, clock }, row.ticketId);
    }
    return touched(row, true);
  }

  return {
    /**
     * The author has changed the message there; the old version is kept. A person's edit counts as a message of theirs, and a blocked one's is none.
     * @returns null where it is unknown or removed
     */
    async edit({ botId, chatId, messageId }: Place, content: Content): Promise<Touched | null> {
      const row = await lock({
        botId_sourceChatId_sourceMessageId: { botId, sourceChatId: chatId, sourceMessageId: messageId },
      });
      if (!row || row.deletedAt) return null;
      const next = stored(content);
      if (isDeepStrictEqual(row.content, next)) return touched(row, false);
      if (row.author === 'person') {
        const refused = await refusal(row);
        if (refused) return { ...(await touched(row, false)), refused };
      }
      return change(row, next);
    },

    /**
     * The person's message was taken out of their chat, for nobody may read what they made of it: these words of ours stand in its place, and
     * what it said before is its old version.
     */
    async takeOut({ botId, chatId, messageId }: Place, words: string): Promise<void> {
      const row = await lock({
        botId_sourceChatId_sourceMessageId: { botId, sourceChatId: chatId, sourceMessageId: messageId },
      });
      if (!row || row.deletedAt || row.author !== 'person') return;
      const said = Content.parse(row.content);
      let left: Content = { type: 'text', text: words };
      if (said.type === 'media') {
        const { entities: _, ...media } = said;
        left = { ...media, caption: words };
      }
      const next = stored(left);
      if (!isDeepStrictEqual(row.content, next)) await change(row, next);
    },

    /** Takes a message back on the other side. @param by an operator's id, or `person`. @returns null where it is unknown */
    async remove(id: bigint, by: string): Promise<Touched | null> {
      const row = await lock({ id });
      if (!row) return null;
      const { count } = await db.ticketMessage.updateMany({
        where: { id, deletedAt: null },
        data: { deletedAt: clock.now() },
      });
      if (count > 0) {
        const { ticketId } = row;
        await shows(ticketId);
        const detail = { message: String(id) };
        const { institutionId } = await db.ticket.findUniqueOrThrow({ where: { id: ticketId } });
        if (by !== 'person') await events.add({ institutionId, ticketId, by, action: 'message.removed', detail });
      }
      return touched(row, count > 0);
    },

    /**
     * The reader put this under the copy, or took it away: it is shown at the author's own message. Of several messages that came as one the
     * last gets it, and of somebody blocked nobody. @returns null where the message is no copy, or nobody gets it
     */
    async react(place: Place, emoji: string | null): Promise<Touched | null> {
      const found = await byCopy(db, place);
      const row = found && (await lock({ id: found.id }));
      if (!row) return null;
      if (row.reaction === emoji) return touched(row, false);
      const { institutionId, ...chat } = await db.ticket.findUniqueOrThrow({ where: { id: row.ticketId } });
      if (row.author === 'operator' && (await isBlocked(db, chat, institutionId))) return null;
      await db.ticketMessage.update({ where: { id: row.id }, data: { reaction: emoji } });
      if (row.author === 'operator') await shows(row.ticketId);
      return touched(row, true);
    },

    /** The reader has these messages, as one: there, with this hash of what it says. */
    async copied(
      ids: readonly bigint[],
      { chatId, messageId, hash }: { chatId: bigint; messageId: number; hash: string },
    ): Promise<void> {
      const first = await db.ticketMessage.findFirst({ where: { id: { in: [...ids] } } });
      if (!first) return;
      const { botId, ticketId } = first;
      const { id: copyId } = await db.ticketCopy.upsert({
        where: { botId_chatId_messageId: { botId, chatId, messageId } },
        create: { ticketId, botId, chatId, messageId, hash, createdAt: clock.now() },
        update: { hash },
        select: { id: true },
      });
      await db.ticketMessage.updateMany({
        where: { id: { in: [...ids] }, ticketId },
        data: { copyId, failedAt: null, failure: null },
      });
    },

    /**
     * It will not be shown to its reader: the operators are told why. Nobody has been answered by it, so the person waits, unless it was they who
     * blocked the bot. @param failure an error code
     */
    async failed(id: bigint, failure: string): Promise<void> {
      await lock({ id });
      const [row] = await db.ticketMessage.updateManyAndReturn({
        where: { id, failedAt: null },
        data: { failedAt: clock.now(), failure },
        select: { ticketId: true, author: true, ticket: { select: { closedAt: true } } },
      });
      if (!row) return;
      const answers = row.author === 'operator' && failure !== 'person.blocked-bot' && row.ticket.closedAt === null;
      await (answers ? waits(row.ticketId) : shows(row.ticketId));
    },
  };
}
