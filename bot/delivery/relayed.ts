import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ChatRef } from '#core/chat.ts';
import type { Db } from '#core/database.ts';
import { Content } from '#core/helpdesk/content.ts';
import { Author } from '#core/helpdesk/ticket-message.ts';

/** A message of a ticket on its way to the person. */
export interface Relayed {
  id: bigint;
  ticketId: number;
  author: Author;
  content: Content;
  /** What it said before it was changed last. */
  before: Content | null;
  source: { chatId: number; messageId: number } | null;
  /** The message of the person's chat that it replies to. */
  replyTo: number | null;
  quote: string | null;
  /** Where the person has it already, and what that says. */
  copy: { messageId: number; hash: string } | null;
  files: { name: string; mimeType: string; bytes: Uint8Array }[];
}

const Row = z.object({
  ...{ id: z.bigint(), ticketId: z.number(), author: Author, content: Content, before: Content.nullable() },
  ...{ sourceChatId: z.bigint().nullable(), sourceMessageId: z.number().nullable() },
  ...{ replyTo: z.number().nullable(), quote: z.string().nullable() },
  ...{ copyMessageId: z.number().nullable(), copyHash: z.string().nullable() },
});

/** Reads messages of a ticket as they are now; those that were taken back meanwhile are left out. */
export async function readRelayed(db: Db, { botId, chatId }: ChatRef, ids: readonly string[]): Promise<Relayed[]> {
  const numbers = ids.map(BigInt);
  const rows = await db.$queryRaw`
    SELECT m.id, m."ticketId", m.author, m.content, m.versions -> -1 -> 'content' AS before, m.quote,
      m."sourceChatId", m."sourceMessageId", c."messageId" AS "copyMessageId", c.hash AS "copyHash",
      CASE WHEN r."sourceChatId" = ${chatId} THEN r."sourceMessageId" WHEN rc."chatId" = ${chatId} THEN rc."messageId" END AS "replyTo"
    FROM "TicketMessage" m JOIN "Ticket" t ON t.id = m."ticketId"
    LEFT JOIN "TicketCopy" c ON c.id = m."copyId" AND c."chatId" = ${chatId}
    LEFT JOIN "TicketMessage" r ON r.id = m."replyToId"
    LEFT JOIN "TicketCopy" rc ON rc.id = r."copyId"
    WHERE m.id = ANY(${numbers}) AND t."botId" = ${botId} AND t."chatId" = ${chatId} AND m."deletedAt" IS NULL
      -- The operators know that it did not arrive, and may have said it again.
      AND (m."failedAt" IS NULL OR m."editedAt" > m."failedAt")
    ORDER BY m.id`;
  const files = await db.ticketFile.findMany({ where: { messageId: { in: numbers } }, orderBy: { id: 'asc' } });
  return z
    .array(Row)
    .parse(rows)
    .map(({ sourceChatId, sourceMessageId, copyMessageId, copyHash, ...message }) => ({
      ...message,
      source:
        sourceChatId === null || sourceMessageId === null
          ? null
          : { chatId: Number(sourceChatId), messageId: sourceMessageId },
      copy: copyMessageId === null ? null : { messageId: copyMessageId, hash: copyHash ?? '' },
      files: files.filter(({ messageId }) => messageId === message.id),
    }));
}

/** Of what it says: a copy that shows something else has to be changed. */
export const hashOf = ({ content }: Relayed): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 24);

/** What a copy has in its place that is only the heading of this message: by it both are found together. */
export const headingHash = (of: bigint): string => `heading:${of}`;
