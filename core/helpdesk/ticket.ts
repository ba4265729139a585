import { z } from 'zod';
import type { Ticket } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { days } from '../clock.ts';
import { Language } from '../language.ts';
import { TicketReason } from './reason.ts';

/** How long a closed ticket is opened again by the person's words, in milliseconds. */
export const REOPENS_WITHIN = days(7);

/** Who answers at the helpdesk. Never told to the person. */
export interface Operator {
  /** A Telegram id, or `mail:<address>`. */
  id: string;
  name: string;
  /** An administrator of the group, or of the whole bot. */
  senior: boolean;
}

/** Who ended a conversation. */
export const Closer = z.enum(['person', 'operator', 'silence']);
export type Closer = z.infer<typeof Closer>;

/** A ticket as it stands. */
export interface TicketView {
  id: number;
  institutionId: string;
  chat: ChatRef;
  /** Of the trouble that opened it; later ones are messages. */
  reason: TicketReason;
  /** The person's. */
  language: Language;
  facts: Record<string, string>;
  createdAt: Date;
  open: boolean;
  closedAt: Date | null;
  closedBy: Closer | null;
  reopenedAt: Date | null;
  taken: { by: string; name: string; at: Date } | null;
  firstAnswerAt: Date | null;
  /** Since when the person waits for an answer; null while nobody does. */
  waitingSince: Date | null;
  /** Since when the operator's answer stands without a word from the person. */
  silentSince: Date | null;
  remindedAt: Date | null;
  warnedAt: Date | null;
  /** 1–5. */
  rating: number | null;
  groupId: bigint | null;
  topicId: number | null;
}

const Facts = z.record(z.string(), z.string());

export const toTicket = (row: Ticket): TicketView => ({
  ...{ id: row.id, institutionId: row.institutionId, chat: { botId: row.botId, chatId: row.chatId } },
  reason: TicketReason.catch('asked').parse(row.reason),
  language: Language.catch('ru').parse(row.language),
  facts: Facts.catch({}).parse(row.facts),
  ...{ createdAt: row.createdAt, open: row.closedAt === null, closedAt: row.closedAt, reopenedAt: row.reopenedAt },
  closedBy: Closer.nullable().catch(null).parse(row.closedBy),
  taken: row.takenBy && row.takenAt ? { by: row.takenBy, name: row.takenName ?? '', at: row.takenAt } : null,
  ...{ firstAnswerAt: row.firstAnswerAt, waitingSince: row.waitingSince, silentSince: row.silentSince },
  ...{ remindedAt: row.remindedAt, warnedAt: row.warnedAt, rating: row.rating },
  ...{ groupId: row.groupId, topicId: row.topicId },
});

/** What only one open ticket of a chat at an institution may have. */
export const openKeyOf = ({ botId, chatId }: ChatRef, institutionId: string): string =>
  `${botId}:${chatId}:${institutionId}`;
