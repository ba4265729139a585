import { expect, it } from 'vitest';
import { minutes, seconds } from '#core/clock.ts';
import { GROUP, helpdesk } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;
const ahead = (id: number, groups?: number, sharing?: string[]) =>
  inCore(({ deskQueue }) => deskQueue.aheadOf(id, groups, sharing));

it('counts who came before, at the same institution or in the same group, and is honest about the time', async () => {
  const ids: number[] = [];
  for (let count = 0; count < 61; count += 1) {
    ids.push(await desk.open(await desk.chat()));
    desk.passes(seconds(1));
  }
  const [first = 0, second = 0] = ids;
  const last = ids.at(-1) ?? 0;
  const elsewhere = await desk.open(await desk.chat(), { institutionId: 'eljur' });
  expect(await ahead(elsewhere)).toEqual({ tickets: 0, minutes: 0 });
  expect(await ahead(first)).toEqual({ tickets: 0, minutes: 0 });
  expect(await ahead(second)).toEqual({ tickets: 1, minutes: 0 });
  // Sixty topics, with a card and a message each, at 18 calls a minute.
  expect(await ahead(last)).toEqual({ tickets: 60, minutes: 10 });
  expect(await ahead(last, 2)).toEqual({ tickets: 60, minutes: 5 });
  // Where both institutions' tickets come into one group, they wait for each other.
  desk.passes(seconds(1));
  const late = await desk.open(await desk.chat(), { institutionId: 'eljur' });
  expect(await ahead(late)).toEqual({ tickets: 1, minutes: 0 });
  expect(await ahead(late, 1, ['isu'])).toEqual({ tickets: 62, minutes: 10 });

  // Whoever has a topic already takes one call.
  await prisma.ticket.updateMany({ where: { institutionId: 'isu' }, data: { groupId: GROUP, topicId: 1 } });
  expect(await ahead(last)).toEqual({ tickets: 60, minutes: 3 });
  // Another group's queue is another one.
  await prisma.ticket.updateMany({ where: { id: { in: ids.slice(0, 30) } }, data: { groupId: GROUP - 1n } });
  expect(await ahead(last)).toEqual({ tickets: 30, minutes: 1 });
  // Who was just served comes after those who were not.
  desk.passes(minutes(1));
  await prisma.ticket.updateMany({ where: { id: { in: ids.slice(30, 50) } }, data: { syncedAt: desk.clock.now() } });
  expect(await ahead(last)).toEqual({ tickets: 10, minutes: 0 });
  // Nothing waits, so nobody is before it.
  await prisma.ticket.update({ where: { id: last }, data: { syncSince: null } });
  expect(await ahead(last)).toEqual({ tickets: 0, minutes: 0 });
  expect(await ahead(0)).toEqual({ tickets: 0, minutes: 0 });
});

it('counts the groups that can be written to', async () => {
  const updatedAt = desk.clock.now();
  const groups = ['-1', '-2', '-3'];
  const writable = (named: string[]) => inCore(({ deskQueue }) => deskQueue.writable(9n, named));
  // Nothing is known of a group that was never written to.
  expect(await writable(groups)).toBe(3);
  await prisma.deskGroup.createMany({
    data: [
      { botId: 9n, chatId: -1n, updatedAt },
      { botId: 9n, chatId: -2n, updatedAt, lostAt: updatedAt, lostWhy: 'kicked' },
      { botId: 8n, chatId: -3n, updatedAt, lostAt: updatedAt, lostWhy: 'kicked' },
    ],
  });
  expect(await writable(groups)).toBe(2);
  expect(await writable(['-2'])).toBe(0);
  expect(await writable([])).toBe(0);
});
