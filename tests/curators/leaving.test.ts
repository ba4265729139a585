import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '#core/accounts/password.ts';
import { signIn } from '#core/accounts/sign-in.ts';
import { hours } from '#core/clock.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { type CuratorWorld, curatorWorld } from './world.ts';

const PASSWORD = 'tyulen4gromkopoet';
let world: CuratorWorld;
let passwordHash: string;
beforeAll(async () => {
  world = await curatorWorld();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => world.close());

async function story() {
  const { id: schoolId } = await world.school();
  const curator = await world.curator(schoolId);
  const card = async (role: Role, fullName: string, childId: string | null = null): Promise<string> => {
    const { id } = await world.prisma.person.create({
      data: {
        ...{ institutionId: 'eljur', externalId: crypto.randomUUID(), schoolId, fullName, childId, roles: [role] },
        className: role === 'student' ? '6А' : null,
      },
    });
    return id;
  };
  /** An account whose own card this is. */
  const registers = async (personId: string) => {
    const spare = await world.account(schoolId);
    await world.prisma.account.update({ where: { id: spare.id }, data: { personId, passwordHash } });
    await world.prisma.person.delete({ where: { id: spare.personId } });
    const chat = await world.chat(spare.id);
    const session = await world.inCore(({ sessions }) => sessions.open({ accountId: spare.id }, hours(4)));
    return { id: spare.id, login: spare.login, chat, session };
  };
  const leaves = (personId: string, curatorId = curator.id) =>
    world.inCore(({ leaving }) => leaving.leave(curatorId, personId));
  const comesBack = (personId: string, curatorId = curator.id) =>
    world.inCore(({ leaving }) => leaving.comeBack(curatorId, personId));
  const isSignedIn = async ({ session }: { session: string }): Promise<boolean> =>
    (await world.inCore(({ sessions }) => sessions.find(session))) !== null;
  const signsIn = async ({ login }: { login: string }): Promise<string> => {
    const tried = await signIn(
      { transaction: (work) => world.prisma.$transaction((db) => work(db)), core: world.core },
      { schoolId, login, password: PASSWORD, remote: '198.51.100.7', browser: 'one', lifetime: hours(1) },
    );
    return tried.ok ? 'in' : tried.error;
  };
  const childrenOf = async ({ id }: { id: string }): Promise<string[]> =>
    (await world.inCore(({ enrollments }) => enrollments.children(id))).map(({ fullName }) => fullName);
  const actions = async (): Promise<string[]> =>
    (await world.prisma.audit.findMany({ where: { schoolId }, orderBy: { id: 'asc' } })).map(({ action }) => action);
  return { schoolId, curator, card, registers, leaves, comesBack, isSignedIn, signsIn, childrenOf, actions };
}

describe('somebody who has left', () => {
  it('gets in no more: sessions, pages and letters end; and in again once they are back', async () => {
    const { curator, card, registers, leaves, comesBack, isSignedIn, signsIn, actions } = await story();
    const pupil = await card('student', 'Николаева Варвара');
    const account = await registers(pupil);
    const page = await world.inCore(({ recovery }) => recovery.openByCurator(account.id, curator.id));
    if (!page.ok) throw new Error(page.error);
    expect(await signsIn(account)).toBe('in');

    expect(await leaves(pupil)).toEqual({ ok: true, value: { staysOpen: false } });
    expect(await isSignedIn(account)).toBe(false);
    expect(await signsIn(account)).toBe('login.closed');
    expect((await world.inCore(({ recovery }) => recovery.look(page.value))).ok).toBe(false);
    expect(await world.inCore(({ restore }) => restore.showLink(curator.id, account.id))).toEqual({
      ok: false,
      error: 'curator.no-account',
    });
    expect(await leaves(pupil)).toEqual({ ok: true, value: { staysOpen: false } });

    expect((await comesBack(pupil)).ok).toBe(true);
    expect((await comesBack(pupil)).ok).toBe(true);
    // What was open then stays closed.
    expect(await isSignedIn(account)).toBe(false);
    expect(await signsIn(account)).toBe('in');
    expect(world.newsFor(account.chat)).toEqual(
      ['card-left', 'card-back'].map((what) => ({
        ...{ type: 'account-notice', accountId: account.id, what, curator: curator.name },
      })),
    );
    expect((await actions()).filter((action) => /^card-/.test(action))).toEqual(['card-left', 'card-back']);
  });

  it('has no code that works, the parents neither, and none comes to life again', async () => {
    const { curator, card, leaves, comesBack } = await story();
    const pupil = await card('student', 'Николаева Варвара');
    const parent = await card('parent', '', pupil);
    const codes: string[] = [];
    for (const id of [pupil, parent]) {
      const invited = await world.inCore(({ cards }) => cards.invite(curator.id, id));
      if (!invited.ok) throw new Error(invited.error);
      codes.push(invited.value.code);
    }
    const states = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const code of codes) {
        const chat = await world.chat();
        const checked = await world.inCore(({ invitations }) => invitations.check(chat, 'eljur', code, {}));
        found.push(checked.ok ? 'good' : checked.error);
      }
      return found;
    };
    expect(await states()).toEqual(['good', 'good']);
    await leaves(pupil);
    expect(await states()).toEqual(['invitation.withdrawn', 'invitation.withdrawn']);
    for (const id of [pupil, parent])
      expect(await world.inCore(({ cards }) => cards.invite(curator.id, id))).toEqual({
        ok: false,
        error: 'curator.left',
      });
    expect(await world.inCore(({ cards }) => cards.inviteAll(curator.id, { all: true }))).toEqual({
      ok: true,
      value: 0,
    });
    await comesBack(pupil);
    expect(await states()).toEqual(['invitation.withdrawn', 'invitation.withdrawn']);
    expect((await world.inCore(({ cards }) => cards.invite(curator.id, pupil))).ok).toBe(true);
  });

  it('is counted no more, stands in the class with a mark, and is found last', async () => {
    const { curator, card, leaves } = await story();
    const gone = await card('student', 'Абрамов Лев');
    await card('parent', 'Абрамова Ольга', gone);
    await card('student', 'Абрамов Пётр');
    await leaves(gone);
    const listed = await world.inCore(({ cards }) => cards.ofClass(curator.id, '6А'));
    expect(listed.ok && listed.value.map(({ fullName, left }) => [fullName, left])).toEqual([
      ['Абрамов Лев', 'own'],
      ['Абрамова Ольга', 'child'],
      ['Абрамов Пётр', null],
    ]);
    const found = await world.inCore(({ cards }) => cards.find(curator.id, 'абрамов'));
    expect(found.ok && found.value.map(({ fullName }) => fullName)[0]).toBe('Абрамов Пётр');
    expect(await world.inCore(({ cards }) => cards.progress(curator.id))).toMatchObject({
      ok: true,
      value: [{ people: { waiting: 1 }, parents: { waiting: 0 } }],
    });
    const exported = await world.inCore(({ cards }) => cards.everybody(curator.id));
    expect(exported.ok && exported.value.map(({ fullName }) => fullName)).toEqual(['Абрамов Пётр']);
  });

  it('is no child of the parents’ lists, and one again afterwards; the parents stay', async () => {
    const { card, registers, leaves, comesBack, childrenOf, signsIn } = await story();
    const [first, second] = [await card('student', 'Аня'), await card('student', 'Боря')];
    const mother = await registers(await card('parent', 'Николаева Ольга', first));
    await world.prisma.person.update({
      where: { id: await card('parent', 'Николаева Ольга', second) },
      data: { joinedAccountId: mother.id },
    });
    expect(await childrenOf(mother)).toEqual(['Аня', 'Боря']);
    await leaves(first);
    expect(await childrenOf(mother)).toEqual(['Боря']);
    expect(await signsIn(mother)).toBe('in');
    await comesBack(first);
    expect(await childrenOf(mother)).toEqual(['Аня', 'Боря']);
  });

  it('as one child’s parent stays the other’s, by the same account', async () => {
    const { card, registers, leaves, comesBack, childrenOf, isSignedIn, signsIn } = await story();
    const [first, second] = [await card('student', 'Аня'), await card('student', 'Боря')];
    const own = await card('parent', 'Николаева Ольга', first);
    const other = await card('parent', 'Николаева Ольга', second);
    const mother = await registers(own);
    await world.prisma.person.update({ where: { id: other }, data: { joinedAccountId: mother.id } });
    expect(await leaves(own)).toEqual({ ok: true, value: { staysOpen: true } });
    expect(await childrenOf(mother)).toEqual(['Боря']);
    expect(await isSignedIn(mother)).toBe(true);
    expect(await signsIn(mother)).toBe('in');
    expect(world.newsFor(mother.chat)).toEqual([]);
    await comesBack(own);
    expect(await childrenOf(mother)).toEqual(['Аня', 'Боря']);
    for (const id of [own, other]) await leaves(id);
    expect(await signsIn(mother)).toBe('login.closed');
    expect(await childrenOf(mother)).toEqual([]);
  });

  it('stays so when an older list names them: the list says that, and makes no second card', async () => {
    const { schoolId, curator, card, leaves } = await story();
    const pupil = await card('student', 'Николаева Варвара');
    const father = await card('parent', 'Николаев Пётр', pupil);
    const list = 'Класс;Ученик;Родители\n6А;Николаева Варвара;Николаев Пётр, Николаева Ольга';
    await leaves(father);
    const before = await world.imports(curator.id, list);
    expect(before.applied.remarks).toEqual([{ line: 2, reason: 'left' }]);
    expect(before.applied.added).toEqual({ pupils: 0, parents: 1, staff: 0 });
    await leaves(pupil);
    const { applied } = await world.imports(curator.id, list);
    expect(applied).toMatchObject({ changed: 0, added: { pupils: 0, parents: 0, staff: 0 } });
    expect(applied.remarks).toEqual([{ line: 2, reason: 'left' }]);
    const active = await world.prisma.person.findMany({ where: { schoolId, active: true } });
    expect(active.map(({ fullName }) => fullName)).toEqual(['Николаева Ольга']);
  });

  it('abuse 5: is nobody of another school', async () => {
    const { schoolId, card, registers, leaves, comesBack, signsIn } = await story();
    const pupil = await card('student', 'Николаева Варвара');
    const account = await registers(pupil);
    const stranger = await world.curator((await world.school()).id);
    expect(await leaves(pupil, stranger.id)).toEqual({ ok: false, error: 'curator.no-person' });
    expect(await signsIn(account)).toBe('in');
    await leaves(pupil);
    expect(await comesBack(pupil, stranger.id)).toEqual({ ok: false, error: 'curator.no-person' });
    expect(await signsIn(account)).toBe('login.closed');
    expect(await world.prisma.person.count({ where: { schoolId, active: false } })).toBe(1);
  });
});
