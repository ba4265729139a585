import { describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { hours, after as later, minutes } from '#core/clock.ts';
import { clockJobs } from '#core/helpdesk/clocks.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { helpdesk, OLGA, text, value } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, inCore, clock } = desk;
const { 'ticket-clock': look } = clockJobs({
  ...{ transaction: desk.transaction, core: desk.core, jobs: sqlJobs, clock },
  institutions: defaultInstitutions,
});

/** Ten on a Monday in Moscow: 30 minutes of working time to an answer, 72 hours of silence. */
const MONDAY = new Date('2026-11-23T07:00:00Z');

async function opened(at = MONDAY): Promise<{ chat: ChatRef; id: number }> {
  desk.sets(at);
  const chat = await desk.chat();
  return { chat, id: await desk.open(chat) };
}

/** When the ticket is looked at next. */
const planned = async (id: number): Promise<Date | undefined> =>
  (await desk.jobs('ticket-clock')).find(({ payload }) => payload.ticketId === id)?.runAt;

/** Lets the ticket's job run at that moment, as the runner of jobs does: it is gone then. */
async function looksAt(id: number, at: Date): Promise<void> {
  desk.sets(at);
  await prisma.$executeRaw`SELECT graphile_worker.remove_job(${`ticket-clock:${id}`}) IS NULL`;
  await look({ ticketId: id });
}

const houseLines = async (ticketId: number): Promise<unknown[]> =>
  (await inCore(({ talk }) => talk.list(ticketId)))
    .filter(({ author }) => author === 'house')
    .map(({ audience, content }) => [audience, content]);

const newsFor = async (chat: ChatRef): Promise<unknown[]> =>
  (await desk.jobs('signal'))
    .filter(({ payload }) => payload.chatId === String(chat.chatId))
    .map(({ payload }) => payload.news);

describe('somebody who waits', () => {
  it('is looked after from the first moment, whoever writes', async () => {
    const { chat, id } = await opened();
    expect(await planned(id)).toEqual(later(MONDAY, minutes(1)));
    for (const moves of [() => desk.answered(id, 1), () => desk.said(chat, id, 2)]) {
      desk.passes(minutes(5));
      await moves();
      expect(await planned(id)).toEqual(later(clock.now(), minutes(1)));
    }
    expect((await desk.jobs('ticket-clock')).filter(({ payload }) => payload.ticketId === id)).toHaveLength(1);
  });

  it('is brought to the operators’ minds after thirty minutes, once', async () => {
    const { chat, id } = await opened();
    await looksAt(id, later(MONDAY, minutes(1)));
    const due = later(MONDAY, minutes(30));
    expect(await planned(id)).toEqual(due);
    expect(await houseLines(id)).toEqual([]);
    await prisma.ticket.update({ where: { id }, data: { syncSince: null } });
    await looksAt(id, due);
    expect(await houseLines(id)).toEqual([['desk', { type: 'phrase', key: 'desk-reminder', args: { minutes: 30 } }]]);
    expect(await prisma.ticket.findUniqueOrThrow({ where: { id } })).toMatchObject({ syncSince: due, remindedAt: due });
    expect(await planned(id)).toBeUndefined();
    // More words of who waits anyway are no new waiting.
    value(await desk.said(chat, id, 10));
    await looksAt(id, later(due, hours(3)));
    expect(await houseLines(id)).toHaveLength(1);
    // After an answer there is a new one.
    value(await desk.answered(id, 1000));
    value(await desk.said(chat, id, 11));
    await looksAt(id, later(due, hours(4)));
    expect(await houseLines(id)).toHaveLength(2);
  });

  it('is nobody’s fault at night: working time counts', async () => {
    // 17:45 on Friday.
    const { id } = await opened(new Date('2026-11-27T14:45:00Z'));
    await looksAt(id, new Date('2026-11-28T12:00:00Z'));
    expect(await houseLines(id)).toEqual([]);
    expect(await planned(id)).toEqual(new Date('2026-11-30T06:15:00Z'));
  });

  it('is never closed by silence, however long it takes', async () => {
    const { chat, id } = await opened();
    value(await desk.answered(id, 2000));
    value(await desk.said(chat, id, 20));
    await looksAt(id, later(MONDAY, hours(24 * 30)));
    expect(await desk.ticket(id)).toMatchObject({ open: true });
    expect(await newsFor(chat)).toEqual([]);
  });
});

describe('silence after an answer', () => {
  it('is warned of when two thirds are over, and closes at its end', async () => {
    const { chat, id } = await opened();
    value(await desk.answered(id, 3000));
    await looksAt(id, later(MONDAY, minutes(1)));
    expect(await planned(id)).toEqual(later(MONDAY, hours(48)));
    expect(await newsFor(chat)).toEqual([]);

    await looksAt(id, later(MONDAY, hours(48)));
    expect(await newsFor(chat)).toEqual([{ type: 'ticket-warning', ticketId: id, hours: 24 }]);
    expect(await planned(id)).toEqual(later(MONDAY, hours(72)));
    await looksAt(id, later(MONDAY, hours(60)));
    expect(await newsFor(chat)).toHaveLength(1);

    await looksAt(id, later(MONDAY, hours(72)));
    expect((await newsFor(chat))[1]).toEqual({ type: 'ticket-closed', ticketId: id, by: 'silence' });
    expect(await desk.ticket(id)).toMatchObject({ open: false, closedBy: 'silence' });
    await looksAt(id, later(MONDAY, hours(100)));
    expect(await newsFor(chat)).toHaveLength(2);
    expect(await planned(id)).toBeUndefined();
  });

  it('ends with a word of the person: then they wait, and are warned anew', async () => {
    const { chat, id } = await opened();
    value(await desk.answered(id, 4000));
    await looksAt(id, later(MONDAY, hours(48)));
    value(await desk.said(chat, id, 40));
    await looksAt(id, later(MONDAY, hours(72)));
    expect(await desk.ticket(id)).toMatchObject({ open: true, warnedAt: null });
    value(await desk.answered(id, 4001));
    await looksAt(id, later(MONDAY, hours(72 + 48)));
    expect(await newsFor(chat)).toHaveLength(2);
  });

  it('is never closed unwarned, however late the warning is', async () => {
    const { chat, id } = await opened();
    value(await desk.answered(id, 5000));
    const late = later(MONDAY, hours(500));
    await looksAt(id, late);
    expect(await newsFor(chat)).toEqual([{ type: 'ticket-warning', ticketId: id, hours: 24 }]);
    await looksAt(id, later(late, hours(24) - 1));
    expect(await desk.ticket(id)).toMatchObject({ open: true });
    await looksAt(id, later(late, hours(24)));
    expect(await desk.ticket(id)).toMatchObject({ open: false });
  });

  it('is not counted where somebody closed it, or the ticket is not there', async () => {
    const { chat, id } = await opened();
    value(await desk.answered(id, 6000));
    await inCore(({ tickets }) => tickets.close(id, 'operator', OLGA));
    await looksAt(id, later(MONDAY, hours(72)));
    await looksAt(0, later(MONDAY, hours(72)));
    expect(await newsFor(chat)).toEqual([]);
  });

  it('does not come from a note, or from a line of ours', async () => {
    const { chat, id } = await opened();
    await inCore(async ({ talk }) => {
      await talk.note(id, OLGA, { content: text('заметка') });
      await talk.house(id, 'person', text('строка'));
    });
    await looksAt(id, later(MONDAY, hours(200)));
    expect(await newsFor(chat)).toEqual([]);
    expect(await desk.ticket(id)).toMatchObject({ open: true, waitingSince: MONDAY });
  });
});
