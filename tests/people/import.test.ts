import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '#core/clock.ts';
import { type ImportOptions, type ImportReport, importPeople } from '#core/people/import.ts';
import { people } from '#core/people/people.ts';
import type { Row } from '#core/people/row.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';
import { concurrently, testDatabase } from '#tests/support/database.ts';

const NOW = new Date('2026-09-01T09:00:00Z');
let prisma: PrismaClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ prisma, close } = await testDatabase());
}, minutes(2));
afterAll(() => close());

let institutions = 0;
/** A directory of its own for every story. */
const directory = () => {
  const institutionId = `university-${++institutions}`;
  return {
    institutionId,
    load: (rows: (Partial<Row> | Error)[], options: Partial<ImportOptions> = {}, now = NOW): Promise<ImportReport> =>
      prisma.$transaction(
        (db) => importPeople({ db, clock: { now: () => now } })(source(rows), { institutionId, ...options }),
        { timeout: minutes(1), maxWait: minutes(1) },
      ),
    everyone: () =>
      prisma.person.findMany({ where: { institutionId }, include: { phones: true }, orderBy: { externalId: 'asc' } }),
    find: (phone: string) => people({ db: prisma }).findByPhone(institutionId, phone),
  };
};

async function* source(rows: (Partial<Row> | Error)[]): AsyncGenerator<Row> {
  for (const [index, row] of rows.entries()) {
    if (row instanceof Error) throw row;
    yield { line: index + 2, id: String(index + 1), name: 'Примеров Пётр', roles: 'студент', phones: '', ...row };
  }
}

const anna = { id: 'a', name: 'Петрова Анна', phones: '8 905 123-45-67' };
const boris = { id: 'b', name: 'Образцов Борис', phones: '8 916 000-00-01, 8 916 000-00-02', roles: 'сотрудник' };
const many = (count: number): Partial<Row>[] => Array.from({ length: count }, (_, index) => ({ id: `m${index}` }));
const none = { added: 0, changed: 0, unchanged: 0, deactivated: 0, refused: [], warnings: [] };

