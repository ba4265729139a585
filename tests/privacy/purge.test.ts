import { afterAll, expect, it } from 'vitest';
import type { Db } from '#core/database.ts';
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
    await prisma.outbox.count(),
    await prisma.conversation.count(),
  ]).toEqual([1, 1, 1, 2, 1, 1]);
});
