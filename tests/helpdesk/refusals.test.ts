import { expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { CHIEF, GROUP, helpdesk, OLGA, value } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;

const isu = () => {
  const found = defaultInstitutions.find(({ kind }) => kind === 'university');
  if (!found) throw new Error('No university');
  return found;
};

it('shows the operators nothing that somebody blocked puts under their answer', async () => {
  const chat = await desk.chat();
  const id = await desk.open(chat);
  const answer = value(await desk.answered(id, 901));
  const copy = { ...chat, messageId: 11 };
  await inCore(({ talk }) => talk.copied([answer.id], { chatId: chat.chatId, messageId: 11, hash: 'one' }));
  await inCore(({ blocks }) => blocks.block(id, OLGA, 'spam'));
  expect(await inCore(({ talk }) => talk.react(copy, '💩'))).toBeNull();
  expect(await prisma.ticketMessage.findUnique({ where: { id: answer.id } })).toMatchObject({ reaction: null });
  // What the operators put under their words counts as ever.
  const said = await prisma.ticketMessage.create({
    data: {
      ...{ ticketId: id, botId: chat.botId, author: 'person', audience: 'desk', via: 'chat' },
      ...{ content: { type: 'text', text: 'x' }, createdAt: desk.clock.now() },
    },
  });
  await inCore(({ talk }) => talk.copied([said.id], { chatId: GROUP, messageId: 905, hash: 'one' }));
  const place = { botId: chat.botId, chatId: GROUP, messageId: 905 };
  expect(await inCore(({ talk }) => talk.react(place, '👍'))).toMatchObject({ changed: true });
});

it('lets nobody but a senior revoke passes or correct a phone, whichever way they ask', async () => {
  const person = { institutionId: 'isu', externalId: 'P-9', fullName: 'Анна Иванова', roles: [] };
  const { id: personId } = await prisma.person.create({ data: person });
  const account = await prisma.account.create({
    data: { institutionId: 'isu', personId, passwordHash: 'x', subject: 9n, createdAt: desk.clock.now() },
  });
  const chat = await desk.chat(account.id);
  const id = await desk.open(chat);
  const ticket = await desk.ticket(id);
  const refusal = { ok: false, error: 'operators.senior-only' };
  expect(await inCore(({ onBehalf }) => onBehalf.revokePass(ticket, isu(), OLGA))).toEqual(refusal);
  const phone = '+79050000001';
  expect(await inCore(({ onBehalf }) => onBehalf.correctPhone(ticket, isu(), OLGA, { personId, phone }))).toEqual(
    refusal,
  );
  expect(await prisma.deskEvent.count({ where: { ticketId: id } })).toBe(0);
  expect((await inCore(({ onBehalf }) => onBehalf.revokePass(ticket, isu(), CHIEF))).ok).toBe(true);
});
