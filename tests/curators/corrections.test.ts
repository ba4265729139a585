import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorrection, type TypedCorrection } from '#core/curators/correction.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { type CuratorWorld, curatorWorld } from './world.ts';

let world: CuratorWorld;
beforeAll(async () => {
  world = await curatorWorld();
});
afterAll(() => world.close());

const SNILS = '112-233-445 95';
const EMPTY: TypedCorrection = { name: '', class: '', birth: '', snils: '', email: '', phones: '', forgetSnils: false };
const read = (typed: Partial<TypedCorrection>, role: Role = 'student', state: 'registered' | 'waiting' = 'waiting') =>
  readCorrection(
    { ...EMPTY, name: 'Николаева Варвара', class: '6А', ...typed },
    { role, state },
    { secrets: world.secrets, today: '2026-11-22' },
  );

describe('a correction', () => {
  it('is read as lists are: one spelling for classes, dates, addresses and numbers', () => {
    expect(
      read({
        ...{ name: ' Николаева  Варвара ', class: '6 "a" класс', birth: '31.05.2014', snils: SNILS },
        ...{ email: ' Varya@Example.ORG ', phones: '8 905 123-45-67; +7 (905) 765-43-21, 89051234567' },
      }),
    ).toEqual({
      ok: true,
      correction: {
        ...{ name: 'Николаева Варвара', className: '6А', birthDate: new Date('2014-05-31T00:00:00Z') },
        ...{ snilsHash: world.secrets.hash('snils', '11223344595'), email: 'varya@example.org' },
        phones: ['+79051234567', '+79057654321'],
      },
    });
  });

  it.each<[Partial<TypedCorrection>, Record<string, string>]>([
    [{ name: ' ' }, { name: 'correction.name-missing' }],
    [{ name: 'Я'.repeat(201) }, { name: 'correction.name-too-long' }],
    [{ class: ' ' }, { class: 'correction.class-missing' }],
    [{ class: 'Я'.repeat(31) }, { class: 'correction.class-too-long' }],
    [{ birth: '32.05.2014' }, { birth: 'correction.birth-date' }],
    [{ birth: '23.11.2026' }, { birth: 'correction.birth-date' }],
    [{ snils: '112-233-445 96' }, { snils: 'snils.checksum' }],
    [{ snils: '112-233' }, { snils: 'snils.length' }],
    [{ email: 'varya@' }, { email: 'correction.email' }],
    [{ phones: '8 905 123-45-67, 8 495 123-45-67' }, { phones: 'correction.phone' }],
    [
      { phones: [1, 2, 3, 4, 5, 6].map((last) => `8905123456${last}`).join() },
      { phones: 'correction.too-many-phones' },
    ],
    [
      { snils: 'x', email: 'x' },
      { snils: 'snils.unreadable', email: 'correction.email' },
    ],
  ])('%o is refused beside its fields', (typed, errors) => {
    expect(read(typed)).toEqual({ ok: false, errors });
  });

  it('leaves SNILS alone unless a new one is typed, or it is to be removed', () => {
    const hashOf = (typed: Partial<TypedCorrection>) => {
      const { ok, ...rest } = read(typed);
      return ok && 'correction' in rest ? rest.correction.snilsHash : undefined;
    };
    expect(hashOf({})).toBe('keep');
    expect(hashOf({ forgetSnils: true })).toBeNull();
    expect(hashOf({ forgetSnils: true, snils: SNILS })).toBe(world.secrets.hash('snils', '11223344595'));
  });

  it('asks only pupils for a class, and only parents who have not registered may have no name', () => {
    expect(read({ class: '' }, 'teacher')).toMatchObject({ ok: true, correction: { className: null } });
    expect(read({ name: '', class: '' }, 'parent')).toMatchObject({ ok: true, correction: { name: '' } });
    expect(read({ name: '', class: '' }, 'parent', 'registered')).toMatchObject({ ok: false });
    expect(read({ name: '' }, 'staff')).toMatchObject({ ok: false });
  });
});

