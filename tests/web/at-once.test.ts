import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transactions } from '#prisma/transactions.ts';
import { concurrently } from '#tests/support/database.ts';
import { GOOD, type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

let world: SchoolWorld;
let school: SchoolRow;
beforeAll(async () => {
  world = await schoolWorld();
  school = await world.school();
});
afterAll(() => world.close());

/** Until another transaction waits for a row: by then the form holds the page. Asked outside of transactions, which see one state of it. */
async function eventuallyWaiting(db: SchoolWorld['database']['prisma']): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const waiting = await db.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
    await sleep(50);
  }
  throw new Error('nobody waits for the conversation');
}

it('a page that is sent while a button is pressed in its chat fails nobody', async () => {
  concurrently('that a page and its chat which wait for each other go on');
  const personId = await world.card(school, { role: 'student', name: 'Николаева Варвара' });
  const { chat, path } = await world.enrollPage(school, [{ personId, role: 'student' }]);
  const { prisma } = world.database;
  // As the chat's turn does: it holds the conversation, and then wants the page, which the sent form holds by now.
  const pressed = transactions(prisma)(async (db) => {
    await db.conversation.update({ where: { botId_chatId: chat }, data: { step: 'home' } });
    await eventuallyWaiting(prisma);
    await db.oneTimePage.updateMany({ where: chat, data: { expiresAt: world.clock.now() } });
  });
  await sleep(100);
  const sent = await world.browser().post(path, { login: 'varya', password: GOOD, email: '' });
  await pressed;
  expect(sent.status).toBe(410);
  expect(await prisma.account.count({ where: { personId } })).toBe(0);
  expect(world.lines.join('')).not.toContain('a page failed');
});
