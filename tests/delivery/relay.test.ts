import { afterAll, expect, it } from 'vitest';
import { createRelay } from '#bot/delivery/relay.ts';
import { countAsBlocked, failAloud, failStranded, rememberCopies } from '#bot/delivery/sent.ts';
import { relayToPerson } from '#bot/desk/relay.ts';
import { Upload } from '#bot/transport/transport.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Content, NewMessage } from '#core/helpdesk/content.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { concurrently, testDatabase } from '#tests/support/database.ts';
import { MovableClock } from '#tests/support/world.ts';

const database = await testDatabase();
afterAll(() => database.close());

const clock = new MovableClock();
const secrets = createSecrets(Buffer.alloc(32, 1));
const texts = loadTexts();
const relay = createRelay(texts);
const core = (db: Db) => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });
const transaction = transactions(database.prisma);
const chat = { botId: 9n, chatId: 5n };
const olga = { id: '77', name: 'Ольга', senior: false };
const header = texts.plain('ru', 'desk-message-header');

const ticketId = await transaction(async (db) => {
  const place = { language: 'ru', journey: 'home', step: 'home', createdAt: clock.now() };
  await db.conversation.create({ data: { ...chat, ...place } });
  return core(db).tickets.open({ chat, institutionId: 'isu', language: 'ru', reason: 'asked', facts: {} });
});

let places = 0;
const words = (text: string): Content => ({ type: 'text', text });

/** An operator writes it in the group; its id, and where it stands. */
async function written(content: Content, more: Partial<NewMessage> = {}) {
  places += 1;
  const source = { chatId: -100n, messageId: places };
  const kept = await transaction((db) => core(db).talk.fromOperator(ticketId, olga, { content, source, ...more }));
  if (!kept.ok) throw new Error(kept.error);
  return { id: String(kept.value.id), source: { botId: chat.botId, ...source } };
}

const compose = (...ids: string[]) => transaction((db) => relay.relay(db, chat, { op: 'relay', ids, language: 'ru' }));

/** Telegram takes what is composed, and gives it these numbers. */
async function delivered(ids: string[], ...messageIds: number[]): Promise<void> {
  const call = await compose(...ids);
  if (!call?.sent || call.sent.kind === 'pass') throw new Error('Nothing is sent');
  const { sent } = call;
  const result = messageIds.map((message_id) => ({ message_id }));
  await transaction((db) =>
    rememberCopies({ db, core: core(db), clock }, chat, sent, result.length > 1 ? result : result[0]),
  );
}

it('names nobody, keeps what is bold, and offers to answer', async () => {
  const bold = { type: 'bold', offset: 0, length: 5 };
  const { id } = await written({ type: 'text', text: 'Hello', entities: [bold] });
  const call = await compose(id);
  expect(call).toMatchObject({
    method: 'sendMessage',
    params: {
      chat_id: 5,
      text: `${header}\nHello`,
      entities: [
        { type: 'bold', offset: 0, length: header.length },
        { type: 'bold', offset: header.length + 1, length: 5 },
      ],
      reply_markup: { inline_keyboard: [[{ callback_data: `~helpdesk:${ticketId}` }]] },
    },
  });
  expect(JSON.stringify(call?.params)).not.toContain('Ольга');
});

it('says the header before words that leave no room for it, and loses none of them', async () => {
  const head = (one: Awaited<ReturnType<typeof compose>>) => one?.first?.params.text;
  const long = await compose((await written(words('a'.repeat(4096)))).id);
  expect(long?.params.text).toBe('a'.repeat(4096));
  expect(long?.first).toMatchObject({ method: 'sendMessage', params: { chat_id: 5, text: header } });
  const room = 4096 - header.length - 1;
  const fits = await compose((await written(words('b'.repeat(room)))).id);
  expect(fits?.params.text).toBe(`${header}\n${'b'.repeat(room)}`);
  expect(fits?.first).toBeUndefined();
  expect(head(await compose((await written(words('b'.repeat(room + 1)))).id))).toBe(header);
  const caption = 'c'.repeat(1024);
  const photo = await compose((await written({ type: 'media', kind: 'photo', fileId: 'p', caption })).id);
  expect(photo?.params.caption).toBe(caption);
  expect(head(photo)).toBe(header);
  expect(head(await compose((await written({ type: 'html', html: 'd'.repeat(4090) })).id))).toBe(header);
});

