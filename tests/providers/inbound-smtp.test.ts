import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startInboundSmtp } from '#bot/providers/inbound-smtp.ts';
import { UnreadableLetter } from '#core/helpdesk/mail/read.ts';
import type { Reception } from '#core/helpdesk/mail/receive.ts';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

async function door(receive: (tickets: readonly number[]) => Promise<Reception[]>, longestTalk?: number) {
  const lines: string[] = [];
  const server = await startInboundSmtp({
    settings: { host: '127.0.0.1', port: 0, tls: null },
    log: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }),
    ticketOf: (address) => Number(/^t(\d+)@desk\.ru$/.exec(address)?.[1] ?? Number.NaN) || null,
    receive: (_raw, tickets) => receive(tickets),
    ...(longestTalk === undefined ? {} : { longestTalk }),
  });
  close = server.close;
  const post = async (...to: string[]): Promise<string> => {
    const transport = createTransport({ host: '127.0.0.1', port: server.port, ignoreTLS: true });
    return transport
      .sendMail({ envelope: { from: 'maria@smartics.ru', to }, raw: 'Subject: x\r\n\r\nMy secret words\r\n' })
      .then(
        ({ response }) => response,
        (error: { response?: string }) => error.response ?? String(error),
      )
      .finally(() => transport.close());
  };
  return { post, lines, port: server.port };
}

describe('the door for answers', () => {
  it('says 451 while the database is away, and not a word of the letter to the log', async () => {
    const { post, lines } = await door(async () => {
      throw new Error('the database is away');
    });
    expect(await post('t1@desk.ru')).toMatch(/^451 4\.3\.0/);
    expect(lines.join('')).toContain('the database is away');
    expect(lines.join('')).not.toMatch(/secret|maria/);
  });

  it('says 250 only once the effect is there', async () => {
    const order: string[] = [];
    const { post } = await door(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push('committed');
      return ['relayed'];
    });
    expect(await post('t1@desk.ru').finally(() => order.push('answered'))).toMatch(/^250/);
    expect(order).toEqual(['committed', 'answered']);
  });

  it.each([
    ['later', /^451 4\.7\.1/],
    ['unknown', /^550 5\.1\.1/],
    ['undelivered', /^550 5\.2\.1/],
    ['machine', /^250/],
    ['repeated', /^250/],
  ] as const)('answers what came of it: %s', async (came, answer) => {
    const { post } = await door(async () => [came]);
    expect(await post('t1@desk.ru')).toMatch(answer);
  });

  it('takes a letter for twenty tickets at most: whoever knows more addresses floods no more chats at once', async () => {
    const named: (readonly number[])[] = [];
    const { post } = await door(async (tickets) => {
      named.push(tickets);
      return ['relayed'];
    });
    await post(...Array.from({ length: 25 }, (_, at) => `t${at + 1}@desk.ru`));
    expect(named[0]).toHaveLength(20);
  });

  it('names each ticket of an envelope once', async () => {
    const named: (readonly number[])[] = [];
    const { post } = await door(async (tickets) => {
      named.push(tickets);
      return tickets.map(() => 'relayed');
    });
    expect(await post('t1@desk.ru', 't2@desk.ru', 't1@desk.ru')).toMatch(/^250/);
    expect(named).toEqual([[1, 2]]);
  });

  it('refuses for good what nobody can read, and says so to the sender', async () => {
    const { post } = await door(async () => {
      throw new UnreadableLetter('too deep');
    });
    expect(await post('t1@desk.ru')).toMatch(/^554 5\.6\.0/);
  });

  it('lets nobody keep it occupied, however slowly they talk', async () => {
    const { port } = await door(async () => ['relayed'], 300);
    const slow = connect(port, '127.0.0.1');
    const talk = setInterval(() => slow.write('N'), 20);
    // A reset is an end as well.
    slow.on('error', () => undefined).resume();
    await new Promise((resolve) => slow.once('close', resolve));
    clearInterval(talk);
  });
});
