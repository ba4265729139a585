import { expect, it } from 'vitest';
import { arriving } from '#bot/delivery/arriving.ts';
import { createUnderway } from '#bot/delivery/underway.ts';
import { hours } from '#core/clock.ts';
import { GROUP, helpdesk, value } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, transaction, clock } = desk;
const underway = createUnderway();
/** Longer than any test: who waits without need never ends. */
const arrived = arriving({ transaction, clock, owner: 'this', underway, patience: hours(1) });

/** Somebody whose words, and their answer, are still to be shown. */
async function waiting() {
  const chat = await desk.chat();
  const ticketId = await desk.open(chat);
  await prisma.ticket.update({ where: { id: ticketId }, data: { groupId: GROUP, topicId: 7 } });
  const said = value(await desk.said(chat, ticketId, 1)).id;
  const answer = value(await desk.answered(ticketId, Number(chat.chatId) * 1000)).id;
  const message = { op: 'relay', ids: [String(answer)], language: 'ru' };
  await prisma.outbox.create({ data: { ...chat, message, createdAt: clock.now() } });
  return { chat, ticketId, said, group: { botId: chat.botId, chatId: GROUP } };
}

it('nobody waits for a message while nothing is being sent, however much is to be sent', async () => {
  const { chat, group } = await waiting();
  const flight = underway.flight({ ...chat, chatId: chat.chatId + 1000n });
  flight.begins();
  await arrived({ ...group, messageId: 900_000 });
  await arrived({ ...chat, messageId: 900_000 });
  flight.ends();
});

it('what is being sent is waited for: until it is known, or stands nowhere', async () => {
  const { group, said, ticketId } = await waiting();
  const place = { ...group, messageId: 900_001 };
  const flight = underway.flight(group);
  flight.begins();
  flight.begins();
  let known = false;
  const waits = arrived(place).then(() => known);
  await desk.inCore(async ({ talk }) => {
    await talk.copied([said], { chatId: GROUP, messageId: 900_001, hash: 'a' });
    known = true;
  });
  expect(await waits).toBe(true);

  // What stands above a known one is known, or none of a ticket.
  await arrived({ ...group, messageId: 900_000 });
  let ended = false;
  const inVain = arrived({ ...group, messageId: 900_002 }).then(() => ended);
  await desk.ticket(ticketId);
  ended = true;
  flight.ends();
  expect(await inVain).toBe(true);
});

it('what another process may be sending is waited for while it has something to send', async () => {
  const { group, chat, said } = await waiting();
  const held = { senderId: 'another', senderUntil: new Date(clock.now().getTime() + hours(1)) };
  await prisma.deskGroup.create({ data: { ...group, ...held } });
  await prisma.conversation.updateMany({ where: chat, data: held });
  let known = false;
  const waits = Promise.all([arrived({ ...group, messageId: 900_010 }), arrived({ ...chat, messageId: 900_010 })]).then(
    () => known,
  );
  await transaction(async (db) => {
    await desk.core(db).talk.copied([said], { chatId: GROUP, messageId: 900_010, hash: 'a' });
    await db.outbox.deleteMany({ where: chat });
    known = true;
  });
  expect(await waits).toBe(true);

  await prisma.deskGroup.updateMany({ data: { senderId: 'this' } });
  await arrived({ ...group, messageId: 900_011 });
});

it('a group that has moved is another process’s by its old number too; whose time is over sends nothing', async () => {
  const { group, chat } = await waiting();
  await prisma.deskGroup.deleteMany();
  const held = { senderId: 'another', senderUntil: new Date(clock.now().getTime() + hours(1)) };
  await prisma.deskGroup.create({ data: { ...group, chatId: GROUP - 1n, movedTo: GROUP, ...held } });
  let ended = false;
  const waits = arrived({ ...group, messageId: 900_020 }).then(() => ended);
  await transaction(async (db) => {
    await db.conversation.updateMany({ where: chat, data: held });
    await db.deskGroup.updateMany({ data: { senderUntil: clock.now() } });
    ended = true;
  });
  expect(await waits).toBe(true);

  await prisma.conversation.updateMany({ where: chat, data: { senderUntil: clock.now() } });
  await arrived({ ...chat, messageId: 900_020 });
});