it('leaves the ways out below the newest words only; an article keeps where it leads itself', async () => {
  const buttons = (one: { params: Record<string, unknown> } | null | undefined) =>
    JSON.stringify(one?.params.reply_markup ?? null);
  const lead = { label: 'button-human', data: '~faq:call' };
  const first = await written({ type: 'html', html: 'An article', lead });
  await delivered([first.id], 901);
  const second = await written(words('More'));
  const call = await compose(second.id);
  expect(buttons(call)).toContain(`~helpdesk:${ticketId}`);
  expect(call?.after).toMatchObject({ method: 'editMessageReplyMarkup', params: { chat_id: 5, message_id: 901 } });
  expect(buttons(call?.after)).toContain('~faq:call');
  expect(buttons(call?.after)).not.toContain('~helpdesk');
  await delivered([second.id], 902);
  await delivered([(await written(words('And more'))).id], 903);
  // A change brings no buttons back.
  await transaction((db) => core(db).talk.edit(second.source, words('More, corrected')));
  expect(buttons(await compose(second.id))).toBe('{"inline_keyboard":[]}');
});

it('changes what the person has, with the old words struck out, and sends it anew where that is gone', async () => {
  const { id, source } = await written(words('Monday'));
  await delivered([id], 11);
  expect(await compose(id)).toBeNull();
  await transaction((db) => core(db).talk.edit(source, words('Tuesday')));
  const call = await compose(id);
  expect(call).toMatchObject({ method: 'editMessageText', params: { message_id: 11 } });
  expect(call?.params.text).toBe(`${header}\nTuesday\n\n${texts.plain('ru', 'desk-was')} Monday`);
  const old = { type: 'strikethrough', offset: String(call?.params.text).length - 6, length: 6 };
  expect(call?.params.entities).toContainEqual(old);
  expect(call?.otherwise).toMatchObject({ method: 'sendMessage', params: { text: `${header}\nTuesday` } });
});

it('replies to the person’s own message, without the quote where Telegram does not find it', async () => {
  const source = { chatId: chat.chatId, messageId: 500 };
  await transaction((db) => core(db).talk.fromPerson(chat, ticketId, { content: words('When?'), source }));
  await transaction(async (db) => {
    const [asked] = await db.ticketMessage.findMany({ where: { sourceMessageId: 500 } });
    if (asked) await core(db).talk.copied([asked.id], { chatId: -100n, messageId: 900, hash: '' });
  });
  const { id } = await written(words('Soon'), { replyTo: { chatId: -100n, messageId: 900 }, quote: 'When' });
  const call = await compose(id);
  const reply = (one: typeof call) => one?.params.reply_parameters;
  expect(reply(call)).toEqual({ message_id: 500, allow_sending_without_reply: true, quote: 'When' });
  expect(reply(call?.otherwise ?? null)).toEqual({ message_id: 500, allow_sending_without_reply: true });
  expect(reply(call?.otherwise?.otherwise ?? null)).toBeUndefined();
});

it('sends albums together, and what is none one after another', async () => {
  const photo = (fileId: string): Content => ({ type: 'media', kind: 'photo', fileId, caption: fileId });
  const album = [await written(photo('a')), await written(photo('b'))].map(({ id }) => id);
  expect(await compose(...album)).toMatchObject({
    method: 'sendMediaGroup',
    params: {
      media: [
        { media: 'a', caption: `${header}\na` },
        { media: 'b', caption: 'b' },
      ],
    },
  });
  await delivered(album, 21, 22);
  expect(await compose(...album)).toBeNull();
  const copies = await database.prisma.ticketCopy.findMany({ where: { messageId: { in: [21, 22] } } });
  expect(copies).toHaveLength(2);

  const two = [await written(words('one')), await written(words('two'))].map(({ id }) => id);
  expect(await compose(...two)).toMatchObject({ params: { text: `${header}\none` }, more: true });
  await delivered(two, 23);
  expect(await compose(...two)).toMatchObject({ params: { text: `${header}\ntwo` }, more: false });
});

