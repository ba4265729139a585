import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { smtpMailer } from '#bot/providers/smtp.ts';
import { minutes } from '#core/clock.ts';
import type { Content } from '#core/helpdesk/content.ts';
import { text } from '#tests/support/tickets.ts';
import { letterWorld } from './letter-world.ts';

const DESK = 'helpdesk@smartics.ru';
const world = await letterWorld();
const { desk, database, inCore, isu, addresses, files, read } = world;
const { jobsOf, withGroup, opened, told, says, letters, mails } = world;

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
    read.length = 0;
    await says(chat, id, text('Hello'));
    await mails(id, jobs);
    expect(letters(id)).toHaveLength(2);
    expect(read).toEqual([]);
  });
});

describe('later letters', () => {
  it('carry what waits together in one, in its order, and nothing twice', async () => {
    const { id, chat } = await told();
    read.length = 0;
    const first = await says(chat, id, text('One'));
    const second = await says(chat, id, text('Two'), { quote: 'Which number?' });
    await mails(id);
    await mails(id);
    const [, later, ...more] = letters(id);
    expect(more).toEqual([]);
    expect(later?.text).toMatch(/One[\s\S]*> Which number\?\r?\n?[\s\S]*Two/);
    expect(read).toEqual([first, second]);
  });

  it('tell at once, as text, what a stranger wrote to the ticket, and not what else we say of letters', async () => {
    const { id } = await told();
    const says = (key: string, args: Record<string, string>) =>
      inCore((core) => core.talk.house(id, 'desk', { type: 'phrase', key: `mail-inbound-${key}`, args }));
    await says('empty', { from: 'maria@smartics.ru' });
    await mails(id);
    expect(letters(id)).toHaveLength(1);
    await says('stranger', { from: 'eve@example.org', text: 'Your <script>code' });
    await mails(id);
    expect(letters(id)).toHaveLength(2);
    expect(letters(id).at(-1)?.text).toMatch(/eve@example\.org[\s\S]*Your <script>code/);
    expect(letters(id).at(-1)?.html).not.toContain('<script>');
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
      ...world.mailer(),
      send: async (letter: Parameters<ReturnType<typeof world.mailer>['send']>[0]) =>
        letter.attachments?.length
          ? { ok: false as const, error: 'mail.refused' as const }
          : world.mailer().send(letter),
    };
    await mails(id, jobsOf(isu, { mailer: narrow }));
    const last = letters(id).at(-1);
    expect(last?.attachments).toEqual([]);
    expect(last?.text).toMatch(/heavy\.bin[\s\S]*файл не приложен/);
  });
});

it('every letter goes to the helpdesk and nowhere else', () => {
  expect(
    new Set(
      world
        .mailbox()
        .letters()
        .map(({ to }) => to),
    ),
  ).toEqual(new Set([DESK]));
});
