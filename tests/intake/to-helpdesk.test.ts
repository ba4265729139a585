import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIntake } from '#bot/intake/intake.ts';
import type { Original, Signal } from '#bot/intake/signal.ts';
import { systemClock } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { createFaq } from '#core/faq/create-faq.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { concurrently, type TestDatabase, testDatabase } from '#tests/support/database.ts';

const secrets = createSecrets(Buffer.alloc(32, 1));
const chat = { botId: 7n, chatId: 1n };
const texts = loadTexts();

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const core = (db: Db) => createCore({ db, clock: systemClock, secrets, jobs: sqlJobs(db), line: null });

const intake = () =>
  createIntake({
    transaction: (work) => database.prisma.$transaction(work),
    arrived: async () => undefined,
    core,
    faq: () => createFaq({ articles: [], model: null }),
    clock: systemClock,
    texts,
    institutions: defaultInstitutions,
    log: pino({ level: 'silent' }),
    onMessages: () => undefined,
  });

let updates = 0;
function accept(signal: Signal, original?: Original, key?: string) {
  updates += 1;
  const envelope = { key: key ?? `update:${updates}`, chat, signal, from: { languageCode: 'en' } };
  return intake().accept({ ...envelope, ...(original ? { original } : {}) });
}

const says = (text: string, more: Partial<Original> = {}, key?: string) => {
  const messageId = more.messageId ?? 100 + updates;
  return accept({ kind: 'text', text, messageId }, { content: { type: 'text', text }, messageId, ...more }, key);
};
const sends = (messageId: number) =>
  accept(
    { kind: 'unexpected', what: 'voice', messageId },
    { content: { type: 'media', kind: 'voice', fileId: 'v' }, messageId },
  );

/** Puts the person at a step, with an open ticket or without one. */
async function at(
  journey: string,
  step: string,
  data: Record<string, string | number | object> = {},
  ticket = true,
): Promise<number> {
  const row = { institutionId: 'isu', language: 'en', journey, step, createdAt: new Date() };
  await database.prisma.conversation.create({ data: { ...chat, ...row, data } });
  if (!ticket) return -1;
  return database.prisma.$transaction((db) =>
    core(db).tickets.open({ chat, institutionId: 'isu', language: 'en', reason: 'asked', facts: {} }),
  );
}

const kept = async () =>
  (await database.prisma.ticketMessage.findMany({ orderBy: { id: 'asc' } })).map(({ content }) => content);
/** What the chat is told, as keys of buttons or words. */
const told = async () => JSON.stringify((await database.prisma.outbox.findMany()).map(({ message }) => message));

