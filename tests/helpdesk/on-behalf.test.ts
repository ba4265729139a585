import { expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { after, days, hours } from '#core/clock.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { CHIEF, helpdesk, OLGA } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;

const isu = () => {
  const found = defaultInstitutions.find(({ kind }) => kind === 'university');
  if (!found) throw new Error('No university');
  return found;
};

/** A letter under way to this address, from somebody's chat; and a ticket of theirs. */
async function waitsForLetter(target: string): Promise<{ chat: ChatRef; id: number }> {
  const chat = await desk.chat();
  const now = desk.clock.now();
  const attempt = { kind: 'link' as const, ...chat, institutionId: 'isu', target, codeHash: 'x' };
  await prisma.verification.create({ data: { ...attempt, createdAt: now, expiresAt: after(now, days(2)) } });
  return { chat, id: await desk.open(chat) };
}

const again = async (id: number) => {
  const ticket = await desk.ticket(id);
  return inCore(({ onBehalf }) => onBehalf.resendLetter(ticket, isu(), OLGA));
};

it('abuse 12: operators send a letter again a few times only, whichever tickets it is asked in', async () => {
  const [one, other] = [await waitsForLetter('anna@example.com'), await waitsForLetter('anna@example.com')];
  for (const { id } of [one, other, one]) expect((await again(id)).ok).toBe(true);
  expect(await again(other.id)).toEqual({ ok: false, error: 'operators.too-often' });
  expect(await desk.jobs('letter')).toHaveLength(3);
  expect((await again((await waitsForLetter('boris@example.com')).id)).ok).toBe(true);
  desk.passes(hours(2));
  expect((await again(one.id)).ok).toBe(true);
});

it('abuse 12: operators allow calls again a few times a day only', async () => {
  const chat = await desk.chat();
  const id = await desk.open(chat);
  const ticket = await desk.ticket(id);
  // Where no call is under way nobody is told to try one again.
  expect(await inCore(({ onBehalf }) => onBehalf.allowCalls(ticket, isu(), OLGA))).toEqual({
    ok: false,
    error: 'operators.no-call',
  });
  const times = { createdAt: new Date(), expiresAt: after(new Date(), hours(1)) };
  await prisma.verification.create({
    data: { ...chat, ...times, institutionId: 'isu', kind: 'call', target: '+79050000000' },
  });
  const allow = () => inCore(({ onBehalf }) => onBehalf.allowCalls(ticket, isu(), OLGA));
  for (let count = 0; count < 5; count += 1) expect((await allow()).ok).toBe(true);
  expect(await allow()).toEqual({ ok: false, error: 'operators.too-often' });
  expect(await prisma.deskEvent.count({ where: { ticketId: id, action: 'calls.allowed' } })).toBe(5);
});

it('tells whoever has the account that its number was corrected, though somebody else asked for it', async () => {
  const person = { institutionId: 'isu', externalId: 'P-1', fullName: 'Анна Иванова', roles: [] };
  const createdAt = desk.clock.now();
  const { id: personId } = await prisma.person.create({ data: person });
  const account = await prisma.account.create({
    data: { institutionId: 'isu', personId, passwordHash: 'x', subject: 77n, createdAt },
  });
  const hers = await desk.chat(account.id);
  const ticket = await desk.ticket(await desk.open(await desk.chat()));
  const correct = (by: typeof OLGA) =>
    inCore(({ onBehalf }) => onBehalf.correctPhone(ticket, isu(), by, { personId, phone: '+79057000001' }));
  expect(await correct(OLGA)).toEqual({ ok: false, error: 'operators.senior-only' });
  expect((await correct(CHIEF)).ok).toBe(true);
  const told = (await desk.jobs('signal')).map(({ payload }) => payload);
  expect(told).toEqual([
    expect.objectContaining({ chatId: String(hers.chatId), news: { type: 'phone-corrected' } }),
    // Whoever asked goes on registering, if that is what waits for it.
    expect.objectContaining({ news: { type: 'directory-corrected' } }),
  ]);
  expect(
    JSON.stringify(await prisma.deskEvent.findMany({ where: { ticketId: ticket.id } }), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  ).not.toMatch(/9057000001|Иванова/);
});
