import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { smtpMailer } from '#bot/providers/smtp.ts';
import { type Mailbox, startMailbox } from '#bot/sandbox/mailbox.ts';
import type { ChatRef } from '#core/chat.ts';
import { minutes } from '#core/clock.ts';
import type { Content, NewMessage } from '#core/helpdesk/content.ts';
import { replyAddresses } from '#core/helpdesk/mail/address.ts';
import { ticketLetterJobs } from '#core/helpdesk/mail/jobs.ts';
import type { Institution } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { GROUP, helpdesk, OLGA, text } from '#tests/support/tickets.ts';

const DESK = 'helpdesk@smartics.ru';
const desk = await helpdesk();
const { database, clock, inCore } = desk;
const [isu] = defaultInstitutions;
if (!isu) throw new Error('no institution');
const addresses = replyAddresses(createSecrets(Buffer.alloc(32, 7)), 'helpdesk@bot.example.ru');
const files = new Map<string, Buffer | Error>();

let mailbox: Mailbox;
let mailer: ReturnType<typeof smtpMailer>;
beforeAll(async () => {
  mailbox = await startMailbox();
  mailer = smtpMailer({ url: mailbox.url, from: 'Propusk <no-reply@propusk.example>' });
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});
afterEach(() => database.prisma.deskGroup.deleteMany());

let read: number[] = [];
const jobsOf = (institution: Institution = isu, more: { mailer?: typeof mailer } = {}) =>
  ticketLetterJobs({
    ...{ transaction: transactions(database.prisma), jobs: sqlJobs, clock, texts: loadTexts() },
    ...{ institutions: [institution], mailer, addresses, publicUrl: 'https://pass.example.ru' },
    files: {
      async download(id, most) {
        const bytes = files.get(id) ?? null;
        if (bytes instanceof Error) throw bytes;
        return bytes && bytes.byteLength <= most ? bytes : null;
      },
    },
    async onRead(_db, _chat, messages) {
      read.push(...messages.flatMap(({ source }) => source?.messageId ?? []));
    },
    onLeftOut: async () => undefined,
    onMessages: () => undefined,
    ...more,
  });
const withGroup = (letters: 'always' | 'without-group'): Institution => ({
  ...isu,
  helpdesk: { ...isu.helpdesk, groups: [String(GROUP)], letters },
});

async function opened(): Promise<{ chat: ChatRef; id: number }> {
  const chat = await desk.chat();
  return { chat, id: await desk.open(chat, { language: 'en', reason: 'person.several', facts: { words: 'Help' } }) };
}
/** Its first letter has gone already. */
async function told(): Promise<{ chat: ChatRef; id: number }> {
  const ticket = await opened();
  await jobsOf()['ticket-letter']({ ticketId: ticket.id });
  return ticket;
}
let posts = 0;
async function says(chat: ChatRef, id: number, content: Content, more: Partial<NewMessage> = {}): Promise<number> {
  const messageId = ++posts;
  const kept = await inCore((core) =>
    core.talk.fromPerson(chat, id, { content, source: { chatId: chat.chatId, messageId }, ...more }),
  );
  if (!kept.ok) throw new Error(kept.error);
  return messageId;
}
const letters = (id: number) => mailbox.letters().filter(({ subject }) => subject.startsWith(`[#${id}] `));
const mails = (id: number, jobs = jobsOf(), attempt = 1) => jobs['ticket-mail']({ ticketId: id }, { attempt });

