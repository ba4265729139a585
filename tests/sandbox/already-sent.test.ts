import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { alreadySent } from '#bot/sandbox/already-sent.ts';
import { listen } from '#bot/web/server.ts';

it('leaves the answer to whoever gives it on the socket, however late', async () => {
  const server = await listen('127.0.0.1', 0);
  const late = new Hono<{ Bindings: HttpBindings }>().get('/', (c) => {
    const { outgoing } = c.env;
    setTimeout(() => outgoing.writeHead(202).end('by hand'), 20);
    return alreadySent();
  });
  server.mount(late as unknown as Hono);
  try {
    const answer = await fetch(server.url);
    expect([answer.status, await answer.text()]).toEqual([202, 'by hand']);
    expect(answer.headers.has('x-hono-already-sent')).toBe(false);
  } finally {
    await server.close();
  }
});
