import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claims } from '#core/gosuslugi/claims.ts';
import { fail, ok } from '#core/result.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { institutionId, journalOf, type TestJournal } from './journal.ts';
import { DIGITS, SNILS } from './world.ts';

const OTHER_SNILS = '08765430300';

const claims = (changes: Partial<Claims> = {}): Claims => ({
  trusted: true,
  fullName: 'Николаева Ольга Петровна',
  snils: SNILS,
  email: { value: 'Olga@Example.org', verified: true },
  phone: { value: '+7(905)1112233', verified: true },
  ...changes,
});

describe('whom Gosuslugi finds', () => {
  let database: TestDatabase;
  let journal: TestJournal;
  beforeAll(async () => {
    database = await testDatabase();
    journal = journalOf(database);
  });
  afterAll(() => database.close());

  const match = (schoolId: string, said = claims()) =>
    journal.core(({ gosuslugi }) => gosuslugi.match({ institutionId, schoolId, claims: said }));

  /** A school with one card and its account. */
  async function family(card: Parameters<TestJournal['card']>[1], account: Parameters<TestJournal['account']>[2] = {}) {
    const schoolId = await journal.school();
    const personId = await journal.card(schoolId, card);
    return { schoolId, personId, accountId: await journal.account(schoolId, personId, account) };
  }

  it('is whoever has this SNILS, whatever else the journal holds', async () => {
    const { schoolId, accountId } = await family({
      snils: DIGITS,
      fullName: 'Иванова Ольга',
      email: 'old@example.org',
    });
    expect(await match(schoolId)).toEqual(ok({ accountId }));
  });

  it('takes SNILS before a contact that leads to somebody else', async () => {
    const { schoolId, accountId } = await family({ snils: DIGITS, fullName: 'Николаева Ольга' });
    const other = await journal.card(schoolId, { email: 'olga@example.org' });
    await journal.account(schoolId, other);
    expect(await match(schoolId)).toEqual(ok({ accountId }));
  });

  it.each([
    ['an e-mail of the school’s records', { email: 'olga@example.org' }, {}],
    ['a mobile of the school’s records', { phones: ['+79051112233'] }, {}],
    ['the account’s confirmed e-mail', {}, { email: 'olga@example.org', emailVerifiedAt: new Date() }],
    ['a name in another spelling', { email: 'olga@example.org', fullName: 'НИКОЛАЕВА  Ольга Петровна' }, {}],
  ])('else is known by %s and the name', async (_, card, account) => {
    const { schoolId, accountId } = await family(card, account);
    expect(await match(schoolId)).toEqual(ok({ accountId }));
    expect(await match(schoolId, claims({ fullName: 'Николаева Ольга Павловна' }))).toEqual(
      fail('gosuslugi.not-found'),
    );
    expect(await match(schoolId, claims({ fullName: '' }))).toEqual(fail('gosuslugi.not-found'));
  });

  it('abuse 20: is nobody by contacts that Gosuslugi has not confirmed', async () => {
    const { schoolId } = await family({ email: 'olga@example.org', phones: ['+79051112233'] });
    const email = { value: 'olga@example.org', verified: false };
    const phone = { value: '+79051112233', verified: false };
    expect(await match(schoolId, claims({ email, phone }))).toEqual(fail('gosuslugi.not-found'));
    expect((await match(schoolId, claims({ email }))).ok).toBe(true);
  });

  it('abuse 20: is nobody by an address that the account has not confirmed', async () => {
    const { schoolId } = await family({}, { email: 'olga@example.org', emailVerifiedAt: null });
    expect(await match(schoolId)).toEqual(fail('gosuslugi.not-found'));
  });

  it('abuse 20: is nobody whose account on Gosuslugi is not a confirmed one, not even by SNILS', async () => {
    const { schoolId } = await family({ snils: DIGITS });
    expect(await match(schoolId, claims({ trusted: false }))).toEqual(fail('gosuslugi.untrusted'));
  });

  it('abuse 20: is nobody by a contact, where the journal has another SNILS for them: a namesake shares the address', async () => {
    const { schoolId, accountId } = await family({ snils: OTHER_SNILS, email: 'olga@example.org' });
    expect(await match(schoolId)).toEqual(fail('gosuslugi.contradiction'));
    expect(await match(schoolId, claims({ snils: null }))).toEqual(ok({ accountId }));
  });

  it('abuse 25: is nobody where two accounts fit: the curator decides', async () => {
    const { schoolId } = await family({ email: 'olga@example.org' });
    await journal.account(schoolId, await journal.card(schoolId, { phones: ['+79051112233'] }));
    expect(await match(schoolId)).toEqual(fail('gosuslugi.several'));
    const again = await family({ snils: DIGITS });
    await journal.account(again.schoolId, await journal.card(again.schoolId, { snils: DIGITS }));
    expect(await match(again.schoolId)).toEqual(fail('gosuslugi.several'));
  });

  it('is one parent, however many children and records they have', async () => {
    const { schoolId, accountId } = await family({ snils: DIGITS });
    await journal.card(schoolId, { snils: DIGITS, joinedAccountId: accountId, fullName: '' });
    await journal.card(schoolId, { snils: DIGITS });
    expect(await match(schoolId)).toEqual(ok({ accountId }));
  });

  it('is found by the address of an account that holds the record beside its own', async () => {
    const { schoolId, accountId } = await family(
      { fullName: 'Петрова Инна Львовна' },
      { email: 'olga@example.org', emailVerifiedAt: new Date() },
    );
    await journal.card(schoolId, { joinedAccountId: accountId });
    expect(await match(schoolId)).toEqual(ok({ accountId }));
  });

  it('has not registered yet, is blocked, or has left the school', async () => {
    const schoolId = await journal.school();
    const personId = await journal.card(schoolId, { snils: DIGITS });
    expect(await match(schoolId)).toEqual(fail('gosuslugi.no-account'));
    const accountId = await journal.account(schoolId, personId, { blockedAt: new Date() });
    expect(await match(schoolId)).toEqual(fail('gosuslugi.blocked'));
    await database.prisma.account.update({ where: { id: accountId }, data: { blockedAt: null } });
    expect(await match(schoolId)).toEqual(ok({ accountId }));
    await database.prisma.person.update({ where: { id: personId }, data: { active: false } });
    expect(await match(schoolId)).toEqual(fail('gosuslugi.not-found'));
    await journal.card(schoolId, { snils: DIGITS, joinedAccountId: accountId });
    expect(await match(schoolId)).toEqual(fail('gosuslugi.blocked'));
  });

  it('is nobody in a school where they are not', async () => {
    await family({ snils: DIGITS, email: 'olga@example.org' });
    expect(await match(await journal.school())).toEqual(fail('gosuslugi.not-found'));
  });

  it('is nobody by an address or a SNILS that cannot be read', async () => {
    const { schoolId } = await family({ email: 'olga@example.org', snils: '' });
    const said = claims({
      snils: '112-233-445 96',
      email: { value: 'olga@@example.org', verified: true },
      phone: null,
    });
    expect(await match(schoolId, said)).toEqual(fail('gosuslugi.not-found'));
  });

  it('keeps SNILS as a keyed hash only', async () => {
    const { personId } = await family({ snils: DIGITS });
    const row = JSON.stringify(await database.prisma.person.findUniqueOrThrow({ where: { id: personId } }));
    expect(row).not.toContain(DIGITS);
    expect(row).toMatch(/"snilsHash":"[0-9a-f]{64}"/);
  });
});
