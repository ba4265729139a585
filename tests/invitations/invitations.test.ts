import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { typedOnCyrillicKeys } from '#core/accounts/alphabet.ts';
import { days, hours } from '#core/clock.ts';
import { LIFETIME } from '#core/invitations/issuing.ts';
import { described } from '#core/invitations/reading.ts';
import { EXPLAINED, PER_SCHOOL, TRIES } from '#core/invitations/tries.ts';
import { concurrently } from '#tests/support/database.ts';
import { schoolWorld } from './world.ts';

const world = await schoolWorld();
const { prisma, check, invited, child, chat, school, another } = world;
afterAll(() => world.close());
beforeEach(() => prisma.$executeRaw`TRUNCATE "Limit"`);

const WRONG = 'ptaaaaaaa222';
const error = (code: string) => ({ ok: false, error: code });

describe('a code', () => {
  it('names whose it is, whatever the spacing, case, layout and look-alikes', async () => {
    const { parent } = await child('Николаева Варвара');
    const from = await chat();
    const spaced = [...parent.code].join(' ');
    for (const typed of [parent.code, spaced, parent.code.toUpperCase(), typedOnCyrillicKeys(parent.code)]) {
      expect(await check(from, typed)).toEqual({
        ok: true,
        value: {
          ...{ id: parent.id, personId: parent.personId, schoolId: school.id, schoolName: 'Школа № 1399' },
          ...{ role: 'parent', fullName: '', childName: 'Николаева Варвара', className: '6А' },
        },
      });
    }
    // None of them was a wrong one.
    expect(await prisma.limit.findMany({ where: { count: { gt: 0 } } })).toEqual([]);
  });

  it('is never taken for a different person’s: every code leads to its own card only, however it is written', async () => {
    const codes = [
      'pt1o095tc',
      'pt1o095ta',
      'ptlo095tb',
      'pt10095tb',
      'pt1ol95te',
      'stol1o0ee',
      'st01l00ee',
      'tr5s5s5s5',
    ];
    const owners = new Map<string, string>();
    for (const code of codes) {
      const role = code.startsWith('pt') ? 'parent' : code.startsWith('st') ? 'student' : 'teacher';
      const childId = role === 'parent' ? await world.card('student') : undefined;
      const { personId } = await invited(role, { code, ...(childId ? { childId } : {}) });
      owners.set(code, personId);
    }
    const from = await chat();
    const ways = [(code: string) => code, (code: string) => code.toUpperCase(), typedOnCyrillicKeys];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...codes), fc.constantFrom(...ways), fc.nat(8), async (code, way, at) => {
        const typed = `${way(code).slice(0, at)} ${way(code).slice(at)}`;
        expect(await check(from, typed)).toMatchObject({ ok: true, value: { personId: owners.get(code) } });
      }),
      { numRuns: 60 },
    );
  });

  it('may mix up 0 and o, 1 and l, where exactly one code is meant', async () => {
    const { personId } = await invited('student', { code: 'st0o1l5ab' });
    expect(await check(await chat(), 'st00l15ab')).toMatchObject({ ok: true, value: { personId } });

    await invited('student', { code: 'sto05i5ab' });
    await invited('student', { code: 'st0o515ab' });
    expect(await check(await chat(), 'st0051Sab')).toEqual(error('invitation.capitals'));
    expect(await check(await chat(), 'st00515ab')).toEqual(error('invitation.unknown'));
  });

  it('that was used, withdrawn or has expired keeps look-alikes of others away', async () => {
    const old = await invited('student', { code: 'st777o7ab' });
    await invited('student', { code: 'st77707ab' });
    await prisma.invitation.update({ where: { id: old.id }, data: { withdrawnAt: world.clock.now() } });
    expect(await check(await chat(), 'st777o7ab')).toEqual(error('invitation.withdrawn'));
  });

  it('tells why it is no code of ours, counts nothing, and names what to look at', async () => {
    const from = await chat();
    for (const [text, why] of [
      ['спасибо большое', 'invitation.unreadable'],
      ['ab12cd34e', 'invitation.prefix'],
      ['pt1', 'invitation.length'],
      ['pt1ж09ю', 'invitation.foreign-letter'],
    ] as const) {
      expect(await check(from, text)).toEqual(error(why));
    }
    expect(await prisma.limit.count()).toBe(0);
    expect(described('pt1ж09ю')).toEqual({ letters: 'ж, ю', typed: 7, prefix: 'pt' });
  });

  it('that nobody has is looked at for capitals, letters and its length', async () => {
    expect(await check(await chat(), WRONG)).toEqual(error('invitation.unknown'));
    expect(await check(await chat(), 'PTAAAAAAA222')).toEqual(error('invitation.capitals'));
    expect(await check(await chat(), 'ptаааaaaa222')).toEqual(error('invitation.foreign-letter'));
    expect(await check(await chat(), 'ptaaaaaaa22')).toEqual(error('invitation.length'));
  });

  it('of another school, or of a role that does not fit, is told so', async () => {
    const { parent } = await child('Иванов Пётр', another.id);
    expect(await check(await chat(), parent.code, { schoolId: school.id })).toEqual(error('invitation.other-school'));

    const pupil = await world.account((await invited('student')).code);
    const mother = await world.account((await child()).parent.code);
    const { parent: next } = await child('Николаев Глеб');
    expect(await check(pupil.chat, next.code, { accountId: pupil.id })).toEqual(error('invitation.other-role'));
    expect(await check(mother.chat, next.code, { accountId: mother.id })).toMatchObject({ ok: true });
    const { code } = await invited('student');
    expect(await check(mother.chat, code, { accountId: mother.id })).toEqual(error('invitation.other-role'));
    expect(await check(mother.chat, parent.code, { accountId: mother.id })).toEqual(error('invitation.other-school'));
  });

  it('abuse 18: has expired at its minute, whatever was cleaned up or not', async () => {
    const { parent } = await child();
    world.move(LIFETIME - 1);
    expect(await check(await chat(), parent.code)).toMatchObject({ ok: true });
    world.move(1);
    expect(await check(await chat(), parent.code)).toEqual(error('invitation.expired'));
    expect(await world.within(({ invitations }) => invitations.live(parent.id))).toBeNull();
    expect(await prisma.invitation.findUnique({ where: { id: parent.id } })).toMatchObject({ withdrawnAt: null });
  });

  it('abuse 10: dies when the card gets a new one', async () => {
    const { parent } = await child();
    const by = await world.curator();
    const { personId } = parent;
    const card = { schoolId: school.id, personId, role: 'parent' as const, curatorId: by };
    const fresh = await world.within(({ invitations }) => invitations.issue(card));
    const code = fresh.ok ? fresh.value.code : '';
    expect(code).not.toBe(parent.code);
    expect(await check(await chat(), parent.code)).toEqual(error('invitation.withdrawn'));
    expect(await check(await chat(), code)).toMatchObject({ ok: true, value: { personId: parent.personId } });
    expect(await prisma.audit.count({ where: { curatorId: by, action: 'invitation-issued' } })).toBe(1);
  });
});