describe('correcting a card', () => {
  async function story(role: Role = 'student') {
    const { id: schoolId } = await world.school();
    const curator = await world.curator(schoolId);
    const { id: personId } = await world.prisma.person.create({
      data: {
        ...{ institutionId: 'eljur', externalId: crypto.randomUUID(), schoolId, fullName: 'Николаева Варвара' },
        ...{ roles: [role], className: role === 'student' ? '6А' : null, email: 'old@example.org' },
        phones: { create: { institutionId: 'eljur', phone: '+79050000000' } },
      },
    });
    const versionNow = async (): Promise<string> => {
      const seen = await world.inCore(({ cards }) => cards.look(curator.id, personId));
      if (!seen.ok) throw new Error(seen.error);
      return seen.value.version;
    };
    const corrects = async (typed: Partial<TypedCorrection>, version?: string, curatorId = curator.id) => {
      const wanted = read({ class: role === 'student' ? '6А' : '', ...typed }, role);
      if (!wanted.ok) throw new Error(JSON.stringify(wanted.errors));
      const seen = version ?? (await versionNow());
      return world.inCore(({ corrections }) => corrections.correct(curatorId, personId, seen, wanted.correction));
    };
    return { schoolId, curator, personId, versionNow, corrects };
  }

  it.each<Role>(['student', 'parent', 'teacher', 'staff'])(
    'of a %s: what differs is changed, and only that is written down',
    async (role) => {
      const { schoolId, personId, corrects } = await story(role);
      const typed = { birth: '31.05.2014', snils: SNILS, email: 'new@example.org', phones: '89051234567' };
      expect(await corrects(typed)).toEqual({ ok: true, value: ['birth', 'snils', 'email', 'phones'] });
      expect(
        await world.prisma.person.findUniqueOrThrow({ where: { id: personId }, include: { phones: true } }),
      ).toMatchObject({
        ...{ fullName: 'Николаева Варвара', className: role === 'student' ? '6А' : null, email: 'new@example.org' },
        birthDate: new Date('2014-05-31T00:00:00Z'),
        snilsHash: world.secrets.hash('snils', '11223344595'),
        phones: [{ phone: '+79051234567', institutionId: 'eljur' }],
      });
      // The same once more is no change, and SNILS stays though nobody types it.
      expect(await corrects({ ...typed, snils: '' })).toEqual({ ok: true, value: [] });
      expect(await corrects({})).toEqual({ ok: true, value: ['birth', 'email', 'phones'] });
      expect(await world.prisma.personPhone.count({ where: { personId } })).toBe(0);
      expect(await corrects({ forgetSnils: true })).toEqual({ ok: true, value: ['snils'] });

      const trail = await world.prisma.audit.findMany({
        where: { schoolId, action: 'card-corrected' },
        orderBy: { id: 'asc' },
      });
      expect(trail.map(({ detail }) => detail)).toEqual([
        { fields: 'birth snils email phones' },
        { fields: 'birth email phones' },
        { fields: 'snils' },
      ]);
      expect(JSON.stringify(trail.map(({ detail }) => detail))).not.toMatch(/example|2014|7905|112/);
    },
  );

  it('moves a pupil to another class with their parents', async () => {
    const { curator, corrects } = await story();
    expect(await corrects({ class: '7Б', email: 'old@example.org', phones: '+79050000000' })).toEqual({
      ok: true,
      value: ['class'],
    });
    const found = await world.inCore(({ cards }) => cards.ofClass(curator.id, '7Б'));
    expect(found.ok && found.value.map(({ fullName }) => fullName)).toEqual(['Николаева Варвара']);
  });

  it('tells the chat of the account, without what was corrected', async () => {
    const { id: schoolId } = await world.school();
    const curator = await world.curator(schoolId);
    const account = await world.account(schoolId);
    const chat = await world.chat(account.id);
    const seen = await world.inCore(({ cards }) => cards.look(curator.id, account.personId));
    const wanted = read({ name: 'Николаева Ольга', class: '', email: 'olga@example.org' }, 'parent', 'registered');
    if (!seen.ok || !wanted.ok) throw new Error('Nobody to correct');
    await world.inCore(({ corrections }) =>
      corrections.correct(curator.id, account.personId, seen.value.version, wanted.correction),
    );
    expect(world.newsFor(chat)).toEqual([
      { type: 'account-notice', accountId: account.id, what: 'card-corrected', curator: curator.name },
    ]);
  });

  it('of two curators at the same time one is first, and the other sees that', async () => {
    const { personId, versionNow, corrects } = await story();
    const version = await versionNow();
    const answers = await Promise.all([
      corrects({ email: 'one@example.org' }, version),
      corrects({ email: 'two@example.org' }, version),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error)).sort()).toEqual(['correction.stale', 'ok']);
    const { email } = await world.prisma.person.findUniqueOrThrow({ where: { id: personId } });
    expect(email).toBe(answers[0]?.ok ? 'one@example.org' : 'two@example.org');
  });

  it('abuse 5: of another school changes nothing, and neither does a curator who is one no more', async () => {
    const { curator, personId, versionNow, corrects } = await story();
    const version = await versionNow();
    const stranger = await world.curator((await world.school()).id);
    expect(await corrects({ email: 'x@example.org' }, version, stranger.id)).toEqual({
      ok: false,
      error: 'curator.no-person',
    });
    await world.inCore(({ curators }) => curators.revoke(curator.id));
    expect(await corrects({ email: 'x@example.org' }, version)).toEqual({ ok: false, error: 'curator.gone' });
    expect((await world.prisma.person.findUniqueOrThrow({ where: { id: personId } })).email).toBe('old@example.org');
  });
});
