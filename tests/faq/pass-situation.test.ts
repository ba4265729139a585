import { afterAll, describe, expect, it } from 'vitest';
import { situated } from '#bot/journeys/faq-situation.ts';
import { gate } from '#core/access/gate.ts';
import { seconds } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { testDatabase } from '#tests/support/database.ts';
import { MovableClock } from '#tests/support/world.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const clock = new MovableClock();
const secrets = createSecrets(Buffer.alloc(32, 1));
const house = <T>(work: (core: ReturnType<typeof createCore>) => Promise<T>): Promise<T> =>
  prisma.$transaction((db) => work(createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null })));

let people = 0;
/** Somebody who may enter. */
async function holder(): Promise<string> {
  people += 1;
  const institutionId = 'isu';
  const { id: personId } = await prisma.person.create({
    data: { institutionId, externalId: `p${people}`, fullName: 'Анна Петрова', roles: ['student'] },
  });
  const corporate = { institutionId, kind: 'corporate_email' as const, value: `a${people}@student.sechenov.ru` };
  const { id } = await prisma.account.create({
    data: {
      ...{ institutionId, personId, passwordHash: 'none', subject: BigInt(people), createdAt: clock.now() },
      identifiers: { create: { ...corporate, role: 'student', verifiedAt: clock.now() } },
    },
  });
  return id;
}

async function shows(accountId: string): Promise<string> {
  const issued = await house(({ passes }) => passes.issue(accountId));
  if (!issued.ok) throw new Error(issued.error);
  return issued.value.text;
}

let gates = 0;
/** What a turnstile says. */
async function enters(token: string): Promise<string> {
  gates += 1;
  return prisma.$transaction(async (db) => {
    const doors = gate({ db, clock, secrets });
    const made = await doors.add('isu', `Gate ${gates}`);
    const known = made.ok ? await doors.authenticate(made.value.key) : null;
    if (!known) throw new Error('No gate');
    const verdict = await doors.verify({ gate: known, token });
    return verdict.ok ? 'in' : verdict.reason;
  });
}

/** What whoever asks why the turnstile is red is told before the answer: the key of its text. */
async function told(accountId: string): Promise<unknown> {
  const [institution] = defaultInstitutions.filter(({ id }) => id === 'isu');
  if (!institution) throw new Error('No university');
  const chat = { botId: 9n, chatId: 1n };
  const where = { journey: 'home', step: 'home', messageId: null, argument: '' };
  const article = { intent: 'isu.qr_not_working' } as Parameters<typeof situated>[2];
  return house(async (core) => {
    const context = { core, chat, accountId, language: 'ru' } as Parameters<typeof situated>[0];
    const { text, lead } = await situated(context, where, article, institution);
    return [text[0]?.key.replace('faq-know-', ''), lead && 'anywhere' in lead ? lead.anywhere : null];
  });
}

describe('who asks why the turnstile is red', () => {
  it('reads that their passes were revoked, until they open a new one', async () => {
    const anna = await holder();
    const token = await shows(anna);
    expect(await told(anna)).toEqual(['pass-good', 'faq-to:pass']);
    clock.move(seconds(2));
    await house(({ passes }) => passes.revoke(anna));
    expect(await enters(token)).toBe('E_REVOKED');
    expect(await told(anna)).toEqual(['pass-revoked', 'faq-to:pass']);
    clock.move(seconds(300));
    expect(await told(anna)).toEqual(['pass-revoked', 'faq-to:pass']);
    await shows(anna);
    expect(await told(anna)).toEqual(['pass-good', 'faq-to:pass']);
  });

  it('reads when their last pass was used, until they open a new one', async () => {
    const anna = await holder();
    const token = await shows(anna);
    clock.move(seconds(5));
    expect(await enters(token)).toBe('in');
    expect(await enters(token)).toBe('E_REPLAY');
    expect(await told(anna)).toEqual(['pass-used', 'faq-to:pass']);
    clock.move(seconds(5));
    await shows(anna);
    expect(await told(anna)).toEqual(['pass-good', 'faq-to:pass']);
    clock.move(seconds(200));
    expect(await told(anna)).toEqual(['pass-over', 'faq-to:pass']);
  });

  it('is offered no pass while they may have none', async () => {
    const anna = await holder();
    await shows(anna);
    await house(({ passes }) => passes.revoke(anna));
    await prisma.account.update({ where: { id: anna }, data: { blockedAt: clock.now() } });
    expect(await told(anna)).toEqual(['university-closed', 'faq-to:human']);
  });
});