describe('a guesser', () => {
  it('abuse 9: gets no more tries by guessing side by side', async () => {
    concurrently('abuse 9, wrong invitation codes at once');
    const from = await chat();
    const ends = await Promise.all(Array.from({ length: 3 * TRIES.max }, () => check(from, WRONG)));
    const refused = ends.filter((end) => !end.ok && end.error === 'invitation.too-many');
    expect(refused).toHaveLength(2 * TRIES.max);
  });

  it('waits a day after ten wrong codes, and right ones wait too', async () => {
    const { parent } = await child();
    const from = await chat();
    for (let at = 0; at < TRIES.max; at += 1) expect(await check(from, WRONG)).toEqual(error('invitation.unknown'));
    expect(await check(from, parent.code)).toEqual(error('invitation.too-many'));
    expect(await check(await chat(), parent.code)).toMatchObject({ ok: true });
    world.move(days(1));
    expect(await check(from, parent.code)).toMatchObject({ ok: true });
  });

  it('abuse 11: gets no tries back by right codes in between', async () => {
    const { parent } = await child();
    const from = await chat();
    for (let at = 0; at < TRIES.max; at += 1) {
      await check(from, WRONG);
      if (at < TRIES.max - 1) expect(await check(from, parent.code)).toMatchObject({ ok: true });
    }
    expect(await check(from, parent.code)).toEqual(error('invitation.too-many'));
  });

  it('abuse 14: hears the same of known and unknown codes after three wrong ones', async () => {
    const used = (await child()).parent.code;
    await world.account(used);
    const expired = await child();
    await prisma.invitation.update({ where: { id: expired.parent.id }, data: { expiresAt: world.clock.now() } });
    const withdrawn = await child();
    const withdrawnAt = world.clock.now();
    await prisma.invitation.update({ where: { id: withdrawn.parent.id }, data: { withdrawnAt } });
    const elsewhere = await child('Иванов Пётр', another.id);
    const codes = [used, expired.parent.code, withdrawn.parent.code, elsewhere.parent.code];
    const explained = [
      'invitation.used',
      'invitation.expired',
      'invitation.withdrawn',
      'invitation.other-school',
    ] as const;

    for (const [at, code] of codes.entries()) {
      const from = await chat();
      expect(await check(from, code, { schoolId: school.id })).toEqual(error(explained[at] ?? ''));
      for (let wrong = 1; wrong < EXPLAINED; wrong += 1) await check(from, WRONG, { schoolId: school.id });
      expect(await check(from, code, { schoolId: school.id })).toEqual(error('invitation.unknown'));
      expect(await check(from, code.toUpperCase(), { schoolId: school.id })).toEqual(error('invitation.capitals'));
    }
  });

  it('abuse 16: locks no right code out by wrong ones from many chats', async () => {
    const used = (await child()).parent.code;
    await world.account(used);
    const { parent } = await child();
    await prisma.limit.create({
      data: { key: `invitation:school:${school.id}`, count: PER_SCHOOL.max - 1, resetAt: new Date('2027-09-01') },
    });
    const context = { schoolId: school.id };
    const from = await chat();
    expect(await check(await chat(), used, context)).toEqual(error('invitation.used'));
    // That was the last one that was explained.
    expect(await check(from, used, context)).toEqual(error('invitation.unknown'));
    expect(await check(from, parent.code, context)).toMatchObject({ ok: true });
    await check(from, WRONG, context);
    await check(from, WRONG, context);
    expect(await check(from, parent.code, context)).toEqual(error('invitation.too-many'));
    expect(await check(await chat(), parent.code, context)).toMatchObject({ ok: true });
    // Another school is not searched, and this chat has tries left there.
    const elsewhere = await child('Иванов Пётр', another.id);
    expect(await check(from, elsewhere.parent.code, { schoolId: another.id })).toMatchObject({ ok: true });
  });

  it('is forgotten within the hour', async () => {
    const used = (await child()).parent.code;
    await world.account(used);
    const context = { schoolId: school.id };
    for (let at = 0; at < PER_SCHOOL.max; at += 10) {
      const from = await chat();
      for (let tries = 0; tries < TRIES.max; tries += 1) await check(from, WRONG, context);
    }
    const { count } = await prisma.limit.findFirstOrThrow({ where: { key: `invitation:school:${school.id}` } });
    expect(count).toBe(PER_SCHOOL.max);
    expect(await check(await chat(), used, context)).toEqual(error('invitation.unknown'));
    world.move(hours(1));
    expect(await check(await chat(), used, context)).toEqual(error('invitation.used'));
  });
});
