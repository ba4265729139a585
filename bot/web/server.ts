import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** Where the web part listens: from the first moment, so that the port is known before anything else is built. */
export interface WebServer {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** From now on requests go to this app. */
  mount(app: Hono): void;
  /** Takes no more requests and lets those in hand end, for at most `patience` milliseconds, half a second unless told. */
  close(patience?: number): Promise<void>;
}

/**
 * How long a connection on which nothing is asked stays open, in milliseconds: longer than proxies keep theirs (a minute). Whoever closes first, the
 * other may be asking at that very moment, and does not learn whether it was heard.
 */
const KEPT_ALIVE = 65_000;

/** @throws when the address is taken; the message says what to do */
export async function listen(host: string, port: number): Promise<WebServer> {
  const starting = new Hono();
  starting.get('/healthz', (c) => c.text('ok'));
  starting.all('*', (c) => c.text('starting', 503, { 'Retry-After': '1' }));
  let app = starting;

  const server = serve({
    ...{ fetch: (request, env) => app.fetch(request, env), hostname: host, port },
    serverOptions: { keepAliveTimeout: KEPT_ALIVE },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `${host}:${port} is taken by another program. Stop that one, or choose another PORT (PORT=0 finds a free one).`,
            )
          : error,
      );
    });
  });
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  return {
    url: `http://${name === '0.0.0.0' || name === '[::]' ? '127.0.0.1' : name}:${address.port}`,
    mount(next) {
      app = next;
    },
    close(patience = 500) {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
      });
      // Open event streams would hold the door for ever, and kept-alive connections for a while.
      if ('closeAllConnections' in server) {
        const idle = setInterval(() => server.closeIdleConnections(), 20);
        const late = setTimeout(() => server.closeAllConnections(), patience);
        void closed.then(() => {
          clearInterval(idle);
          clearTimeout(late);
        });
      }
      return closed;
    },
  };
}
