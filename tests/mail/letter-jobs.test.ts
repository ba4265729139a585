import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type JobHandler, startJobs } from '#bot/jobs.ts';
import { smtpMailer } from '#bot/providers/smtp.ts';
import { type Mailbox, startMailbox } from '#bot/sandbox/mailbox.ts';
import { linkPage } from '#bot/web/link-page.ts';
import type { ChatRef } from '#core/chat.ts';
import { type Clock, systemClock } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { letterJobs } from '#core/mail/letter-jobs.ts';
import { createSecrets } from '#core/secrets.ts';
import { links as linksOver } from '#core/verification/links.ts';
import { loadTexts } from '#locales/texts.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { somebodyListens } from '#tests/support/waiting.ts';

const secrets = createSecrets(Buffer.alloc(32, 7));
const texts = loadTexts();
const clock: Clock = systemClock;
const publicUrl = 'https://pass.example.ru';

let database: TestDatabase;
let mailbox: Mailbox;
let mailer: ReturnType<typeof smtpMailer>;
let lastChat = 7000n;

beforeAll(async () => {
  database = await testDatabase();
  mailbox = await startMailbox();
  mailer = smtpMailer({ url: mailbox.url, from: 'Propusk <no-reply@propusk.example>' });
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
  await database.close();
});

const transaction = <Value>(work: (db: Db) => Promise<Value>): Promise<Value> =>
  database.prisma.$transaction((db) => work(db));
const links = (db: Db) => linksOver({ db, clock, jobs: sqlJobs(db), secrets });

/** Asks for a letter as the chat does. */
async function ask(
  email: string,
  letter: Parameters<ReturnType<typeof links>['start']>[0]['letter'] = 'confirm-email',
) {
  const chat: ChatRef = { botId: 9n, chatId: ++lastChat };
  const started = await transaction((db) =>
    links(db).start({ chat, institutionId: 'isu', email, language: 'ru', letter }),
  );
  if (!started.ok) throw new Error(started.error);
  return { chat, id: started.value.id };
}

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** For what comes at last, however busy the machine is. */
const PATIENCE = { timeout: 60_000 };

/** Runs the letters' jobs, and keeps the news that they bring. */
async function work(more: Record<string, JobHandler> = {}, patience = 1_000) {
  const news: unknown[] = [];
  const lines: string[] = [];
  const handlers = {
    ...letterJobs({
      transaction,
      jobs: sqlJobs,
      links,
      texts,
      institutions: defaultInstitutions,
      mailer,
      publicUrl,
    }),
    async signal(payload: unknown) {
      news.push(payload);
    },
    ...more,
  };
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const runner = await startJobs({
    name: 'the test',
    onDead: () => undefined,
    pool: database.pool,
    handlers,
    concurrency: 4,
    pollInterval: 60_000,
    patience,
    log,
  });
  stop = runner.stop;
  await somebodyListens(database.prisma);
  return { news, lines };
}

const arrived = (to: string) =>
  vi.waitFor(() => {
    const letter = mailbox.letters().find((one) => one.to === to);
    if (!letter) throw new Error(`no letter for ${to}`);
    return letter;
  }, PATIENCE);

