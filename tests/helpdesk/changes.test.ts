import { describe, expect, it } from 'vitest';
import { minutes } from '#core/clock.ts';
import { lockTicket } from '#core/helpdesk/standing.ts';
import type { Talk } from '#core/helpdesk/talk.ts';
import { TALK_PER_MINUTE } from '#core/helpdesk/talk-limits.ts';
import { concurrently } from '#tests/support/database.ts';
import { GROUP, helpdesk, OLGA, text, value } from '#tests/support/tickets.ts';
import { somebodyWaits, waitedFor } from '#tests/support/waiting.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;
const BOT = 9n;

/** A ticket with the person's message 10, which operators see as 900, and the answer 901, which the person sees as 11. */
async function conversation() {
  const chat = await desk.chat();
  const id = await desk.open(chat);
  const offset = Number(chat.chatId) * 1000;
  const said = value(await desk.said(chat, id, 10));
  const answer = value(await desk.answered(id, offset + 901));
  await inCore(async ({ talk }) => {
    await talk.copied([said.id], { chatId: GROUP, messageId: offset + 900, hash: 'one' });
    await talk.copied([answer.id], { chatId: chat.chatId, messageId: 11, hash: 'one' });
  });
  await prisma.ticket.update({ where: { id }, data: { syncSince: null } });
  return {
    ...{ chat, id, said: said.id, answer: answer.id },
    own: { botId: BOT, chatId: chat.chatId, messageId: 10 },
    ownCopy: { botId: BOT, chatId: GROUP, messageId: offset + 900 },
    operators: { botId: BOT, chatId: GROUP, messageId: offset + 901 },
    operatorsCopy: { botId: BOT, chatId: chat.chatId, messageId: 11 },
  };
}

const found = async (id: bigint) => {
  const message = await inCore(({ talk }) => talk.find(id));
  if (!message) throw new Error(`No message ${id}`);
  return message;
};
const waitsToBeShown = async (id: number): Promise<boolean> =>
  (await prisma.ticket.findUniqueOrThrow({ where: { id } })).syncSince !== null;

describe('an edit', () => {
  it('of somebody who is blocked, or changes more than anybody writes, counts for nothing', async () => {
    const { chat, id, said, own, operators } = await conversation();
    const edit = (words: string) => inCore(({ talk }) => talk.edit(own, text(words)));
    await inCore(({ blocks }) => blocks.block(id, OLGA, 'spam'));
    await prisma.ticket.update({ where: { id }, data: { syncSince: null } });
    expect(await edit('Купите!')).toMatchObject({ changed: false, refused: 'ticket.blocked' });
    expect(await waitsToBeShown(id)).toBe(false);
    expect(await inCore(({ talk }) => talk.edit(operators, text('of an operator')))).toMatchObject({ changed: true });
    await inCore(({ blocks }) => blocks.lift(id, OLGA));

    const edits = [];
    for (let count = 0; count < TALK_PER_MINUTE.max + 5; count += 1) edits.push(await edit(`№ ${count}`));
    expect(edits.filter((one) => one?.changed)).toHaveLength(TALK_PER_MINUTE.max - 1);
    expect(edits.at(-1)).toMatchObject({ changed: false, refused: 'ticket.too-many' });
    expect((await found(said)).versions).toHaveLength(TALK_PER_MINUTE.max - 1);
    expect(await desk.said(chat, id, 12)).toEqual({ ok: false, error: 'ticket.too-many' });
  });

  it('keeps every version, and is shown on the other side', async () => {
    const { chat, id, said, own } = await conversation();
    const first = desk.clock.now();
    expect(await inCore(({ talk }) => talk.edit(own, text('второе')))).toEqual({
      ...{ id: said, ticketId: id, author: 'person', audience: 'desk', chat, changed: true },
      source: { chatId: chat.chatId, messageId: 10 },
    });
    expect(await waitsToBeShown(id)).toBe(true);
    desk.passes(minutes(1));
    await inCore(({ talk }) => talk.edit(own, text('третье')));
    expect(await found(said)).toMatchObject({
      content: text('третье'),
      editedAt: desk.clock.now(),
      versions: [
        { content: text('message 10'), until: first.toISOString() },
        { content: text('второе'), until: desk.clock.now().toISOString() },
      ],
    });
  });

  it('that changes nothing is none', async () => {
    const { said, own, id } = await conversation();
    const again = { ...text('message 10'), entities: undefined };
    expect(await inCore(({ talk }) => talk.edit(own, JSON.parse(JSON.stringify(again))))).toMatchObject({
      changed: false,
    });
    expect(await found(said)).toMatchObject({ versions: [], editedAt: null });
    expect(await waitsToBeShown(id)).toBe(false);
  });

  it('of an operator’s message is known by its place in the group', async () => {
    const { chat, id, answer, operators } = await conversation();
    expect(await inCore(({ talk }) => talk.edit(operators, text('исправлено')))).toMatchObject({
      ...{ id: answer, ticketId: id, author: 'operator', audience: 'person', chat, changed: true },
    });
  });

  it('of a copy, of an unknown or of a removed message is none', async () => {
    const { own, ownCopy, said } = await conversation();
    expect(await inCore(({ talk }) => talk.edit(ownCopy, text('x')))).toBeNull();
    expect(await inCore(({ talk }) => talk.edit({ ...own, messageId: 77 }, text('x')))).toBeNull();
    expect(await inCore(({ talk }) => talk.edit({ ...own, botId: 8n }, text('x')))).toBeNull();
    await inCore(({ talk }) => talk.remove(said, 'person'));
    expect(await inCore(({ talk }) => talk.edit(own, text('x')))).toBeNull();
  });

  it('loses no version when two come at the same time', async () => {
    concurrently('two edits at the same time');
    const { own, said } = await conversation();
    await Promise.all(['а', 'б', 'в'].map((words) => inCore(({ talk }) => talk.edit(own, text(words)))));
    const { content, versions } = await found(said);
    const all = [...versions.map((version) => version.content), content].map((one) => Reflect.get(one, 'text'));
    expect([...all].sort()).toEqual(['message 10', 'а', 'б', 'в']);
  });
});

