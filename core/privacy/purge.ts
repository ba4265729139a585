import { Prisma } from '#prisma/generated/client.ts';
import { USES_KEPT } from '../access/gate.ts';
import { after, type Clock, days } from '../clock.ts';
import type { Db } from '../database.ts';
import { REOPENS_WITHIN } from '../helpdesk/ticket.ts';

/** How long traces are kept that serve no purpose any more, in milliseconds. Telegram repeats an update for at most a day. */
const KEPT = {
  processed: days(7),
  attempts: days(30),
  messages: days(30),
  jobs: days(30),
  requests: days(365),
  questions: days(30),
  untaken: REOPENS_WITHIN,
  tickets: days(365),
  files: days(30),
};

/** Where graphile-worker keeps jobs. */
const JOBS = 'graphile_worker._private_jobs';

/** Rows removed at once: a transaction that removes more could last longer than it may, and then nothing would ever go. */
const BATCH = 10_000;

/** Removes what has done its work, in many short transactions: nothing here is needed to go on, or to prove anything. */
export async function purge(transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>, clock: Clock): Promise<void> {
  const now = clock.now();
  const before = (age: number): Date => after(now, -age);
  const done: [table: string, condition: Prisma.Sql][] = [
    ['Processed', Prisma.sql`at < ${before(KEPT.processed)}`],
    ['CallEvent', Prisma.sql`at < ${before(KEPT.processed)}`],
    ['Limit', Prisma.sql`"resetAt" < ${now}`],
    ['Verification', Prisma.sql`"expiresAt" < ${before(KEPT.attempts)}`],
    ['OneTimePage', Prisma.sql`"expiresAt" < ${before(KEPT.attempts)}`],
    ['Registration', Prisma.sql`"completedAt" IS NULL AND "createdAt" < ${before(KEPT.attempts)}`],
    // Used, withdrawn and expired invitations stay: as long as their codes are known, no look-alike is taken for them.
    ['Enrollment', Prisma.sql`"completedAt" IS NULL AND "createdAt" < ${before(KEPT.attempts)}`],
    ['Session', Prisma.sql`"expiresAt" < ${before(KEPT.attempts)} OR "endedAt" < ${before(KEPT.attempts)}`],
    ['PassUse', Prisma.sql`at < ${before(USES_KEPT)}`],
    // Words about oneself that a school's curator has long read.
    ['Request', Prisma.sql`"createdAt" < ${before(KEPT.requests)}`],
    ['Question', Prisma.sql`"askedAt" < ${before(KEPT.questions)}`],
    ['Untaken', Prisma.sql`at < ${before(KEPT.untaken)}`],
    // What was said in a conversation that is long over: its numbers stay, for the figures.
    ['TicketMessage', ofLongClosed(before(KEPT.tickets))],
    ['TicketCopy', ofLongClosed(before(KEPT.tickets))],
    // Telegram or the mail server has them.
    [
      'TicketFile',
      Prisma.sql`"messageId" IN (
        SELECT m.id FROM "TicketMessage" m LEFT JOIN "TicketCopy" c ON c.id = m."copyId"
        WHERE least(c."createdAt", m."mailedAt", m."failedAt") < ${before(KEPT.files)})`,
    ],
    // Given up, or for somebody who has blocked the bot ever since.
    ['Outbox', Prisma.sql`"createdAt" < ${before(KEPT.messages)}`],
    // Given up for good: until then the operator may look why. Their payloads hold addresses, and texts that somebody wrote.
    [JOBS, Prisma.sql`attempts >= max_attempts AND locked_at IS NULL AND run_at < ${before(KEPT.jobs)}`],
  ];
  await forgetFacts(transaction, before(KEPT.tickets));
  for (const [table, condition] of done) {
    const name = Prisma.raw(table === JOBS ? table : `"${table}"`);
    let removed = BATCH;
    while (removed === BATCH) {
      removed = await transaction(
        (db) => db.$executeRaw`
          DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${condition} LIMIT ${BATCH}))`,
      );
    }
  }
}

const ofLongClosed = (before: Date): Prisma.Sql =>
  Prisma.sql`"ticketId" IN (SELECT id FROM "Ticket" WHERE "closedAt" < ${before})`;

/** What a ticket said of the person who opened it goes with its words. */
async function forgetFacts(transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T>, before: Date): Promise<void> {
  const nothing = Prisma.sql`'{}'::jsonb`;
  let emptied = BATCH;
  while (emptied === BATCH) {
    emptied = await transaction(
      (db) => db.$executeRaw`
        UPDATE "Ticket" SET facts = ${nothing}, "topicName" = NULL, "takenName" = NULL WHERE id = ANY (ARRAY(
          SELECT id FROM "Ticket" WHERE "closedAt" < ${before} AND facts <> ${nothing} LIMIT ${BATCH}))`,
    );
  }
}