it('uploads what came by letter, and fails at once when it is gone', async () => {
  const file = { name: 'scan.pdf', mimeType: 'application/pdf', bytes: new Uint8Array([1, 2]) };
  const { id } = await written({ type: 'file', caption: 'The scan' }, { file });
  const call = await compose(id);
  expect(call).toMatchObject({ method: 'sendDocument', params: { caption: `${header}\nThe scan` } });
  expect(call?.params.document).toEqual(new Upload(new Uint8Array([1, 2]), 'scan.pdf'));
  await database.prisma.ticketFile.deleteMany();
  await expect(compose(id)).rejects.toMatchObject({ message: 'The file is gone', why: 'file.lost' });
});

it('sends a picture that came by letter as a file where it is no photo for Telegram', async () => {
  const picture = (bytes: number) => ({ name: 'scan.jpg', mimeType: 'image/jpeg', bytes: new Uint8Array(bytes) });
  const small = await written({ type: 'file', caption: '' }, { file: picture(2) });
  // Too long and thin, say.
  const otherwise = { method: 'sendDocument', params: { document: new Upload(new Uint8Array(2), 'scan.jpg') } };
  expect(await compose(small.id)).toMatchObject({ method: 'sendPhoto', otherwise });
  const large = await written({ type: 'file', caption: '' }, { file: picture(10_500_000) });
  expect(await compose(large.id)).toMatchObject({ method: 'sendDocument', params: { caption: header } });
});

it('sends nothing of what was taken back, and takes the copy out of the chat', async () => {
  const [seen, unseen] = [await written(words('seen')), await written(words('unseen'))];
  await delivered([seen.id], 31);
  for (const { id } of [seen, unseen]) await transaction((db) => core(db).talk.remove(BigInt(id), olga.id));
  expect(await compose(unseen.id)).toBeNull();
  const take = (id: string) => transaction((db) => relay.unrelay(db, chat, { op: 'relay-delete', id }));
  const call = await take(seen.id);
  expect(call).toMatchObject({ method: 'deleteMessage', params: { chat_id: 5, message_id: 31 } });
  const sent = call?.sent;
  if (sent?.kind !== 'removed') throw new Error('It is remembered');
  await transaction((db) => rememberCopies({ db, core: core(db), clock }, chat, sent, true));
  expect(await take(seen.id)).toBeNull();
  expect(await take(unseen.id)).toBeNull();
});

it('relays nothing into another person’s chat', async () => {
  const { id } = await written(words('for one'));
  const other = { botId: chat.botId, chatId: 6n };
  const call = await transaction((db) => relay.relay(db, other, { op: 'relay', ids: [id], language: 'ru' }));
  expect(call).toBeNull();
  // Nor is anything taken out of there.
  await delivered([id], 41);
  expect(await transaction((db) => relay.unrelay(db, other, { op: 'relay-delete', id }))).toBeNull();
  expect(await transaction((db) => relay.unrelay(db, chat, { op: 'relay-delete', id }))).not.toBeNull();
});

it('tells the operators once, at their message, that it did not arrive', async () => {
  const { id } = await written(words('in vain'));
  for (let time = 0; time < 2; time += 1) await transaction((db) => failAloud(core(db), [id], 'person.blocked-bot'));
  const told = await database.prisma.ticketMessage.findMany({ where: { replyToId: BigInt(id) } });
  expect(told).toMatchObject([{ author: 'house', audience: 'desk', content: { key: 'desk-failed' } }]);
  const { content } = told[0] ?? {};
  const line = texts.plain('ru', 'desk-failed', { failure: 'person_blocked-bot' });
  expect(content).toMatchObject({ args: { failure: 'person_blocked-bot' } });
  expect(line).toContain('заблокировал');
});

