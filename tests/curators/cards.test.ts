import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf } from '#core/csv.ts';
import { PICTURE, progressPicture } from '#core/curators/progress-picture.ts';
import { type CuratorWorld, curatorWorld } from './world.ts';

let world: CuratorWorld;
beforeAll(async () => {
  world = await curatorWorld();
});
afterAll(() => world.close());

const LIST = `Класс;Ученик;Родители
10Б;Ёлкина Анна;Ёлкина Ольга
6А;Николаева Варвара;Николаева Ольга, Николаев Пётр
6А;Абрамов Лев;`;
const STAFF = 'ФИО;Должность\nКлимова Ирина;Учитель';

async function story() {
  const { id: schoolId } = await world.school();
  const curator = await world.curator(schoolId);
  await world.imports(curator.id, LIST);
  await world.imports(curator.id, STAFF);
  const idOf = async (fullName: string): Promise<string> =>
    (await world.prisma.person.findFirstOrThrow({ where: { schoolId, fullName } })).id;
  const registers = async (fullName: string): Promise<void> => {
    const personId = await idOf(fullName);
    const other = await world.account((await world.school()).id);
    await world.prisma.account.update({ where: { id: other.id }, data: { personId, schoolId } });
  };
  return { schoolId, curatorId: curator.id, idOf, registers };
}

const auditOf = (schoolId: string, action: string) => world.prisma.audit.findMany({ where: { schoolId, action } });

describe('a curator sees', () => {
  it('how far each class is, in order, the staff last', async () => {
    const { curatorId, registers, idOf } = await story();
    await registers('Николаева Варвара');
    const abramov = await idOf('Абрамов Лев');
    await world.inCore(({ cards }) => cards.invite(curatorId, abramov));
    expect(await world.inCore(({ cards }) => cards.progress(curatorId))).toEqual({
      ok: true,
      value: [
        {
          className: '6А',
          people: { registered: 1, invited: 1, waiting: 0 },
          parents: { registered: 0, invited: 0, waiting: 3 },
        },
        {
          className: '10Б',
          people: { registered: 0, invited: 0, waiting: 1 },
          parents: { registered: 0, invited: 0, waiting: 1 },
        },
        {
          className: '',
          people: { registered: 0, invited: 0, waiting: 1 },
          parents: { registered: 0, invited: 0, waiting: 0 },
        },
      ],
    });
  });

  it('a class pupil by pupil, and looking is written down once', async () => {
    const { schoolId, curatorId } = await story();
    for (const _ of [1, 2]) {
      const found = await world.inCore(({ cards }) => cards.ofClass(curatorId, '6А'));
      expect(found.ok && found.value.map(({ fullName, role }) => `${role} ${fullName}`)).toEqual([
        'student Абрамов Лев',
        'parent ',
        'student Николаева Варвара',
        'parent Николаев Пётр',
        'parent Николаева Ольга',
      ]);
    }
    expect(await auditOf(schoolId, 'class-seen')).toHaveLength(1);
    world.clock.at = new Date(world.clock.at.getTime() + 11 * 60_000);
    await world.inCore(({ cards }) => cards.ofClass(curatorId, '6А'));
    expect(await auditOf(schoolId, 'class-seen')).toHaveLength(2);
    expect(await world.inCore(({ cards }) => cards.ofClass(curatorId, '9Я'))).toEqual({
      ok: false,
      error: 'curator.no-class',
    });
  });

  it.each([
    ['елкина', ['Ёлкина Анна', 'Ёлкина Ольга']],
    ['6a варв', ['Николаева Варвара', 'Николаев Пётр', 'Николаева Ольга']],
    ['ирина', ['Климова Ирина']],
    ['%', []],
    ['  ', []],
  ])('whom %s finds', async (query, names) => {
    const { curatorId } = await story();
    const found = await world.inCore(({ cards }) => cards.find(curatorId, query));
    expect(found.ok && found.value.map(({ fullName }) => fullName)).toEqual(names);
  });

  it('neither SNILS nor the account’s own address', async () => {
    const { curatorId, schoolId } = await story();
    const account = await world.account(schoolId, 'Тайнова Елена');
    await world.prisma.account.update({ where: { id: account.id }, data: { email: 'secret@example.org' } });
    await world.prisma.person.update({ where: { id: account.personId }, data: { snilsHash: 'a hash of it' } });
    const seen = await world.inCore(({ cards }) => cards.look(curatorId, account.personId));
    expect(seen).toMatchObject({ ok: true, value: { hasSnils: true, addressState: 'unconfirmed', hasChat: false } });
    expect(JSON.stringify(seen)).not.toMatch(/secret@|a hash of it/);
  });
});

