import { beforeEach, describe, expect, it } from 'vitest';
import { sandboxCitizens } from '#bot/sandbox/citizens.ts';
import { furnishSchool } from '#bot/sandbox/school.ts';
import { CURATOR_ID, schoolPeople } from '#bot/sandbox/school-lists.ts';
import { sheetRack } from '#bot/sandbox/sheets.ts';
import { systemClock } from '#core/clock.ts';
import { curators } from '#core/curators/curators.ts';
import type { Db } from '#core/database.ts';
import { invitations } from '#core/invitations/invitations.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { readPdf } from '#tests/support/pdf.ts';

const secrets = createSecrets(Buffer.alloc(32, 3));
const clock = systemClock;
const deps = { clock, secrets, institutionId: 'eljur', botId: 7n };
let database: TestDatabase;
const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  database.prisma.$transaction(work, { timeout: 20_000 });

beforeEach(async () => {
  database = await testDatabase();
  await transaction((db) => furnishSchool({ db, ...deps }));
  return () => database.close();
});

const rack = () =>
  sheetRack({
    ...{ transaction, ...deps, texts: loadTexts() },
    ...{ publicUrl: 'http://127.0.0.1:3000', botLink: 'https://t.me/propusk_sandbox_bot' },
  });

describe('the sandbox’s school', () => {
  it('has a curator in the chat of one of its people, and there is another school without one', async () => {
    const of = await transaction((db) =>
      curators({ db, clock, secrets }).of({ botId: 7n, chatId: BigInt(CURATOR_ID) }),
    );
    const schools = await database.prisma.school.findMany({ include: { curators: true }, orderBy: { slug: 'asc' } });

    expect(of.map(({ schoolName }) => schoolName)).toEqual(['Школа № 1399']);
    expect(schoolPeople.some(({ id }) => id === CURATOR_ID)).toBe(true);
    expect(schools.map(({ slug, curators: all }) => [slug, all.length])).toEqual([
      ['1399', 1],
      ['kazan57', 0],
    ]);
  });

  it('is made once, and is not touched when the sandbox starts again', async () => {
    await database.prisma.invitation.updateMany({ data: { withdrawnAt: new Date() } });
    await transaction((db) => furnishSchool({ db, ...deps }));

    expect(await database.prisma.school.count()).toBe(2);
    expect(await database.prisma.invitation.count({ where: { withdrawnAt: null } })).toBe(0);
  });

  it('has a mother of two, a teacher who is a parent, and nobody who cannot be invited', async () => {
    const cards = await database.prisma.person.findMany({ include: { child: true, invitations: true } });
    const childrenOf = (name: string) =>
      cards.filter((card) => card.fullName === name && card.child).map(({ child }) => child?.className);

    expect(childrenOf('Николаева Ольга Петровна').sort()).toEqual(['2Б', '6А']);
    expect(childrenOf('Учителева Марина Львовна')).toEqual(['6А']);
    expect(cards.filter(({ roles }) => roles.includes('teacher')).map(({ fullName }) => fullName)).toEqual([
      'Учителева Марина Львовна',
    ]);
    expect(cards.filter((card) => card.invitations.length !== 1)).toEqual([]);
  });

  it('is known to the sandbox’s Gosuslugi by SNILS, or by e-mail and name', async () => {
    const olga = sandboxCitizens.find(({ id }) => id === 'olga');
    const snils = olga?.snils?.replace(/\D/g, '') ?? '';
    const marina = sandboxCitizens.find(({ id }) => id === 'marina');
    const count = (where: object) => database.prisma.person.count({ where });

    expect(await count({ snilsHash: secrets.hash('snils', snils), fullName: 'Николаева Ольга Петровна' })).toBe(2);
    expect(await count({ email: marina?.email?.value ?? '', roles: { has: 'teacher' } })).toBe(1);
  });
});

describe('the sheets that lie about', () => {
  it('are those of the live invitations, in piles by class, and each code is good', async () => {
    const piles = await rack().piles();

    expect(piles.map(({ schoolName, className, sheets }) => [schoolName, className, sheets.length])).toEqual([
      ['Школа № 1399', '2Б', 6],
      ['Школа № 1399', '6А', 12],
      ['Школа № 1399', '', 2],
    ]);
    const sheet = piles[1]?.sheets.find(
      ({ name, addressee }) =>
        name === 'Николаева Вера Сергеевна (Николаева Ольга Петровна)' && addressee === 'parents',
    );
    const checked = await transaction((db) =>
      invitations({ db, clock, secrets, jobs: sqlJobs(db) }).check(
        { botId: 7n, chatId: 1n },
        'eljur',
        sheet?.code ?? '',
      ),
    );
    expect(checked.ok && checked.value).toMatchObject({
      ...{ role: 'parent', fullName: 'Николаева Ольга Петровна' },
      ...{ childName: 'Николаева Вера Сергеевна', className: '6А' },
    });
    expect(sheet?.qr).toMatch(/^data:image\/png;base64,/);
    expect(sheet?.address).toBe('127.0.0.1:3000/s/1399/code');
    expect(sheet?.journal).toBe('1399.eljur.ru/hello');
  });

  it('disappear once they are used or withdrawn', async () => {
    const [first] = (await rack().piles())[0]?.sheets ?? [];
    await database.prisma.invitation.update({ where: { id: first?.id ?? '' }, data: { withdrawnAt: new Date() } });

    const left = (await rack().piles()).flatMap(({ sheets }) => sheets);
    expect(left).toHaveLength(19);
    expect(left.some(({ id }) => id === first?.id)).toBe(false);
  });

  it('are printed pile by pile', async () => {
    const [pile] = await rack().piles();
    const pdf = await rack().pdf(pile?.id ?? '', 4, 'en');
    const { pages } = readPdf(pdf ?? new Uint8Array());

    expect(pages).toHaveLength(2);
    const words = pages.flatMap(({ texts }) => texts.map(({ text }) => text));
    for (const { code } of pile?.sheets ?? []) expect(words).toContain(code);
    expect(words).toContain('For the parents (2Б)');
    expect(await rack().pdf('nothing', 4, 'en')).toBeNull();
  });
});
