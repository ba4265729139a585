import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { MailboxFile, MailboxLetter } from './mailbox.ts';

/** Bytes of attachments that are kept; the oldest letters' go first. */
const SHELF = 60_000_000;

/** Answers a letter as a mail client does: `Re:`, the thread's headers, the letter quoted below. */
export async function sendReply(url: string, letter: MailboxLetter, text: string, files: MailboxFile[]): Promise<void> {
  const to = letter.headers['reply-to'];
  if (!to) throw new Error('This letter takes no answer');
  const transport = createTransport({ url, ignoreTLS: true, connectionTimeout: 10_000, socketTimeout: 30_000 });
  try {
    await transport.sendMail({
      from: { name: 'Helpdesk', address: letter.to },
      to,
      subject: `Re: ${letter.subject}`,
      messageId: `<${randomUUID()}@operator.example>`,
      inReplyTo: letter.messageId,
      references: [letter.headers.references, letter.messageId].filter(Boolean).join(' '),
      text: `${text}\n\n${new Date(letter.at).toUTCString()}, ${letter.from}:\n${quoted(letter.text)}\n`,
      attachments: files.map(({ name, mimeType, bytes }) => ({
        filename: name,
        contentType: mimeType,
        content: Buffer.from(bytes),
      })),
    });
  } finally {
    transport.close();
  }
}

const quoted = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

/** Keeps letters' attachments, within bounds. */
export function attachmentShelf() {
  const shelf = new Map<number, Uint8Array[]>();
  let size = 0;
  const weight = (files: Uint8Array[] = []): number => files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    put(letterId: number, files: Uint8Array[]): void {
      if (files.length === 0) return;
      shelf.set(letterId, files);
      size += weight(files);
      for (const oldest of shelf.keys()) {
        if (size <= SHELF) return;
        size -= weight(shelf.get(oldest));
        shelf.delete(oldest);
      }
    },
    get: (letterId: number, index: number): Uint8Array | null => shelf.get(letterId)?.[index] ?? null,
  };
}

/** As bytes, however the parser gives it. */
export function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}
