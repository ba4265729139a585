import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashPassword } from '#core/accounts/password.ts';
import { hours, seconds } from '#core/clock.ts';
import {
  type AccountOfTest,
  good,
  type JournalWorld,
  journalWorld,
  NEW_PASSWORD,
  PASSWORD,
} from '#tests/accounts/world.ts';
import { concurrently } from '#tests/support/database.ts';
import { somebodyWaits } from '#tests/support/waiting.ts';

let world: JournalWorld;
let newHash: string;
beforeAll(async () => {
  world = await journalWorld();
  newHash = await hashPassword(NEW_PASSWORD);
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const byEmail = (email: string) =>
  world.core(({ recovery }) => recovery.openByEmail({ institutionId: 'eljur', schoolId: null, email }));
const opened = async (email: string): Promise<string> => (await byEmail(email))[0]?.pageId ?? '';
const complete = (pageId: string) => world.core(({ recovery }) => recovery.complete(pageId, newHash));
const signsIn = async (login: string, password: string) => (await world.signIn(login, password)).result.ok;
const write = (account: AccountOfTest, email: string) =>
  world.core(({ emails }) => emails.start(account.id, account.chat, email, 'ru'));
const tokenOf = (id: string): string => world.secrets.token('link', id);
const press = (id: string) => world.core(({ links }) => links.confirmByToken(tokenOf(id)));
const addressOf = async ({ id }: AccountOfTest) =>
  (await world.prisma.account.findUniqueOrThrow({ where: { id } })).email;

describe('abuse 13: what was under way when the password changed', () => {
  it('is no letter: one that nobody saw being written gives the account no address', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const page = await opened('anna@mail.ru');
    const { id } = good(await write(anna, 'thief@mail.ru'));
    world.move(seconds(1));
    expect((await complete(page)).ok).toBe(true);
    // As the owner's transaction saw it: the thief's had not ended yet, and its letter was not there to be cancelled.
    await world.prisma.verification.update({ where: { id }, data: { cancelledAt: null } });
    expect(await press(id)).toEqual({ ok: false, error: 'link.replaced' });
    const code = (await world.core(({ links }) => links.letter(id)))?.code ?? '000000';
    expect((await world.core(({ links }) => links.confirmByCode(anna.chat, id, code))).ok).toBe(false);
    expect(await addressOf(anna)).toBe('anna@mail.ru');
    expect(await byEmail('thief@mail.ru')).toEqual([]);
    // A letter of afterwards is as good as ever.
    const own = good(await write(anna, 'new@mail.ru'));
    expect((await press(own.id)).ok).toBe(true);
    expect(await addressOf(anna)).toBe('new@mail.ru');
  });

  it('is no other new password: a browser that was signed out meanwhile sets none', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const { session } = good((await world.signIn(anna.login, PASSWORD)).result);
    await complete(await opened('anna@mail.ru'));
    const thiefs = await world.core(({ recovery }) => recovery.changeOwn(anna.id, 'the thief’s', session));
    expect(thiefs).toEqual({ ok: false, error: 'session.ended' });
    expect(await signsIn(anna.login, NEW_PASSWORD)).toBe(true);
  });

  it('is no session of somebody else either', async () => {
    const [anna, boris] = [await world.account(), await world.account()];
    const { session } = good((await world.signIn(boris.login, PASSWORD)).result);
    const changed = await world.core(({ recovery }) => recovery.changeOwn(anna.id, 'boris’s', session));
    expect(changed).toEqual({ ok: false, error: 'session.ended' });
    expect(await signsIn(anna.login, PASSWORD)).toBe(true);
  });

  it('of two who are signed in and change it at once, one succeeds', async () => {
    concurrently('that of two new passwords at once one is set');
    const anna = await world.account();
    const both = await Promise.all(
      [1, 2].map(() => world.core(({ sessions }) => sessions.open({ accountId: anna.id }, hours(1)))),
    );
    const changed = await Promise.all(
      both.map((session, at) => world.core(({ recovery }) => recovery.changeOwn(anna.id, `hash ${at}`, session))),
    );
    expect(changed.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

it('abuse 13: a link that the old mailbox holds dies when another address is confirmed', async () => {
  const anna = await world.account({ email: 'stolen@mail.ru' });
  const { id } = good(await write(anna, 'new@mail.ru'));
  const thiefs = await opened('stolen@mail.ru');
  expect((await press(id)).ok).toBe(true);
  expect(await complete(thiefs)).toEqual({ ok: false, error: 'page.expired' });
  expect(await signsIn(anna.login, PASSWORD)).toBe(true);
});

describe('abuses 13 and 21: a letter that is being written meanwhile has no link', () => {
  /** Asks for the letter's links while `work` holds the account and has not ended. */
  async function writtenDuring(
    really: boolean,
    email: string,
    work: (core: ReturnType<JournalWorld['coreOf']>) => Promise<unknown>,
  ) {
    const meanwhile = await world.transaction(async (db) => {
      await work(world.coreOf(db));
      const links = byEmail(email);
      if (really) await Promise.race([links, somebodyWaits(world.prisma)]);
      return { links };
    });
    return meanwhile.links;
  }

  it('to an account that was taken back from that address', async () => {
    const really = concurrently('that no letter goes to the address of an account that is just being taken back');
    const stolen = await world.account({ email: 'thief@mail.ru' });
    const curatorId = await world.curator();
    const taken = ({ recovery }: ReturnType<JournalWorld['coreOf']>) => recovery.takeBack(stolen.id, curatorId);
    expect(await writtenDuring(really, 'thief@mail.ru', taken)).toEqual([]);
    expect(await world.prisma.oneTimePage.count()).toBe(0);
  });

  it('to an account that has just got another address', async () => {
    const really = concurrently('that no letter goes to an address that is just being replaced');
    const anna = await world.account({ email: 'stolen@mail.ru' });
    const { id } = good(await write(anna, 'new@mail.ru'));
    const confirmed = ({ links }: ReturnType<JournalWorld['coreOf']>) => links.confirmByToken(tokenOf(id));
    expect(await writtenDuring(really, 'stolen@mail.ru', confirmed)).toEqual([]);
    expect(await byEmail('new@mail.ru')).toHaveLength(1);
  });
});