describe('codes', () => {
  it('are issued to those who have none, printed with all that are live, and stay the same', async () => {
    const { schoolId, curatorId, registers, idOf } = await story();
    await registers('Николаева Варвара');
    const abramov = await idOf('Абрамов Лев');
    const issued = await world.inCore(({ cards }) => cards.invite(curatorId, abramov));
    expect(await world.inCore(({ cards }) => cards.inviteAll(curatorId, { className: '6А' }))).toEqual({
      ok: true,
      value: 3,
    });
    expect(await world.inCore(({ cards }) => cards.inviteAll(curatorId, { className: '6А' }))).toEqual({
      ok: true,
      value: 0,
    });
    const printed = await world.inCore(({ cards }) => cards.toPrint(curatorId, { className: '6А' }));
    if (!printed.ok || !issued.ok) throw new Error('No sheets');
    expect(printed.value).toHaveLength(4);
    expect(printed.value.find(({ id }) => id === abramov)?.code).toBe(issued.value.code);
    const again = await world.inCore(({ cards }) => cards.toPrint(curatorId, { className: '6А' }));
    expect(again).toEqual(printed);
    expect(await auditOf(schoolId, 'invitations-printed')).toHaveLength(2);
  });

  it('are not printed for those who have registered', async () => {
    const { curatorId, idOf, registers } = await story();
    await registers('Климова Ирина');
    const teacher = await idOf('Климова Ирина');
    expect(await world.inCore(({ cards }) => cards.toPrint(curatorId, { staff: true }))).toEqual({
      ok: false,
      error: 'curator.nothing-to-print',
    });
    expect(await world.inCore(({ cards }) => cards.invite(curatorId, teacher))).toEqual({
      ok: false,
      error: 'invitation.registered',
    });
  });

  it('of a further parent are that parent’s own', async () => {
    const { curatorId, idOf } = await story();
    const pupil = await idOf('Абрамов Лев');
    const added = await world.inCore(({ cards }) => cards.addParent(curatorId, pupil));
    if (!added.ok) throw new Error(added.error);
    expect(await world.inCore(({ cards }) => cards.invite(curatorId, added.value.personId))).toMatchObject({
      ok: true,
      value: { role: 'parent', childName: 'Абрамов Лев' },
    });
    for (let count = 2; count < 6; count += 1)
      expect((await world.inCore(({ cards }) => cards.addParent(curatorId, pupil))).ok).toBe(true);
    expect(await world.inCore(({ cards }) => cards.addParent(curatorId, pupil))).toEqual({
      ok: false,
      error: 'curator.too-many-parents',
    });
  });
});

describe('the picture of a class', () => {
  const pixel = async (png: Buffer, share: number, bar: 0 | 1): Promise<number[]> => {
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = ((bar === 0 ? 12 : 44) * info.width + Math.round(share * info.width)) * info.channels;
    return [...data.subarray(at, at + 3)];
  };

  it('is filled as far as people have registered, and empty beyond', async () => {
    const png = await progressPicture({
      people: { registered: 3, invited: 0, waiting: 1 },
      parents: { registered: 0, invited: 0, waiting: 4 },
    });
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', ...PICTURE });
    const [filled = [], empty = [], none = []] = [
      await pixel(png, 0.7, 0),
      await pixel(png, 0.8, 0),
      await pixel(png, 0.2, 1),
    ];
    expect(filled[0]).toBeLessThan(100);
    expect(empty).toEqual([255, 255, 255]);
    expect(none).toEqual([255, 255, 255]);
  });

  it('is white for a class of nobody', async () => {
    const none = { registered: 0, invited: 0, waiting: 0 };
    expect(await pixel(await progressPicture({ people: none, parents: none }), 0.5, 0)).toEqual([255, 255, 255]);
  });
});

it('abuse 31: a table holds no formulas, whatever people are called', () => {
  const table = csvOf([['=HYPERLINK("x")', '+1', '-1', '@cmd', '\t=1', 'a;b', 'quote "here"', 'Анна\n=1', 'Анна']]);
  expect(table).toBe(
    `\uFEFF"'=HYPERLINK(""x"")";"'+1";"'-1";"'@cmd";"'=1";"a;b";"quote ""here""";"Анна =1";"Анна"\r\n`,
  );
});
