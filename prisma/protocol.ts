/** PostgreSQL's wire protocol 3.0, as much of it as a server needs that passes messages on (postgresql.org/docs/17/protocol.html). */

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** A client's message as it came, its one-letter type, or what the first messages without a letter are. */
export interface FrontendMessage {
  type: string | 'startup' | 'encryption' | 'cancel';
  bytes: Buffer;
}

/** Cuts a client's bytes into messages, wherever the network cut them. */
export class FrontendReader {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  read(bytes: Buffer): FrontendMessage[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const messages: FrontendMessage[] = [];
    for (let message = this.next(); message; message = this.next()) messages.push(message);
    return messages;
  }

  private next(): FrontendMessage | null {
    const typed = this.started ? 1 : 0;
    if (this.rest.length < typed + 4) return null;
    const length = typed + this.rest.readInt32BE(typed);
    if (length < typed + 4) throw new Error('not a PostgreSQL client');
    if (this.rest.length < length) return null;
    const bytes = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return { type: this.started ? bytes.toString('latin1', 0, 1) : this.opening(bytes), bytes };
  }

  private opening(bytes: Buffer): string {
    const code = bytes.length >= 8 ? bytes.readInt32BE(4) : 0;
    if (code === SSL_REQUEST || code === GSS_REQUEST) return 'encryption';
    if (code === CANCEL_REQUEST) return 'cancel';
    this.started = true;
    return 'startup';
  }
}

const message = (type: string, body: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(5, type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};

export const SYNC = message('S');
export const query = (sql: string): Buffer => message('Q', Buffer.from(`${sql}\0`));

/** The SQL of a Query or Parse message. */
export function sqlOf({ type, bytes }: FrontendMessage): string {
  if (type !== 'Q' && type !== 'P') return '';
  const from = type === 'Q' ? 5 : bytes.indexOf(0, 5) + 1;
  return bytes.toString('utf8', from, bytes.indexOf(0, from));
}

/**
 * The same message with another name for the prepared statement that it makes, uses, describes or closes.
 * The nameless statement stays nameless.
 */
export function renameStatement({ type, bytes }: FrontendMessage, rename: (name: string) => string): Buffer {
  const at = nameAt(type, bytes);
  if (at === null) return bytes;
  const end = bytes.indexOf(0, at);
  if (end <= at) return bytes;
  const name = Buffer.from(rename(bytes.toString('utf8', at, end)));
  return message(type, Buffer.concat([bytes.subarray(5, at), name, bytes.subarray(end)]));
}

function nameAt(type: string, bytes: Buffer): number | null {
  if (type === 'P') return 5;
  // Bind names the portal first.
  if (type === 'B') return bytes.indexOf(0, 5) + 1;
  if ((type === 'D' || type === 'C') && bytes.toString('latin1', 5, 6) === 'S') return 6;
  return null;
}

export interface Answer {
  /** What the client gets. */
  bytes: Buffer;
  /** Messages of LISTEN, as they came: for whoever listens. */
  notifications: { channel: string; bytes: Buffer }[];
  /** The last ReadyForQuery's: idle, in a transaction, in a failed one; null when the server expects more of the client. */
  status: 'I' | 'T' | 'E' | null;
}

/** Reads the server's whole messages, and takes the notifications out. */
export function readAnswer(bytes: Buffer): Answer {
  const kept: Buffer[] = [];
  const answer: Omit<Answer, 'bytes'> = { notifications: [], status: null };
  for (let at = 0; at < bytes.length; ) {
    const type = bytes.toString('latin1', at, at + 1);
    const end = at + 1 + bytes.readInt32BE(at + 1);
    const one = bytes.subarray(at, end);
    if (type === 'A') {
      // Behind type, length and the notifying process: the channel.
      answer.notifications.push({ channel: one.toString('utf8', 9, one.indexOf(0, 9)), bytes: one });
    } else kept.push(one);
    if (type === 'Z') answer.status = readStatus(one.toString('latin1', 5, 6));
    at = end;
  }
  return { ...answer, bytes: kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept) };
}

const readStatus = (letter: string): 'I' | 'T' | 'E' => (letter === 'T' || letter === 'E' ? letter : 'I');