it.each<[string, (talk: Talk, its: Awaited<ReturnType<typeof conversation>>) => Promise<unknown>]>([
  ['an edit', (talk, { own }) => talk.edit(own, text('changed'))],
  ['a removal', (talk, { said }) => talk.remove(said, OLGA.id)],
  ['a failure', (talk, { said }) => talk.failed(said, 'delivery.refused')],
  ['a reaction', (talk, { operatorsCopy }) => talk.react(operatorsCopy, '👍')],
])('%s waits for its ticket with no message in hand: nobody who answers meanwhile waits in a ring', async (_, act) => {
  if (!concurrently('the order of locks of a change and an answer')) return;
  const its = await conversation();
  const { id, own, ownCopy, operators } = its;
  const { acts } = await prisma.$transaction(async (db) => {
    await lockTicket(db, id);
    // Not tried again, as it would be outside of tests.
    const acts = prisma.$transaction((other) => act(desk.core(other).talk, its));
    await Promise.race([acts, waitedFor(prisma, db)]);
    const { talk } = desk.core(db);
    const source = { chatId: GROUP, messageId: operators.messageId + 50 };
    value(await talk.fromOperator(id, OLGA, { content: text('answer'), source, replyTo: ownCopy }));
    await talk.edit(own, text('changed meanwhile'));
    await talk.edit(operators, text('changed meanwhile'));
    return { acts };
  });
  expect(await Promise.allSettled([acts])).toMatchObject([{ status: 'fulfilled' }]);
});

it('is shown also when it comes just as the operators’ side finds that nothing is left to be shown', async () => {
  const really = concurrently('a change while the operators’ side finds nothing left to be shown');
  const { id, own } = await conversation();
  await prisma.ticket.update({ where: { id }, data: { syncSince: desk.clock.now() } });
  const { edit } = await desk.transaction(async (db) => {
    await lockTicket(db, id);
    const edit = inCore(({ talk }) => talk.edit(own, text('в последний миг')));
    // Of this database only: others on the same server wait for what is theirs.
    if (really) await Promise.race([edit, somebodyWaits(prisma)]);
    await db.ticket.update({ where: { id }, data: { syncSince: null } });
    return { edit };
  });
  expect(await edit).toMatchObject({ changed: true });
  expect(await waitsToBeShown(id)).toBe(true);
});

