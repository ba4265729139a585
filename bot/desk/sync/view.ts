import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InlineButton } from '#bot/desk/buttons.ts';
import { type CardExtra, cardOf, upToDate } from '#bot/desk/card.ts';
import { deskLanguage } from '#bot/desk/language.ts';
import { topicName } from '#bot/desk/topic-name.ts';
import type { Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { blockReason } from '#core/helpdesk/blocks.ts';
import { Content } from '#core/helpdesk/content.ts';
import { chatFacts } from '#core/helpdesk/facts.ts';
import { lockTicket } from '#core/helpdesk/standing.ts';
import { type TicketView, toTicket } from '#core/helpdesk/ticket.ts';
import { Author } from '#core/helpdesk/ticket-message.ts';
import { sharersOf, standingOf } from '#core/helpdesk/whereabouts.ts';
import type { Institution } from '#core/institution.ts';
import type { Texts } from '#locales/texts.ts';
import { fingerprint, type Line, type View } from './plan.ts';
import { inOneLine } from './wording.ts';

/** Messages looked at each time of those that nobody has seen yet, the oldest first. What may have changed is looked at whole. */
const LOOKED_AT = 300;
/** Lines of the conversation that stand on the card of a topic that was made anew. */
const RECENT = 10;

/** What is shown next of a ticket, and whereof it is made. */
export interface Sight {
  view: View;
  ticket: TicketView;
  institution: Institution;
  groupId: bigint;
  card: { html: string; keyboard: InlineButton[][] };
}

export interface Looking {
  clock: Clock;
  texts: Texts;
  institutions: readonly Institution[];
  /** How long an album may still grow, in milliseconds. */
  albumPause: number;
}

const Row = z.object({
  id: z.bigint(),
  author: Author,
  content: Content,
  before: Content.nullable(),
  language: z.string().nullable(),
  albumId: z.string().nullable(),
  createdAt: z.date(),
  ...{ sourceChatId: z.bigint().nullable(), sourceMessageId: z.number().nullable() },
  ...{ replyId: z.number().nullable(), quote: z.string().nullable() },
  ...{ deleted: z.boolean(), shown: z.boolean() },
  ...{ copyId: z.bigint().nullable(), copyMessageId: z.number().nullable() },
  ...{ copyHash: z.string().nullable(), copyDeleted: z.boolean(), copyHere: z.boolean(), edited: z.boolean() },
  ...{ reaction: z.string().nullable(), reactionShown: z.string().nullable() },
  unsureAt: z.date().nullable(),
});

/**
 * Reads a ticket, locked until the transaction ends: whoever writes into it meanwhile waits, and finds it served. Null when it is no longer
 * this group's, or its institution is no longer in the settings.
 */
export async function look(
  db: Db,
  ticketId: number,
  groupId: bigint,
  { clock, texts, institutions, albumPause }: Looking,
): Promise<Sight | null> {
  const row = await lockTicket(db, ticketId);
  const institution = institutions.find(({ id }) => id === row?.institutionId);
  if (!row || row.groupId !== groupId || !institution) return null;
  const ticket = toTicket(row);
  const since = row.topicId ?? 0;
  const lines = await linesOf(db, ticketId, groupId, since);
  const recent =
    row.topicId === null
      ? []
      : await recentOf(db, ticketId, groupId, since, (content) => inOneLine(content, texts, deskLanguage(institution)));
  const blocked = await blockReason(db, ticket.chat, ticket.institutionId);
  // Read each time: the card says how things are, not how they were.
  const now = {
    facts: await chatFacts(db, ticket.chat, ticket.institutionId),
    standing: await standingOf(db, clock.now(), ticket),
    sharers: institution.kind === 'university' && ticket.reason === 'person.several' ? await sharersOf(db, ticket) : [],
  };
  const card = cardOf(ticket, institution, texts, { now, blocked, recent });
  const { id, topicId, topicClaimedAt, topicClosed, cardId, cardHash } = row;
  return {
    ...{ ticket, institution, groupId, card },
    view: {
      now: clock.now(),
      ticket: {
        id,
        open: ticket.open,
        topicId,
        topicClaimedAt,
        topicName: row.topicName,
        topicClosed,
        cardId,
        cardHash,
      },
      wanted: {
        name: topicName(upToDate(ticket, institution, now.facts), institution, texts),
        cardHash: createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 24),
      },
      ...{ lines, albumPause },
    },
  };
}

/**
 * Messages for the operators that were not shown or may have changed, with all that share a copy with them, and operators' own where a
 * reaction is due. Ids in a group grow: what stands before the topic's own id stood in an earlier topic.
 */