describe('an import', () => {
  it('adds people under whatever phones they have, and can be repeated', async () => {
    const { load, find, everyone } = directory();
    expect(await load([anna, boris])).toEqual({
      ...none,
      outcome: 'applied',
      rows: 2,
      added: 2,
      sharedPhones: 0,
      withoutPhone: 0,
      corrected: 0,
    });
    const found = await find('+79160000002');
    expect(found).toMatchObject({ ok: true, value: { fullName: 'Образцов Борис', roles: ['staff'], accountId: null } });

    const before = await everyone();
    expect(await load([boris, anna], {}, new Date('2026-10-01'))).toMatchObject({ ...none, unchanged: 2 });
    expect(await everyone()).toEqual(before);
  });

  it('changes what differs and keeps the person’s own id', async () => {
    const { load, everyone, find } = directory();
    await load([anna, boris]);
    const [before] = await everyone();
    const later = new Date('2026-10-01');
    const changed = { ...anna, name: 'Иванова  Анна', phones: '+7 905 765 43 21', roles: 'студент и сотрудник' };
    expect(await load([changed, boris], {}, later)).toMatchObject({ ...none, changed: 1, unchanged: 1 });

    const [after, untouched] = await everyone();
    expect(after).toMatchObject({
      id: before?.id,
      fullName: 'Иванова Анна',
      roles: ['student', 'staff'],
      updatedAt: later,
    });
    expect(untouched?.updatedAt).toEqual(NOW);
    expect(await find('+79051234567')).toEqual({ ok: false, error: 'person.not-found' });
    expect(await find('+79057654321')).toMatchObject({ ok: true, value: { id: before?.id } });
  });

  it('makes inactive who is no longer listed or has left, and active who returns', async () => {
    const { load, find } = directory();
    await load([anna, boris, ...many(10)]);
    const left = { ...boris, roles: 'Сотрудник (уволен)' };
    expect(await load([left, ...many(10)])).toMatchObject({ ...none, unchanged: 10, deactivated: 2 });
    expect(await find('+79051234567')).toEqual({ ok: false, error: 'person.not-found' });
    expect(await find('+79160000001')).toEqual({ ok: false, error: 'person.not-found' });

    expect(await load([anna, { ...boris, status: 'Работает' }, ...many(10)])).toMatchObject({
      changed: 2,
      deactivated: 0,
    });
    expect(await find('+79051234567')).toMatchObject({ ok: true });
  });

  it('leaves other institutions alone', async () => {
    const [one, other] = [directory(), directory()];
    await one.load([anna]);
    await other.load([{ ...anna, id: 'z' }]);
    expect(await one.find('+79051234567')).toMatchObject({ ok: true });
    expect(await other.everyone()).toHaveLength(1);
  });

  it('tells two people with one phone apart from one person', async () => {
    const { load, find } = directory();
    const report = await load([anna, { ...boris, phones: '8 916 000 00 01; 89051234567' }]);
    expect(report).toMatchObject({ added: 2, sharedPhones: 1 });
    expect(await find('+79051234567')).toEqual({ ok: false, error: 'person.several' });
    expect(await find('+79160000001')).toMatchObject({ ok: true });
  });

  it('keeps a number that the helpdesk corrected until the source has it, and says so', async () => {
    const { load, find, everyone } = directory();
    await load([anna, boris]);
    const [person] = await everyone();
    const personId = person?.id ?? '';
    await prisma.personPhone.updateMany({
      where: { personId },
      data: { phone: '+79057654321', correctedAt: NOW },
    });
    expect(await load([anna, boris])).toMatchObject({ ...none, unchanged: 2, corrected: 1 });
    const renamed = { ...anna, name: 'Иванова Анна' };
    expect(await load([renamed, boris])).toMatchObject({ ...none, changed: 1, unchanged: 1, corrected: 1 });
    expect(await find('+79051234567')).toEqual({ ok: false, error: 'person.not-found' });
    expect(await find('+79057654321')).toMatchObject({ ok: true, value: { id: personId, fullName: 'Иванова Анна' } });

    // 1C has it at last: from now on its word counts again.
    expect(await load([{ ...renamed, phones: '8 905 765-43-21' }, boris])).toMatchObject({ corrected: 0 });
    expect(await load([{ ...renamed, phones: '8 905 000-00-01' }, boris])).toMatchObject({ changed: 1, corrected: 0 });
    expect(await find('+79057654321')).toEqual({ ok: false, error: 'person.not-found' });
  });

  it('takes a person without a mobile number, and says so', async () => {
    const { load } = directory();
    expect(await load([{ id: 'l', phones: '8 (495) 128-43-74, раб.' }, { id: 'n' }])).toMatchObject({
      added: 2,
      withoutPhone: 2,
      refused: [],
      warnings: [{ line: 2, reason: 'no-mobile', field: 'phone', id: 'l' }],
    });
  });
});

