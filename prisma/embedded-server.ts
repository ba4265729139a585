import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import {
  type Answer,
  type FrontendMessage,
  FrontendReader,
  query,
  readAnswer,
  renameStatement,
  SYNC,
  sqlOf,
} from './protocol.ts';

export interface EmbeddedServer {
  /** Breaks off all clients, after the statement in hand; what they have not committed is rolled back. */
  close(): Promise<void>;
}

/**
 * Lets any number of PostgreSQL clients share PGlite's one session, through a Unix socket. A client has the session to itself from its
 * first message until the server is idle again, so transactions take turns. Each client has its own names of prepared statements, and
 * is told what it LISTENs to. What SET changes, temporary tables and advisory locks are shared.
 *
 * `@electric-sql/pglite-socket` does less: two clients' prepared statements of one name collide, and notifications reach nobody.
 * graphile-worker needs both.
 */
export async function serve(lite: PGlite, path: string): Promise<EmbeddedServer> {
  await lite.waitReady;
  const house: House = { session: new Session(lite), clients: new Set() };
  const server = createServer((socket) => house.clients.add(new Client(socket, house)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([...house.clients].map((client) => client.breakOff()));
      await closed;
    },
  };
}

/** PGlite's session, which one client at a time has. */
class Session {
  private readonly lite: PGlite;
  private last: Promise<void> = Promise.resolve();

  constructor(lite: PGlite) {
    this.lite = lite;
  }

  /** Waits for a turn, first come, first served. It lasts until the returned function is called. */
  async turn(): Promise<() => void> {
    const before = this.last;
    let finish = (): void => {};
    this.last = new Promise((resolve) => {
      finish = resolve;
    });
    await before;
    return finish;
  }

  async execute(message: Buffer): Promise<Answer> {
    const bytes = await this.lite.execProtocolRaw(message);
    return readAnswer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  }
}

interface House {
  session: Session;
  clients: Set<Client>;
}

/** LISTEN and UNLISTEN, with the channel quoted, plain, or * for all. */
const LISTEN = /^\s*(un)?listen\s+(?:"([^"]+)"|([\w*]+))\s*;?\s*$/i;

/** PGlite ends at it, and the process with it. */
const COPY_IN = /^\s*copy\s[^;]*\sfrom\s+stdin\b/i;
const REFUSE_COPY_IN = query(
  `DO $$ BEGIN RAISE feature_not_supported USING MESSAGE = 'the embedded database has no COPY FROM STDIN'; END $$`,
);

let count = 0;

class Client {
  private readonly socket: Socket;
  private readonly house: House;
  private readonly reader = new FrontendReader();
  private readonly prefix: string;
  private readonly statements = new Set<string>();
  private readonly channels = new Set<string>();
  /** Set while the session is this client's. */
  private finishTurn: (() => void) | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(socket: Socket, house: House) {
    count += 1;
    this.prefix = `${count}:`;
    this.socket = socket;
    this.house = house;
    socket.on('data', (bytes) => this.next(() => this.handle(this.reader.read(bytes))));
    // A client that breaks off has left, like one that says goodbye.
    socket.on('error', () => {});
    socket.on('close', () => this.next(() => this.leave()));
  }

  async breakOff(): Promise<void> {
    if (!this.socket.closed) {
      const closed = new Promise((resolve) => this.socket.once('close', resolve));
      this.socket.destroy();
      await closed;
    }
    await this.work;
  }

  /** One thing after another, in the order in which it came. */
  private next(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch(() => {
      this.socket.destroy();
    });
  }

  private async handle(messages: FrontendMessage[]): Promise<void> {
    for (const message of messages) {
      if (this.socket.destroyed) return;
      if (message.type === 'encryption') this.socket.write('N');
      // A statement of the embedded database cannot be interrupted: cancelling goes unheard.
      else if (message.type === 'cancel' || message.type === 'X') this.socket.end();
      else await this.pass(message);
    }
  }

  /** Passes a message on to the session, and its answer back. */
  private async pass(message: FrontendMessage): Promise<void> {
    this.finishTurn ??= await this.house.session.turn();
    const { bytes, notifications, status } = await this.house.session.execute(this.translate(message));
    this.socket.write(bytes);
    for (const { channel, bytes } of notifications)
      for (const client of this.house.clients) if (client.channels.has(channel)) client.socket.write(bytes);
    if (status === 'I') this.giveTurn();
  }

  /** What the session gets in place of the client's message, so that clients do not get into each other's way. */
  private translate(message: FrontendMessage): Buffer {
    const sql = sqlOf(message);
    if (COPY_IN.test(sql)) return REFUSE_COPY_IN;
    const [, un, quoted, plain] = LISTEN.exec(sql) ?? [];
    const channel = quoted ?? plain?.toLowerCase();
    if (channel === undefined)
      return renameStatement(message, (name) => {
        const own = this.prefix + name;
        this.statements.add(own);
        return own;
      });
    if (un === undefined) {
      this.channels.add(channel);
      return message.bytes;
    }
    if (channel === '*') this.channels.clear();
    else this.channels.delete(channel);
    // The session goes on listening, for the others.
    return message.type === 'Q' ? query('') : message.bytes;
  }

  private giveTurn(): void {
    this.finishTurn?.();
    this.finishTurn = undefined;
  }

  /** Leaves the session as if the client had never been: no half a message, no open transaction, none of its statements. */
  private async leave(): Promise<void> {
    const { session, clients } = this.house;
    clients.delete(this);
    try {
      if (this.finishTurn) {
        const { status } = await session.execute(SYNC);
        if (status !== 'I') await session.execute(query('ROLLBACK'));
      } else if (this.statements.size > 0) this.finishTurn = await session.turn();
      for (const name of this.statements) await session.execute(query(`DEALLOCATE "${name.replaceAll('"', '""')}"`));
    } finally {
      this.giveTurn();
    }
  }
}