async function linesOf(db: Db, ticketId: number, groupId: bigint, since: number): Promise<Line[]> {
  const rows = await db.$queryRaw`
    SELECT m.id, m.author, m.content, m.versions -> -1 -> 'content' AS before, m.language, m."albumId", m."createdAt",
      m."sourceChatId", m."sourceMessageId", m.quote, m.reaction, m."reactionShown", m."unsureAt",
      m."deletedAt" IS NOT NULL AS deleted, (m."copyId" IS NOT NULL OR m."failedAt" IS NOT NULL) AS shown,
      m."editedAt" IS NOT NULL AS edited, c.id AS "copyId", c."messageId" AS "copyMessageId", c.hash AS "copyHash",
      c."deletedAt" IS NOT NULL AS "copyDeleted", coalesce(c."chatId" = ${groupId} AND c."messageId" > ${since}, false) AS "copyHere",
      CASE WHEN r."sourceChatId" = ${groupId} AND r."sourceMessageId" > ${since} THEN r."sourceMessageId"
           WHEN rc."chatId" = ${groupId} AND rc."messageId" > ${since} AND rc."deletedAt" IS NULL THEN rc."messageId" END AS "replyId"
    FROM "TicketMessage" m
    LEFT JOIN "TicketCopy" c ON c.id = m."copyId"
    LEFT JOIN "TicketMessage" r ON r.id = m."replyToId"
    LEFT JOIN "TicketCopy" rc ON rc.id = r."copyId"
    WHERE m."ticketId" = ${ticketId} AND (
      m.id IN (
        SELECT id FROM "TicketMessage"
        WHERE "ticketId" = ${ticketId} AND author <> 'operator' AND audience = 'desk' AND "copyId" IS NULL AND "failedAt" IS NULL
          AND "deletedAt" IS NULL
        ORDER BY id LIMIT ${LOOKED_AT}
      )
      OR (m.author <> 'operator' AND m."copyId" IN (
        SELECT s."copyId" FROM "TicketMessage" s
        WHERE s."ticketId" = ${ticketId} AND s.audience = 'desk' AND s."copyId" IS NOT NULL AND (s."editedAt" IS NOT NULL OR s."deletedAt" IS NOT NULL)
      ))
      OR (m.author = 'operator' AND m."sourceChatId" = ${groupId} AND m.reaction IS DISTINCT FROM m."reactionShown")
    )
    ORDER BY m.id`;
  const found = z.array(Row).parse(rows);
  const lines = found.map((row): Line => {
    const { id, author, content, language, albumId, createdAt, deleted, shown, reaction, reactionShown } = row;
    const { sourceChatId, sourceMessageId, replyId, quote, copyId, copyMessageId, copyHash, copyHere } = row;
    return {
      ...{ id, author, content, language, albumId, createdAt, deleted, shown, reaction, reactionShown },
      // Nobody has seen what was changed before it was shown.
      before: shown ? row.before : null,
      source:
        sourceChatId === null || sourceMessageId === null ? null : { chatId: sourceChatId, messageId: sourceMessageId },
      reply: replyId === null ? null : { messageId: replyId, quote },
      unsure: row.unsureAt,
      copy:
        copyId === null || copyMessageId === null || !copyHere
          ? null
          : { id: copyId, messageId: copyMessageId, hash: copyHash ?? '', deleted: row.copyDeleted },
    };
  });
  return lines.map((line, at) => {
    const row = found[at];
    if (!row || row.copyId === null || row.copyHere || !row.edited || line.author === 'operator') return line;
    // What was changed after its topic was gone is shown anew.
    const mates = lines.filter((mate, other) => found[other]?.copyId === row.copyId && !mate.deleted);
    return fingerprint(mates) === row.copyHash ? line : { ...line, shown: line.deleted };
  });
}

/** The last of what was said in a topic that is gone, the oldest first. */
async function recentOf(
  db: Db,
  ticketId: number,
  groupId: bigint,
  since: number,
  say: (content: Content) => string,
): Promise<NonNullable<CardExtra['recent']>> {
  const rows = await db.$queryRaw`
    SELECT m.author, m.content FROM "TicketMessage" m LEFT JOIN "TicketCopy" c ON c.id = m."copyId"
    WHERE m."ticketId" = ${ticketId} AND m."deletedAt" IS NULL AND (
      (m.author = 'person' AND (c."chatId" <> ${groupId} OR c."messageId" < ${since}))
      OR (m.author = 'operator' AND m.audience = 'person' AND (m."sourceChatId" <> ${groupId} OR m."sourceMessageId" < ${since})))
    ORDER BY m.id DESC LIMIT ${RECENT}`;
  return z
    .array(z.object({ author: Author, content: Content }))
    .parse(rows)
    .reverse()
    .map(({ author, content }) => ({ author, words: say(content) }));
}