describe('what is refused', () => {
  it('is named with its line and reason, in the file’s order', async () => {
    const { load } = directory();
    const report = await load([
      { id: ' \u0000 ' },
      { id: 'x'.repeat(101) },
      { name: ' - ' },
      { name: 'А'.repeat(201) },
      { name: 'Иван\uFFFDв' },
      { roles: ' ' },
      { roles: 'директор мира' },
      { shifted: true },
      anna,
      { ...boris, id: 'a' },
    ]);
    expect(report.refused).toEqual([
      { line: 2, reason: 'id-missing', field: 'id' },
      { line: 3, reason: 'id-too-long', field: 'id' },
      { line: 4, reason: 'name-missing', field: 'name', id: '3' },
      { line: 5, reason: 'name-too-long', field: 'name', id: '4' },
      { line: 6, reason: 'name-unreadable', field: 'name', id: '5' },
      { line: 7, reason: 'role-missing', field: 'role', id: '6' },
      { line: 8, reason: 'role-unknown', field: 'role', id: '7' },
      { line: 9, reason: 'columns', id: '8' },
      { line: 11, reason: 'duplicate', field: 'id', id: 'a' },
    ]);
    expect(report).toMatchObject({ added: 1, rows: 10 });
  });

  it('finds a repeated key far below in a long file', async () => {
    const { load } = directory();
    const report = await load([...many(5000), { id: 'm7' }]);
    expect(report).toMatchObject({ added: 5000, refused: [{ line: 5002, reason: 'duplicate', id: 'm7' }] });
  });

  it('leaves somebody already known as they were', async () => {
    const { load, find } = directory();
    await load([anna, boris]);
    expect(await load([{ ...anna, name: '' }, boris])).toMatchObject({ unchanged: 1, deactivated: 0 });
    expect(await find('+79051234567')).toMatchObject({ ok: true, value: { fullName: 'Петрова Анна' } });
  });
});

describe('caution', () => {
  it('does not let more than a fifth disappear, unless told to', async () => {
    const { load, everyone } = directory();
    await load(many(10));
    const before = await everyone();
    expect(await load([...many(7), anna])).toMatchObject({ outcome: 'would-shrink', deactivated: 3, added: 1 });
    expect(await everyone()).toEqual(before);
    expect(await load([])).toMatchObject({ outcome: 'would-shrink', deactivated: 10 });

    expect(await load(many(8))).toMatchObject({ outcome: 'applied', deactivated: 2 });
    expect(await load([anna], { allowShrink: true })).toMatchObject({ outcome: 'applied', deactivated: 8, added: 1 });
  });

  it('changes nothing in a dry run, and reports the same', async () => {
    const { load, everyone } = directory();
    await load([boris, ...many(10)]);
    const before = await everyone();
    const rows = [anna, { ...boris, name: 'Образцов Борис Борисович' }, ...many(9), { id: '' }];
    const dry = await load(rows, { dryRun: true });
    expect(await everyone()).toEqual(before);
    expect(dry).toMatchObject({ outcome: 'dry-run', added: 1, changed: 1, unchanged: 9, deactivated: 1 });
    expect(await load(rows)).toEqual({ ...dry, outcome: 'applied' });
  });

  it('leaves the old directory when the file breaks off', async () => {
    const { load, everyone } = directory();
    await load([anna, boris]);
    const before = await everyone();
    await expect(load([{ ...anna, name: 'Другая' }, ...many(4500), new Error('the disk is gone')])).rejects.toThrow();
    expect(await everyone()).toEqual(before);
    expect(await load([anna, boris])).toMatchObject({ unchanged: 2 });
  });

  it('takes two imports of one directory one after the other', async () => {
    concurrently('two imports of one directory at once');
    const { load, everyone } = directory();
    const reports = await Promise.all([load(many(500)), load(many(500))]);
    expect(reports.map(({ added, unchanged }) => added + unchanged)).toEqual([500, 500]);
    expect(await everyone()).toHaveLength(500);
  });
});

it('knows a person by id while they are in the directory, with the account they have', async () => {
  const { load, everyone, institutionId } = directory();
  await load([anna, boris]);
  const [person] = await everyone();
  const id = person?.id ?? '';
  const account = await prisma.account.create({
    data: { institutionId, personId: id, passwordHash: '-', subject: BigInt(institutions), createdAt: NOW },
  });
  expect(await people({ db: prisma }).byId(id)).toEqual({
    ok: true,
    value: { id, fullName: 'Петрова Анна', roles: ['student'], accountId: account.id },
  });
  await load([boris], { allowShrink: true });
  expect(await people({ db: prisma }).byId(id)).toEqual({ ok: false, error: 'person.not-found' });
});
