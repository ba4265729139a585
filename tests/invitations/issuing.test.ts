import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { concurrently } from '#tests/support/database.ts';
import { schoolWorld } from './world.ts';

const world = await schoolWorld();
const { prisma, check, invited, child, chat, school, another } = world;
afterAll(() => world.close());
beforeEach(() => prisma.$executeRaw`TRUNCATE "Limit"`);

const error = (code: string) => ({ ok: false, error: code });

describe('issuing', () => {
  it('gives each card one live code, however many issue at once', async () => {
    concurrently('two curators issue a code for one card at once');
    const personId = await world.card('student');
    const wanted = { schoolId: school.id, personId, role: 'student' as const, curatorId: null };
    const issued = await Promise.all(
      Array.from({ length: 6 }, () => world.within(({ invitations }) => invitations.issue(wanted))),
    );
    expect(issued.every(({ ok }) => ok)).toBe(true);
    expect(await prisma.invitation.count({ where: { personId } })).toBe(6);
    expect(await prisma.invitation.count({ where: { personId, withdrawnAt: null } })).toBe(1);
  });

  it('gives a whole class its codes, and can print each again', async () => {
    const cards = await Promise.all(
      Array.from({ length: 30 }, async () => ({ personId: await world.card('student'), role: 'student' as const })),
    );
    const held = await world.account((await invited('student', cards[0])).code);
    const curatorId = await world.curator();
    const issued = await world.within(({ invitations }) =>
      invitations.issueMany({ schoolId: school.id, cards, curatorId }),
    );
    expect(held.id).toBeDefined();
    expect(new Set(issued.map(({ code }) => code)).size).toBe(29);
    const views = await world.within(({ invitations }) => invitations.latestOf(cards.map(({ personId }) => personId)));
    for (const { personId, code } of issued) expect(views.get(personId)).toMatchObject({ state: 'live', code });
    expect(views.get(cards[0]?.personId ?? '')).toMatchObject({ state: 'used', code: null });
    expect(await prisma.audit.count({ where: { curatorId, action: 'invitation-issued' } })).toBe(29);
  });

  it('refuses cards that are held, of another school, or of another role', async () => {
    const personId = await world.card('student');
    const wanted = { schoolId: school.id, personId, role: 'student' as const, curatorId: null };
    const issue = (change: object) => world.within(({ invitations }) => invitations.issue({ ...wanted, ...change }));
    expect(await issue({ schoolId: another.id })).toEqual(error('invitation.no-card'));
    expect(await issue({ role: 'parent' })).toEqual(error('invitation.no-card'));
    await world.account((await invited('student', { personId })).code);
    expect(await issue({})).toEqual(error('invitation.registered'));

    const [first, second] = [await child(), await child()];
    await world.account(first.parent.code, second.parent.code);
    const joined = { personId: second.parent.personId, role: 'parent' };
    expect(await issue(joined)).toEqual(error('invitation.registered'));
  });

  it('lets a curator withdraw the codes of their own school only', async () => {
    const { parent } = await child();
    const [own, foreign] = [await world.curator(), await world.curator(another.id)];
    const use = <Value>(work: Parameters<typeof world.within<Value>>[0]) => world.within(work);
    expect(await use(({ invitations }) => invitations.withdraw(parent.id, foreign))).toEqual(
      error('invitation.unknown'),
    );
    expect(await check(await chat(), parent.code)).toMatchObject({ ok: true });

    expect(await use(({ invitations }) => invitations.withdraw(parent.id, own))).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await use(({ invitations }) => invitations.withdraw(parent.id, own))).toMatchObject({ ok: true });
    expect(await check(await chat(), parent.code)).toEqual(error('invitation.withdrawn'));
    expect(await prisma.audit.count({ where: { curatorId: own, action: 'invitation-withdrawn' } })).toBe(1);

    const used = await child();
    await world.account(used.parent.code);
    expect(await use(({ invitations }) => invitations.withdraw(used.parent.id, own))).toEqual(error('invitation.used'));

    await prisma.curator.update({ where: { id: own }, data: { revokedAt: world.clock.now() } });
    const { parent: later } = await child();
    expect(await use(({ invitations }) => invitations.withdraw(later.id, own))).toEqual(error('invitation.unknown'));
  });

  it('takes over printed codes once, and never for two cards', async () => {
    const [one, two] = [await world.card('student'), await world.card('student')];
    const take = (personId: string, code: string, role: 'student' | 'parent' = 'student') =>
      world.whole(({ invitations }) =>
        invitations.importPrinted({ schoolId: school.id, personId, role, curatorId: null, code }),
      );
    const taken = await take(one, ' ST9X8Y7Z ');
    expect(taken).toMatchObject({ ok: true, value: { code: 'st9x8y7z', personId: one } });
    expect(await take(one, 'st9x8y7z')).toEqual(taken);
    expect(await take(two, 'st9x8y7z')).toEqual(error('invitation.taken'));
    expect(await prisma.invitation.count({ where: { personId: two } })).toBe(0);
    expect(await take(two, 'pt9x8y7z')).toEqual(error('invitation.no-card'));
    expect(await take(two, 'xx9x8y7z')).toEqual(error('invitation.prefix'));
    expect(await take(two, 'st9x')).toEqual(error('invitation.length'));
    expect(await take(two, 'stжx8y7z')).toEqual(error('invitation.foreign-letter'));
    // It cannot be printed again, as we do not hold it.
    const view = await world.within(({ invitations }) => invitations.liveOf(one));
    expect(view).toMatchObject({ state: 'live', code: null });
    // The next list replaces it.
    expect(await take(one, 'st1111111')).toMatchObject({ ok: true });
    expect(await check(await chat(), 'st9x8y7z')).toEqual(error('invitation.withdrawn'));
    expect(await take(one, 'st9x8y7z')).toEqual(error('invitation.taken'));
  });

  it('asks for a photo to be read, and names it by its key only', async () => {
    const from = await chat();
    await world.within(({ invitations }) => invitations.readPicture(from, 'file-key'));
    const [job] = await world.jobs('read-picture');
    expect(job?.payload).toEqual({ botId: '9', chatId: String(from.chatId), fileId: 'file-key' });
  });
});
