import { afterAll, expect, it } from 'vitest';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { purge } from '#core/privacy/purge.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
afterAll(() => database.close());

const now = new Date('2026-11-22T10:00:00Z');
const clock = { now: () => now };
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> => database.prisma.$transaction(work);

it('removes what is old, however much, and leaves the rest', async () => {
  const { prisma } = database;
  const chat = { botId: 9n, chatId: 2n ** 52n };
  const place = { language: 'ru', journey: 'home', step: 'home', createdAt: daysAgo(90), blockedAt: daysAgo(60) };
  await prisma.conversation.create({ data: { ...chat, ...place } });
  await prisma.$executeRaw`
    INSERT INTO "Processed" ("botId", key, at) SELECT 9, 'update:' || n, ${daysAgo(8)} FROM generate_series(1, 25000) n`;
  await prisma.processed.create({ data: { botId: 9n, key: 'update:young', at: daysAgo(6) } });
  await prisma.limit.createMany({
    data: [
      { key: 'over', count: 5, resetAt: daysAgo(1) },
      { key: 'counting', count: 5, resetAt: daysAgo(-1) },
    ],
  });
  const attempt = { ...chat, kind: 'link' as const, institutionId: 'isu', target: 'a@mail.ru' };
  const page = { ...chat, purpose: 'set-password', subjectId: '00000000-0000-4000-8000-000000000000' };
  const message = { op: 'delete', messageId: 1 };
  for (const age of [31, 29]) {
    const date = daysAgo(age);
    await prisma.verification.create({ data: { ...attempt, createdAt: date, expiresAt: date } });
    await prisma.oneTimePage.create({ data: { ...page, expiresAt: date } });
    await prisma.registration.create({ data: { ...chat, institutionId: 'isu', createdAt: date } });
    await prisma.registration.create({ data: { ...chat, institutionId: 'isu', createdAt: date, completedAt: date } });
    const shown = { ...chat, institutionId: 'eljur', schoolId: page.subjectId, createdAt: date };
    await prisma.enrollment.create({ data: shown });
    await prisma.enrollment.create({ data: { ...shown, completedAt: date } });
    await prisma.session.create({ data: { createdAt: date, expiresAt: date } });
    await prisma.session.create({ data: { createdAt: date, expiresAt: daysAgo(-1), endedAt: date } });
    const school = { number: '', name: 'Гимназия', region: 'Казань' };
    const at = { ...school, institutionId: 'eljur', slug: `gymnasium-${age}`, host: `gymnasium-${age}.eljur.ru` };
    const { id: schoolId } = await prisma.school.create({ data: at });
    const card = { institutionId: 'eljur', externalId: `pupil-${age}`, fullName: 'Иванова Вера', schoolId };
    const { id: personId } = await prisma.person.create({ data: card });
    const code = { institutionId: 'eljur', schoolId, personId, role: 'student' as const, prefix: 'st' };
    const hashes = { codeHash: `code-${age}`, foldHash: `fold-${age}` };
    await prisma.invitation.create({ data: { ...code, ...hashes, issuedAt: daysAgo(400), expiresAt: daysAgo(340) } });
    const asked = { ...chat, institutionId: 'eljur', schoolId, language: 'ru', reason: 'asked', facts: { words: 'Я' } };
    await prisma.request.create({ data: { ...asked, createdAt: daysAgo(335 + age) } });
    const question = { ...chat, language: 'ru', text: 'где мой QR', outcome: 'answer', askedAt: date };
    await prisma.question.create({ data: question });
    const sent = { content: { type: 'text', text: 'а мне ответят?' }, messageId: age };
    await prisma.untaken.create({ data: { ...chat, messageId: age, sent, at: daysAgo(age - 23) } });
    for (const [task, attempts] of [
      ['given-up', 3],
      ['waiting', 2],
    ] as const) {
      await sqlJobs(prisma).add(task, { email: 'anna@mail.ru' }, { runAt: date, maxAttempts: 3 });
      await prisma.$executeRaw`
        UPDATE graphile_worker._private_jobs SET attempts = ${attempts} WHERE attempts = 0`;
    }
    await prisma.$executeRaw`
      INSERT INTO "Outbox" ("botId", "chatId", message, "createdAt")
      VALUES (${chat.botId}, ${chat.chatId}, ${JSON.stringify(message)}::jsonb, ${date})`;
  }
  await purge(transaction, clock);

  expect(await prisma.processed.findMany({ select: { key: true } })).toEqual([{ key: 'update:young' }]);
  expect(await prisma.limit.findMany({ select: { key: true } })).toEqual([{ key: 'counting' }]);
  expect([
    await prisma.verification.count(),
    await prisma.oneTimePage.count(),
    await prisma.registration.count({ where: { completedAt: null } }),
    await prisma.registration.count({ where: { completedAt: { not: null } } }),
    await prisma.enrollment.count({ where: { completedAt: null } }),
    await prisma.enrollment.count({ where: { completedAt: { not: null } } }),
    await prisma.session.count(),
    // Codes that are good no more are known for ever.
    await prisma.invitation.count(),
    await prisma.request.count(),
    await prisma.question.count(),
    await prisma.untaken.count(),
    await prisma.outbox.count(),
    await prisma.conversation.count(),
  ]).toEqual([1, 1, 1, 2, 1, 2, 2, 2, 1, 1, 1, 1, 1]);
  // What a job was told, an address or a text, goes with the jobs that nobody tries any more.
  const jobs = await prisma.$queryRaw<{ identifier: string }[]>`
    SELECT task.identifier FROM graphile_worker._private_jobs job
    JOIN graphile_worker._private_tasks task ON task.id = job.task_id ORDER BY task.identifier`;
  expect(jobs.map(({ identifier }) => identifier)).toEqual(['given-up', 'waiting', 'waiting']);
});