it('sends nothing of which the operators were told that it did not arrive, unless they have changed it since', async () => {
  const { id, source } = await written(words('said twice?'));
  await transaction((db) => failAloud(core(db), [id], 'person.blocked-bot'));
  expect(await compose(id)).toBeNull();
  clock.move(1000);
  await transaction((db) => core(db).talk.edit(source, words('said anew')));
  expect(await compose(id)).toMatchObject({ params: { text: `${header}\nsaid anew` } });
});

it('fails aloud what was written while the person was blocking the bot, and leaves it to nobody who is back', async () => {
  const { id } = await written(words('just then'));
  const waits = () => database.prisma.outbox.count({ where: { message: { path: ['op'], equals: 'relay' } } });
  const told = () => database.prisma.ticketMessage.count({ where: { replyToId: BigInt(id) } });
  const strand = () => transaction((db) => failStranded(db, core(db), chat));
  await transaction((db) => relayToPerson(db, clock, chat, [BigInt(id)], 'ru'));
  await strand();
  expect([await waits(), await told()]).toEqual([1, 0]);
  await database.prisma.conversation.updateMany({ data: { blockedAt: clock.now() } });
  for (let time = 0; time < 2; time += 1) await strand();
  expect([await waits(), await told()]).toEqual([0, 1]);
  await database.prisma.conversation.updateMany({ data: { blockedAt: null } });
});

it('leads to nobody’s profile', async () => {
  const user = { id: 501, is_bot: false, first_name: 'Ольга' };
  const entities = [
    { type: 'text_mention', offset: 0, length: 7, user },
    { type: 'text_link', offset: 8, length: 4, url: 'tg://user?id=501' },
    { type: 'text_link', offset: 13, length: 4, url: 'https://example.com/' },
  ];
  const said = await written({ type: 'text', text: 'Коллега тоже тут', entities: entities.slice(0, 2) });
  const shown = await written({ type: 'text', text: 'Коллега тоже тут.', entities });
  const pictures = await Promise.all(
    ['one', 'two'].map((fileId) =>
      written({ type: 'media', kind: 'photo', fileId, caption: 'Коллега тоже тут.', entities }),
    ),
  );
  const all = [[said.id], [shown.id], pictures.map(({ id }) => id)];
  const calls = (await Promise.all(all.map((ids) => compose(...ids)))).map((call) => call?.params);
  expect(JSON.stringify(calls)).not.toMatch(/text_mention|501|tg:/);
  expect(JSON.stringify(calls)).toContain('https://example.com/');
});

it('a heading that stands alone comes once, however often the words after it are tried', async () => {
  const { id } = await written(words('x'.repeat(4096)));
  const first = (await compose(id))?.first;
  expect(first?.params).toMatchObject({ text: header });
  if (first?.sent?.kind !== 'heading') throw new Error('It is not remembered');
  const { sent } = first;
  await transaction((db) => rememberCopies({ db, core: core(db), clock }, chat, sent, { message_id: 7001 }));
  const again = await compose(id);
  expect(again?.first).toBeUndefined();
  expect(again?.params).toMatchObject({ text: 'x'.repeat(4096) });

  // Somebody deleted it.
  await database.prisma.ticketCopy.updateMany({ where: { messageId: 7001 }, data: { deletedAt: clock.now() } });
  expect((await compose(id))?.first).toBeDefined();
});

it('who looks whether a chat is blocked keeps nobody waiting who leaves something for it', async () => {
  if (!concurrently('that a chat’s block and an answer do not wait for each other')) return;
  const { conversation } = database.prisma;
  await conversation.updateMany({ where: chat, data: { blockedAt: clock.now() } });
  const looks = [(db: Db) => failStranded(db, core(db), chat), (db: Db) => countAsBlocked({ db, clock }, chat, '0')];
  for (const look of looks) {
    await transaction(async (db) => {
      await look(db);
      const free = (how: 'KEY SHARE' | 'NO KEY UPDATE') =>
        database.prisma.$queryRawUnsafe<unknown[]>(
          `SELECT 1 FROM "Conversation" WHERE "chatId" = ${chat.chatId} FOR ${how} SKIP LOCKED`,
        );
      expect([await free('KEY SHARE'), await free('NO KEY UPDATE')]).toEqual([[expect.anything()], []]);
    });
  }
});
