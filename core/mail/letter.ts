import type { Result } from '../result.ts';

/** A letter ready to be sent: one recipient, both bodies. */
export interface Letter {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Without angle brackets. The same letter composed again has the same one, so that a repeated job shows as one letter. */
  messageId: string;
  replyTo?: string;
  /** Message-IDs, without angle brackets: the letter that this one goes on from, and the thread before it, the oldest first. */
  inReplyTo?: string;
  references?: string[];
  attachments?: { name: string; mimeType: string; bytes: Uint8Array }[];
  headers: Record<string, string>;
}

/** How letters leave. */
export interface Mailer {
  /**
   * Hands the letter to the mail server.
   * @returns `mail.refused` when this recipient will never be reached (SMTP 5xx)
   * @throws when trying again later makes sense; the message holds no address
   */
  send(letter: Letter): Promise<Result<void, 'mail.refused'>>;
}
