import { randomInt, randomUUID } from 'node:crypto';
import { type Core, createCore } from '#core/core.ts';
import { createSecrets } from '#core/secrets.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { TestDatabase } from '#tests/support/database.ts';

export const secrets = createSecrets(Buffer.alloc(32, 7));
export const institutionId = 'eljur';

let count = 0;

/** A journal's schools, cards and accounts, made as a test needs them. */
export function journalOf({ prisma }: TestDatabase) {
  const clock = { at: new Date('2026-11-22T12:00:00Z'), now: () => clock.at };
  const jobs: { name: string; payload: unknown }[] = [];

  return {
    clock,
    jobs,

    core: <T>(work: (core: Core) => Promise<T>): Promise<T> =>
      prisma.$transaction((db) =>
        work(
          createCore({
            db,
            clock,
            secrets,
            line: null,
            jobs: { add: async (name, payload) => void jobs.push({ name, payload }) },
          }),
        ),
      ),

    async school(): Promise<string> {
      count += 1;
      const { id } = await prisma.school.create({
        data: {
          ...{ institutionId, slug: `g${count}`, number: String(count), name: `Школа № ${count}`, region: 'Москва' },
          host: `g${count}.eljur.ru`,
        },
      });
      return id;
    },

    async card(
      schoolId: string,
      {
        snils,
        phones = [],
        ...data
      }: { snils?: string; phones?: string[] } & Partial<Prisma.PersonUncheckedCreateInput> = {},
    ): Promise<string> {
      const { id } = await prisma.person.create({
        data: {
          ...{ institutionId, schoolId, externalId: randomUUID(), fullName: 'Николаева Ольга Петровна' },
          roles: ['parent'],
          ...(snils ? { snilsHash: secrets.hash('snils', snils) } : {}),
          phones: { create: phones.map((phone) => ({ phone, institutionId })) },
          ...data,
        },
      });
      return id;
    },

    async account(
      schoolId: string,
      personId: string,
      data: Partial<Prisma.AccountUncheckedCreateInput> = {},
    ): Promise<string> {
      count += 1;
      const { id } = await prisma.account.create({
        data: {
          ...{ institutionId, schoolId, personId, passwordHash: '-', subject: randomInt(1, 2 ** 32) },
          ...{ login: `olga${count}`, loginKey: `olga${count}`, createdAt: clock.now() },
          ...data,
        },
      });
      return id;
    },

    /** A chat that speaks for an account. */
    async chat(accountId: string | null): Promise<{ botId: bigint; chatId: bigint }> {
      count += 1;
      const chat = { botId: 1n, chatId: BigInt(1000 + count) };
      await prisma.conversation.create({
        data: {
          ...{ ...chat, language: 'ru', journey: 'school', step: 'home', accountId },
          createdAt: clock.now(),
        },
      });
      return chat;
    },
  };
}

export type TestJournal = ReturnType<typeof journalOf>;
