import { afterAll, describe, expect, it } from 'vitest';
import { days, systemClock } from '#core/clock.ts';
import { type NewTicket, PER_CHAT, tickets } from '#core/helpdesk/tickets.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
afterAll(() => database.close());

let ahead = 0;
const clock = { now: () => new Date(systemClock.now().getTime() + ahead) };
const open = (ticket: Partial<NewTicket> & Pick<NewTicket, 'chat'>): Promise<number> =>
  database.prisma.$transaction((db) =>
    tickets({ db, clock, jobs: sqlJobs(db) }).open({
      institutionId: 'isu',
      language: 'ru',
      reason: 'asked',
      facts: { journey: 'register', step: 'email', account: '–' },
      ...ticket,
    }),
  );
const letters = async (): Promise<unknown[]> => {
  const { rows } = await database.pool.query(
    `SELECT payload->>'ticketId' AS id FROM graphile_worker._private_jobs AS job
     JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id WHERE task.identifier = 'ticket-letter'`,
  );
  return rows.map(({ id }) => Number(id));
};

describe('a ticket', () => {
  it('is opened once for the same trouble, however often it is told', async () => {
    const chat = { botId: 9n, chatId: 1n };
    const first = await open({ chat });
    expect(await open({ chat })).toBe(first);
    expect(await open({ chat, facts: { account: '–', step: 'email', journey: 'register' } })).toBe(first);
    expect(await open({ chat, facts: { journey: 'register', step: 'name', account: '–' } })).not.toBe(first);
    expect(await open({ chat, institutionId: 'eljur' })).not.toBe(first);
    expect(await open({ chat: { botId: 9n, chatId: 2n } })).not.toBe(first);
  });

  it('is opened anew when the trouble comes back after a week, or after it was closed', async () => {
    const chat = { botId: 9n, chatId: 3n };
    const first = await open({ chat });
    await database.prisma.ticket.update({ where: { id: first }, data: { closedAt: clock.now() } });
    const second = await open({ chat });
    expect(second).not.toBe(first);
    ahead += days(8);
    expect(await open({ chat })).not.toBe(second);
  });

  it('has a number that stands for a letter, also for somebody who opens too many', async () => {
    const chat = { botId: 9n, chatId: 4n };
    const numbers = new Set<number>();
    for (let count = 0; count < PER_CHAT.max + 5; count += 1)
      numbers.add(await open({ chat, facts: { phone: `+7905000000${count}` } }));
    expect(numbers.size).toBe(PER_CHAT.max);
    expect(await database.prisma.ticket.count({ where: chat })).toBe(PER_CHAT.max);
    expect(await letters()).toEqual(expect.arrayContaining([...numbers]));
    ahead += days(1);
    expect(numbers).not.toContain(await open({ chat, facts: { phone: '+79050000099' } }));
  });
});
