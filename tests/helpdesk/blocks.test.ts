import { expect, it } from 'vitest';
import { concurrently } from '#tests/support/database.ts';
import { CHIEF, helpdesk, OLGA } from '#tests/support/tickets.ts';
import { somebodyWaits } from '#tests/support/waiting.ts';

const desk = await helpdesk();
const { prisma, inCore } = desk;

it('is made once, though two operators press it at the same time, each at another ticket of the person', async () => {
  if (!concurrently('two blocks of one person, at two of their tickets')) return;
  const chat = await desk.chat();
  const earlier = await desk.open(chat);
  await inCore(({ tickets }) => tickets.close(earlier, 'operator', OLGA));
  const later = await desk.open(chat);

  const second = await inCore(async ({ blocks }) => {
    expect(await blocks.block(earlier, OLGA, 'spam')).toBe(true);
    const other = inCore((core) => core.blocks.block(later, CHIEF, 'spam too'));
    await Promise.race([other, somebodyWaits(prisma)]);
    // Not awaited here: it ends after this transaction only.
    return { other };
  });

  expect(await second.other).toBe(false);
  expect(await prisma.deskBlock.count({ where: chat })).toBe(1);
  expect(
    await prisma.deskEvent.count({ where: { action: 'person.blocked', ticketId: { in: [earlier, later] } } }),
  ).toBe(1);
});
