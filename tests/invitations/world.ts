import { randomUUID } from 'node:crypto';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock } from '#core/clock.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { News } from '#core/news.ts';
import { createSecrets } from '#core/secrets.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { testDatabase } from '#tests/support/database.ts';

export const institutionId = 'eljur';

/** A transaction that was rolled back because a use case refused. */
class Refused extends Error {
  readonly refusal: unknown;
  constructor(refusal: unknown) {
    super('refused');
    this.refusal = refusal;
  }
}

/** A real database with two schools, the use cases over it, and a clock that tests move. */
export async function schoolWorld() {
  const { prisma, close } = await testDatabase();
  const secrets = createSecrets(Buffer.alloc(32, 7));
  let now = new Date('2026-09-01T09:00:00Z');
  const clock: Clock = { now: () => now };
  let count = 0;

  const coreOf = (db: Db): Core => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });
  const within = <Value>(work: (core: Core, db: Db) => Promise<Value>): Promise<Value> =>
    prisma.$transaction((db) => work(coreOf(db), db), { maxWait: 20_000, timeout: 20_000 });

  /** As pages do it: what is refused leaves no trace. */
  async function whole<Value extends { ok: boolean }>(work: (core: Core) => Promise<Value>): Promise<Value> {
    try {
      return await within(async (core) => {
        const result = await work(core);
        if (!result.ok) throw new Refused(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Refused) return error.refusal as Value;
      throw error;
    }
  }

  const schoolOf = (number: string) =>
    prisma.school.create({
      data: {
        institutionId,
        slug: number,
        number,
        name: `Школа № ${number}`,
        region: 'Москва',
        host: `${number}.eljur.ru`,
      },
    });
  const [school, another] = [await schoolOf('1399'), await schoolOf('57')];

  async function card(role: Role, card: { fullName?: string; childId?: string; schoolId?: string } = {}) {
    count += 1;
    const { fullName = role === 'parent' ? '' : `Фамилия${count} Имя`, childId = null, schoolId = school.id } = card;
    const className = role === 'student' ? '6А' : null;
    const data = { institutionId, externalId: `card-${count}`, roles: [role], fullName, className, childId, schoolId };
    return (await prisma.person.create({ data })).id;
  }

  /** A card with a live code. */
  async function invited(role: Role, more: Parameters<typeof card>[1] & { personId?: string; code?: string } = {}) {
    const personId = more.personId ?? (await card(role, more));
    const wanted = { schoolId: more.schoolId ?? school.id, personId, role, curatorId: null };
    const { code } = more;
    const issued = await within(({ invitations }) =>
      code ? invitations.importPrinted({ ...wanted, code }) : invitations.issue(wanted),
    );
    if (!issued.ok) throw new Error(issued.error);
    return issued.value;
  }

  /** A pupil, and a live code of a parent of theirs. */
  async function child(fullName = 'Николаева Варвара', schoolId = school.id) {
    const personId = await card('student', { fullName, schoolId });
    return { pupil: personId, parent: await invited('parent', { childId: personId, schoolId }) };
  }

  async function chat(): Promise<ChatRef> {
    count += 1;
    const one = { botId: 9n, chatId: BigInt(1000 + count) };
    await prisma.conversation.create({
      data: { ...one, language: 'en', journey: 'invite', step: 'code', createdAt: clock.now() },
    });
    return one;
  }

  const check = (from: ChatRef, text: string, context: { schoolId?: string; accountId?: string } = {}) =>
    within(({ invitations }) => invitations.check(from, institutionId, text, context));

  /** Everything shown in this chat, and the page opened. */
  async function shown(from: ChatRef, ...codes: string[]): Promise<{ id: string; page: string }> {
    return within(async ({ invitations, enrollments }) => {
      let id = '';
      for (const code of codes) {
        const checked = await invitations.check(from, institutionId, code);
        if (!checked.ok) throw new Error(checked.error);
        if (id === '') id = await enrollments.begin(from, checked.value);
        else {
          const added = await enrollments.add(id, checked.value);
          if (!added.ok) throw new Error(added.error);
        }
      }
      return { id, page: (await enrollments.openPage(id)) ?? '' };
    });
  }

  const complete = (page: string, form: { login?: string; email?: string | null; fullName?: string | null } = {}) =>
    whole(({ enrollments }) =>
      enrollments.complete(page, {
        login: form.login ?? 'olga',
        passwordHash: 'hash',
        email: form.email === undefined ? 'olga@mail.ru' : form.email,
        fullName: form.fullName === undefined ? 'Николаева Ольга' : form.fullName,
      }),
    );

  /** An account with these codes, made from a chat of its own. */
  async function account(...codes: string[]): Promise<{ id: string; chat: ChatRef; login: string }> {
    const from = await chat();
    const { page } = await shown(from, ...codes);
    const made = await complete(page);
    if (!made.ok) throw new Error(made.error);
    return { id: made.value.accountId, chat: from, login: made.value.login };
  }

  async function curator(schoolId = school.id): Promise<string> {
    const { botId, chatId } = await chat();
    const row = { id: randomUUID(), institutionId, schoolId, name: 'Петрова М. И.', botId, chatId };
    await prisma.curator.create({ data: { ...row, createdAt: now, linkExpiresAt: now, acceptedAt: now } });
    return row.id;
  }

  async function jobs(name: string): Promise<{ payload: Record<string, unknown>; runAt: Date }[]> {
    return prisma.$queryRaw`
      SELECT job.payload, job.run_at AS "runAt"
      FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
      WHERE task.identifier = ${name} ORDER BY job.id`;
  }

  return {
    ...{ prisma, close, secrets, clock, within, whole, school, another },
    ...{ card, invited, child, chat, check, shown, complete, account, curator, jobs },
    move: (milliseconds: number): void => {
      now = after(now, milliseconds);
    },
    news: async (from: ChatRef): Promise<News[]> =>
      (await jobs('signal'))
        .filter(({ payload }) => payload.chatId === String(from.chatId))
        .map(({ payload }) => News.parse(payload.news)),
  };
}

export type SchoolWorld = Awaited<ReturnType<typeof schoolWorld>>;
