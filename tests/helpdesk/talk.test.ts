import { describe, expect, it } from 'vitest';
import { days, minutes } from '#core/clock.ts';
import { TALK_PER_DAY, TALK_PER_MINUTE } from '#core/helpdesk/talk-limits.ts';
import { concurrently } from '#tests/support/database.ts';
import { GROUP, helpdesk, OLGA, PAVEL, text, value } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;
const listed = (ticketId: number) => inCore(({ talk }) => talk.list(ticketId));
const wordsOf = async (ticketId: number): Promise<unknown[]> =>
  (await listed(ticketId)).map(({ content }) => (content.type === 'text' ? content.text : content.type));

describe('what the person says', () => {
  it('is kept in order, and makes them wait since the first of it', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    value(await desk.answered(id, 1));
    const since = desk.clock.now();
    for (const messageId of [10, 11, 12]) {
      value(await desk.said(chat, id, messageId));
      desk.passes(minutes(1));
    }
    expect(await wordsOf(id)).toEqual(['answer 1', 'message 10', 'message 11', 'message 12']);
    expect(await desk.ticket(id)).toMatchObject({ waitingSince: since, silentSince: null });
  });

  it('has one effect, however often it comes', async () => {
    concurrently('a message of the person that comes twice at the same time');
    const chat = await desk.chat();
    const id = await desk.open(chat);
    const first = value(await desk.said(chat, id, 20));
    const again = await Promise.all([desk.said(chat, id, 20), desk.said(chat, id, 20), desk.said(chat, id, 21)]);
    expect(again.map((one) => value(one).id).slice(0, 2)).toEqual([first.id, first.id]);
    expect(await wordsOf(id)).toEqual(['message 20', 'message 21']);
  });

  it('goes to nobody else’s ticket', async () => {
    const id = await desk.open(await desk.chat());
    expect(await desk.said(await desk.chat(), id, 1)).toEqual({ ok: false, error: 'ticket.unknown' });
    expect(await desk.said(await desk.chat(), 0, 1)).toEqual({ ok: false, error: 'ticket.unknown' });
    expect(await wordsOf(id)).toEqual([]);
  });

  it('opens a ticket again within a week, and no later; its rating stays', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    await inCore(async ({ tickets }) => {
      await tickets.close(id, 'operator', OLGA);
      await tickets.rate(chat, id, 5);
    });
    desk.passes(days(7) - 1);
    expect(value(await desk.said(chat, id, 30))).toMatchObject({ ticketId: id, reopened: true });
    expect(value(await desk.said(chat, id, 31))).toMatchObject({ ticketId: id, reopened: false });
    expect(await desk.ticket(id)).toMatchObject({ open: true, rating: 5, waitingSince: desk.clock.now() });
    expect(await desk.open(chat, { reason: 'person.several' })).toBe(id);
    await inCore(({ tickets }) => tickets.close(id, 'person'));
    desk.passes(days(7));
    expect(await desk.said(chat, id, 32)).toEqual({ ok: false, error: 'ticket.over' });
    // What came in time and comes once more is no new message.
    expect(value(await desk.said(chat, id, 31))).toMatchObject({ ticketId: id, reopened: false });
  });

  it('goes to the open ticket where there is one beside the closed', async () => {
    const chat = await desk.chat();
    const first = await desk.open(chat);
    await inCore(({ tickets }) => tickets.close(first, 'person'));
    const second = await desk.open(chat);
    expect(value(await desk.said(chat, first, 40))).toMatchObject({ ticketId: second, reopened: false });
    expect(await wordsOf(first)).toEqual([]);
    expect(await wordsOf(second)).toEqual(['message 40']);
  });

  it('leaves one open ticket when a trouble and words come at the same time', async () => {
    concurrently('a new trouble while words open the closed ticket again');
    for (let round = 0; round < 5; round += 1) {
      const chat = await desk.chat();
      const id = await desk.open(chat);
      await inCore(({ tickets }) => tickets.close(id, 'person'));
      const [said, opened] = await Promise.all([
        desk.said(chat, id, 50),
        desk.open(chat, { reason: 'person.several' }),
        inCore(({ tickets }) => tickets.reopen(id)),
      ]);
      expect(value(said).ticketId).toBe(opened);
      expect(await prisma.ticket.count({ where: { ...chat, closedAt: null } })).toBe(1);
      expect(await wordsOf(opened)).toContain('message 50');
    }
  });

  it('is refused when it is too much, and nothing of it is kept', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    const before = TALK_PER_MINUTE.max;
    for (let messageId = 1; messageId <= before; messageId += 1) value(await desk.said(chat, id, messageId));
    expect(await desk.said(chat, id, 1000)).toEqual({ ok: false, error: 'ticket.too-many' });
    expect(await listed(id)).toHaveLength(before);
    desk.passes(TALK_PER_MINUTE.window);
    value(await desk.said(chat, id, 1000));

    const key = `talk-day:9:${chat.chatId}`;
    await prisma.limit.update({ where: { key }, data: { count: TALK_PER_DAY.max } });
    desk.passes(TALK_PER_MINUTE.window);
    expect(await desk.said(chat, id, 1001)).toEqual({ ok: false, error: 'ticket.too-many' });
    desk.passes(TALK_PER_DAY.window);
    value(await desk.said(chat, id, 1001));
  });

  it('is an album as one message: all of it comes, or nothing', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    for (let album = 1; album <= TALK_PER_MINUTE.max; album += 1)
      for (let picture = 0; picture < 3; picture += 1)
        value(await desk.said(chat, id, album * 10 + picture, { albumId: `album ${album}` }));
    expect(await desk.said(chat, id, 5000, { albumId: 'one more' })).toEqual({ ok: false, error: 'ticket.too-many' });
    // Telegram's albums end at ten; what claims to go on is counted.
    for (let picture = 4; picture <= 10; picture += 1)
      value(await desk.said(chat, id, 6000 + picture, { albumId: 'album 1' }));
    expect(await desk.said(chat, id, 6100, { albumId: 'album 1' })).toEqual({ ok: false, error: 'ticket.too-many' });
  });

  it('is refused from somebody who is blocked, at this institution only', async () => {
    const chat = await desk.chat();
    const [here, there] = [await desk.open(chat), await desk.open(chat, { institutionId: 'eljur' })];
    expect(await inCore(({ blocks }) => blocks.block(here, OLGA, 'реклама'))).toBe(true);
    expect(await inCore(({ blocks }) => blocks.block(here, PAVEL, 'ещё раз'))).toBe(false);
    expect(await desk.said(chat, here, 60)).toEqual({ ok: false, error: 'ticket.blocked' });
    await inCore(({ tickets }) => tickets.close(here, 'operator', OLGA));
    expect(await desk.said(chat, here, 60)).toEqual({ ok: false, error: 'ticket.blocked' });
    expect(await desk.ticket(here)).toMatchObject({ open: false });
    value(await desk.said(chat, there, 61));
    expect(await inCore(({ blocks }) => blocks.lift(here, PAVEL))).toBe(true);
    expect(await inCore(({ blocks }) => blocks.lift(here, PAVEL))).toBe(false);
    expect(value(await desk.said(chat, here, 60))).toMatchObject({ reopened: true });
    const events = await prisma.deskEvent.findMany({ where: { ticketId: here }, orderBy: { id: 'asc' } });
    expect(events.map(({ by, action }) => [by, action])).toEqual([
      [OLGA.id, 'person.blocked'],
      [OLGA.id, 'ticket.closed'],
      [PAVEL.id, 'person.unblocked'],
    ]);
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.toContain('реклама');
  });
});

