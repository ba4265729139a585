import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import type { Logger } from 'pino';
import { cause } from '#bot/cause.ts';
import type { Imap } from '#bot/config.ts';
import { UnreadableLetter } from '#core/helpdesk/mail/read.ts';
import type { Reception } from '#core/helpdesk/mail/receive.ts';
import { LARGEST_INBOUND } from './inbound-smtp.ts';

/** Between looks where the server says nothing of its own accord, and for letters that are to be tried again, in milliseconds. */
const LOOK = 60_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 5 * 60_000;
const TIMEOUT = 30_000;

/** A letter that is to come again later is asked for after one look's pause, then two, four, …: at most so many. */
const LONGEST_REST = 30;

/** For how many looks' pauses it rests. @param before how many it were last time */
export const nextRest = (before?: number): number => (before === undefined ? 1 : Math.min(LONGEST_REST, 2 * before));

/** What names a letter's recipients, and what tells that it may be a returned one. */
const HEADERS = [
  ...['to', 'cc', 'delivered-to', 'x-original-to', 'x-forwarded-to', 'envelope-to', 'x-envelope-to'],
  ...['content-type', 'x-failed-recipients'],
];

export interface ImapDeps {
  settings: Imap;
  log: Logger;
  /** The ticket whose address stands in a text. */
  ticketIn(text: string): number | null;
  /** Takes a letter for the tickets that it names; what it returns is committed. @throws when it may work later */
  receive(raw: Uint8Array): Promise<Reception[]>;
  /** Between looks, in milliseconds; a minute unless told. */
  pause?: number;
}

export interface ImapReader {
  /** Lets the letter in hand end, and leaves. */
  stop(): Promise<void>;
}

/**
 * Reads answers to tickets from a mailbox, for ever: by IDLE and by looking from time to time; it comes back whatever happens to the connection.
 * A letter is marked as read when its effect is committed. Letters of others are not touched, nor marked.
 */
export function startImap({ settings, log, ticketIn, receive, pause = LOOK }: ImapDeps): ImapReader {
  const stopping = new AbortController();
  const { signal } = stopping;
  let client: ImapFlow | null = null;
  let wake = (): void => {};

  /** Those looked at and left, so that they are asked for once. Numbers hold within a folder's UIDVALIDITY. */
  const left = new Set<number>();
  let validity: bigint | null = null;
  /** Those that are to come again later: how many looks' pauses they rest, and until when. */
  const resting = new Map<number, { pauses: number; until: number }>();

  function letRest(uid: number): void {
    const pauses = nextRest(resting.get(uid)?.pauses);
    resting.set(uid, { pauses, until: performance.now() + pauses * pause });
  }

  async function session(): Promise<void> {
    const connected = new ImapFlow({
      ...{ host: settings.host, port: settings.port, secure: settings.secure },
      auth: { user: settings.user, pass: settings.password },
      // What goes over the network is never told in the clear; this machine itself may do without.
      ...(settings.secure || isLocal(settings.host) ? {} : { doSTARTTLS: true }),
      ...{ logger: false, connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, maxIdleTime: 5 * 60_000 },
    });
    client = connected;
    const gone = new Promise<never>((_, reject) => {
      connected.on('error', reject);
      connected.on('close', () => reject(new Error('the connection was closed')));
    });
    gone.catch(() => undefined);
    connected.on('exists', () => wake());
    try {
      await connected.connect();
      const folder = await connected.mailboxOpen(settings.folder);
      if (folder.uidValidity !== validity) {
        left.clear();
        resting.clear();
      }
      validity = folder.uidValidity;
      log.info('reading answers from a mailbox');
      failures = 0;
      while (!signal.aborted) {
        // Told of while looking: looked for once more.
        let news = false;
        wake = () => {
          news = true;
        };
        await Promise.race([look(connected), gone]);
        if (news || signal.aborted) continue;
        await Promise.race([rest(connected), gone]);
      }
      await connected.logout();
    } finally {
      client = null;
      connected.close();
    }
  }

  /** Until the server tells of something, or it is time to look. */
  async function rest(connected: ImapFlow): Promise<void> {
    const awake = new AbortController();
    wake = () => awake.abort();
    // Ends by itself with the next command. Of its own accord the library would begin only after a while.
    connected.idle().catch(() => undefined);
    await sleep(pause, undefined, { signal: AbortSignal.any([signal, awake.signal]) }).catch(() => undefined);
  }

  async function look(connected: ImapFlow): Promise<void> {
    const unseen = await connected.search({ seen: false, deleted: false }, { uid: true });
    for (const uid of unseen || []) {
      if (signal.aborted) return;
      if (!left.has(uid) && (resting.get(uid)?.until ?? 0) <= performance.now()) await handle(connected, uid);
    }
  }

  async function handle(connected: ImapFlow, uid: number): Promise<void> {
    const found = await connected.fetchOne(String(uid), { headers: HEADERS, size: true }, { uid: true });
    if (!found) return;
    const headers = (found.headers ?? Buffer.alloc(0)).toString('latin1').replace(/\r?\n[ \t]+/g, ' ');
    const returned = /^x-failed-recipients:|^content-type:\s*multipart\/report/im.test(headers);
    if ((ticketIn(headers) === null && !returned) || (found.size ?? 0) > LARGEST_INBOUND) {
      if (ticketIn(headers) !== null) log.error('a letter for a ticket is too large: it stays unread in the mailbox');
      left.add(uid);
      return;
    }
    // The source is read without marking it (BODY.PEEK).
    const whole = await connected.fetchOne(String(uid), { source: true }, { uid: true });
    if (!whole || whole.source === undefined) return;
    const receptions = await receive(whole.source).catch((error: unknown) => {
      // It stays unread, and is not asked for again and again.
      if (error instanceof UnreadableLetter) left.add(uid);
      log.error({ cause: cause(error) }, 'a letter of the mailbox could not be taken, will retry');
      return null;
    });
    if (!receptions) return;
    if (receptions.includes('later')) return letRest(uid);
    resting.delete(uid);
    if (receptions.length === 0) left.add(uid);
    else await connected.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  }

  let failures = 0;
  const done = (async () => {
    while (!signal.aborted) {
      try {
        await session();
      } catch (error) {
        if (signal.aborted) return;
        const wait = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** failures);
        failures += 1;
        log.warn({ cause: cause(error), wait }, 'the helpdesk’s mailbox cannot be read, will retry');
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  })();

  return {
    async stop() {
      stopping.abort();
      // Whoever is in the middle of a letter ends it; a server that does not answer is not waited for.
      const patience = sleep(5_000, undefined, { ref: false }).then(() => client?.close());
      await Promise.race([done, patience]);
      client?.close();
      await done;
    },
  };
}

const isLocal = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);
