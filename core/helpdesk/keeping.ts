import type { Ticket } from '#prisma/generated/client.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { NewMessage } from './content.ts';
import { type Audience, type Author, type MessageView, stored } from './ticket-message.ts';
import { whichMessage } from './which-message.ts';

/** Pictures of an album, at most. */
const ALBUM = 10;

/** Who says it, to whom, and which way it came. */
export interface Written {
  author: Author;
  audience: Audience;
  via: MessageView['via'];
  authorId: string | null;
}

/** How words become a message of a ticket: each once, by its place in Telegram or its letter. */
export function keeping({ db, clock }: { db: Db; clock: Clock }) {
  /** The number of the message that came this way already. */
  async function duplicateOf(botId: bigint, ticketId: number, { source, mailId }: NewMessage) {
    if (source) {
      const [sourceChatId, sourceMessageId] = [source.chatId, source.messageId];
      const found = await db.ticketMessage.findUnique({
        where: { botId_sourceChatId_sourceMessageId: { botId, sourceChatId, sourceMessageId } },
        select: { id: true },
      });
      if (found) return found.id;
    }
    if (mailId === undefined) return null;
    const found = await db.ticketMessage.findUnique({
      where: { ticketId_mailId: { ticketId, mailId } },
      select: { id: true },
    });
    return found?.id ?? null;
  }

  /** What is said in another ticket is none of this one's business: it is not replied to here. */
  async function keep(ticket: Pick<Ticket, 'id' | 'botId'>, message: NewMessage, written: Written): Promise<bigint> {
    const { botId } = ticket;
    const { content, language, source, albumId, mailId, replyTo, quote, file } = message;
    const repliedTo = replyTo ? await whichMessage(db, { botId, ...replyTo }) : null;
    const { id } = await db.ticketMessage.create({
      data: {
        ...{ ticketId: ticket.id, botId, ...written, content: stored(content), createdAt: clock.now() },
        ...{ language: language ?? null, albumId: albumId ?? null, mailId: mailId ?? null, quote: quote ?? null },
        ...{ sourceChatId: source?.chatId ?? null, sourceMessageId: source?.messageId ?? null },
        replyToId: repliedTo?.ticketId === ticket.id ? repliedTo.id : null,
        ...(file && { files: { create: { ...file, bytes: new Uint8Array(file.bytes), createdAt: clock.now() } } }),
      },
      select: { id: true },
    });
    return id;
  }

  /** An album, of ten at most, counts as one message: none comes torn. */
  const isOfKeptAlbum = async (ticketId: number, { albumId }: NewMessage): Promise<boolean> =>
    albumId !== undefined &&
    (await db.ticketMessage.count({ where: { ticketId, author: 'person', albumId } })) % ALBUM !== 0;

  return { duplicateOf, keep, isOfKeptAlbum };
}
