import type { ChatRef } from '#core/chat.ts';
import { after, type Clock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { News } from '#core/news.ts';
import { createSecrets } from '#core/secrets.ts';
import { type CallLine, type Calls, calls } from '#core/verification/calls.ts';
import { type Links, links } from '#core/verification/links.ts';
import { testDatabase } from '#tests/support/database.ts';

export const LINE = '+78005553535';
export const SECOND_LINE = '+78005553536';
export const ANNA_PHONE = '+79051234567';

export interface Job {
  name: string;
  payload: Record<string, unknown>;
  runAt: Date;
}

/** A real database with the use cases over it, a clock that tests move, and the jobs that wait in it. */
export async function verificationWorld(line: CallLine | null = { kind: 'static', numbers: [LINE] }) {
  const { prisma, close } = await testDatabase();
  const secrets = createSecrets(Buffer.alloc(32, 7));
  let now = new Date('2026-09-01T09:00:00Z');
  const clock: Clock = { now: () => now };
  const transaction = <Value>(work: (db: Db) => Promise<Value>): Promise<Value> =>
    prisma.$transaction((db) => work(db), { maxWait: 20_000, timeout: 20_000 });
  const callsIn = (db: Db): Calls => calls({ db, clock, jobs: sqlJobs(db), secrets, line });
  const linksIn = (db: Db): Links => links({ db, clock, jobs: sqlJobs(db), secrets });
  let lastChat = 1000n;
  let lastEvent = 0;

  async function jobs(name?: string): Promise<Job[]> {
    const rows = await prisma.$queryRaw<Job[]>`
      SELECT task.identifier AS name, job.payload, job.run_at AS "runAt"
      FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
      ORDER BY job.id`;
    return name === undefined ? rows : rows.filter((row) => row.name === name);
  }

  return {
    prisma,
    close,
    secrets,
    clock,
    transaction,
    callsIn,
    jobs,
    move: (milliseconds: number) => {
      now = after(now, milliseconds);
    },
    chat: (): ChatRef => ({ botId: 1n, chatId: ++lastChat }),
    withCalls: <Value>(work: (calls: Calls) => Promise<Value>) => transaction((db) => work(callsIn(db))),
    withLinks: <Value>(work: (links: Links) => Promise<Value>) => transaction((db) => work(linksIn(db))),

    async startCall(chat: ChatRef, phone = ANNA_PHONE, ownContact = false) {
      const started = await transaction((db) =>
        callsIn(db).start({ chat, institutionId: 'sechenov', phone, ownContact }),
      );
      if (!started.ok) throw new Error(started.error);
      return started.value;
    },

    rings(caller: string, called: string | undefined = LINE, at = now, eventId = `event-${++lastEvent}`) {
      return transaction((db) => callsIn(db).received({ provider: 'test', eventId, caller, called, at }));
    },

    async startLink(chat: ChatRef, email = 'anna@mail.ru') {
      const started = await transaction((db) =>
        linksIn(db).start({ chat, institutionId: 'sechenov', email, language: 'ru', letter: 'confirm-email' }),
      );
      if (!started.ok) throw new Error(started.error);
      const letter = await transaction((db) => linksIn(db).letter(started.value.id));
      if (!letter) throw new Error('no letter');
      return { ...started.value, ...letter };
    },

    /** What conversations were told, in order: `[chatId, news]`. */
    async news(): Promise<[bigint, News][]> {
      return (await jobs('signal')).map(({ payload }) => [BigInt(String(payload.chatId)), News.parse(payload.news)]);
    },

    /** Takes the waiting jobs of this name out of the queue. */
    async take(name: string): Promise<Job[]> {
      const taken = await jobs(name);
      await prisma.$executeRaw`DELETE FROM graphile_worker._private_jobs job USING graphile_worker._private_tasks task
        WHERE task.id = job.task_id AND task.identifier = ${name}`;
      return taken;
    },

    async reset() {
      await prisma.$executeRaw`TRUNCATE "Verification", "CallEvent", "Limit", graphile_worker._private_jobs`;
    },
  };
}

export type VerificationWorld = Awaited<ReturnType<typeof verificationWorld>>;
