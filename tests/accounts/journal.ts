import { randomInt, randomUUID } from 'node:crypto';
import { emails } from '#core/accounts/emails.ts';
import { loginKey } from '#core/accounts/login-word.ts';
import { logins } from '#core/accounts/logins.ts';
import { hashPassword } from '#core/accounts/password.ts';
import { sessions } from '#core/accounts/sessions.ts';
import { signIn } from '#core/accounts/sign-in.ts';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock, hours } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { News } from '#core/news.ts';
import { recovery } from '#core/recovery/recovery.ts';
import { createSecrets } from '#core/secrets.ts';
import { links } from '#core/verification/links.ts';
import type { Role } from '#prisma/generated/enums.ts';
import type { TestDatabase } from '#tests/support/server.ts';

export const PASSWORD = 'tyulen4gromkopoet';
export const NEW_PASSWORD = 'vydra7tihoplyvet';

export interface AccountOptions {
  login?: string;
  password?: string;
  email?: string | null;
  verified?: boolean;
  schoolId?: string;
  fullName?: string;
  birthDate?: Date | null;
  role?: Role;
  /** Whether a chat of its own speaks for it. */
  chat?: boolean;
}

export interface AccountOfTest {
  id: string;
  personId: string;
  login: string;
  password: string;
  chat: ChatRef;
}

/** A journal with two schools over this database, and a clock that the test moves. */
export async function journalOn({ prisma, pool, close }: TestDatabase) {
  const secrets = createSecrets(Buffer.alloc(32, 7));
  let now = new Date('2026-09-01T09:00:00Z');
  const clock: Clock = { now: () => now };
  const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    prisma.$transaction((db) => work(db), { maxWait: 20_000, timeout: 20_000 });
  function coreOf(db: Db) {
    const deps = { db, clock, secrets, jobs: sqlJobs(db) };
    const letters = links(deps);
    return {
      links: letters,
      logins: logins(deps),
      sessions: sessions(deps),
      emails: emails({ ...deps, links: letters }),
      recovery: recovery(deps),
    };
  }
  const core = <T>(work: (core: ReturnType<typeof coreOf>) => Promise<T>): Promise<T> =>
    transaction((db) => work(coreOf(db)));
  // Made once: it takes its time.
  const usual = await hashPassword(PASSWORD);
  let lastChat = 5000n;
  let lastLogin = 100;

  const school = (slug: string): Promise<{ id: string }> =>
    prisma.school.create({
      data: {
        ...{ institutionId: 'eljur', slug, number: slug, name: `Школа № ${slug}`, region: 'Москва' },
        host: `${slug}.eljur.ru`,
      },
      select: { id: true },
    });
  const [own, other] = [(await school('1399')).id, (await school('57')).id];

  async function chat(accountId: string | null = null): Promise<ChatRef> {
    const ref = { botId: 1n, chatId: ++lastChat };
    await prisma.conversation.create({
      data: { ...ref, accountId, language: 'ru', journey: 'welcome', step: 'institution', createdAt: now },
    });
    return ref;
  }

  async function jobs(name: string): Promise<Record<string, unknown>[]> {
    const rows = await prisma.$queryRaw<{ payload: Record<string, unknown> }[]>`
      SELECT job.payload FROM graphile_worker._private_jobs job
        JOIN graphile_worker._private_tasks task ON task.id = job.task_id
      WHERE task.identifier = ${name} ORDER BY job.id`;
    return rows.map(({ payload }) => payload);
  }

  return {
    ...{ prisma, pool, close, secrets, clock, transaction, coreOf, core, chat, jobs },
    /** The schools: the one that accounts belong to unless told, and another. */
    schools: { own, other },

    move: (milliseconds: number): void => {
      now = after(now, milliseconds);
    },

    async account({
      login = `anna${++lastLogin}`,
      password = PASSWORD,
      email = null,
      verified = email !== null,
      schoolId = own,
      fullName = 'Николаева Варвара Петровна',
      birthDate = null,
      role = 'student',
      chat: chatty = true,
    }: AccountOptions = {}): Promise<AccountOfTest> {
      const passwordHash = password === PASSWORD ? usual : await hashPassword(password);
      const person = await prisma.person.create({
        data: {
          ...{ institutionId: 'eljur', externalId: randomUUID(), fullName, roles: [role], schoolId, birthDate },
          account: {
            create: {
              ...{ institutionId: 'eljur', schoolId, passwordHash, login, loginKey: loginKey(login), email },
              ...{ subject: randomInt(1, 2 ** 32), createdAt: now, emailVerifiedAt: verified ? now : null },
            },
          },
        },
        select: { id: true, account: { select: { id: true } } },
      });
      const id = person.account?.id ?? '';
      return { id, personId: person.id, login, password, chat: await chat(chatty ? id : null) };
    },

    /** A curator at work in their school's chat. */
    async curator(schoolId = own): Promise<string> {
      const made = await prisma.curator.create({
        data: {
          ...{ institutionId: 'eljur', schoolId, name: 'Иванова Мария', ...(await chat()) },
          ...{ createdAt: now, acceptedAt: now, linkExpiresAt: after(now, hours(24)) },
        },
      });
      return made.id;
    },

    /** What sign-in waited for on the way, in milliseconds. */
    async signIn(login: string, password: string, remote = '203.0.113.7', browser: string = randomUUID()) {
      const waits: number[] = [];
      const pause = async (delay: number): Promise<void> => {
        waits.push(delay);
      };
      const lifetime = hours(12);
      const result = await signIn(
        { transaction, core: coreOf, pause },
        { schoolId: own, login, password, remote, browser, lifetime },
      );
      return { result, waits };
    },

    /** What conversations were told, in order. */
    async news(): Promise<[bigint, News][]> {
      return (await jobs('signal')).map((payload) => [BigInt(String(payload.chatId)), News.parse(payload.news)]);
    },

    async forgetJobs(): Promise<void> {
      await prisma.$executeRaw`TRUNCATE graphile_worker._private_jobs`;
    },

    async reset(): Promise<void> {
      await prisma.$executeRaw`
        TRUNCATE "Verification", "Limit", "OneTimePage", "Session", "Conversation", "Enrollment", "Audit", "Account", "Person",
          "Curator", graphile_worker._private_jobs CASCADE`;
    },
  };
}

export type JournalWorld = Awaited<ReturnType<typeof journalOn>>;

/** The value of a result that must be good. */
export function good<Value>(result: { ok: true; value: Value } | { ok: false; error: string }): Value {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