describe('a letter that a transaction asked for', () => {
  it('arrives, and both its link and its code confirm', async () => {
    const { news } = await work();
    const anna = await ask('anna@example.ru');
    const letter = await arrived('anna@example.ru');
    expect(letter.messageId).toBe(`<confirm-email.${anna.id}@pass.example.ru>`);
    const token = /https:\/\/pass\.example\.ru\/l\/([\w-]{43})/.exec(letter.text)?.[1] ?? '';
    const page = linkPage({ transaction, links });
    expect(await page.look(token)).toMatchObject({ ok: true, value: { state: 'waiting', institutionId: 'isu' } });
    expect((await page.confirm(token)).ok).toBe(true);
    await vi.waitFor(() => expect(news).toHaveLength(1), PATIENCE);

    const boris = await ask('boris@example.ru');
    const code = /^\d{6}$/m.exec((await arrived('boris@example.ru')).text)?.[0] ?? '';
    expect((await transaction((db) => links(db).confirmByCode(boris.chat, boris.id, code))).ok).toBe(true);
  });

  it('is not sent when another has replaced it meanwhile', async () => {
    const first = await ask('first@example.ru');
    await transaction((db) =>
      links(db).start({
        chat: first.chat,
        institutionId: 'isu',
        email: 'second@example.ru',
        language: 'en',
        letter: 'confirm-corporate',
      }),
    );
    await work();
    const second = await arrived('second@example.ru');
    expect(second.subject).toContain('Sechenov University');
    await ask('third@example.ru');
    await arrived('third@example.ru');
    expect(mailbox.letters().some(({ to }) => to === 'first@example.ru')).toBe(false);
  });

  it('tells the owner of a taken address, with nothing to press', async () => {
    await work();
    await ask('owner@example.ru', 'already-used');
    expect((await arrived('owner@example.ru')).text).not.toMatch(/https:|\b\d{6}\b/);
  });

  it('becomes news for the conversation when the address does not exist', async () => {
    const { news, lines } = await work();
    const { id, chat } = await ask('nobody@example.ru');
    await vi.waitFor(() => expect(news).toHaveLength(1), PATIENCE);
    expect(news[0]).toEqual({
      botId: '9',
      chatId: String(chat.chatId),
      id: `letter-refused:${id}`,
      news: { type: 'letter-refused', verificationId: id },
    });
    expect(lines.join('')).not.toContain('nobody@');
  });

  it('is tried again when the server is busy, and the log tells no address (abuse cases 33 and 37)', async () => {
    const { news, lines } = await work();
    const { id } = await ask('busy@example.ru');
    await vi.waitFor(() => expect(lines.join('')).toContain('will be tried again'), PATIENCE);
    expect(lines.join('')).toContain('451');
    expect(lines.join('')).not.toMatch(/busy@|verificationId/);
    expect(lines.join('')).not.toContain(id);
    expect(news).toEqual([]);
    // The log speaks before the job is written back.
    await vi.waitFor(async () => {
      const [job] = await database.prisma.$queryRaw<{ attempts: number }[]>`
        SELECT attempts FROM graphile_worker.jobs WHERE attempts > 0 AND last_error LIKE '%451%'`;
      expect(job?.attempts).toBe(1);
    }, PATIENCE);
  });
});

describe('the runner of jobs', () => {
  const waiting = (name: string) =>
    database.prisma.$queryRaw`SELECT locked_at FROM graphile_worker.jobs WHERE task_identifier = ${name}`;

  it('tells aloud, without the payload, of a job that failed for good', async () => {
    const { lines } = await work({
      async doomed() {
        throw new Error('+79051234567 of anna@example.ru cannot be served');
      },
    });
    await transaction((db) => sqlJobs(db).add('doomed', { phone: '+79051234567' }, { maxAttempts: 1 }));
    await vi.waitFor(() => expect(lines.join('')).toContain('failed for good'), PATIENCE);
    const line = lines.find((one) => one.includes('failed for good')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 50, name: 'doomed', attempt: 1 });
    expect(line).toContain('cannot be served');
    expect(lines.join('')).not.toMatch(/9051234567|anna@/);
  });

  it('waits for the job at hand when it is stopped', async () => {
    const heard: string[] = [];
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = {
      async slow() {
        heard.push('begun');
        await held;
        heard.push('done');
      },
    };
    await work(slow, PATIENCE.timeout);
    await transaction((db) => sqlJobs(db).add('slow', {}));
    await vi.waitFor(() => expect(heard).toEqual(['begun']), PATIENCE);
    const stopped = stop?.();
    finish();
    await stopped;
    expect(heard).toEqual(['begun', 'done']);
    expect(await waiting('slow')).toEqual([]);
  });

  it('gives a job back that takes too long to be waited for', async () => {
    let finish = () => {};
    const begun = vi.fn();
    await work({
      async endless() {
        begun();
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
    });
    await transaction((db) => sqlJobs(db).add('endless', {}));
    await vi.waitFor(() => expect(begun).toHaveBeenCalled(), PATIENCE);
    // The job's end comes only afterwards: waiting for it would take for ever.
    await stop?.();
    expect(await waiting('endless')).toEqual([{ locked_at: null }]);
    finish();
  });
});
