import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ImapReader, startImap } from '#bot/providers/imap.ts';
import { replyAddresses } from '#core/helpdesk/mail/address.ts';
import { type InboundLetter, readLetter } from '#core/helpdesk/mail/read.ts';
import type { Reception } from '#core/helpdesk/mail/receive.ts';
import { createSecrets } from '#core/secrets.ts';
import { type Dovecot, dovecotVersion, startDovecot } from '#tests/support/dovecot.ts';
import { remark } from '#tests/support/remarks.ts';
import { eventually } from '#tests/support/world.ts';

const addresses = replyAddresses(createSecrets(Buffer.alloc(32, 7)), 'helpdesk@bot.example.ru');
const version = dovecotVersion();
if (!version) remark('answers from a mailbox were not tried: no dovecot here (apt-get install dovecot-imapd)');

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'letters', `${name}.eml`), 'utf8').replaceAll(
    'helpdesk+t1.abcdefghijklmnop@bot.example.ru',
    addresses.of(142),
  );
const plain = (id: string, to: string, text: string): string =>
  `From: Maria <maria@smartics.ru>\r\nTo: ${to}\r\nSubject: Re\r\nMessage-ID: <${id}>\r\n\r\n${text}\r\n`;

describe.runIf(version)('answers from a mailbox of a real dovecot', () => {
  let dovecot: Dovecot;
  let reader: ImapReader | null = null;
  let came: InboundLetter[] = [];
  let outcome: (letter: InboundLetter) => Reception[];
  const lines: string[] = [];

  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.close());
  afterEach(async () => {
    await reader?.stop();
    reader = null;
    lines.length = 0;
  });

  function reads({ pause = 60_000 } = {}): void {
    came = [];
    outcome = () => ['relayed'];
    const { port, user, password } = dovecot;
    reader = startImap({
      settings: { host: '127.0.0.1', port, secure: false, user, password, folder: 'INBOX' },
      log: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }),
      ticketIn: addresses.ticketIn,
      async receive(raw) {
        const letter = await readLetter(raw, { envelopeFrom: null, host: 'pass.example.ru' });
        came.push(letter);
        return outcome(letter);
      },
      pause,
    });
  }

  /** As another mail client sees the mailbox. */
  async function inMailbox<Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Value> {
    const { port, user, password } = dovecot;
    const client = new ImapFlow({
      ...{ host: '127.0.0.1', port, secure: false, auth: { user, pass: password }, logger: false },
    });
    await client.connect();
    await client.mailboxOpen('INBOX');
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }
  const put = (letter: string) => inMailbox((client) => client.append('INBOX', Buffer.from(letter)));
  const unread = () =>
    inMailbox(async (client) => {
      const all = await client.fetchAll('1:*', { envelope: true, flags: true }).catch(() => []);
      return all.filter(({ flags }) => !flags?.has('\\Seen')).map(({ envelope }) => envelope?.messageId);
    });

  it('are read at once, and marked as read when they were taken', async () => {
    reads();
    await eventually('the reader', () => lines.join('').includes('reading answers'));
    await put(fixture('gmail-ru'));
    const letter = await eventually('the letter', () => came[0]);
    expect(letter.text).toBe('Здравствуйте!\nНомер исправлен, попробуйте ещё раз.');
    expect(letter.to).toContain(addresses.of(142));
    await eventually('the mark', async () => (await unread()).length === 0);
    // Another look finds nothing new.
    await put(plain('next@x', addresses.of(7), 'Next'));
    await eventually('the next letter', () => came.some(({ text }) => text === 'Next'));
    expect(came).toHaveLength(2);
  });

  it('leave letters of others as they are, unread', async () => {
    await put(plain('private@x', 'maria@smartics.ru', 'Private'));
    await put(plain('wrong@x', addresses.of(8).replace('+t8', '+t9'), 'A wrong token'));
    reads();
    await put(plain('right@x', addresses.of(8), 'Right'));
    await eventually('the letter', () => came.some(({ text }) => text === 'Right'));
    expect(came).toHaveLength(1);
    await eventually('the mark', async () => (await unread()).length === 2);
    expect(await unread()).toEqual(['<private@x>', '<wrong@x>']);
  });

  it('are tried again until they are taken: nothing is marked before', async () => {
    reads({ pause: 200 });
    let away = true;
    outcome = () => {
      if (away) throw new Error('the database is away');
      return ['relayed'];
    };
    await put(plain('again@x', addresses.of(3), 'Again'));
    await eventually('two tries', () => came.length >= 2);
    expect(await unread()).toContain('<again@x>');
    away = false;
    await eventually('the mark', async () => !(await unread()).includes('<again@x>'));
    expect(lines.join('')).toContain('the database is away');
  });

  it('rest where they are to come later: no look asks for them meanwhile, and they are taken at last', async () => {
    reads();
    outcome = ({ text }) => [text === 'Later' ? 'later' : 'relayed'];
    await put(plain('later@x', addresses.of(6), 'Later'));
    await eventually('the letter', () => came.some(({ text }) => text === 'Later'));
    for (const text of ['One', 'Two', 'Three']) {
      await put(plain(`${text}@x`, addresses.of(6), text));
      await eventually('the next letter', () => came.some((letter) => letter.text === text));
    }
    expect(came.map(({ text }) => text)).toEqual(['Later', 'One', 'Two', 'Three']);
    await eventually('the last mark', async () => !(await unread()).includes('<Three@x>'));
    expect(await unread()).toContain('<later@x>');

    await reader?.stop();
    reads({ pause: 20 });
    let tries = 0;
    outcome = () => {
      tries += 1;
      return [tries < 4 ? 'later' : 'relayed'];
    };
    await eventually('the mark', async () => !(await unread()).includes('<later@x>'));
    expect(tries).toBe(4);
  });

  it('come also when the server was away for a while', async () => {
    reads();
    await eventually('the reader', () => lines.join('').includes('reading answers'));
    await dovecot.stop();
    await eventually('a word of it', () => lines.join('').includes('will retry'));
    await dovecot.start();
    await put(plain('after@x', addresses.of(4), 'After'));
    await eventually('the letter', () => came.some(({ text }) => text === 'After'));
  });

  it('bring also what a mail server returned of ours, whatever its recipient', async () => {
    reads();
    await put(fixture('dsn'));
    const letter = await eventually('the notice', () => came.find(({ writer }) => writer === 'bounce'));
    expect(addresses.ticketIn(letter.returned)).toBe(142);
  });

  it('are left alone when it is stopped', async () => {
    reads();
    await eventually('the reader', () => lines.join('').includes('reading answers'));
    await reader?.stop();
    await put(plain('late@x', addresses.of(5), 'Late'));
    expect(await unread()).toContain('<late@x>');
    expect(came).toEqual([]);
  });
});

it('a dovecot to try it with is named in the closing lines where it is missing', () => {
  // Where CI_REQUIRE_DOVECOT is set the machine has one: nothing passes for tried that was not.
  expect(version !== null || process.env.CI_REQUIRE_DOVECOT !== '1').toBe(true);
});
