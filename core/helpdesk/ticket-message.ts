import { z } from 'zod';
import type { Prisma, TicketMessage } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { Content } from './content.ts';

export const Author = z.enum(['person', 'operator', 'house']);
export type Author = z.infer<typeof Author>;

/** Who reads it; nobody reads an operator's note on the other side. */
export const Audience = z.enum(['person', 'desk', 'nobody']);
export type Audience = z.infer<typeof Audience>;

const Via = z.enum(['chat', 'group', 'mail', 'house']);
/** An earlier content, and until when it stood (ISO 8601). */
const Version = z.object({ content: Content, until: z.string() });

/** A message of a ticket's conversation. */
export interface MessageView {
  id: bigint;
  ticketId: number;
  author: Author;
  audience: Audience;
  via: z.infer<typeof Via>;
  authorId: string | null;
  language: string | null;
  content: Content;
  /** The oldest first. */
  versions: z.infer<typeof Version>[];
  /** Where the author's own message stands in Telegram. */
  source: { chatId: bigint; messageId: number } | null;
  albumId: string | null;
  mailId: string | null;
  replyToId: bigint | null;
  quote: string | null;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  /** What the reader put under the copy. */
  reaction: string | null;
  reactionShown: string | null;
  copyId: bigint | null;
  mailedAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
}

/** A message that something happened to: what the other side must be shown. */
export interface Touched {
  id: bigint;
  ticketId: number;
  author: Author;
  audience: Audience;
  /** The person's. */
  chat: ChatRef;
  source: { chatId: bigint; messageId: number } | null;
  /** False where all was so already, or it was refused. */
  changed: boolean;
  /** Why a person's edit counts for nothing, where it does. */
  refused?: 'ticket.blocked' | 'ticket.too-many';
}

export const sourceOf = ({
  sourceChatId,
  sourceMessageId,
}: Pick<TicketMessage, 'sourceChatId' | 'sourceMessageId'>): MessageView['source'] =>
  sourceChatId !== null && sourceMessageId !== null ? { chatId: sourceChatId, messageId: sourceMessageId } : null;

export const toMessage = (row: TicketMessage): MessageView => ({
  ...{ id: row.id, ticketId: row.ticketId, authorId: row.authorId, language: row.language },
  author: Author.parse(row.author),
  audience: Audience.parse(row.audience),
  via: Via.parse(row.via),
  content: Content.parse(row.content),
  versions: z.array(Version).parse(row.versions),
  source: sourceOf(row),
  ...{ albumId: row.albumId, mailId: row.mailId, replyToId: row.replyToId, quote: row.quote },
  ...{ createdAt: row.createdAt, editedAt: row.editedAt, deletedAt: row.deletedAt },
  ...{ reaction: row.reaction, reactionShown: row.reactionShown, copyId: row.copyId },
  ...{ mailedAt: row.mailedAt, failedAt: row.failedAt, failure: row.failure },
});

/** As the database keeps it. */
export const stored = (content: Content): Prisma.InputJsonObject => JSON.parse(JSON.stringify(Content.parse(content)));
