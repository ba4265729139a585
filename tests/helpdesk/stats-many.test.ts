import { expect, it } from 'vitest';
import { after, days, minutes } from '#core/clock.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { helpdesk } from '#tests/support/tickets.ts';

/** More than PostgreSQL takes parameters of one question. */
const MANY = 33_000;

const { inCore, prisma, clock } = await helpdesk();
const isu = defaultInstitutions.filter(({ id }) => id === 'isu');

it('counts a busy year, however many tickets it had', async () => {
  const to = clock.now();
  const from = after(to, -days(366));
  await prisma.$executeRaw`
    WITH made AS (
      INSERT INTO "Ticket" ("institutionId", "botId", "chatId", language, reason, facts, "createdAt", "closedAt", "firstAnswerAt")
      SELECT 'isu', 1, n, 'ru', 'asked', '{}', at, at, at FROM generate_series(1, ${MANY}::int) n, (SELECT ${after(to, -minutes(10))}::timestamptz AS at)
      RETURNING id, "botId", "createdAt")
    INSERT INTO "TicketMessage" ("ticketId", "botId", author, audience, via, content, "createdAt")
    SELECT id, "botId", 'person', 'desk', 'chat', '{"type": "text", "text": "Тайнова"}', "createdAt" FROM made`;

  const rows = await inCore(({ deskStats }) => deskStats.rows(isu, from, to));
  expect(rows).toHaveLength(MANY);
  expect(rows.every(({ messagesOfPerson }) => messagesOfPerson === 1)).toBe(true);
  expect(await inCore(({ deskStats }) => deskStats.figures(isu, from, to))).toMatchObject({ opened: MANY });
});
