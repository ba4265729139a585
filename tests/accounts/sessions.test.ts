import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hours, seconds } from '#core/clock.ts';
import { type JournalWorld, journalWorld } from './world.ts';

let world: JournalWorld;
beforeAll(async () => {
  world = await journalWorld();
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const open = (accountId: string) => world.core(({ sessions }) => sessions.open({ accountId }, hours(12)));
const find = (token: string) => world.core(({ sessions }) => sessions.find(token));

describe('a session', () => {
  it('knows whose it is, until its time is over', async () => {
    const anna = await world.account();
    const token = await open(anna.id);
    expect(await find(token)).toMatchObject({ accountId: anna.id, curatorId: null, mustChange: false });
    world.move(hours(12));
    expect(await find(token)).toBeNull();
  });

  it('ends alone, or with all of the account and of nobody else', async () => {
    const [anna, boris] = [await world.account(), await world.account()];
    const [first, second, third, foreign] = [
      await open(anna.id),
      await open(anna.id),
      await open(anna.id),
      await open(boris.id),
    ];
    await world.core(({ sessions }) => sessions.end(first));
    expect(await find(first)).toBeNull();
    expect(await find(second)).not.toBeNull();
    await world.core(({ sessions }) => sessions.endAll(anna.id));
    expect([await find(second), await find(third)]).toEqual([null, null]);
    expect(await find(foreign)).not.toBeNull();
  });

  it('of a curator ends with the role', async () => {
    const curatorId = await world.curator();
    const token = await world.core(({ sessions }) => sessions.open({ curatorId }, hours(1)));
    expect(await find(token)).toMatchObject({ accountId: null, curatorId });
    await world.prisma.curator.update({ where: { id: curatorId }, data: { revokedAt: world.clock.now() } });
    expect(await find(token)).toBeNull();
  });

  it('cannot be forged, nor opened by a token of another purpose or by its id', async () => {
    const anna = await world.account();
    const token = await open(anna.id);
    const { id } = await world.prisma.session.findFirstOrThrow();
    const last = token.at(-2) === 'A' ? 'B' : 'A';
    for (const forged of [id, world.secrets.token('page', id), token.slice(0, -2) + last + token.at(-1), ''])
      expect(await find(forged)).toBeNull();
    expect(JSON.stringify(await world.prisma.session.findMany())).not.toContain(token);
  });
});

describe('abuse 13: no session survives', () => {
  const ends: [string, (accountId: string) => Promise<unknown>][] = [
    ['a new password', (id) => world.core(({ recovery }) => recovery.changeOwn(id, 'hash'))],
    [
      'a reset by a letter’s page',
      (id) =>
        world.core(async ({ recovery }) => {
          const [opened] = await recovery.openByEmail({ institutionId: 'eljur', schoolId: null, email: 'a@mail.ru' });
          expect(await recovery.complete(opened?.pageId ?? '', 'hash')).toEqual({ ok: true, value: { accountId: id } });
        }),
    ],
    [
      'a curator’s one-time password',
      async (id) => {
        const curator = await world.curator();
        await world.core(({ recovery }) => recovery.setOneTimePassword(id, curator, 'hash'));
      },
    ],
    ['a block', (id) => world.prisma.account.update({ where: { id }, data: { blockedAt: world.clock.now() } })],
    [
      'a person who left the school',
      (id) => world.prisma.person.updateMany({ where: { account: { id } }, data: { active: false } }),
    ],
    ['an erased account', (id) => world.prisma.account.delete({ where: { id } })],
  ];

  it.each(ends)('%s', async (_how, end) => {
    const anna = await world.account({ email: 'a@mail.ru' });
    const token = await open(anna.id);
    expect(await find(token)).not.toBeNull();
    await end(anna.id);
    world.move(seconds(1));
    expect(await find(token)).toBeNull();
  });

  it('and no pass shown before a new password opens a gate', async () => {
    const anna = await world.account();
    await world.core(({ recovery }) => recovery.changeOwn(anna.id, 'hash'));
    const { passNotBefore } = await world.prisma.account.findUniqueOrThrow({ where: { id: anna.id } });
    expect(passNotBefore).toEqual(world.clock.now());
  });
});
