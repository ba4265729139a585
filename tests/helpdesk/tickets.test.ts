import { describe, expect, it } from 'vitest';
import { days } from '#core/clock.ts';
import { PER_CHAT } from '#core/helpdesk/opening.ts';
import { lockTicket } from '#core/helpdesk/standing.ts';
import { TALK_PER_DAY, talkKey } from '#core/helpdesk/talk-limits.ts';
import { within } from '#core/limits.ts';
import { concurrently } from '#tests/support/database.ts';
import { CHIEF, GROUP, helpdesk, OLGA, PAVEL, value } from '#tests/support/tickets.ts';
import { waitedFor } from '#tests/support/waiting.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;
const contentsOf = async (ticketId: number): Promise<unknown[]> =>
  (await prisma.ticketMessage.findMany({ where: { ticketId }, orderBy: { id: 'asc' } })).map(({ content }) => content);

describe('a ticket', () => {
  it('is one for a chat at an institution: another trouble is a message of it', async () => {
    const chat = await desk.chat();
    const first = await desk.open(chat);
    const facts = { journey: 'register', step: 'name' };
    expect(await desk.open(chat, { reason: 'person.not-found', facts })).toBe(first);
    expect(await contentsOf(first)).toEqual([{ type: 'trouble', reason: 'person.not-found', facts }]);
    expect(await desk.open(chat, { institutionId: 'eljur' })).not.toBe(first);
    expect(await desk.open(await desk.chat())).not.toBe(first);
    expect(await desk.ticket(first)).toMatchObject({ reason: 'asked', open: true, waitingSince: desk.clock.now() });
  });

  it('gets nothing of the same trouble told again, in whatever order', async () => {
    const chat = await desk.chat();
    const first = await desk.open(chat);
    const other = { reason: 'person.several' as const, facts: { phone: '+79051234567', step: 'name' } };
    for (let time = 0; time < 3; time += 1) {
      expect(await desk.open(chat, { facts: { step: 'email', journey: 'register' } })).toBe(first);
      expect(await desk.open(chat, other)).toBe(first);
    }
    expect(await contentsOf(first)).toHaveLength(1);
    expect(await desk.open(chat, { reason: 'person.several' })).toBe(first);
    expect(await contentsOf(first)).toHaveLength(2);
  });

  it('is a new one once the last was closed', async () => {
    const chat = await desk.chat();
    const first = await desk.open(chat);
    expect(await inCore(({ tickets }) => tickets.close(first, 'operator', OLGA))).toBe(true);
    const second = await desk.open(chat);
    expect(second).not.toBe(first);
    expect(await desk.ticket(first)).toMatchObject({ open: false, closedBy: 'operator' });
    expect(await contentsOf(first)).toEqual([]);
  });

  it('has a number that the helpdesk knows, also for somebody who opens too many', async () => {
    const chat = await desk.chat();
    const numbers = new Set<number>();
    for (let time = 0; time < PER_CHAT.max + 5; time += 1) {
      const id = await desk.open(chat, { facts: { phone: `+7905000000${time}` } });
      numbers.add(id);
      await inCore(({ tickets }) => tickets.close(id, 'person'));
    }
    expect(numbers.size).toBe(PER_CHAT.max);
    expect(await prisma.ticket.count({ where: chat })).toBe(PER_CHAT.max);
    const letters = (await desk.jobs('ticket-letter')).map(({ payload }) => payload.ticketId);
    expect(letters).toEqual(expect.arrayContaining([...numbers]));
    desk.passes(days(1));
    expect(numbers).not.toContain(await desk.open(chat));
  });

  it('is one also for troubles that come at the same time', async () => {
    concurrently('one open ticket of two troubles at the same time');
    for (let round = 0; round < 5; round += 1) {
      const chat = await desk.chat();
      const reasons = ['asked', 'person.several', 'call.trouble', 'account.trouble'] as const;
      const numbers = await Promise.all(reasons.map((reason) => desk.open(chat, { reason })));
      expect(new Set(numbers).size).toBe(1);
      const [id = 0] = numbers;
      const { reason } = await desk.ticket(id);
      const added = (await contentsOf(id)).map((content) => Reflect.get(Object(content), 'reason'));
      expect([reason, ...added].sort()).toEqual([...reasons].sort());
    }
  });

  it('is locked with all that its caller may come to need, the oldest first, and no other institution’s', async () => {
    if (!concurrently('that a chat’s tickets are locked together')) return;
    const chat = await desk.chat();
    const old = await desk.open(chat);
    await desk.inCore(({ tickets }) => tickets.close(old, 'silence'));
    const id = await desk.open(chat);
    const school = await desk.open(chat, { institutionId: 'eljur' });
    await desk.transaction(async (db) => {
      expect(await lockTicket(db, id)).toMatchObject({ id });
      expect(
        await prisma.$queryRaw`SELECT id FROM "Ticket" WHERE "chatId" = ${chat.chatId} FOR UPDATE SKIP LOCKED`,
      ).toEqual([{ id: school }]);
    });
  });

  it('is locked before its limits, also where somebody else has just opened it: nobody waits in a ring', async () => {
    if (!concurrently('the order of locks of two troubles at the same time')) return;
    const chat = await desk.chat();
    const ticket = { chat, institutionId: 'isu', language: 'ru', reason: 'asked', facts: {} } as const;
    const { other } = await desk.transaction(async (db) => {
      await within(db, desk.clock, talkKey(chat, 'day'), TALK_PER_DAY);
      const { other } = await desk.transaction(async (first) => {
        await desk.core(first).tickets.open(ticket);
        const other = desk.open(chat, { reason: 'person.several' });
        await waitedFor(prisma, first);
        return { other };
      });
      await waitedFor(prisma, db);
      expect(
        await db.$queryRaw`SELECT id FROM "Ticket" WHERE "chatId" = ${chat.chatId} FOR UPDATE SKIP LOCKED`,
      ).toEqual([]);
      return { other };
    });
    expect(await contentsOf(await other)).toMatchObject([{ type: 'trouble', reason: 'person.several' }]);
  });

  it('never holds SNILS, passwords and codes', async () => {
    const id = await desk.open(await desk.chat(), {
      facts: { words: 'СНИЛС 112-233-445 95, пароль Summer2024, код 123456', phone: '+79051234567' },
    });
    const { facts } = await desk.ticket(id);
    expect(facts.phone).toBe('+79051234567');
    expect(facts.words).not.toMatch(/112|Summer|123/);
  });

  it('of somebody who is blocked gets no more troubles', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    await inCore(({ blocks }) => blocks.block(id, OLGA, 'реклама'));
    expect(await desk.open(chat, { reason: 'person.several' })).toBe(id);
    expect(await contentsOf(id)).toEqual([]);
    await inCore(({ tickets }) => tickets.close(id, 'operator', OLGA));
    expect(await desk.open(chat)).toBe(id);
  });
});

