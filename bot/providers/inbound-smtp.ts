import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { cause } from '#bot/cause.ts';
import type { InboundSmtp } from '#bot/config.ts';
import { UnreadableLetter } from '#core/helpdesk/mail/read.ts';
import type { Reception } from '#core/helpdesk/mail/receive.ts';

/** Bytes of a letter with its attachments as they travel; also what the server announces. */
export const LARGEST_INBOUND = 25_000_000;
/** Nobody who means well is silent for so long, in milliseconds. */
const PATIENCE = 60_000;
/** Nor talks for so long: whoever sends a letter byte by byte keeps nobody else out. Milliseconds. */
const LONGEST_TALK = 10 * 60_000;
/** Mail servers at once. Each may hold a letter of the size above in memory. */
const CLIENTS = 10;
/** Recipients of one letter: an operator answers one ticket, seldom several. */
const RECIPIENTS = 20;

export interface InboundDeps {
  settings: InboundSmtp;
  log: Logger;
  /** Which ticket has this address; null for an address that is none of ours. */
  ticketOf(address: string): number | null;
  /** How long a mail server may talk to us, in milliseconds; ten minutes unless told. */
  longestTalk?: number;
  /** Takes a letter for these tickets; what it returns is committed. @throws when it may work later */
  receive(raw: Uint8Array, tickets: readonly number[], envelopeFrom: string): Promise<Reception[]>;
}

/**
 * Our own door for answers to tickets, where the domain's mail leads to us or an MTA hands on. It takes letters for tickets' addresses only, and
 * says 250 when their effect is committed; until then the letter is the sender's.
 * @throws when the port cannot be had
 */
export async function startInboundSmtp({ settings, log, ticketOf, receive, longestTalk = LONGEST_TALK }: InboundDeps) {
  const { host, tls } = settings;

  async function take(raw: Uint8Array | null, session: SMTPServerSession): Promise<string> {
    if (!raw) throw refusal(552, '5.3.4 The letter is too large');
    const { mailFrom, rcptTo } = session.envelope;
    const tickets = [...new Set(rcptTo.flatMap(({ address }) => ticketOf(address) ?? []))];
    const all = await receive(raw, tickets, mailFrom ? mailFrom.address : '').catch((error: unknown) => {
      if (error instanceof UnreadableLetter) throw refusal(554, '5.6.0 The letter cannot be read');
      log.error({ cause: cause(error) }, 'a letter could not be taken, and is expected again');
      throw refusal(451, '4.3.0 Please try again later');
    });
    // Where it has had its effect already it will have none again.
    if (all.includes('later')) throw refusal(451, '4.7.1 Too many letters for this request, try again later');
    if (all.every((one) => one === 'unknown')) throw refusal(550, '5.1.1 There is no such request any more');
    if (all.every((one) => one === 'undelivered'))
      throw refusal(550, '5.2.1 The person can no longer be reached in the chat');
    if (all.every((one) => one === 'stranger'))
      throw refusal(550, '5.7.1 Only the helpdesk answers here: write from one of its addresses');
    return 'Taken';
  }

  const server = new SMTPServer({
    ...(tls ? { key: readFileSync(tls.key), cert: readFileSync(tls.certificate) } : {}),
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...{ authOptional: true, disableReverseLookup: true, size: LARGEST_INBOUND, maxClients: CLIENTS },
    ...{ socketTimeout: PATIENCE, closeTimeout: 2_000, banner: 'Propusk' },
    onRcptTo({ address }, session, done) {
      // The same words whatever is wrong: nobody learns which tickets there are.
      if (ticketOf(address) === null) return done(refusal(550, '5.1.1 No such address here'));
      if (session.envelope.rcptTo.length >= RECIPIENTS) return done(refusal(452, '4.5.3 Too many recipients'));
      done();
    },
    onData(stream, session, done) {
      collect(stream)
        .then((raw) => take(raw, session))
        .then((answer) => done(null, answer), done);
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const end = setTimeout(() => socket.destroy(), longestTalk).unref();
    socket.once('close', () => clearTimeout(end));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, host, resolve);
  });
  server.removeAllListeners('error').on('error', (error) => {
    log.debug({ cause: cause(error) }, 'a mail server’s conversation broke off');
  });
  const { port } = server.server.address() as AddressInfo;

  return {
    port,
    /** Lets letters in hand end. */
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

/** All of the letter; null when it is too large. It is read to its end all the same: only then the sender hears us. */
async function collect(stream: SMTPServerDataStream): Promise<Uint8Array | null> {
  let chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks = [];
    else chunks.push(chunk as Buffer);
  }
  return stream.sizeExceeded ? null : Buffer.concat(chunks);
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
