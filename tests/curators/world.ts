import { randomUUID } from 'node:crypto';
import { type Core, createCore } from '#core/core.ts';
import { type ReadRoster, readRoster } from '#core/curators/roster-reading.ts';
import type { Db } from '#core/database.ts';
import { createSecrets } from '#core/secrets.ts';
import { testDatabase } from '#tests/support/database.ts';

/** Schools with curators over the house's own use cases; jobs are only written down. */
export async function curatorWorld() {
  const database = await testDatabase();
  const secrets = createSecrets(Buffer.alloc(32, 3));
  const clock = { at: new Date('2026-11-22T12:00:00Z'), now: () => clock.at };
  const jobs: { name: string; payload: Record<string, unknown> }[] = [];
  const add = async (name: string, payload: Record<string, unknown>): Promise<void> =>
    void jobs.push({ name, payload });
  const core = (db: Db): Core => createCore({ db, clock, secrets, jobs: { add }, line: null });
  let count = 0;

  const world = {
    ...{ database, secrets, clock, jobs, core, prisma: database.prisma },
    inCore: <T>(work: (core: Core) => Promise<T>): Promise<T> => database.prisma.$transaction((db) => work(core(db))),

    async school(): Promise<{ id: string; number: string }> {
      count += 1;
      const number = String(count);
      return database.prisma.school.create({
        data: {
          institutionId: 'eljur',
          slug: `s${number}`,
          number,
          name: `Школа № ${number}`,
          region: 'Москва',
          host: `${number}.eljur.ru`,
        },
      });
    },

    async chat(accountId: string | null = null) {
      count += 1;
      const chat = { botId: 1n, chatId: BigInt(1000 + count) };
      await database.prisma.conversation.create({
        data: { ...chat, accountId, language: 'ru', journey: 'home', step: 'home', createdAt: clock.now() },
      });
      return chat;
    },

    /** Somebody who has become a curator of the school. */
    async curator(schoolId: string, name = 'Климова Ирина') {
      const chat = await world.chat();
      return world.inCore(async ({ curators }) => {
        const { id, link } = await curators.add(schoolId, name);
        const accepted = await curators.accept(chat, link);
        if (!accepted.ok) throw new Error(accepted.error);
        return { id, name, chat };
      });
    },

    /** A card with an account. */
    async account(schoolId: string, fullName = 'Николаева Ольга') {
      count += 1;
      const login = `olga${100 + count}`;
      const person = await database.prisma.person.create({
        data: { institutionId: 'eljur', externalId: randomUUID(), schoolId, fullName, roles: ['parent'] },
      });
      const { id } = await database.prisma.account.create({
        data: {
          ...{ institutionId: 'eljur', schoolId, personId: person.id, login, loginKey: login, subject: BigInt(count) },
          ...{ passwordHash: 'none', createdAt: clock.now() },
        },
      });
      return { id, login, personId: person.id };
    },

    async read(list: string): Promise<ReadRoster> {
      const read = await readRoster(Buffer.from(list), { secrets, today: '2026-11-22' });
      if (!read.ok) throw new Error(read.error);
      return read.value;
    },

    /** Previews and applies a list, as a curator does. */
    async imports(curatorId: string, list: string) {
      const read = await world.read(list);
      const previewed = await world.inCore(({ roster }) => roster.preview(curatorId, read));
      if (!previewed.ok) throw new Error(previewed.error);
      const applied = await world.inCore(({ roster }) => roster.apply(curatorId, previewed.value.sealed));
      if (!applied.ok) throw new Error(applied.error);
      return { preview: previewed.value.report, applied: applied.value };
    },

    /** The news that waits for this chat. */
    newsFor: ({ chatId }: { chatId: bigint }) =>
      jobs.flatMap(({ payload }) => (payload.chatId === String(chatId) ? [payload.news as { type: string }] : [])),

    close: () => database.close(),
  };
  return world;
}

export type CuratorWorld = Awaited<ReturnType<typeof curatorWorld>>;