describe('a removal', () => {
  it('is once, and in the journal', async () => {
    const { answer, id } = await conversation();
    const remove = () => inCore(({ talk }) => talk.remove(answer, OLGA.id));
    expect(await remove()).toMatchObject({ id: answer, audience: 'person', changed: true });
    expect(await remove()).toMatchObject({ id: answer, changed: false });
    expect(await found(answer)).toMatchObject({ deletedAt: desk.clock.now() });
    const events = await prisma.deskEvent.findMany({ where: { ticketId: id, action: 'message.removed' } });
    expect(events).toMatchObject([{ by: OLGA.id, detail: { message: String(answer) } }]);
    expect(await inCore(({ talk }) => talk.remove(0n, OLGA.id))).toBeNull();
  });
});

describe('a reaction', () => {
  it('under a copy belongs to the author’s message', async () => {
    const { own, ownCopy, operatorsCopy, said, answer, id } = await conversation();
    const react = (place: typeof own, emoji: string | null) => inCore(({ talk }) => talk.react(place, emoji));
    expect(await react(ownCopy, '👍')).toMatchObject({ id: said, source: { messageId: 10 }, changed: true });
    expect(await react(ownCopy, '👍')).toMatchObject({ changed: false });
    // Where the person sees it, it is the delivery's to show; what the person put is the reconciler's.
    expect(await waitsToBeShown(id)).toBe(false);
    expect(await react(operatorsCopy, '❤')).toMatchObject({ id: answer, author: 'operator', changed: true });
    expect(await waitsToBeShown(id)).toBe(true);
    expect(await found(said)).toMatchObject({ reaction: '👍' });
    expect(await react(ownCopy, null)).toMatchObject({ id: said, changed: true });
    expect(await found(said)).toMatchObject({ reaction: null });
  });

  it('of the author under their own message is nothing', async () => {
    const { own, said } = await conversation();
    expect(await inCore(({ talk }) => talk.react(own, '👍'))).toBeNull();
    expect(await found(said)).toMatchObject({ reaction: null });
  });

  it('under several texts that came as one is the last one’s', async () => {
    const { chat, id } = await conversation();
    const ids = [value(await desk.said(chat, id, 20)).id, value(await desk.said(chat, id, 21)).id];
    const place = { botId: BOT, chatId: GROUP, messageId: 5_000_000 + id };
    await inCore(({ talk }) => talk.copied(ids, { ...place, hash: 'both' }));
    expect(await inCore(({ talk }) => talk.react(place, '🔥'))).toMatchObject({ id: ids[1] });
  });
});

describe('delivery', () => {
  it('is written once, and again where the copy changes', async () => {
    const { said, ownCopy, id } = await conversation();
    await inCore(({ talk }) => talk.copied([said], { ...ownCopy, hash: 'two' }));
    const copies = await prisma.ticketCopy.findMany({ where: { ticketId: id, chatId: GROUP } });
    expect(copies).toMatchObject([{ messageId: ownCopy.messageId, hash: 'two' }]);
    await inCore(({ talk }) => talk.copied([said], { chatId: GROUP, messageId: 6_000_000 + id, hash: 'moved' }));
    const moved = await prisma.ticketMessage.findUniqueOrThrow({ where: { id: said }, include: { copy: true } });
    expect(moved.copy).toMatchObject({ messageId: 6_000_000 + id });
  });

  it('that fails is said once, and is forgotten when it succeeds after all', async () => {
    const { answer, id } = await conversation();
    await inCore(({ talk }) => talk.failed(answer, 'person.blocked-bot'));
    expect(await found(answer)).toMatchObject({ failure: 'person.blocked-bot', failedAt: desk.clock.now() });
    expect(await waitsToBeShown(id)).toBe(true);
    await inCore(({ talk }) => talk.failed(answer, 'delivery.failed'));
    expect(await found(answer)).toMatchObject({ failure: 'person.blocked-bot' });
    await inCore(({ talk }) => talk.copied([answer], { chatId: 1n, messageId: 12, hash: 'h' }));
    expect(await found(answer)).toMatchObject({ failure: null, failedAt: null });
  });

  it('that fails leaves the person waiting, unless they blocked the bot', async () => {
    const [lost, blocked] = [await conversation(), await conversation()];
    await inCore(({ talk }) => talk.failed(lost.answer, 'delivery.failed'));
    await inCore(({ talk }) => talk.failed(blocked.answer, 'person.blocked-bot'));
    expect(await desk.ticket(lost.id)).toMatchObject({ waitingSince: desk.clock.now(), silentSince: null });
    expect(await desk.ticket(blocked.id)).toMatchObject({ waitingSince: null, silentSince: expect.any(Date) });
  });
});
