import { afterEach, describe, expect, it } from 'vitest';
import { answerPerson, relayToPerson } from '#bot/desk/relay.ts';
import type { ChatRef } from '#core/chat.ts';
import { hours } from '#core/clock.ts';
import { Content } from '#core/helpdesk/content.ts';
import { type InboundLetter, MOST_FILES, readLetter } from '#core/helpdesk/mail/read.ts';
import { inboundLetters, LETTERS_PER_TICKET, type Reception } from '#core/helpdesk/mail/receive.ts';
import { GROUP, helpdesk } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, clock, transaction, core } = desk;
let group = false;
let closed: number[] = [];
/** Tickets of which the mailbox was told. */
let told: number[] = [];
afterEach(() => {
  group = false;
  closed = [];
  told = [];
});

let numbers = 0;
const letter = (more: Partial<InboundLetter> = {}): InboundLetter => ({
  ...{ messageId: `${++numbers}@smartics.ru`, from: { address: 'maria@smartics.ru', name: 'Мария' }, to: [] },
  ...{ writer: 'person', answers: [], own: false, text: 'Answer', closes: false, files: [], dropped: [], returned: '' },
  ...more,
});
const take = (ticketId: number, one: InboundLetter): Promise<Reception> =>
  transaction((db) => {
    const house = core(db);
    return inboundLetters({
      ...{ db, clock, talk: house.talk },
      answer: async (id, operator, message) =>
        (await answerPerson({ core: house, db, clock }, id, operator, message)).kept === 'answer',
      mayAnswer: (_, address) => address === 'maria@smartics.ru',
      tellMailbox: async (id) => void told.push(id),
      relay: (chat, id, language) => relayToPerson(db, clock, chat, [id], language),
      hasGroup: () => group,
      async close(id, operator) {
        if (await house.tickets.close(id, 'operator', operator)) closed.push(id);
      },
    }).take(ticketId, one);
  });

async function opened(): Promise<{ chat: ChatRef; id: number }> {
  const chat = await desk.chat();
  return { chat, id: await desk.open(chat) };
}
const said = async (ticketId: number) => {
  const rows = await prisma.ticketMessage.findMany({
    where: { ticketId },
    orderBy: { id: 'asc' },
    include: { files: { select: { name: true, bytes: true } } },
  });
  return rows.map(({ author, audience, content, files, mailId }) => ({
    ...{ author, audience, content: Content.parse(content), files, mailId },
  }));
};
const relayed = async ({ chatId }: ChatRef) =>
  (await prisma.outbox.findMany({ where: { chatId }, orderBy: { id: 'asc' } })).map(({ message }) => message);
const keys = (all: Awaited<ReturnType<typeof said>>) =>
  all.flatMap(({ content, audience }) => (content.type === 'phrase' ? `${audience} ${content.key}` : []));

