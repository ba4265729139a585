import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Letter, Mailer } from '#core/mail/letter.ts';
import { fail, ok } from '#core/result.ts';

const TIMEOUT = 10_000;

/** One plain address: what nodemailer must never read as a list, a group or a header of its own (abuse cases 4 and 23). */
const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u;

/** What an SMTP conversation failed with; other errors have fewer of these. */
const SmtpError = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
});

/** Letters over SMTP. `url` is `smtp://user:password@host:port` or `smtps://…`, `from` is an address or `Name <address>`. */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer & { close(): void } {
  const sender = readSender(from);
  const transport = createTransport({
    ...{ url, pool: true, maxConnections: 5 },
    ...{ connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT, dnsTimeout: TIMEOUT },
    // A letter is what we composed: nothing in it may be fetched or read from the disk.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });

  return {
    async send(letter: Letter) {
      if (!ADDRESS.test(letter.to)) return fail('mail.refused');
      try {
        await transport.sendMail({
          from: sender,
          to: { name: '', address: letter.to },
          ...(letter.replyTo ? { replyTo: { name: '', address: letter.replyTo } } : {}),
          subject: letter.subject,
          html: letter.html,
          text: letter.text,
          messageId: `<${letter.messageId}>`,
          ...(letter.inReplyTo ? { inReplyTo: `<${letter.inReplyTo}>` } : {}),
          ...(letter.references ? { references: letter.references.map((id) => `<${id}>`) } : {}),
          headers: letter.headers,
          attachments: (letter.attachments ?? []).map(({ name, mimeType, bytes }) => ({
            filename: name,
            contentType: mimeType,
            content: Buffer.from(bytes),
            contentDisposition: 'attachment' as const,
          })),
        });
        return ok(undefined);
      } catch (error) {
        const { code, command, responseCode } = SmtpError.catch({}).parse(error);
        const forGood = responseCode !== undefined && responseCode >= 500;
        // A refusal of the sender, the password or the server is ours to mend; these two are about the recipient.
        if (forGood && (command === 'RCPT TO' || command === 'DATA')) return fail('mail.refused');
        // The server's own words repeat the address: only its codes go on to the log.
        throw new Error(
          `The mail server did not take a letter: ${[code, command, responseCode].filter(Boolean).join(' ')}`,
        );
      }
    },

    close: () => transport.close(),
  };
}

function readSender(from: string): { name: string; address: string } {
  const [, name = '', address = from.trim()] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(from) ?? [];
  if (!ADDRESS.test(address)) throw new Error('MAIL_FROM must be an address or Name <address>');
  return { name, address };
}
