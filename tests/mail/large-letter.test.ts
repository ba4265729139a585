import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { startInboundSmtp } from '#bot/providers/inbound-smtp.ts';
import { readLetter, UnreadableLetter } from '#core/helpdesk/mail/read.ts';
import { letterReader } from '#core/helpdesk/mail/read-aside.ts';

const how = { envelopeFrom: 'olga@smartics.ru', host: 'pass.example.ru' };
const head = (type: string): string => `From: olga@smartics.ru\r\nTo: t1@desk.ru\r\nContent-Type: ${type}\r\n\r\n`;

/** An answer with a file of so many bytes. */
function withFile(bytes: number): Buffer {
  const encoded = (
    Buffer.alloc(bytes, 'a file')
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');
  const file =
    'Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64';
  return Buffer.from(
    `${head('multipart/mixed; boundary=q')}--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nОтвет\r\n--q\r\n${file}\r\n\r\n${encoded}\r\n--q--\r\n`,
  );
}
/** Words without end: these take longest. */
const LINE = '<p>words and <b>words</b>, and words again and again</p>\r\n';
const wordy = (bytes: number): Buffer =>
  Buffer.from(head('text/html; charset=utf-8') + LINE.repeat(bytes / LINE.length));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('a large letter', () => {
  it.each([
    ['with a file of 18 MB', withFile(18_000_000)],
    ['of 8 MB of words', wordy(8_000_000)],
  ])('%s lets others be answered while it is read', async (_, raw) => {
    const order: string[] = [];
    const page = createServer((_request, response) => response.end('an answer')).listen(0, '127.0.0.1');
    await once(page, 'listening');
    closing.push(() => new Promise((resolve) => page.close(resolve)));
    const { port } = page.address() as AddressInfo;

    const read = letterReader();
    const door = await startInboundSmtp({
      settings: { host: '127.0.0.1', port: 0, tls: null },
      ...{ log: pino({ level: 'silent' }), ticketOf: () => 1 },
      async receive(letter, _tickets, envelopeFrom) {
        const reading = read(letter, { ...how, envelopeFrom }).then(() => order.push('the letter'));
        // Each of these takes several turns of the one thread that everybody shares.
        for (let asked = 0; asked < 3; asked += 1) {
          order.push(await (await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })).text());
        }
        await reading;
        return ['relayed'];
      },
    });
    closing.push(() => door.close());
    const transport = createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true });
    closing.push(async () => transport.close());
    const { response } = await transport.sendMail({ envelope: { from: 'olga@smartics.ru', to: 't1@desk.ru' }, raw });

    expect(response).toMatch(/^250/);
    expect(order).toEqual(['an answer', 'an answer', 'an answer', 'the letter']);
  });

  it('is read just as a small one is', async () => {
    const raw = withFile(200_000);
    const aside = await letterReader()(raw, how);
    const here = await readLetter(raw, how);
    expect(aside).toEqual(here);
    expect(aside).toMatchObject({ text: 'Ответ', files: [{ name: 'a.pdf', mimeType: 'application/pdf' }] });
    expect(Buffer.from(aside.files[0]?.bytes ?? []).equals(Buffer.alloc(200_000, 'a file'))).toBe(true);
  });

  it('that cannot be read is refused for good, and the next one is read all the same', async () => {
    const read = letterReader();
    const odd = read(Buffer.from(`${head('text/plain')}${'\n'.repeat(100_002)}`), how);
    const next = read(withFile(100_000), how);
    await expect(odd).rejects.toThrow(UnreadableLetter);
    expect((await next).text).toBe('Ответ');
  });

  it('is given up when it takes too long', async () => {
    await expect(letterReader({ patience: 1 })(wordy(1_000_000), how)).rejects.toThrow(UnreadableLetter);
  });
});
