import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CuratorWorld, curatorWorld } from './world.ts';

let world: CuratorWorld;
beforeAll(async () => {
  world = await curatorWorld();
});
afterAll(() => world.close());

async function story() {
  const [ours, theirs] = [await world.school(), await world.school()];
  const curator = await world.curator(ours.id, 'Климова');
  const account = await world.account(ours.id);
  return { ours, theirs, curator, account, far: await world.account(theirs.id) };
}

const auditOf = (accountId: string) =>
  world.prisma.audit.findMany({
    where: { accountId },
    orderBy: { id: 'asc' },
    select: { action: true, curatorId: true },
  });

describe('restoring access', () => {
  it('shows the login: written down, and the person told each time', async () => {
    const { curator, account } = await story();
    const chat = await world.chat(account.id);
    for (const _ of [1, 2]) {
      const seen = await world.inCore(({ restore }) => restore.login(curator.id, account.id));
      expect(seen).toMatchObject({ ok: true, value: { login: account.login } });
      world.clock.at = new Date(world.clock.at.getTime() + 1000);
    }
    expect(await auditOf(account.id)).toEqual([1, 2].map(() => ({ action: 'login-seen', curatorId: curator.id })));
    const ids = world.jobs
      .filter(({ payload }) => payload.chatId === String(chat.chatId))
      .map(({ payload }) => payload.id);
    expect(new Set(ids).size).toBe(2);
    expect(world.newsFor(chat)[0]).toEqual({
      type: 'account-notice',
      accountId: account.id,
      what: 'login-seen',
      curator: 'Климова',
    });
  });

  it('sends a link to the person’s own chat, and shows one only where it is asked for', async () => {
    const { curator, account } = await story();
    expect(await world.inCore(({ restore }) => restore.sendLink(curator.id, account.id))).toEqual({
      ok: false,
      error: 'curator.no-chat',
    });
    expect(await world.prisma.oneTimePage.count({ where: { subjectId: account.id } })).toBe(0);
    const chat = await world.chat(account.id);
    expect(await world.inCore(({ restore }) => restore.sendLink(curator.id, account.id))).toEqual({
      ok: true,
      value: undefined,
    });
    const page = await world.prisma.oneTimePage.findFirstOrThrow({
      where: { subjectId: account.id, purpose: 'reset' },
    });
    expect(world.newsFor(chat)).toEqual([
      { type: 'access-restored', accountId: account.id, pageId: page.id, curator: 'Климова' },
    ]);
    const shown = await world.inCore(({ restore }) => restore.showLink(curator.id, account.id));
    // The newer page closes the older one.
    expect(shown).toMatchObject({ ok: true, value: { login: account.login } });
    expect(await world.inCore(({ recovery }) => recovery.look(page.id))).toEqual({ ok: false, error: 'page.expired' });
    expect(world.newsFor(chat)).toContainEqual({
      type: 'account-notice',
      accountId: account.id,
      what: 'link-made',
      curator: 'Климова',
    });
  });

  it('sets a one-time password, and takes an account back from a stranger’s chat', async () => {
    const { curator, account } = await story();
    const chat = await world.chat(account.id);
    expect(await world.inCore(({ restore }) => restore.password(curator.id, account.id, 'a hash'))).toMatchObject({
      ok: true,
    });
    expect(await world.prisma.account.findUnique({ where: { id: account.id } })).toMatchObject({
      passwordHash: 'a hash',
    });
    expect(world.newsFor(chat)).toContainEqual({
      type: 'account-notice',
      accountId: account.id,
      what: 'password-set',
      curator: 'Климова',
    });
    expect(await world.inCore(({ restore }) => restore.takeBack(curator.id, account.id))).toMatchObject({ ok: true });
    expect(await world.prisma.conversation.count({ where: { accountId: account.id } })).toBe(0);
    expect((await auditOf(account.id)).map(({ action }) => action)).toEqual(['password-set', 'account-taken-back']);
  });

  it('abuse 5: nobody of another school, and nobody at all once the role has ended', async () => {
    const { curator, account, far } = await story();
    const acts = (accountId: string) =>
      world.inCore(async ({ restore }) => [
        await restore.login(curator.id, accountId),
        await restore.sendLink(curator.id, accountId),
        await restore.showLink(curator.id, accountId),
        await restore.password(curator.id, accountId, 'a hash'),
        await restore.takeBack(curator.id, accountId),
      ]);
    for (const answer of await acts(far.id)) expect(answer).toEqual({ ok: false, error: 'curator.no-account' });
    expect(await world.prisma.account.findUnique({ where: { id: far.id } })).toMatchObject({ passwordHash: 'none' });
    expect(await auditOf(far.id)).toEqual([]);
    await world.inCore(({ curators }) => curators.revoke(curator.id));
    for (const answer of await acts(account.id)) expect(answer).toEqual({ ok: false, error: 'curator.gone' });
  });
});