describe('what an operator says', () => {
  it('ends the waiting, takes the ticket, and is the first answer once', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    desk.passes(minutes(3));
    const first = value(await desk.answered(id, 100));
    const answeredAt = desk.clock.now();
    expect(first).toMatchObject({ chat, language: 'ru', firstAnswer: true });
    expect(await desk.ticket(id)).toMatchObject({
      ...{ firstAnswerAt: answeredAt, waitingSince: null, silentSince: answeredAt },
      taken: { by: OLGA.id, name: OLGA.name },
    });
    desk.passes(minutes(1));
    expect(value(await desk.answered(id, 101, PAVEL))).toMatchObject({ firstAnswer: false });
    expect(await desk.ticket(id)).toMatchObject({ firstAnswerAt: answeredAt, taken: { by: OLGA.id } });
    expect(value(await desk.answered(id, 100))).toMatchObject({ id: first.id, firstAnswer: false });
    expect(await wordsOf(id)).toEqual(['answer 100', 'answer 101']);
  });

  it('is refused where nobody would read it, and not kept', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    await prisma.conversation.update({ where: { botId_chatId: chat }, data: { blockedAt: desk.clock.now() } });
    expect(await desk.answered(id, 110)).toEqual({ ok: false, error: 'person.blocked-bot' });
    await prisma.conversation.delete({ where: { botId_chatId: chat } });
    expect(await desk.answered(id, 110)).toEqual({ ok: false, error: 'person.gone' });
    await inCore(({ tickets }) => tickets.close(id, 'operator', OLGA));
    expect(await desk.answered(id, 110)).toEqual({ ok: false, error: 'ticket.closed' });
    expect(await desk.answered(0, 110)).toEqual({ ok: false, error: 'ticket.unknown' });
    expect(await wordsOf(id)).toEqual([]);
  });

  it('comes by mail once per letter', async () => {
    const id = await desk.open(await desk.chat());
    const mail = { id: 'mail:olga@desk.ru', name: 'Ольга', senior: false };
    const letter = () =>
      inCore(({ talk }) => talk.fromOperator(id, mail, { content: text('Здравствуйте'), mailId: 'a1@desk.ru' }));
    const first = value(await letter());
    expect(value(await letter()).id).toBe(first.id);
    expect(await listed(id)).toMatchObject([{ via: 'mail', authorId: mail.id, audience: 'person' }]);
  });

  it('is a note when it is for the others, and nobody’s waiting ends', async () => {
    const id = await desk.open(await desk.chat());
    const note = { content: text('звонил, не отвечает'), source: { chatId: GROUP, messageId: 120 } };
    const kept = await inCore(({ talk }) => talk.note(id, OLGA, note));
    expect(await inCore(({ talk }) => talk.note(id, OLGA, note))).toBe(kept);
    expect(await listed(id)).toMatchObject([{ id: kept, author: 'operator', audience: 'nobody' }]);
    expect(await desk.ticket(id)).toMatchObject({ firstAnswerAt: null, taken: null, waitingSince: desk.clock.now() });
    expect(await inCore(({ talk }) => talk.note(0, OLGA, note))).toBeNull();
  });

  it('keeps its attachment', async () => {
    const id = await desk.open(await desk.chat());
    const plan = { name: 'plan.pdf', mimeType: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) };
    const kept = value(await desk.answered(id, 130, OLGA, { content: { type: 'file', caption: '' }, file: plan }));
    const [file] = await prisma.ticketFile.findMany({ where: { messageId: kept.id } });
    expect(file).toMatchObject({ name: 'plan.pdf', mimeType: 'application/pdf' });
    expect([...(file?.bytes ?? [])]).toEqual([1, 2, 3]);
  });
});

