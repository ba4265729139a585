import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startJobs } from '#bot/jobs.ts';
import { smtpMailer } from '#bot/providers/smtp.ts';
import { type Mailbox, startMailbox } from '#bot/sandbox/mailbox.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import type { Language } from '#core/language.ts';
import { recoveryJobs } from '#core/recovery/jobs.ts';
import { loadTexts } from '#locales/texts.ts';
import { good, type JournalWorld, journalWorld } from '#tests/accounts/world.ts';
import { somebodyListens } from '#tests/support/waiting.ts';

let world: JournalWorld;
let mailbox: Mailbox;
let mailer: ReturnType<typeof smtpMailer>;
let lines: string[] = [];
let stop: (() => Promise<void>) | undefined;

/** For what comes at last, however busy the machine is. */
const PATIENCE = { timeout: 60_000 };

beforeAll(async () => {
  world = await journalWorld();
  mailbox = await startMailbox();
  mailer = smtpMailer({ url: mailbox.url, from: 'Propusk <no-reply@propusk.example>' });
}, 60_000);
beforeEach(async () => {
  await world.reset();
  await work();
});
afterEach(() => stop?.());
afterAll(async () => {
  mailer.close();
  await mailbox.close();
  await world.close();
});

async function work(): Promise<void> {
  lines = [];
  const runner = await startJobs({
    name: 'the test',
    onDead: () => undefined,
    pool: world.pool,
    handlers: {
      ...recoveryJobs({
        transaction: world.transaction,
        recovery: (db) => world.coreOf(db).recovery,
        secrets: world.secrets,
        texts: loadTexts(),
        institutions: defaultInstitutions,
        mailer,
        publicUrl: 'https://pass.example.ru',
      }),
      signal: async () => undefined,
      letter: async () => undefined,
    },
    concurrency: 2,
    pollInterval: 60_000,
    // What is at hand when a test ends does not go on in the next one.
    patience: PATIENCE.timeout,
    log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
  });
  stop = runner.stop;
  await somebodyListens(world.prisma);
}

const ask = (email: string, language: Language = 'ru', schoolId: string | null = null) =>
  world.core(({ recovery }) =>
    recovery.request({ institutionId: 'eljur', schoolId, email, language, chat: null, remote: '203.0.113.7' }),
  );
const lettersTo = (to: string) => mailbox.letters().filter((letter) => letter.to === to);
const arrived = (to: string) =>
  vi.waitFor(() => {
    const [letter] = lettersTo(to);
    if (!letter) throw new Error(`no letter for ${to}`);
    return letter;
  }, PATIENCE);
const allDone = () => vi.waitFor(async () => expect(await world.jobs('recovery-letter')).toEqual([]), PATIENCE);

describe('a request for access', () => {
  it('brings a letter with the login and a link to a page that sets the password', async () => {
    const anna = await world.account({ login: 'Varya101', email: 'varya@example.ru' });
    good(await ask('Varya@example.ru', 'en'));
    const letter = await arrived('varya@example.ru');
    expect(letter.text).toContain('Login: Varya101');
    expect(letter.text).toContain('Школа № 1399');
    const token = /https:\/\/pass\.example\.ru\/reset\/([\w-]{43})$/m.exec(letter.text)?.[1] ?? '';
    const pageId = world.secrets.open('page', token) ?? '';
    expect(await world.core(({ recovery }) => recovery.complete(pageId, 'hash'))).toEqual({
      ok: true,
      value: { accountId: anna.id },
    });
  });

  it('brings a family one letter with all its accounts, and from a school’s page only that school’s', async () => {
    await world.account({ login: 'mama101', email: 'family@example.ru', role: 'parent' });
    await world.account({ login: 'syn102', email: 'family@example.ru' });
    await world.account({ login: 'far103', email: 'family@example.ru', schoolId: world.schools.other });
    good(await ask('family@example.ru'));
    expect((await arrived('family@example.ru')).text).toMatch(/mama101[\s\S]*syn102|syn102[\s\S]*mama101/);
    expect(lettersTo('family@example.ru')).toHaveLength(1);

    good(await ask('family@example.ru', 'ru', world.schools.other));
    await vi.waitFor(() => expect(lettersTo('family@example.ru')).toHaveLength(2), PATIENCE);
    const texts = lettersTo('family@example.ru').map(({ text }) => text);
    expect(texts.filter((text) => text.includes('far103'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('mama101'))).toHaveLength(1);
  });

  it('abuse 14: brings nothing to an address that nobody has confirmed, and the log tells no address', async () => {
    await world.account({ email: 'unconfirmed@example.ru', verified: false });
    good(await ask('unconfirmed@example.ru'));
    good(await ask('stranger@example.ru'));
    await allDone();
    expect([...lettersTo('unconfirmed@example.ru'), ...lettersTo('stranger@example.ru')]).toEqual([]);
    expect(await world.prisma.oneTimePage.count()).toBe(0);
    expect(lines.join('')).not.toMatch(/stranger|unconfirmed/);
  });

  it('comes to an end in silence when the mailbox is gone: nobody is told whose address it was', async () => {
    await world.account({ email: 'nobody@example.ru' });
    good(await ask('nobody@example.ru'));
    await allDone();
    expect(await world.news()).toEqual([]);
    expect(lines.join('')).not.toContain('nobody@');
  });

  it('abuse 10: when the mail server is away, the letter that leaves at last has the live link', async () => {
    await world.account({ email: 'busy@example.ru' });
    good(await ask('busy@example.ru'));
    await vi.waitFor(() => expect(lines.join('')).toContain('will be tried again'), PATIENCE);
    const [first] = await world.prisma.oneTimePage.findMany();
    expect(first?.expiresAt.getTime()).toBeGreaterThan(world.clock.now().getTime());
    await world.core(({ recovery }) =>
      recovery.openByEmail({ institutionId: 'eljur', schoolId: null, email: 'busy@example.ru' }),
    );
    expect(await world.core(({ recovery }) => recovery.look(first?.id ?? ''))).toEqual({
      ok: false,
      error: 'page.expired',
    });
    expect(lines.join('')).not.toContain('busy@');
  });
});

describe('abuse 24: an address that was replaced', () => {
  it('gets a letter about it, in the language of the account’s chat', async () => {
    const anna = await world.account({ email: 'before@example.ru' });
    const { id } = good(await world.core(({ emails }) => emails.start(anna.id, anna.chat, 'after@example.ru', 'ru')));
    const letter = await world.core(({ links }) => links.letter(id));
    await world.core(({ links }) => links.confirmByToken(letter?.token ?? ''));
    expect((await arrived('before@example.ru')).subject).toMatch(/^У вашей учётной записи другая почта/);
  });
});
