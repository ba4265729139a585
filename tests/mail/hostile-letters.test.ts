import { describe, expect, it } from 'vitest';
import { answerPerson, relayToPerson } from '#bot/desk/relay.ts';
import { Content } from '#core/helpdesk/content.ts';
import { readLetter } from '#core/helpdesk/mail/read.ts';
import { inboundLetters, type Reception } from '#core/helpdesk/mail/receive.ts';
import { helpdesk } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, clock, transaction, core } = desk;

const opened = async (): Promise<number> => desk.open(await desk.chat());

/** A letter as it came over the wire, read and taken for a ticket that a group reads too. */
async function comes(ticketId: number, raw: string | Buffer): Promise<Reception> {
  const letter = await readLetter(Buffer.from(raw), { envelopeFrom: 'maria@smartics.ru', host: 'pass.example.ru' });
  return transaction((db) => {
    const house = core(db);
    return inboundLetters({
      ...{ db, clock, talk: house.talk },
      answer: async (id, operator, message) =>
        (await answerPerson({ core: house, db, clock }, id, operator, message)).kept === 'answer',
      mayAnswer: (_, address) => address === 'maria@smartics.ru',
      tellMailbox: async () => undefined,
      relay: (chat, id, language) => relayToPerson(db, clock, chat, [id], language),
      hasGroup: () => true,
      close: (id, operator) => house.tickets.close(id, 'operator', operator),
    }).take(ticketId, letter);
  });
}

async function saidTo(ticketId: number, audience: 'person' | 'desk'): Promise<string> {
  const rows = await prisma.ticketMessage.findMany({ where: { ticketId, audience }, orderBy: { id: 'asc' } });
  return rows
    .map(({ content }) => {
      const said = Content.parse(content);
      return said.type === 'text' ? said.text : JSON.stringify(said);
    })
    .join('\n');
}

let numbers = 0;
const letter = (text: string, { id = `h${++numbers}@x`, from = 'Maria <maria@smartics.ru>', more = '' } = {}): string =>
  `From: ${from}\r\nTo: desk\r\nSubject: Re\r\nMessage-ID: <${id}>\r\nMIME-Version: 1.0\r\n${more}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`;

/** As no compression makes it smaller. */
const noise = (length: number): string =>
  Array.from({ length }, (_, at) => ((at * 7919 + ((at * at) % 1009) * 31) % 36).toString(36)).join('');

describe('a letter that was made to be refused for ever', () => {
  it('says what no database keeps: the rest of its words goes on', async () => {
    const id = await opened();
    expect(await comes(id, letter('Hello\0 there'))).toBe('relayed');
    expect(await saidTo(id, 'person')).toBe('Hello there');
  });

  it('comes in UTF-16 with half a sign', async () => {
    const id = await opened();
    const body = Buffer.from('Half a sign: \ud83d, and the rest', 'utf16le').toString('base64');
    const raw = letter(body, { more: 'Content-Transfer-Encoding: base64\r\n' }).replace('utf-8', 'utf-16le');
    expect(await comes(id, raw)).toBe('relayed');
    expect(await saidTo(id, 'person')).toContain('and the rest');
  });

  it.each([0, 1, 2, 3])('is longer than anybody reads, of signs with two halves (%i)', async (shift) => {
    const id = await opened();
    expect(await comes(id, letter(`${'a'.repeat(shift)}${'😀'.repeat(26_000)}`))).toBe('relayed');
    expect(await saidTo(id, 'person')).toContain('😀😀😀');
  });

  it.each([0, 1])('is as long as a line of the topic, of signs with two halves (%i)', async (shift) => {
    const id = await opened();
    expect(await comes(id, letter(`${'a'.repeat(shift)}${'😀'.repeat(2_000)}`))).toBe('relayed');
    expect(await saidTo(id, 'desk')).toContain('😀😀😀');
  });

  it('has a number longer than an index takes, and is known again by it', async () => {
    const id = await opened();
    const one = letter('Long', { id: `${noise(9000)}@x` });
    expect(await comes(id, one)).toBe('relayed');
    expect(await comes(id, one)).toBe('repeated');
  });

  it('has a number and a sender with what no database keeps', async () => {
    const id = await opened();
    expect(await comes(id, letter('Odd', { id: 'a\0b@x', from: 'M\0 <ma\0ria@smartics.ru>' }))).toBe('relayed');
    expect(await saidTo(id, 'person')).toBe('Odd');
  });

  it.each([0, 1])('has a file whose name is cut in the middle of a sign (%i)', async (shift) => {
    const id = await opened();
    const name = `${'a'.repeat(shift)}${'😀'.repeat(80)}.😀😀😀😀😀😀😀`;
    const raw = [
      'From: Maria <maria@smartics.ru>\r\nTo: desk\r\nSubject: Re',
      `Message-ID: <f${shift}@x>`,
      'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n',
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee',
      `--b\r\nContent-Type: application/\0pdf; name="x"\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nfile`,
      '--b--\r\n',
    ].join('\r\n');
    expect(await comes(id, raw)).toBe('relayed');
    const files = await prisma.ticketFile.findMany({ where: { message: { ticketId: id } } });
    expect(files).toHaveLength(1);
  });
});

describe('whoever has got hold of a ticket’s address', () => {
  it('does not flood the operators’ topic with letters that say nothing, nor with too many', async () => {
    const id = await opened();
    for (let at = 0; at < 25; at += 1) await comes(id, letter(''));
    for (let at = 0; at < 65; at += 1) await comes(id, letter('Bomb'));
    const lines = await prisma.ticketMessage.findMany({ where: { ticketId: id, audience: 'desk' } });
    const odd = lines.filter(({ content }) => /mail-inbound-(?!answered)/.test(JSON.stringify(content)));
    expect(odd.length).toBeLessThanOrEqual(20);
  });
});
