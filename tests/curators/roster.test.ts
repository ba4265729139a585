import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CuratorWorld, curatorWorld } from './world.ts';

let world: CuratorWorld;
beforeAll(async () => {
  world = await curatorWorld();
});
afterAll(() => world.close());

async function ours() {
  const { id: schoolId } = await world.school();
  return { schoolId, curator: await world.curator(schoolId) };
}

const cardsOf = (schoolId: string) =>
  world.prisma.person.findMany({
    where: { schoolId },
    include: { child: true, phones: true },
    orderBy: { fullName: 'asc' },
  });

const LIST = `Класс;Ученик;Дата рождения;Родители;E-mail;Телефон родителя
6А;Николаева Варвара;31.05.2014;Николаева Ольга, Николаев Пётр;;+79051234567
6А;Абрамов Лев;02.11.2014;;lev@example.org;`;

describe('a list', () => {
  it('changes nothing before it is applied, and then makes cards of pupils and their parents', async () => {
    const { schoolId, curator } = await ours();
    const read = await world.read(LIST);
    const previewed = await world.inCore(({ roster }) => roster.preview(curator.id, read));
    expect(await cardsOf(schoolId)).toEqual([]);
    if (!previewed.ok) throw new Error(previewed.error);
    expect(previewed.value.report).toMatchObject({
      lines: 2,
      added: { pupils: 2, parents: 3, staff: 0 },
      changed: 0,
      unchanged: 0,
    });
    await world.inCore(({ roster }) => roster.apply(curator.id, previewed.value.sealed));
    const cards = await cardsOf(schoolId);
    expect(
      cards.map(({ fullName, roles, className, child }) => [fullName, roles[0], className ?? child?.fullName]),
    ).toEqual([
      ['', 'parent', 'Абрамов Лев'],
      ['Абрамов Лев', 'student', '6А'],
      ['Николаев Пётр', 'parent', 'Николаева Варвара'],
      ['Николаева Варвара', 'student', '6А'],
      ['Николаева Ольга', 'parent', 'Николаева Варвара'],
    ]);
    expect(cards.find(({ fullName }) => fullName === 'Николаева Ольга')?.phones).toMatchObject([
      { phone: '+79051234567' },
    ]);
    expect(cards.find(({ fullName }) => fullName === 'Абрамов Лев')).toMatchObject({ email: 'lev@example.org' });
  });

  it('changes nothing when it is applied again', async () => {
    const { schoolId, curator } = await ours();
    await world.imports(curator.id, LIST);
    const before = await cardsOf(schoolId);
    const { preview, applied } = await world.imports(curator.id, LIST);
    expect(preview).toMatchObject({ added: { pupils: 0, parents: 0 }, changed: 0, unchanged: 4 });
    expect(applied).toMatchObject({ added: { pupils: 0, parents: 0 }, changed: 0 });
    expect(await cardsOf(schoolId)).toEqual(before);
  });

  it('applied twice at once makes everybody once', async () => {
    const { schoolId, curator } = await ours();
    const read = await world.read(LIST);
    const previewed = await world.inCore(({ roster }) => roster.preview(curator.id, read));
    const sealed = previewed.ok ? previewed.value.sealed : '';
    await Promise.all([1, 2].map(() => world.inCore(({ roster }) => roster.apply(curator.id, sealed))));
    expect(await cardsOf(schoolId)).toHaveLength(5);
  });

  it('takes nothing away: an empty cell, a missing column, a missing line', async () => {
    const { schoolId, curator } = await ours();
    await world.imports(curator.id, LIST);
    const { preview } = await world.imports(curator.id, 'Класс;Ученик\n6А;Николаева Варвара');
    expect(preview).toMatchObject({ changed: 0, unlisted: 1 });
    const cards = await cardsOf(schoolId);
    expect(cards).toHaveLength(5);
    expect(cards.find(({ fullName }) => fullName === 'Николаева Варвара')?.birthDate?.toISOString()).toMatch(
      /^2014-05-31/,
    );
  });

  it('moves a pupil to another class by name and date of birth, never by the name alone', async () => {
    const { schoolId, curator } = await ours();
    await world.imports(curator.id, 'Класс;Ученик;Дата рождения\n6А;Николаева Варвара;31.05.2014\n6А;Абрамов Лев;');
    const { preview } = await world.imports(
      curator.id,
      'Класс;Ученик;Дата рождения\n7А;Николаева Варвара;31.05.2014\n7А;Абрамов Лев;',
    );
    expect(preview).toMatchObject({ added: { pupils: 1 }, changed: 1, remarks: [{ line: 3, reason: 'elsewhere' }] });
    const pupils = (await cardsOf(schoolId)).filter(({ roles }) => roles.includes('student'));
    expect(pupils.map(({ fullName, className }) => [fullName, className])).toEqual(
      expect.arrayContaining([
        ['Николаева Варвара', '7А'],
        ['Абрамов Лев', '6А'],
        ['Абрамов Лев', '7А'],
      ]),
    );
    expect(pupils).toHaveLength(3);
  });

  it('abuse 25: two pupils of one name are told apart by their dates of birth, or refused', async () => {
    const { schoolId, curator } = await ours();
    const { preview } = await world.imports(
      curator.id,
      `Класс;Ученик;Дата рождения
6А;Иванов Иван;01.01.2014
6А;Иванов Иван;02.02.2014
6А;Иванов Иван;
6А;Петров Пётр;
6А;петров  пётр;`,
    );
    expect(preview.refused).toEqual([
      { line: 4, reason: 'duplicate' },
      { line: 6, reason: 'duplicate' },
    ]);
    expect((await cardsOf(schoolId)).filter(({ roles }) => roles.includes('student'))).toHaveLength(3);
    // Which of the two is meant, nobody can say.
    const later = await world.imports(curator.id, 'Класс;Ученик;E-mail\n6А;Иванов Иван;ivan@example.org');
    expect(later.preview.refused).toEqual([{ line: 2, reason: 'several' }]);
    expect((await cardsOf(schoolId)).filter(({ email }) => email !== null)).toEqual([]);
  });

  it('names the parent whom it did not name before, and leaves a registered one’s own name', async () => {
    const { schoolId, curator } = await ours();
    await world.imports(curator.id, 'Класс;Ученик\n6А;Абрамов Лев');
    const { applied } = await world.imports(curator.id, 'Класс;Ученик;Родители\n6А;Абрамов Лев;Абрамова Анна');
    expect(applied).toMatchObject({ added: { parents: 0 }, changed: 1 });
    const card = await world.prisma.person.findFirstOrThrow({ where: { schoolId, fullName: 'Абрамова Анна' } });
    await world.prisma.account.create({
      data: {
        ...{
          institutionId: 'eljur',
          schoolId,
          personId: card.id,
          subject: 77_777n,
          passwordHash: '',
          createdAt: new Date(),
        },
      },
    });
    await world.imports(curator.id, 'Класс;Ученик;Родители\n6А;Абрамов Лев;АБРАМОВА АННА');
    expect(await world.prisma.person.findUnique({ where: { id: card.id } })).toMatchObject({
      fullName: 'Абрамова Анна',
    });
  });

  it('takes over codes that the school has printed, and says which it could not', async () => {
    const { schoolId, curator } = await ours();
    const { applied } = await world.imports(
      curator.id,
      `Класс;Ученик;Код приглашения;Родители;Код родителя
6А;Николаева Варвара;st1o095tc;Николаева Ольга;pt1o095tc
6А;Абрамов Лев;pt7777777;;`,
    );
    expect(applied.remarks).toEqual([{ line: 3, reason: 'code' }]);
    const codes = await world.prisma.invitation.findMany({ where: { schoolId }, include: { person: true } });
    expect(codes.map(({ prefix, foreign, person }) => [prefix, foreign, person.fullName]).sort()).toEqual([
      ['pt', true, 'Николаева Ольга'],
      ['st', true, 'Николаева Варвара'],
    ]);
  });

  it('is sealed for one curator and an hour', async () => {
    const { schoolId, curator } = await ours();
    const other = await world.curator(schoolId);
    const read = await world.read(LIST);
    const previewed = await world.inCore(({ roster }) => roster.preview(curator.id, read));
    const sealed = previewed.ok ? previewed.value.sealed : '';
    expect(Buffer.from(sealed, 'base64url').includes('Николаева')).toBe(false);
    const stale = { ok: false, error: 'roster.stale' };
    expect(await world.inCore(({ roster }) => roster.apply(other.id, sealed))).toEqual(stale);
    const forged = `${sealed.slice(0, -4)}AAAA`;
    expect(await world.inCore(({ roster }) => roster.apply(curator.id, forged))).toEqual(stale);
    world.clock.at = new Date(world.clock.at.getTime() + 61 * 60_000);
    expect(await world.inCore(({ roster }) => roster.apply(curator.id, sealed))).toEqual(stale);
    expect(await cardsOf(schoolId)).toEqual([]);
  });

  it('is refused to a curator who is one no more, and stands in the journal', async () => {
    const { schoolId, curator } = await ours();
    await world.imports(curator.id, LIST);
    expect(await world.prisma.audit.findFirst({ where: { schoolId, action: 'list-imported' } })).toMatchObject({
      curatorId: curator.id,
      detail: { lines: 2, pupils: 2, parents: 3 },
    });
    await world.inCore(({ curators }) => curators.revoke(curator.id));
    const read = await world.read(LIST);
    expect(await world.inCore(({ roster }) => roster.preview(curator.id, read))).toEqual({
      ok: false,
      error: 'curator.gone',
    });
  });

  it('of a thousand pupils is taken whole, and again', { timeout: 120_000 }, async () => {
    const { schoolId, curator } = await ours();
    const lines = Array.from({ length: 1000 }, (_, at) => `${1 + (at % 11)}А;Ученик ${at};;Мать ${at}, Отец ${at}`);
    const list = `Класс;Ученик;Дата рождения;Родители\n${lines.join('\n')}`;
    const { applied } = await world.imports(curator.id, list);
    expect(applied).toMatchObject({ lines: 1000, added: { pupils: 1000, parents: 2000 } });
    expect(await world.prisma.person.count({ where: { schoolId } })).toBe(3000);
    const again = await world.imports(curator.id, list);
    expect(again.applied).toMatchObject({ changed: 0, unchanged: 3000 });
    const printed = await world.inCore(({ cards }) => cards.toPrint(curator.id, { all: true }));
    expect(printed.ok && new Set(printed.value.map(({ code }) => code)).size).toBe(3000);
  });
});