describe('an answer that came by letter', () => {
  it('goes to the person with its files, each as a message of its own', async () => {
    const { id, chat } = await opened();
    const file = (name: string) => ({ name, mimeType: 'application/pdf', bytes: Buffer.from(name) });
    expect(await take(id, letter({ text: 'See below', files: [file('a.pdf'), file('b.pdf')] }))).toBe('relayed');
    const all = await said(id);
    expect(all.map(({ author, audience, content }) => [author, audience, content.type])).toEqual([
      ['operator', 'person', 'text'],
      ['operator', 'person', 'file'],
      ['operator', 'person', 'file'],
    ]);
    expect(all.flatMap(({ files }) => files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]))).toEqual([
      ['a.pdf', 'a.pdf'],
      ['b.pdf', 'b.pdf'],
    ]);
    expect(await relayed(chat)).toHaveLength(3);
    expect((await desk.ticket(id)).taken).toMatchObject({ by: 'mail:maria@smartics.ru', name: 'Мария' });
  });

  it('comes through a list where it answers a letter of this ticket, once; nothing else that a list sends does', async () => {
    const { id, chat } = await opened();
    const listed = (more: Partial<InboundLetter>) => take(id, letter({ writer: 'list', ...more }));
    expect(await listed({})).toBe('machine');
    expect(await listed({ answers: [id + 1] })).toBe('machine');
    // Our own letter, as the list sends it on to everybody, us too.
    expect(await listed({ answers: [id], own: true })).toBe('own');
    expect(await listed({ answers: [id], writer: 'machine' })).toBe('machine');
    expect(await said(id)).toEqual([]);
    const one = { answers: [id], messageId: 'answer@list' };
    expect(await listed(one)).toBe('relayed');
    expect(await listed(one)).toBe('repeated');
    expect(await relayed(chat)).toHaveLength(1);
    // Whatever comes round for ever stops at the hour's allowance, and no letter of ours answers any of it.
    for (let at = 1; at < LETTERS_PER_TICKET.max; at += 1) expect(await listed({ answers: [id] })).toBe('relayed');
    expect(await listed({ answers: [id] })).toBe('later');
    expect(await desk.jobs('ticket-mail')).toEqual([]);
  });

  it('has one effect, however many come at the same time', async () => {
    const { id, chat } = await opened();
    const one = letter();
    const came = await Promise.all([1, 2, 3, 4].map(() => take(id, one)));
    expect(came.filter((each) => each === 'relayed')).toHaveLength(1);
    expect(came.filter((each) => each === 'repeated')).toHaveLength(3);
    expect(await relayed(chat)).toHaveLength(1);
  });

  it('of more words than a message holds goes as several, with none lost', async () => {
    const { id } = await opened();
    const text = Array.from({ length: 1500 }, (_, at) => `word${at} 🙂`).join(' ');
    await take(id, letter({ text }));
    const pages = (await said(id)).flatMap(({ content }) => (content.type === 'text' ? content.text : []));
    expect(pages.length).toBeGreaterThan(3);
    const torn = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/;
    expect(pages.filter((page) => page.length > 4000 || torn.test(page))).toEqual([]);
    expect(pages.join(' ')).toBe(text);
  });

  it('is told to the group as well, and in no letter', async () => {
    const { id } = await opened();
    group = true;
    await take(id, letter({ text: 'From the mailbox' }));
    const line = (await said(id)).at(-1);
    expect(line).toMatchObject({
      ...{ author: 'house', audience: 'desk' },
      content: { key: 'mail-inbound-answered', args: { name: 'Мария', text: 'From the mailbox' } },
    });
    const untold = await prisma.ticketMessage.count({ where: { ticketId: id, author: 'house', mailedAt: null } });
    expect(untold).toBe(0);
  });

  it('opens a closed ticket, or goes into the one that took its place', async () => {
    const { id, chat } = await opened();
    await desk.inCore(({ tickets }) => tickets.close(id, 'silence'));
    expect(await take(id, letter({ text: 'Late' }))).toBe('relayed');
    expect(await desk.ticket(id)).toMatchObject({ open: true });
    await desk.inCore(({ tickets }) => tickets.close(id, 'silence'));
    const next = await desk.open(chat);
    const one = letter({ text: 'Later' });
    expect(await take(id, one)).toBe('relayed');
    expect(await take(id, one)).toBe('repeated');
    expect((await said(next)).map(({ content }) => content)).toEqual([{ type: 'text', text: 'Later' }]);
    expect(await desk.ticket(id)).toMatchObject({ open: false });
  });

  it('closes the ticket where it says so, also without another word', async () => {
    const { id, chat } = await opened();
    expect(await take(id, letter({ text: '', closes: true }))).toBe('relayed');
    expect(closed).toEqual([id]);
    expect(await relayed(chat)).toEqual([]);
  });

  it('loses none of many attachments silently: ten go on, one message each, and the others are named', async () => {
    const { id, chat } = await opened();
    const part = (at: number) =>
      `--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="${at}.csv"\r\n\r\n${at}\r\n`;
    const head =
      'Message-ID: <many@b.ru>\r\nFrom: maria@smartics.ru\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n';
    const raw = `${head}${Array.from({ length: MOST_FILES + 1 }, (_, at) => part(at)).join('')}--b--\r\n`;
    await take(id, await readLetter(Buffer.from(raw), { envelopeFrom: 'maria@smartics.ru', host: 'x' }));
    const all = await said(id);
    const sent = all.flatMap(({ files }) => files.map(({ name }) => name));
    expect(sent).toEqual(Array.from({ length: MOST_FILES }, (_, at) => `${at}.csv`));
    expect(all.every(({ files }) => files.length <= 1)).toBe(true);
    // Each of them, and that something is missing.
    expect(await relayed(chat)).toHaveLength(MOST_FILES + 1);
    expect(all.find(({ content }) => content.type === 'phrase')?.content).toMatchObject({
      key: 'mail-inbound-dropped',
      args: { names: '10.csv' },
    });
  });

  it('tells both sides of attachments that were left out', async () => {
    const { id, chat } = await opened();
    await take(id, letter({ dropped: ['film.mp4', 'more.zip'] }));
    const all = await said(id);
    expect(keys(all)).toEqual(['desk mail-inbound-dropped', 'person mail-inbound-partly']);
    expect(all.find(({ audience }) => audience === 'desk')?.content).toMatchObject({
      args: { names: 'film.mp4, more.zip', from: 'maria@smartics.ru' },
    });
    expect(await relayed(chat)).toHaveLength(2);
  });

  it('without a word of its own goes to nobody, and the operators are told once', async () => {
    const { id, chat } = await opened();
    const one = letter({ text: '' });
    expect([await take(id, one), await take(id, one)]).toEqual(['empty', 'repeated']);
    expect(keys(await said(id))).toEqual(['desk mail-inbound-empty']);
    expect(await relayed(chat)).toEqual([]);
  });

  it('stays where it is when the person cannot be reached, with a word to the operators', async () => {
    const { id, chat } = await opened();
    await prisma.conversation.update({ where: { botId_chatId: chat }, data: { blockedAt: clock.now() } });
    const one = letter({ text: 'Hello?' });
    expect([await take(id, one), await take(id, one)]).toEqual(['undelivered', 'repeated']);
    const all = await said(id);
    expect(all.map(({ author, audience }) => [author, audience])).toEqual([
      ['operator', 'nobody'],
      ['house', 'desk'],
    ]);
    expect(await relayed(chat)).toEqual([]);
  });
});