describe('what goes to the helpdesk', () => {
  it('is a message once, however often it comes', async () => {
    concurrently('the same update twice at the same time');
    const ticket = await at('human', 'talk', { journey: 'home', step: 'home', data: {}, ticket: 1 });
    expect(ticket).toBe(1);
    await Promise.all(Array.from({ length: 6 }, () => says('hello', { messageId: 5 }, 'update:same')));
    await says('hello', { messageId: 5 }, 'update:the same in another update');
    expect(await kept()).toEqual([{ type: 'text', text: 'hello' }]);
    expect(await told()).toBe('[]');
  });

  it('is a reply to an answer whose copy nobody has written down yet: its button names the ticket', async () => {
    const ticket = await at('welcome', 'institution');
    await says('+7 905 123-45-67', { replyToMessageId: 50, replyToData: [`~helpdesk:${ticket}`] });
    expect(await kept()).toEqual([{ type: 'text', text: '+7 905 123-45-67' }]);
    // Another chat's ticket is none of this one's.
    await says('and this?', { replyToMessageId: 50, replyToData: ['~helpdesk:999'] });
    expect(await kept()).toHaveLength(1);
  });

  it('is what a step has no use for; of a row only the first is told where it went', async () => {
    const ticket = await at('welcome', 'institution');
    await sends(5);
    await sends(6);
    await says('nothing that a step reads');
    expect(await kept()).toHaveLength(3);
    const passed = texts.html('en', 'helpdesk-passed', { ticket: String(ticket) });
    expect((await told()).split(JSON.stringify(passed).slice(1, -1))).toHaveLength(2);
  });

  it('is nothing where there is no open ticket: the chat answers as it always did', async () => {
    await at('welcome', 'institution', {}, false);
    await sends(5);
    expect(await told()).toContain(JSON.stringify(texts.html('en', 'unexpected-voice')).slice(1, -1));
    expect(await kept()).toEqual([]);
  });

  it('is nothing that a curator types about others, and nothing typed where a password is awaited', async () => {
    await at('curator', 'home', { journey: 'home', step: 'home', data: {}, curatorId: crypto.randomUUID() });
    await sends(5);
    const data = { registration: crypto.randomUUID(), page: crypto.randomUUID() };
    const secret = { journey: 'register', step: 'password', data };
    await database.prisma.conversation.updateMany({ data: secret });
    await says('Summer2024', { messageId: 6 });
    await sends(7);
    const reply = { replyToMessageId: 50, replyToData: ['~helpdesk:1'] };
    await says('and a reply', { messageId: 8, ...reply });
    expect(await kept()).toEqual([]);
    // A picture of it is no better, in a reply or not: whoever means it says so.
    const picture = { type: 'media', kind: 'photo', fileId: 'p' } as const;
    await accept({ kind: 'picture', fileId: 'p', messageId: 9 }, { content: picture, messageId: 9, ...reply });
    await accept({ kind: 'unexpected', what: 'photo', messageId: 10 }, { content: picture, messageId: 10 });
    expect(await kept()).toEqual([]);
    const chat = await told();
    for (const messageId of [6, 8]) expect(chat).toContain(JSON.stringify({ op: 'delete', messageId }));
    expect(chat).toContain('~helpdesk:1');
  });

  it('is nothing that hides behind a link, or stands in a quote or a caption', async () => {
    await at('human', 'talk', { journey: 'home', step: 'home', data: {}, ticket: 1 });
    const page = 'https://bot.example.ru/p/k5x2mnp7qrs9tuvw3xyz';
    const link = { type: 'text_link', offset: 0, length: 4, url: page };
    const text = 'this one';
    await accept(
      { kind: 'text', text, messageId: 5 },
      { content: { type: 'text', text, entities: [link] }, messageId: 5 },
    );
    await says('what is it?', { messageId: 6, quote: 'My password is Qwerty12!x' });
    await accept(
      { kind: 'unexpected', what: 'document', messageId: 7 },
      {
        content: { type: 'media', kind: 'document', fileId: 'f', caption: 'My password is Qwerty12!x' },
        messageId: 7,
      },
    );
    expect(await kept()).toEqual([]);
    for (const messageId of [5, 6, 7]) expect(await told()).toContain(JSON.stringify({ op: 'delete', messageId }));
    const open = { type: 'text_link', offset: 0, length: 4, url: 'https://example.com/lk' };
    await accept(
      { kind: 'text', text, messageId: 8 },
      { content: { type: 'text', text, entities: [open] }, messageId: 8 },
    );
    expect(await kept()).toHaveLength(1);
  });

  it('is a text too where a caption is longer than a bot may send', async () => {
    await at('human', 'talk', { journey: 'home', step: 'home', data: {}, ticket: 1 });
    const caption = `${'Long words. '.repeat(200)}The end.`;
    const photo = { type: 'media' as const, kind: 'photo' as const, fileId: 'p', caption };
    await accept({ kind: 'picture', fileId: 'p', messageId: 5 }, { content: photo, messageId: 5 });
    expect(await kept()).toEqual([{ type: 'text', text: caption, entities: [] }, photo]);
  });

  it('changes with what the person changes there, and nothing else does', async () => {
    await at('human', 'talk', { journey: 'home', step: 'home', data: {}, ticket: 1 });
    await says('first', { messageId: 5 });
    const text = 'better';
    const edited = (messageId: number) =>
      accept({ kind: 'edited', text, messageId }, { content: { type: 'text', text }, messageId });
    await edited(5);
    expect(await kept()).toEqual([{ type: 'text', text: 'better' }]);
    expect(await told()).toBe('[]');
    await edited(99);
    expect(await told()).toContain(JSON.stringify(texts.html('en', 'unexpected-edited')).slice(1, -1));
    await accept({ kind: 'reaction', emoji: '👍', messageId: 99 });
    expect(await kept()).toHaveLength(1);

    const olga = { id: '5', name: 'Olga', senior: false };
    await database.prisma.$transaction((db) => core(db).blocks.block(1, olga, 'spam'));
    const spam = { type: 'text' as const, text: 'spam' };
    await accept({ kind: 'edited', text: spam.text, messageId: 5 }, { content: spam, messageId: 5 });
    expect(await kept()).toEqual([{ type: 'text', text: 'better' }]);
    expect(await told()).toContain(JSON.stringify(texts.html('en', 'errors-ticket-blocked')).slice(1, -1));
  });

  it('is no word of an edit that brings in a secret: the message is deleted, and the operators see that it was taken out', async () => {
    const data = { journey: 'home', step: 'home', data: {}, ticket: 1 };
    await at('human', 'talk', data);
    const taken = { type: 'text', text: texts.plain('ru', 'desk-taken-out') };
    const edits = (messageId: number, text: string) =>
      accept({ kind: 'edited', text, messageId }, { content: { type: 'text', text }, messageId });
    for (const messageId of [5, 6, 7]) await says(`message ${messageId}`, { messageId });
    const photo = { type: 'media' as const, kind: 'photo' as const, fileId: 'p' };
    await accept({ kind: 'unexpected', what: 'photo', messageId: 8 }, { content: photo, messageId: 8 });

    await edits(5, 'мой пароль Summer2024');
    await edits(6, 'код 123456');
    await accept(
      { kind: 'changed', messageId: 8 },
      { content: { ...photo, fileId: 'q', caption: 'код 123456' }, messageId: 8 },
    );
    // Where a password is awaited, any text may be one.
    const page = { registration: crypto.randomUUID(), page: crypto.randomUUID() };
    await database.prisma.conversation.updateMany({ data: { journey: 'register', step: 'password', data: page } });
    await edits(7, 'sesame');
    expect(await kept()).toEqual([taken, taken, taken, { ...photo, caption: taken.text }]);
    const chat = await told();
    for (const messageId of [5, 6, 7, 8]) expect(chat).toContain(JSON.stringify({ op: 'delete', messageId }));
    const rows = await database.prisma.ticketMessage.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ versions }) => versions)).toMatchObject([
      [{ content: { text: 'message 5' } }],
      [{ content: { text: 'message 6' } }],
      [{ content: { text: 'message 7' } }],
      [{ content: photo }],
    ]);
    expect(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /Summer2024|123456|sesame/,
    );
  });
});