describe('whose ticket it is', () => {
  it('is found by its chat, its number and its topic', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    await prisma.ticket.update({ where: { id }, data: { groupId: GROUP, topicId: 77 } });
    const found = await inCore(async ({ tickets }) => [
      await tickets.openOf(chat, 'isu'),
      await tickets.openOf(chat, null),
      await tickets.latestOf(chat, 'isu'),
      await tickets.byTopic(9n, GROUP, 77),
    ]);
    expect(found.map((one) => one?.id)).toEqual([id, id, id, id]);
    const nobody = await inCore(async ({ tickets }) => [
      await tickets.openOf(chat, 'eljur'),
      await tickets.byTopic(8n, GROUP, 77),
      await tickets.byTopic(9n, GROUP, 78),
    ]);
    expect(nobody).toEqual([null, null, null]);
  });

  it('is the latest for a week after it was closed', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    await inCore(({ tickets }) => tickets.close(id, 'person'));
    desk.passes(days(7) - 1);
    expect(await inCore(({ tickets }) => tickets.openOf(chat, 'isu'))).toBeNull();
    expect((await inCore(({ tickets }) => tickets.latestOf(chat, 'isu')))?.id).toBe(id);
    desk.passes(1);
    expect(await inCore(({ tickets }) => tickets.latestOf(chat, 'isu'))).toBeNull();
  });
});