describe('what is no answer', () => {
  it('goes to the operators and to nobody else where a stranger wrote it, who has learnt the address', async () => {
    const { id, chat } = await opened();
    const stranger = { address: 'somebody@example.org', name: 'Helpdesk' };
    const file = { name: 'a.pdf', mimeType: 'application/pdf', bytes: Buffer.from('a') };
    const one = letter({ from: stranger, text: 'Send me your password', closes: true, files: [file] });
    expect([await take(id, one), await take(id, one)]).toEqual(['stranger', 'stranger']);
    const all = await said(id);
    expect(keys(all)).toEqual(['desk mail-inbound-stranger']);
    expect(all[0]?.content).toMatchObject({
      args: { from: 'somebody@example.org', text: 'Send me your password\n📎 a.pdf' },
    });
    expect([await relayed(chat), closed, told]).toEqual([[], [], [id]]);
    expect(await desk.ticket(id)).toMatchObject({ open: true, taken: null, firstAnswerAt: null });
    // However many they write, the helpdesk's own letters come through.
    const came: Reception[] = [];
    for (let count = 0; count < 25; count += 1) came.push(await take(id, letter({ from: stranger })));
    expect(came.at(-1)).toBe('later');
    expect(await take(id, letter({ text: 'Here we are' }))).toBe('relayed');
    expect(await relayed(chat)).toHaveLength(1);
  });

  it('of a stranger’s long letter as much is told as one message holds, in the ticket that is open', async () => {
    const { id, chat } = await opened();
    await desk.inCore(({ tickets }) => tickets.close(id, 'silence'));
    const next = await desk.open(chat);
    const file = { name: `${'n'.repeat(95)}.pdf`, mimeType: 'application/pdf', bytes: Buffer.from('a') };
    const from = { address: 'somebody@example.org', name: '' };
    const dropped = Array.from({ length: 90 }, () => file.name);
    expect(await take(id, letter({ from, text: '🦊'.repeat(9_000), files: [file], dropped }))).toBe('stranger');
    expect([await said(id), told]).toEqual([[], [next]]);
    const [one] = (await said(next)).map(({ content }) =>
      content.type === 'phrase' ? String(content.args?.text) : '',
    );
    expect(one?.length).toBeGreaterThan(3_000);
    expect(one?.length).toBeLessThan(3_600);
    expect(one).toMatch(/^(🦊)+…(\n📎 n+\.pdf){17}$/u);
  });

  it('has no effect: a machine’s letter, or one of our own', async () => {
    const { id, chat } = await opened();
    expect(await take(id, letter({ writer: 'machine' }))).toBe('machine');
    expect(await take(id, letter({ own: true }))).toBe('own');
    expect(await take(987_654, letter())).toBe('unknown');
    expect(await said(id)).toEqual([]);
    expect(await relayed(chat)).toEqual([]);
  });

  it('tells the operators once where it is a letter of ours that came back', async () => {
    const { id } = await opened();
    const one = letter({ writer: 'bounce', text: 'Mailbox full' });
    expect([await take(id, one), await take(id, one)]).toEqual(['bounced', 'repeated']);
    expect(keys(await said(id))).toEqual(['desk mail-inbound-bounced']);
  });

  it('is stopped where too much of it comes, until an hour has passed', async () => {
    const { id, chat } = await opened();
    for (let count = 0; count < LETTERS_PER_TICKET.max; count += 1) await take(id, letter());
    const over = letter({ text: 'One more' });
    expect([await take(id, over), await take(id, over)]).toEqual(['later', 'later']);
    expect(keys(await said(id))).toEqual(['desk mail-inbound-too-many']);
    expect(await relayed(chat)).toHaveLength(LETTERS_PER_TICKET.max);
    desk.passes(hours(1) + 1);
    expect(await take(id, over)).toBe('relayed');
  });
});

it('operators of the group and of the mailbox share a ticket', async () => {
  const { id } = await opened();
  await desk.answered(id, 71);
  expect(await take(id, letter({ text: 'And by letter' }))).toBe('relayed');
  const rows = await prisma.ticketMessage.findMany({ where: { ticketId: id }, orderBy: { id: 'asc' } });
  expect(rows.map(({ via, sourceChatId }) => [via, sourceChatId])).toEqual([
    ['group', GROUP],
    ['mail', null],
  ]);
});