describe('a reply', () => {
  it('is to the message that its author sees there: their own, or the copy of the other’s', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    const said = value(await desk.said(chat, id, 200));
    await inCore(({ talk }) => talk.copied([said.id], { chatId: GROUP, messageId: 900, hash: 'h' }));
    const replyTo = (chatId: bigint, messageId: number) => ({ replyTo: { chatId, messageId }, quote: 'часть' });
    const answer = value(await desk.answered(id, 901, OLGA, replyTo(GROUP, 900)));
    await inCore(({ talk }) => talk.copied([answer.id], { chatId: chat.chatId, messageId: 201, hash: 'h' }));
    value(await desk.said(chat, id, 202, replyTo(chat.chatId, 201)));
    value(await desk.said(chat, id, 203, replyTo(chat.chatId, 200)));
    value(await desk.said(chat, id, 204, replyTo(chat.chatId, 999)));
    const [, first, second, third, fourth] = await listed(id);
    expect(first).toMatchObject({ replyToId: said.id, quote: 'часть' });
    expect(second).toMatchObject({ replyToId: answer.id });
    expect(third).toMatchObject({ replyToId: said.id });
    expect(fourth).toMatchObject({ replyToId: null });
  });

  it('never reaches into another ticket', async () => {
    const [one, other] = [await desk.chat(), await desk.chat()];
    const [mine, theirs] = [await desk.open(one), await desk.open(other)];
    value(await desk.said(other, theirs, 210));
    value(await desk.said(one, mine, 211, { replyTo: { chatId: other.chatId, messageId: 210 } }));
    expect(await listed(mine)).toMatchObject([{ replyToId: null }]);
  });
});

it('is listed from its end, page by page', async () => {
  const chat = await desk.chat();
  const id = await desk.open(chat);
  for (const messageId of [1, 2, 3, 4, 5]) value(await desk.said(chat, id, messageId));
  const last = await inCore(({ talk }) => talk.list(id, { limit: 2 }));
  expect(last.map(({ source }) => source?.messageId)).toEqual([4, 5]);
  const before = last[0]?.id ?? 0n;
  const earlier = await inCore(({ talk }) => talk.list(id, { limit: 2, before }));
  expect(earlier.map(({ source }) => source?.messageId)).toEqual([2, 3]);
});
