import { z } from 'zod';

/** Telegram's own description of a part of a text, passed on as it came. */
export const Entity = z.looseObject({ type: z.string(), offset: z.int(), length: z.int() });
export type Entity = z.infer<typeof Entity>;

const mediaKinds = ['photo', 'video', 'animation', 'audio', 'document', 'voice', 'video_note', 'sticker'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** What one message of a ticket says. Parsed when it comes out of the database. */
export const Content = z.discriminatedUnion('type', [
  z.object({
    ...{ type: z.literal('text'), text: z.string(), entities: z.array(Entity).optional() },
    /** Not the author's own words: whose, as Telegram names them; empty where it does not. */
    forwarded: z.string().optional(),
  }),
  /** A file that Telegram has: it is sent on by its id. */
  z.object({
    type: z.literal('media'),
    kind: z.enum(mediaKinds),
    fileId: z.string(),
    /** As the sender named it. */
    name: z.string().optional(),
    /** Bytes. */
    size: z.int().optional(),
    caption: z.string().optional(),
    entities: z.array(Entity).optional(),
    forwarded: z.string().optional(),
  }),
  /** What only Telegram itself can copy. */
  z.object({
    type: z.literal('copy'),
    what: z.enum(['location', 'venue', 'contact', 'poll', 'dice', 'other']),
    /** In one line, for letters and lists. */
    summary: z.string().default(''),
  }),
  /** A TicketFile of this message: an attachment of a letter, or a picture of ours. */
  z.object({ type: z.literal('file'), caption: z.string().default('') }),
  /** Our own words in Telegram's HTML: a canned answer, an article. */
  z.object({
    type: z.literal('html'),
    html: z.string(),
    /** An article’s own way on, for the person: the key of its label, and what the button does anywhere. */
    lead: z.object({ label: z.string(), data: z.string() }).optional(),
  }),
  /** A text of locales/, said in the reader's language. */
  z.object({
    type: z.literal('phrase'),
    key: z.string(),
    args: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
  /** One more trouble of somebody who has a ticket already. */
  z.object({ type: z.literal('trouble'), reason: z.string(), facts: z.record(z.string(), z.string()) }),
]);
export type Content = z.infer<typeof Content>;

/** A message of a chat as it came, while it waits to be looked into. */
export const Sent = z.object({
  content: Content,
  messageId: z.int(),
  replyToMessageId: z.int().exactOptional(),
  quote: z.string().exactOptional(),
  albumId: z.string().exactOptional(),
});
export type Sent = z.infer<typeof Sent>;

/** A message before it is kept. */
export interface NewMessage {
  content: Content;
  language?: 'ru' | 'en';
  /** Where the author's own message stands in Telegram. */
  source?: { chatId: bigint; messageId: number };
  albumId?: string;
  /** A letter's Message-ID, without angle brackets. */
  mailId?: string;
  /** The message replied to, as the author sees it in Telegram: their own, or our copy of the other side's. */
  replyTo?: { chatId: bigint; messageId: number };
  /** The quoted part of it. */
  quote?: string;
  /** Of content of the type `file`: exactly one, so that each can be shown, changed and taken back. */
  file?: { name: string; mimeType: string; bytes: Uint8Array };
}

/** Of a text or caption; empty where there are no words. */
export function wordsOf(content: Content): string {
  if (content.type === 'text') return content.text;
  if (content.type === 'media' || content.type === 'file') return content.caption ?? '';
  return '';
}
