import { expect, it } from 'vitest';
import { formerTicket } from '#bot/desk/sync/former.ts';
import { GROUP, helpdesk } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma } = desk;

it('whose a topic was is found without a look through the journal, however long that is', async () => {
  const chat = await desk.chat();
  const id = await desk.open(chat);
  await prisma.$executeRaw`
    INSERT INTO "DeskEvent" (at, "institutionId", "ticketId", by, action, detail)
    SELECT now(), 'isu', ${id}, 'house', 'topic.left', jsonb_build_object('group', ${String(GROUP)}::text, 'topic', n) FROM generate_series(1, 3000) n`;
  await prisma.$executeRaw`ANALYZE "DeskEvent"`;
  const group = { botId: chat.botId, chatId: GROUP };
  const looked = await desk.transaction(async (db) => {
    expect(await formerTicket(db, { group, topicId: 7 }, ['isu'])).toBe(id);
    expect(await formerTicket(db, { group, topicId: 3001 }, ['isu'])).toBeNull();
    return db.$queryRaw<{ rows: number }[]>`
      SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'DeskEvent'`;
  });
  expect(looked[0]?.rows).toBeLessThan(10);
});
