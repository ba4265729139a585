import { z } from 'zod';
import { Language } from '#core/language.ts';

/** A button as decided: what it says, and where it leads. A page's address is made only when the message leaves. */
export const OutboxButton = z.union([
  z.object({ text: z.string(), data: z.string() }),
  z.object({ text: z.string(), url: z.string() }),
  z.object({ text: z.string(), path: z.string().startsWith('/') }),
  z.object({
    text: z.string(),
    page: z.uuid(),
    at: z.enum(['p', 'enroll', 'reset', 'gosuslugi', 'desk']).default('p'),
  }),
]);

const Keyboard = z.union([
  z.object({ inline: z.array(z.array(OutboxButton)) }),
  z.object({ reply: z.array(z.array(z.object({ text: z.string(), contact: z.boolean() }))) }),
  z.object({ remove: z.literal(true) }),
]);

/** What delivery can do in a chat. Parsed when it comes out of the database. */
export const OutboxMessage = z.discriminatedUnion('op', [
  z.object({ op: z.literal('send'), html: z.string(), keyboard: Keyboard.optional() }),
  /** Edits where possible, sends anew where Telegram refuses. */
  z.object({ op: z.literal('edit'), messageId: z.number(), html: z.string(), keyboard: Keyboard.optional() }),
  z.object({ op: z.literal('delete'), messageId: z.number() }),
  /** Issues a fresh pass at the moment of sending, so that no second of its life is lost in a queue. */
  z.object({ op: z.literal('pass'), accountId: z.uuid(), language: Language, messageId: z.number().optional() }),
  /** In place of a message that was given up: the person is not left without an answer. */
  z.object({ op: z.literal('sorry'), language: Language }),
  z.object({ op: z.literal('pass-expired'), messageId: z.number(), language: Language }),
  /** Operators' messages, by their TicketMessage ids, as they are when they leave: sent, or edited where the person has them already. Several are an album. */
  z.object({ op: z.literal('relay'), ids: z.array(z.string().regex(/^\d+$/)).min(1), language: Language }),
  /** Takes the copy of an operator's message out of the chat. */
  z.object({ op: z.literal('relay-delete'), id: z.string().regex(/^\d+$/) }),
  /** Under a message of the person's: the helpdesk has it, or what an operator put there. Null takes it away. */
  z.object({ op: z.literal('react'), messageId: z.number(), emoji: z.string().nullable() }),
]);

export type OutboxMessage = z.infer<typeof OutboxMessage>;
export type OutboxKeyboard = z.infer<typeof Keyboard>;
export type OutboxButton = z.infer<typeof OutboxButton>;
