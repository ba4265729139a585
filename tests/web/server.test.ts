import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '#bot/web/server.ts';

it('keeps a connection longer than the proxy before it does: no request meets a closing door', async () => {
  const server = await listen('127.0.0.1', 0);
  onTestFinished(() => server.close());
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write('GET /healthz HTTP/1.1\r\nHost: propusk\r\n\r\n');
  const [answer] = await once(socket, 'data');
  const [, kept] = /^Keep-Alive: timeout=(\d+)\r$/im.exec(String(answer)) ?? [];
  expect(Number(kept)).toBeGreaterThan(60);
});
