import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { attachmentShelf, bytesOf, sendReply } from './mailbox-reply.ts';

const KEPT = 500;

const MailboxLetter = z.object({
  /** Counts the letters of this mailbox, 1 for the first. */
  id: z.number(),
  /** ISO 8601. */
  at: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  messageId: z.string(),
  /** Names in small letters. */
  headers: z.record(z.string(), z.string()),
  /** What came with it; see `attachment`. */
  attachments: z.array(z.object({ name: z.string(), mimeType: z.string(), size: z.number() })).default([]),
});

/** A letter as its reader sees it. */
export type MailboxLetter = z.infer<typeof MailboxLetter>;

/** Something to be sent along. */
export interface MailboxFile {
  name: string;
  mimeType: string;
  bytes: Uint8Array;
}

export interface Mailbox {
  /** `smtp://127.0.0.1:<port>`, for SMTP_URL. */
  url: string;
  /** The last 500, the oldest first. */
  letters(): MailboxLetter[];
  /** Calls with each letter that arrives; returns how to stop that. */
  subscribe(listener: (letter: MailboxLetter) => void): () => void;
  /** The bytes of a letter's n-th attachment (0 for the first); null when there is none, or it was let go to save memory. */
  attachment(letterId: number, index: number): Uint8Array | null;
  /** Where answers are sent: `smtp://host:port` of whoever takes them. */
  deliverTo(url: string): void;
  /**
   * Answers a letter as its reader would: to its Reply-To, by SMTP, with the letter quoted below.
   * @throws in the mail server's own words when it does not take the answer, or when the letter takes none
   */
  reply(letterId: number, text: string, more?: { attachments?: MailboxFile[] }): Promise<void>;
  /** While true every letter is refused for now (451), as by a mail server in trouble. */
  down: boolean;
  close(): Promise<void>;
}

/**
 * The sandbox's mail server: takes every letter for everybody over real SMTP on the loopback, and shows it. So that refusals can
 * be tried, nobody@… does not exist (550) and busy@… is always told to come later (451).
 * @param statePath a file of JSON lines where letters outlive a restart
 */
export async function startMailbox({ statePath }: { statePath?: string } = {}): Promise<Mailbox> {
  let kept = statePath ? restore(statePath) : [];
  let count = kept.at(-1)?.id ?? 0;
  const listeners = new Set<(letter: MailboxLetter) => void>();
  const files = attachmentShelf();
  let outside: string | null = null;
  let down = false;

  async function take(raw: Buffer, from: string, to: string): Promise<void> {
    const mail = await PostalMime.parse(raw);
    const letter: MailboxLetter = {
      id: ++count,
      at: new Date().toISOString(),
      from,
      to,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? '',
      messageId: mail.messageId ?? '',
      headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
      attachments: mail.attachments.map((one) => ({
        name: one.filename ?? '',
        mimeType: one.mimeType,
        size: bytesOf(one.content).byteLength,
      })),
    };
    files.put(
      letter.id,
      mail.attachments.map(({ content }) => bytesOf(content)),
    );
    if (statePath) await appendFile(statePath, `${JSON.stringify(letter)}\n`);
    kept = [...kept, letter].slice(-KEPT);
    for (const listener of listeners) listener(letter);
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: 30_000_000,
    // Mailers keep idle connections open: closing does not wait for those.
    closeTimeout: 500,
    onAuth: (_auth, _session, done) => done(null, { user: 'sandbox' }),
    onRcptTo({ address }, _session, done) {
      if (down) return done(refusal(451, 'Out of order'));
      if (/^nobody@/i.test(address)) return done(refusal(550, 'No such person here'));
      if (/^busy@/i.test(address)) return done(refusal(451, 'Try again later'));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address).join(', ');
        take(Buffer.concat(chunks), mailFrom ? mailFrom.address : '', to).then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A client that hangs up in the middle is none of the sandbox's business.
  server.removeAllListeners('error').on('error', () => {});
  const { port } = server.server.address() as AddressInfo;
  let closed: Promise<void> | undefined;

  return {
    url: `smtp://127.0.0.1:${port}`,
    letters: () => kept,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get down() {
      return down;
    },
    set down(value) {
      down = value;
    },
    attachment: files.get,
    deliverTo(url) {
      outside = url;
    },
    async reply(letterId, text, { attachments = [] } = {}) {
      const letter = kept.find(({ id }) => id === letterId);
      if (!letter || !outside) throw new Error(letter ? 'Nobody takes answers here' : 'There is no such letter');
      await sendReply(outside, letter, text, attachments);
    },
    close() {
      closed ??= new Promise((resolve) => server.close(resolve));
      return closed;
    },
  };
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** The kept letters. A line cut short by a crash is dropped, and so are all but the last 500. */
function restore(statePath: string): MailboxLetter[] {
  mkdirSync(dirname(statePath), { recursive: true, mode: 0o700 });
  if (!existsSync(statePath)) return [];
  const letters = readFileSync(statePath, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [MailboxLetter.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    })
    .slice(-KEPT);
  writeFileSync(`${statePath}.new`, letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
  renameSync(`${statePath}.new`, statePath);
  return letters;
}