describe('an operator', () => {
  it('takes what nobody has; a senior what somebody has', async () => {
    const id = await desk.open(await desk.chat());
    const take = (who: typeof OLGA) => inCore(({ tickets }) => tickets.take(id, who));
    expect(value(await take(OLGA))).toBe('taken');
    expect(value(await take(OLGA))).toBe('had');
    expect(await take(PAVEL)).toEqual({ ok: false, error: 'ticket.taken' });
    expect(value(await take(CHIEF))).toBe('taken');
    expect((await desk.ticket(id)).taken).toMatchObject({ by: CHIEF.id, name: CHIEF.name });
    const events = await prisma.deskEvent.findMany({ where: { ticketId: id }, orderBy: { id: 'asc' } });
    expect(events.map(({ by, action }) => [by, action])).toEqual([
      [OLGA.id, 'ticket.taken'],
      [CHIEF.id, 'ticket.taken'],
    ]);
  });

  it('gives back their own; a senior any', async () => {
    const id = await desk.open(await desk.chat());
    const release = (who: typeof OLGA) => inCore(({ tickets }) => tickets.release(id, who));
    expect(await release(CHIEF)).toBe(false);
    await inCore(({ tickets }) => tickets.take(id, OLGA));
    expect(await release(PAVEL)).toBe(false);
    expect(await release(OLGA)).toBe(true);
    await inCore(({ tickets }) => tickets.take(id, OLGA));
    expect(await release(CHIEF)).toBe(true);
    expect((await desk.ticket(id)).taken).toBeNull();
  });

  it('takes no closed ticket, and none that is not there', async () => {
    const id = await desk.open(await desk.chat());
    await inCore(({ tickets }) => tickets.close(id, 'operator', OLGA));
    expect(await inCore(({ tickets }) => tickets.take(id, OLGA))).toEqual({ ok: false, error: 'ticket.closed' });
    expect(await inCore(({ tickets }) => tickets.take(0, OLGA))).toEqual({ ok: false, error: 'ticket.unknown' });
  });

  it('takes it alone: of two at the same time one has it', async () => {
    concurrently('two operators who take one ticket');
    const id = await desk.open(await desk.chat());
    const ends = await Promise.all([OLGA, PAVEL].map((who) => inCore(({ tickets }) => tickets.take(id, who))));
    expect(ends.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('the end', () => {
  it('is once, by whoever was first', async () => {
    concurrently('a ticket that the person and the operator close at the same time');
    const id = await desk.open(await desk.chat());
    const ends = await Promise.all([
      inCore(({ tickets }) => tickets.close(id, 'person')),
      inCore(({ tickets }) => tickets.close(id, 'operator', OLGA)),
      inCore(({ tickets }) => tickets.close(id, 'silence')),
    ]);
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await desk.ticket(id)).toMatchObject({ open: false, waitingSince: null, silentSince: null });
  });

  it('is undone, unless the chat has another open ticket', async () => {
    const chat = await desk.chat();
    const first = await desk.open(chat);
    const reopen = () => inCore(({ tickets }) => tickets.reopen(first, OLGA));
    expect(await reopen()).toBe(false);
    await inCore(({ tickets }) => tickets.close(first, 'operator', OLGA));
    expect(await reopen()).toBe(true);
    expect(await desk.ticket(first)).toMatchObject({ open: true, closedBy: null, reopenedAt: desk.clock.now() });
    await inCore(({ tickets }) => tickets.close(first, 'operator', OLGA));
    await desk.open(chat);
    expect(await reopen()).toBe(false);
  });

  it('is rated by the person, when it is over, with one to five stars', async () => {
    const chat = await desk.chat();
    const id = await desk.open(chat);
    const rate = (stars: number, by = chat) => inCore(({ tickets }) => tickets.rate(by, id, stars));
    expect(await rate(5)).toBe(false);
    await inCore(({ tickets }) => tickets.close(id, 'person'));
    for (const stars of [0, 6, 2.5, Number.NaN]) expect(await rate(stars)).toBe(false);
    expect(await rate(5, await desk.chat())).toBe(false);
    expect(await rate(2)).toBe(true);
    expect(await rate(4)).toBe(true);
    expect(await desk.ticket(id)).toMatchObject({ rating: 4 });
    await inCore(({ tickets }) => tickets.reopen(id));
    expect(await desk.ticket(id)).toMatchObject({ rating: 4, open: true });
  });
});

it('waits to be shown after every change that its card tells of', async () => {
  const chat = await desk.chat();
  const id = await desk.open(chat);
  const changes: (() => Promise<unknown>)[] = [
    () => inCore(({ tickets }) => tickets.take(id, OLGA)),
    () => inCore(({ tickets }) => tickets.release(id, OLGA)),
    () => inCore(({ tickets }) => tickets.setLanguage(id, 'en')),
    () => desk.open(chat, { reason: 'person.several' }),
    () => inCore(({ blocks }) => blocks.block(id, OLGA, 'spam')),
    () => inCore(({ blocks }) => blocks.lift(id, OLGA)),
    () => inCore(({ tickets }) => tickets.close(id, 'person')),
    () => inCore(({ tickets }) => tickets.rate(chat, id, 3)),
    () => inCore(({ tickets }) => tickets.reopen(id)),
  ];
  for (const change of changes) {
    await prisma.ticket.update({ where: { id }, data: { syncSince: null } });
    await change();
    const { syncSince } = await prisma.ticket.findUniqueOrThrow({ where: { id } });
    expect(syncSince, String(change)).toEqual(desk.clock.now());
    // What waits already waits since then.
    desk.passes(1000);
    await inCore(({ tickets }) => tickets.setLanguage(id, 'ru'));
    expect((await prisma.ticket.findUniqueOrThrow({ where: { id } })).syncSince).toEqual(syncSince);
  }
  expect(await desk.ticket(id)).toMatchObject({ language: 'ru' });
});
