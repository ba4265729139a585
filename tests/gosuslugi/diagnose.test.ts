import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStatement, type Statement } from '#core/gosuslugi/diagnose.ts';
import { fail, ok } from '#core/result.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { journalOf, type TestJournal } from './journal.ts';
import { DIGITS, SNILS } from './world.ts';

const HOUR = 3_600_000;

const said = (changes: Partial<Statement> = {}): Statement => ({
  snils: DIGITS,
  email: 'olga@example.org',
  phone: '+79051112233',
  ...changes,
});

describe('what a person says stands on Gosuslugi', () => {
  it('is read in any usual spelling; an empty field means that nothing stands there', () => {
    expect(readStatement({ snils: ` ${SNILS} `, email: 'Olga@Example.org', phone: '8 (905) 111-22-33' })).toEqual({
      ok: true,
      statement: said(),
    });
    expect(readStatement({ snils: '', email: ' ', phone: '+7 905 111 22 33' })).toEqual({
      ok: true,
      statement: said({ snils: null, email: null }),
    });
  });

  it('is refused field by field, and when there is nothing at all', () => {
    expect(readStatement({ snils: '112-233-445 96', email: 'olga@', phone: '+7 495 128-43-74' })).toEqual({
      ok: false,
      empty: false,
      errors: { snils: 'snils.checksum', email: 'gosuslugi.email', phone: 'gosuslugi.phone' },
    });
    expect(readStatement({ snils: '', email: '', phone: '' })).toEqual({ ok: false, empty: true, errors: {} });
  });
});

describe('why Gosuslugi finds nobody', () => {
  let database: TestDatabase;
  let journal: TestJournal;
  beforeAll(async () => {
    database = await testDatabase();
    journal = journalOf(database);
  });
  afterAll(() => database.close());

  /** Somebody with an account and a chat that speaks for it. */
  async function somebody(
    card: Parameters<TestJournal['card']>[1] = {},
    account: Parameters<TestJournal['account']>[2] = {},
  ) {
    const schoolId = await journal.school();
    const accountId = await journal.account(schoolId, await journal.card(schoolId, card), account);
    return { schoolId, accountId, chat: await journal.chat(accountId) };
  }

  const open = ({ accountId, chat }: Awaited<ReturnType<typeof somebody>>) =>
    journal.core(({ gosuslugi }) => gosuslugi.openPage(chat, accountId));
  const compare = (pageId: string, statement = said()) =>
    journal.core(({ gosuslugi }) => gosuslugi.compare(pageId, statement));
  const look = (pageId: string) => journal.core(({ gosuslugi }) => gosuslugi.look(pageId));

  it('is told item by item: the same, another, missing here, missing there', async () => {
    const who = await somebody({ snils: DIGITS, email: 'old@example.org' });
    expect(await compare(await open(who))).toEqual(ok({ snils: 'same', email: 'different', phone: 'not-in-journal' }));
    expect(await compare(await open(who), said({ snils: null, email: 'old@example.org', phone: null }))).toEqual(
      ok({ snils: 'not-on-gosuslugi', email: 'same', phone: 'not-on-gosuslugi' }),
    );
  });

  it('counts every record of the account, and its own address once that is confirmed', async () => {
    const who = await somebody({}, { email: 'olga@example.org' });
    await journal.card(who.schoolId, { joinedAccountId: who.accountId, snils: DIGITS, phones: ['+79051112233'] });
    expect(await compare(await open(who))).toEqual(ok({ snils: 'same', email: 'not-in-journal', phone: 'same' }));
    await database.prisma.account.update({ where: { id: who.accountId }, data: { emailVerifiedAt: new Date() } });
    expect(await compare(await open(who))).toMatchObject({ value: { email: 'same' } });
  });

  it('tells the chat, and says nothing but that', async () => {
    const who = await somebody({ snils: DIGITS, email: 'secret@example.org', phones: ['+79050000000'] });
    const page = await open(who);
    journal.jobs.length = 0;
    const result = await compare(page);
    expect(journal.jobs).toEqual([
      {
        name: 'signal',
        payload: {
          botId: '1',
          chatId: String(who.chat.chatId),
          id: `gosuslugi-compared:${page}`,
          news: {
            type: 'gosuslugi-compared',
            accountId: who.accountId,
            ...{ snils: 'same', email: 'different', phone: 'different' },
          },
        },
      },
    ]);
    const told = JSON.stringify([result, journal.jobs]);
    for (const held of ['secret', '9050000000', DIGITS, '9051112233', 'olga@']) expect(told).not.toContain(held);
  });

  it('keeps nothing of what was typed', async () => {
    const who = await somebody();
    await compare(await open(who), said({ email: 'typed-only@example.org', phone: '+79057654321' }));
    const { rows } = await database.pool.query<{ dump: string }>(`
      SELECT json_agg(t)::text AS dump FROM (
        SELECT to_json(p) FROM "OneTimePage" p UNION ALL SELECT to_json(l) FROM "Limit" l
        UNION ALL SELECT to_json(a) FROM "Audit" a UNION ALL SELECT to_json(c) FROM "Conversation" c
        UNION ALL SELECT to_json(e) FROM "Person" e) t`);
    expect(rows[0]?.dump).not.toMatch(/typed-only|9057654321|11223344595/);
  });

  it('can be asked five times a day for one account, from whatever chat', async () => {
    const who = await somebody();
    const another = { ...who, chat: await journal.chat(who.accountId) };
    for (const one of [who, another, who, another, who]) expect((await compare(await open(one))).ok).toBe(true);
    const page = await open(another);
    expect(await compare(page)).toEqual(fail('gosuslugi.too-many'));
    expect((await compare(await open(await somebody()))).ok).toBe(true);
    journal.clock.at = new Date(journal.clock.at.getTime() + 24 * HOUR + 1);
    expect((await compare(await open(who))).ok).toBe(true);
  });

  it('has a page that works once, for half an hour, and the newest one only', async () => {
    const who = await somebody();
    const [first, second] = [await open(who), await open(who)];
    expect(await look(first)).toEqual(fail('page.expired'));
    expect(await compare(first)).toEqual(fail('page.expired'));
    expect(await look(second)).toEqual(ok({ chat: who.chat, institutionId: 'eljur' }));
    expect((await compare(second)).ok).toBe(true);
    expect(await compare(second)).toEqual(fail('page.used'));
    const third = await open(who);
    journal.clock.at = new Date(journal.clock.at.getTime() + HOUR / 2);
    expect(await compare(third)).toEqual(fail('page.expired'));
    expect(await look('6a7c1f0e-0000-4000-8000-000000000000')).toEqual(fail('page.unknown'));
  });

  it('abuse 2: a page is of no use once its chat speaks for somebody else', async () => {
    const who = await somebody();
    const page = await open(who);
    const other = await somebody();
    const where = { botId_chatId: who.chat };
    await database.prisma.conversation.update({ where, data: { accountId: other.accountId } });
    expect(await look(page)).toEqual(fail('page.expired'));
    expect(await compare(page)).toEqual(fail('page.expired'));
  });

  it('abuse 1: no page of another purpose opens it', async () => {
    const who = await somebody();
    const { id } = await database.prisma.oneTimePage.create({
      data: { ...who.chat, purpose: 'reset', subjectId: who.accountId, expiresAt: new Date('2030-01-01') },
    });
    expect(await compare(id)).toEqual(fail('page.unknown'));
  });
});
