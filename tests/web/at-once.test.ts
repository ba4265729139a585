import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { createSecrets } from '#core/secrets.ts';
import { transactions } from '#prisma/transactions.ts';
import { concurrently } from '#tests/support/database.ts';
import { GOOD, type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

let world: SchoolWorld;
let school: SchoolRow;
/** What happens when the form has been read and its password made: in its transaction, which holds nothing yet. */
let beforeCompletion = async (): Promise<unknown> => undefined;
beforeAll(async () => {
  const secrets = createSecrets(Buffer.alloc(32, 7));
  const core = (db: Db): Core => {
    const whole = createCore({ db, clock: world.clock, secrets, jobs: { add: async () => undefined }, line: null });
    const complete: Core['enrollments']['complete'] = async (...form) => {
      await beforeCompletion();
      return whole.enrollments.complete(...form);
    };
    return { ...whole, enrollments: { ...whole.enrollments, complete } };
  };
  world = await schoolWorld({ core });
  school = await world.school();
});
afterAll(() => world.close());

/**
 * Until another transaction waits for a row: by then the form holds the page. The server itself looks, and goes on at once: who waits
 * longest finds out that they wait for each other, and that is to be the form.
 */
const UNTIL_SOMEBODY_WAITS = `DO $$ BEGIN
  FOR tries IN 1..1000 LOOP
    PERFORM pg_stat_clear_snapshot();
    IF EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') THEN RETURN; END IF;
    PERFORM pg_sleep(0.01);
  END LOOP;
  RAISE 'nobody waits for the conversation';
END $$`;

it('a page that is sent while a button is pressed in its chat fails nobody', async () => {
  const really = concurrently('that a page and its chat which wait for each other go on');
  const personId = await world.card(school, { role: 'student', name: 'Николаева Варвара' });
  const { chat, path } = await world.enrollPage(school, [{ personId, role: 'student' }]);
  const { prisma } = world.database;
  let tries = 0;
  // As the chat's turn does: it holds the conversation, and then wants the page, which the sent form holds by now.
  const press = (hold: () => void): Promise<unknown> =>
    transactions(prisma)(async (db) => {
      tries += 1;
      await db.conversation.update({ where: { botId_chatId: chat }, data: { step: 'home' } });
      hold();
      // On a slow machine the turn may be who finds out: it begins again, and by then the form has gone on.
      if (really && tries === 1) await db.$executeRawUnsafe(UNTIL_SOMEBODY_WAITS);
      await db.oneTimePage.updateMany({ where: chat, data: { expiresAt: world.clock.now() } });
    });
  let pressed: Promise<unknown> | null = null;
  const held = new Promise<void>((hold) => {
    // Begun no sooner, or the turn would wait for all that comes before. Where transactions take turns it has its own before the form.
    beforeCompletion = () => {
      pressed ??= press(hold);
      return Promise.race([held, pressed]);
    };
  });
  if (!really) await beforeCompletion().then(() => pressed);
  const sent = await world.browser().post(path, { login: 'varya', password: GOOD, email: '' });
  await pressed;
  const formFirst = tries > 1;
  expect(sent.status).toBe(formFirst ? 200 : 410);
  expect(await prisma.account.count({ where: { personId } })).toBe(formFirst ? 1 : 0);
  expect(world.lines.join('')).not.toContain('a page failed');
});