describe('the letter that opens a ticket’s thread', () => {
  it('shows what a person typed as text, whatever they typed (abuse case 31)', async () => {
    const chat = await desk.chat();
    const nasty = '<script>alert(1)</script>\r\nBcc: all@evil.example\u0007\u202Etxt.exe';
    const id = await desk.open(chat, { language: 'en', reason: 'person.not-found', facts: { words: nasty } });
    await jobsOf()['ticket-letter']({ ticketId: id });
    const [letter] = letters(id);
    expect(letter?.subject).toBe(`[#${id}] Номера телефона нет в 1С`);
    expect(letter?.html).not.toContain('<script>');
    expect(letter?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(letter?.text.replaceAll('\u00ad', '')).not.toMatch(/[^\P{C}\r\n]/u);
    expect(letter?.text).not.toContain('tg://');
    expect(letter?.text).toContain('английский');
    expect(letter?.headers.bcc).toBeUndefined();
    expect(letter?.messageId).toBe(`<ticket-${id}.9@pass.example.ru>`);
    expect(letter?.headers['reply-to']).toBe(addresses.of(id));
  });

  it('says places and phones as people do, and nothing of how the house works', async () => {
    const facts = { journey: 'register', step: 'call', phone: '+79990000007', questions: 'Где QR?\nКак войти?' };
    const id = await desk.open(await desk.chat(), { language: 'ru', reason: 'asked', facts });
    await jobsOf()['ticket-letter']({ ticketId: id });
    const [letter] = letters(id);
    expect(letter?.text).toContain('Где в боте: регистрация: звонок');
    expect(letter?.text).toContain('+7 999 000-00-07');
    expect(letter?.text).toContain('• Где QR?\n• Как войти?');
    expect(letter?.html).toContain('• Где QR?<br>• Как войти?');
    expect(letter?.text).not.toMatch(/register|Шаг|Бот:/);
    // To the minute, as everywhere.
    expect(letter?.text).not.toMatch(/\d\d:\d\d:\d\d|GMT/);
  });

  it('goes once, and not at all where a group reads or the ticket is closed', async () => {
    const { id } = await opened();
    await jobsOf()['ticket-letter']({ ticketId: id });
    await jobsOf()['ticket-letter']({ ticketId: id });
    expect(letters(id)).toHaveLength(1);
    const other = await opened();
    await jobsOf(withGroup('without-group'))['ticket-letter']({ ticketId: other.id });
    await inCore((core) => core.tickets.close(other.id, 'person'));
    await jobsOf()['ticket-letter']({ ticketId: other.id });
    expect(letters(other.id)).toHaveLength(0);
  });

  it('goes as a copy where that is wanted, and the group tells the person that it was read', async () => {
    const { id, chat } = await opened();
    const jobs = jobsOf(withGroup('always'));
    await jobs['ticket-letter']({ ticketId: id });
    read = [];
    await says(chat, id, text('Hello'));
    await mails(id, jobs);
    expect(letters(id)).toHaveLength(2);
    expect(read).toEqual([]);
  });
});

describe('later letters', () => {
  it('carry what waits together in one, in its order, and nothing twice', async () => {
    const { id, chat } = await told();
    read = [];
    const first = await says(chat, id, text('One'));
    const second = await says(chat, id, text('Two'), { quote: 'Which number?' });
    await mails(id);
    await mails(id);
    const [, later, ...more] = letters(id);
    expect(more).toEqual([]);
    expect(later?.text).toMatch(/One[\s\S]*> Which number\?\r?\n?[\s\S]*Two/);
    expect(read).toEqual([first, second]);
  });

  it('tell of corrections and deletions, each once', async () => {
    const { id, chat } = await told();
    const messageId = await says(chat, id, text('My number is 1'));
    const gone = await says(chat, id, text('Never mind'));
    await mails(id);
    const place = { botId: chat.botId, chatId: chat.chatId };
    desk.passes(minutes(1));
    await inCore((core) => core.talk.edit({ ...place, messageId }, text('My number is 2')));
    const row = await database.prisma.ticketMessage.findFirstOrThrow({
      where: { ticketId: id, sourceMessageId: gone },
    });
    await inCore((core) => core.talk.remove(row.id, 'person'));
    await mails(id);
    await mails(id);
    expect(letters(id)).toHaveLength(3);
    expect(letters(id)[2]?.text).toMatch(/Человек исправил[\s\S]*My number is 2[\s\S]*Человек удалил/);
  });

  it('come again whole when the mail server took nothing', async () => {
    const { id, chat } = await told();
    await says(chat, id, text('Keep me'));
    const closed = createServer();
    const port = await new Promise<number>((resolve) => {
      closed.listen(0, '127.0.0.1', () => {
        const address = closed.address();
        closed.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    const away = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'no-reply@propusk.example' });
    await expect(mails(id, jobsOf(isu, { mailer: away }))).rejects.toThrow('did not take a letter');
    away.close();
    await mails(id);
    expect(letters(id).at(-1)?.text).toContain('Keep me');
  });

  it('have one number for the same words, and another when there are more', async () => {
    const { id, chat } = await told();
    await says(chat, id, text('One'));
    const forget = () =>
      database.prisma.ticketMessage.updateMany({ where: { ticketId: id }, data: { mailedAt: null } });
    await mails(id);
    await forget();
    await mails(id);
    await forget();
    await says(chat, id, text('Two'));
    await mails(id);
    const [, first, again, more] = letters(id).map(({ messageId }) => messageId);
    expect(again).toBe(first);
    expect(more).not.toBe(first);
  });

  it('carry files, and name those that are too large, gone, or out of reach for long', async () => {
    const { id, chat } = await told();
    const media = (fileId: string, more: object = {}): Content => ({
      type: 'media',
      kind: 'document',
      fileId,
      ...more,
    });
    files.set('small', Buffer.from('small'));
    files.set('large', Buffer.alloc(20_000_001));
    files.set('away', new Error('Telegram is away'));
    await says(chat, id, media('small', { name: '../a b.txt', caption: 'my log' }));
    await says(chat, id, media('large', { name: 'film.mp4', size: 20_000_001 }));
    await says(chat, id, { type: 'media', kind: 'photo', fileId: 'gone' });
    await mails(id);
    const carried = letters(id).slice(1);
    expect(carried.flatMap(({ attachments }) => attachments.map(({ name }) => name))).toEqual(['a b.txt']);
    const all = carried.map((one) => one.text).join('\n');
    expect(all).toMatch(/my log/);
    expect(all).toMatch(/film\.mp4[\s\S]*файл не приложен/);
    expect(all.match(/файл не приложен/g)).toHaveLength(2);

    await says(chat, id, media('away', { name: 'later.txt' }));
    await expect(mails(id, jobsOf(), 1)).rejects.toThrow('Telegram is away');
    await mails(id, jobsOf(), 6);
    expect(letters(id).at(-1)?.text).toMatch(/later\.txt[\s\S]*файл не приложен/);
  });

  it('go without their files where the mailbox refuses those', async () => {
    const { id, chat } = await told();
    files.set('heavy', Buffer.from('heavy'));
    await says(chat, id, { type: 'media', kind: 'document', fileId: 'heavy', name: 'heavy.bin' });
    const narrow = {
      ...mailer,
      send: async (letter: Parameters<typeof mailer.send>[0]) =>
        letter.attachments?.length ? { ok: false as const, error: 'mail.refused' as const } : mailer.send(letter),
    };
    await mails(id, jobsOf(isu, { mailer: narrow }));
    const last = letters(id).at(-1);
    expect(last?.attachments).toEqual([]);
    expect(last?.text).toMatch(/heavy\.bin[\s\S]*файл не приложен/);
  });
});

describe('a group that is lost', () => {
  it('has its tickets told by letter, with what was answered there; one that is back needs none', async () => {
    const { id, chat } = await opened();
    const institution = withGroup('without-group');
    await says(chat, id, text('Is anybody there?'));
    await mails(id, jobsOf(institution));
    expect(letters(id)).toEqual([]);
    await database.prisma.deskGroup.create({
      data: { botId: 9n, chatId: GROUP, lostAt: clock.now(), lostWhy: 'kicked' },
    });
    desk.passes(minutes(3));
    const jobs = jobsOf(institution);
    await jobs['ticket-mail-round']();
    expect(await desk.jobs('ticket-mail')).toEqual(
      expect.arrayContaining([expect.objectContaining({ payload: { ticketId: id } })]),
    );
    await mails(id, jobs);
    expect(
      letters(id)
        .map((one) => one.text)
        .join('\n'),
    ).toContain('Is anybody there?');
    await database.prisma.deskGroup.updateMany({ data: { lostAt: null } });
    await says(chat, id, text('Still here'));
    await mails(id, jobs);
    expect(
      letters(id)
        .map((one) => one.text)
        .join('\n'),
    ).not.toContain('Still here');
  });

  it('is stood in for by a first letter with the end of the conversation, whoever wrote it where', async () => {
    const { id, chat } = await opened();
    const institution = withGroup('without-group');
    let copies = 700;
    const shown = async (words: string): Promise<void> => {
      const messageId = await says(chat, id, text(words));
      const row = await database.prisma.ticketMessage.findFirstOrThrow({
        where: { ticketId: id, sourceMessageId: messageId },
      });
      await inCore((core) => core.talk.copied([row.id], { chatId: GROUP, messageId: ++copies, hash: words }));
    };
    for (let at = 1; at <= 4; at += 1) await shown(`Early ${at}.`);
    await inCore((core) =>
      core.talk.fromOperator(id, OLGA, { content: text('We look'), source: { chatId: GROUP, messageId: 8 } }),
    );
    for (let at = 1; at <= 19; at += 1) await shown(`Waiting ${at}.`);
    await database.prisma.deskGroup.create({
      data: { botId: 9n, chatId: GROUP, lostAt: clock.now(), lostWhy: 'kicked' },
    });
    read = [];
    // Nobody wrote since: they wait for an answer.
    await mails(id, jobsOf(institution));
    await mails(id, jobsOf(institution));
    const [first, ...more] = letters(id);
    expect(more).toEqual([]);
    expect(first?.text).toContain(`Обращение № ${id}`);
    expect(first?.text).not.toContain('Early');
    expect(first?.text).toMatch(/We look[\s\S]*Waiting 1\.[\s\S]*Waiting 19\.[\s\S]*Что известно/);
    expect(read).toEqual([]);

    const fresh = await says(chat, id, text('Hello?'));
    await mails(id, jobsOf(institution));
    const [, next] = letters(id);
    expect(next?.text).toContain('Hello?');
    expect(next?.text).not.toContain('Early');
    expect(next?.text).not.toContain('Waiting');
    expect(next?.headers.references).toBe(first?.headers.references);
    expect(read).toEqual([fresh]);
  });

  it('needs no letter of what was answered in it', async () => {
    const { id, chat } = await opened();
    const messageId = await says(chat, id, text('Solved in the group'));
    const row = await database.prisma.ticketMessage.findFirstOrThrow({
      where: { ticketId: id, sourceMessageId: messageId },
    });
    await inCore((core) => core.talk.copied([row.id], { chatId: GROUP, messageId: 900, hash: 'x' }));
    await inCore((core) =>
      core.talk.fromOperator(id, OLGA, { content: text('Done'), source: { chatId: GROUP, messageId: 9 } }),
    );
    await database.prisma.ticket.update({ where: { id }, data: { cardId: 1 } });
    await database.prisma.deskGroup.create({
      data: { botId: 9n, chatId: GROUP, lostAt: clock.now(), lostWhy: 'kicked' },
    });
    await mails(id, jobsOf(withGroup('without-group')));
    expect(letters(id)).toEqual([]);
  });

  it('tells what operators wrote there before as well', async () => {
    const { id, chat } = await opened();
    await inCore((core) =>
      core.talk.fromOperator(id, OLGA, { content: text('We look into it'), source: { chatId: GROUP, messageId: 7 } }),
    );
    await says(chat, id, text('Thanks'));
    await database.prisma.deskGroup.create({
      data: { botId: 9n, chatId: GROUP, lostAt: clock.now(), lostWhy: 'kicked' },
    });
    await mails(id, jobsOf(withGroup('without-group')));
    expect(letters(id).at(-1)?.text).toMatch(/Ответ из группы операторов[\s\S]*We look into it[\s\S]*Thanks/);
  });
});

it('every letter goes to the helpdesk and nowhere else', () => {
  expect(new Set(mailbox.letters().map(({ to }) => to))).toEqual(new Set([DESK]));
});
