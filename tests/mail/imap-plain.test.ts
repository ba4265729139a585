import { createServer, type Socket } from 'node:net';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { nextRest, startImap } from '#bot/providers/imap.ts';
import { eventually } from '#tests/support/time.ts';

/** A mail server that offers no encryption, and remembers what it was told. */
async function bareServer() {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      heard.push(text);
      const [, tag, command = ''] = /^(\S+) (\S+)/.exec(text) ?? [];
      if (/^CAPABILITY$/i.test(command)) socket.write('* CAPABILITY IMAP4rev1\r\n');
      socket.write(`${tag} ${/^(CAPABILITY|ID|NOOP)$/i.test(command) ? 'OK' : 'NO'} done\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    heard,
    port: typeof address === 'object' && address ? address.port : 0,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

it('a letter that is to come later rests longer each time, up to half an hour', () => {
  const rests = [nextRest()];
  while (rests.length < 7) rests.push(nextRest(rests.at(-1)));
  expect(rests).toEqual([1, 2, 4, 8, 16, 30, 30]);
});

describe('a mailbox', () => {
  let close = async (): Promise<void> => undefined;
  afterEach(() => close());

  it.each([
    // As another machine is named; it is this one all the same.
    ['0.0.0.0', false],
    ['127.0.0.1', true],
  ])('at %s is told the password without encryption: %s', async (host, told) => {
    const server = await bareServer();
    const lines: string[] = [];
    const reader = startImap({
      settings: { host, port: server.port, secure: false, user: 'desk', password: 'mailbox-secret', folder: 'INBOX' },
      log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
      ticketIn: () => null,
      receive: async () => [],
    });
    close = async () => {
      await reader.stop();
      await server.close();
    };
    await eventually('the failure', () => lines.some((line) => line.includes('will retry')));
    expect(server.heard.join('').includes('mailbox-secret')).toBe(told);
    expect(lines.join('')).not.toContain('mailbox-secret');
  });
});
