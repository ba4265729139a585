import { afterAll, describe, expect, it } from 'vitest';
import { schoolWorld } from '#tests/invitations/world.ts';
import { concurrently } from '#tests/support/database.ts';

const world = await schoolWorld();
const { prisma, check, child, chat, shown, complete, school } = world;
afterAll(() => world.close());

const error = (code: string) => ({ ok: false, error: code });
const use = <Value>(work: Parameters<typeof world.within<Value>>[0]): Promise<Value> => world.within(work);
const heldBy = (accountId: string) => prisma.person.count({ where: { joinedAccountId: accountId } });

describe('abuse 8: the same code used twice at once', () => {
  const successes = (ends: readonly { ok: boolean }[]): number => ends.filter(({ ok }) => ok).length;

  it('makes one account of two pages', async () => {
    concurrently('abuse 8, two registrations with one invitation');
    for (let round = 0; round < 5; round += 1) {
      const { parent } = await child();
      const pages = [await shown(await chat(), parent.code), await shown(await chat(), parent.code)];
      const ends = await Promise.all(pages.map(({ page }) => complete(page)));
      expect(successes(ends)).toBe(1);
      expect(ends).toContainEqual(error('enrollment.incomplete'));
      expect(await prisma.account.count({ where: { personId: parent.personId } })).toBe(1);
    }
  });

  it('makes one account of one page that is sent twice', async () => {
    concurrently('abuse 8, one page sent twice');
    const { parent } = await child();
    const { page } = await shown(await chat(), parent.code);
    const ends = await Promise.all([complete(page), complete(page), complete(page)]);
    expect(successes(ends)).toBe(1);
    expect(await prisma.invitation.findUnique({ where: { id: parent.id } })).toMatchObject({
      usedById: ends.flatMap((end) => (end.ok ? end.value.accountId : []))[0],
    });
  });

  it('gives two families’ overlapping codes to one of them, in whatever order they were shown', async () => {
    concurrently('abuse 8, overlapping sets of invitations');
    const [one, two] = [await child('Николаева Варвара'), await child('Николаев Глеб')];
    const [ahead, back] = [
      await shown(await chat(), one.parent.code, two.parent.code),
      await shown(await chat(), two.parent.code, one.parent.code),
    ];
    const ends = await Promise.all([complete(ahead.page), complete(back.page)]);
    expect(successes(ends)).toBe(1);
  });

  it('adds a child to one of two accounts', async () => {
    concurrently('abuse 8, one child added to two accounts');
    const { parent } = await child('Николаев Глеб');
    const accounts = [
      await world.account((await child()).parent.code),
      await world.account((await child()).parent.code),
    ];
    const { page } = await shown(await chat(), parent.code);
    const checked = await check(await chat(), parent.code);
    if (!checked.ok) throw new Error(checked.error);
    const ends = await Promise.all([
      ...accounts.map(({ id }) => world.whole(({ enrollments }) => enrollments.addToAccount(id, checked.value))),
      complete(page),
    ]);
    expect(successes(ends)).toBe(1);
    const joined = (await Promise.all(accounts.map(({ id }) => heldBy(id)))).reduce((sum, one) => sum + one, 0);
    const made = await prisma.account.count({ where: { personId: parent.personId } });
    expect(joined + made).toBe(1);
  });

  it('is withdrawn or used, and never both', async () => {
    concurrently('a curator withdraws while the person registers');
    const by = await world.curator();
    for (let round = 0; round < 8; round += 1) {
      const { parent } = await child();
      const { page } = await shown(await chat(), parent.code);
      const [made, withdrawn] = await Promise.all([
        complete(page),
        use(({ invitations }) => invitations.withdraw(parent.id, by)),
      ]);
      expect([made.ok, withdrawn.ok].filter(Boolean)).toHaveLength(1);
    }
  });

  it('is not issued anew beside a registration: the card has an account, or a live code', async () => {
    concurrently('a curator reissues while the person registers');
    for (let round = 0; round < 5; round += 1) {
      const { parent } = await child();
      const { page } = await shown(await chat(), parent.code);
      const [made, issued] = await Promise.all([
        complete(page),
        use(({ invitations }) =>
          invitations.issue({ schoolId: school.id, personId: parent.personId, role: 'parent', curatorId: null }),
        ),
      ]);
      expect([made.ok, issued.ok].filter(Boolean)).toHaveLength(1);
    }
  });
});
