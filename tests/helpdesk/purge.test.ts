import { expect, it } from 'vitest';
import { days } from '#core/clock.ts';
import { purge } from '#core/privacy/purge.ts';
import { GROUP, helpdesk, OLGA, value } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;
const file = { name: 'plan.pdf', mimeType: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) };

/** A conversation with an attachment, as the group has it. */
async function conversation(closed: boolean): Promise<number> {
  const chat = await desk.chat();
  const id = await desk.open(chat, { facts: { words: 'Я Тайнова' } });
  const said = value(await desk.said(chat, id, 1, { file }));
  value(await desk.answered(id, id));
  await inCore(({ talk }) => talk.copied([said.id], { chatId: GROUP, messageId: id, hash: 'h' }));
  if (closed) await inCore(({ tickets }) => tickets.close(id, 'operator', OLGA));
  return id;
}

it('forgets what was said a year after a ticket was closed, and attachments a month after they arrived', async () => {
  const [long, still] = [await conversation(true), await conversation(false)];
  desk.passes(days(365) - days(31));
  const lately = await conversation(true);
  const waiting = await desk.chat();
  const undelivered = await desk.open(waiting);
  value(await desk.said(waiting, undelivered, 1, { file }));
  desk.passes(days(31) + 1);
  const fresh = await conversation(false);
  await purge(desk.transaction, desk.clock);

  const kept = async (ticketId: number): Promise<[messages: number, copies: number, files: number]> => [
    await prisma.ticketMessage.count({ where: { ticketId } }),
    await prisma.ticketCopy.count({ where: { ticketId } }),
    await prisma.ticketFile.count({ where: { message: { ticketId } } }),
  ];
  expect(await kept(long)).toEqual([0, 0, 0]);
  expect(await kept(still)).toEqual([2, 1, 0]);
  expect(await kept(lately)).toEqual([2, 1, 0]);
  expect(await kept(undelivered)).toEqual([1, 0, 1]);
  expect(await kept(fresh)).toEqual([2, 1, 1]);
  // Its numbers stay.
  expect(await prisma.ticket.findUniqueOrThrow({ where: { id: long } })).toMatchObject({
    ...{ facts: {}, takenName: null, reason: 'asked', closedBy: 'operator', firstAnswerAt: expect.any(Date) },
  });
  expect(await desk.ticket(lately)).toMatchObject({ facts: { words: 'Я Тайнова' } });
});
