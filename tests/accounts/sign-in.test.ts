import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PER_LOGIN_AND_PLACE, PER_PLACE } from '#core/accounts/logins.ts';
import { hashPassword } from '#core/accounts/password.ts';
import { provesPassword } from '#core/accounts/sign-in.ts';
import { days, hours, minutes, seconds } from '#core/clock.ts';
import { concurrently } from '#tests/support/database.ts';
import { good, type JournalWorld, journalWorld, NEW_PASSWORD, PASSWORD } from './world.ts';

vi.mock('@node-rs/argon2', { spy: true });

let world: JournalWorld;
beforeAll(async () => {
  world = await journalWorld();
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const wrong = { ok: false, error: 'login.wrong' };
const slow = { ok: false, error: 'login.slow-down' };
/** What a browser is known by once somebody has signed in with it. */
const [hers, his] = ['0b6f1f0e-8f5c-4a55-9a55-3d2c1b0a9f8e', '5d1c7a52-0f3b-4b0e-8a55-6a1f2e3d4c5b'];
let lastPlace = 0;
const elsewhere = (): string => `198.51.100.${++lastPlace}`;

describe('signing in', () => {
  it('opens a session of the account, however the login is typed', async () => {
    const anna = await world.account({ login: 'Anna123' });
    for (const typed of ['Anna123', ' anna123 ', 'ФТТФ123']) {
      const { result } = await world.signIn(typed, PASSWORD);
      const { session, ...rest } = good(result);
      expect(rest).toEqual({ accountId: anna.id, mustChange: false });
      expect(await world.core(({ sessions }) => sessions.find(session))).toMatchObject({ accountId: anna.id });
    }
  });

  it('takes nobody’s login of another school', async () => {
    const { login } = await world.account({ schoolId: world.schools.other });
    expect((await world.signIn(login, PASSWORD)).result).toEqual(wrong);
  });

  it('says only to whoever knows the password that the account is closed', async () => {
    const anna = await world.account();
    await world.prisma.account.update({ where: { id: anna.id }, data: { blockedAt: world.clock.now() } });
    expect((await world.signIn(anna.login, PASSWORD)).result).toEqual({ ok: false, error: 'login.closed' });
    expect((await world.signIn(anna.login, NEW_PASSWORD)).result).toEqual(wrong);
  });

  it('forgets right passwords: nobody is slowed down by coming often', async () => {
    const anna = await world.account();
    for (let round = 0; round < PER_LOGIN_AND_PLACE.max + 2; round += 1) {
      const { result, waits } = await world.signIn(anna.login, PASSWORD);
      expect([result.ok, waits]).toEqual([true, []]);
    }
  });

  it('opens nothing with a password that was changed while it was being verified', async () => {
    const anna = await world.account();
    const counted = good(
      await world.core(({ logins }) =>
        logins.begin({ schoolId: world.schools.own, login: anna.login, remote: 'here', browser: hers }),
      ),
    );
    await world.core(async ({ recovery }) => recovery.changeOwn(anna.id, await hashPassword(NEW_PASSWORD)));
    expect(await world.core(({ logins }) => logins.finish(counted))).toEqual(wrong);
  });
});

describe('proving once more who one is', () => {
  it('asks for the account’s own password', async () => {
    const [anna, boris] = [await world.account(), await world.account({ password: NEW_PASSWORD })];
    const doors = { transaction: world.transaction, core: world.coreOf };
    const prove = (password: string) => provesPassword(doors, { accountId: anna.id, remote: 'here', password });
    expect(await prove(PASSWORD)).toEqual({ ok: true, value: undefined });
    expect(await prove(boris.password)).toEqual(wrong);
  });
});

describe('a one-time password', () => {
  it('signs in until it runs out, and only to change it', async () => {
    const anna = await world.account();
    const curator = await world.curator();
    const hash = await hashPassword('bcdfh23456');
    good(await world.core(({ recovery }) => recovery.setOneTimePassword(anna.id, curator, hash)));
    expect((await world.signIn(anna.login, PASSWORD)).result).toEqual(wrong);
    const first = good((await world.signIn(anna.login, 'bcdfh23456')).result);
    expect(first.mustChange).toBe(true);
    expect(await world.core(({ sessions }) => sessions.find(first.session))).toMatchObject({ mustChange: true });

    world.move(days(3) - hours(1));
    const late = good((await world.signIn(anna.login, 'bcdfh23456')).result);
    world.move(hours(1) + seconds(1));
    expect(await world.core(({ sessions }) => sessions.find(late.session))).toBeNull();
    expect((await world.signIn(anna.login, 'bcdfh23456')).result).toEqual({
      ok: false,
      error: 'login.one-time-expired',
    });
    expect((await world.signIn(anna.login, 'bcdfh23457')).result).toEqual(wrong);
  });

  it('does not keep out who signs in another way, even when it has run out', async () => {
    const anna = await world.account();
    const curator = await world.curator();
    await world.core(({ recovery }) => recovery.setOneTimePassword(anna.id, curator, 'hash'));
    world.move(days(4));
    const token = await world.core(({ sessions }) => sessions.open({ accountId: anna.id }, hours(1)));
    expect(await world.core(({ sessions }) => sessions.find(token))).toMatchObject({ mustChange: true });
  });

  it('is one no more once the person has changed it', async () => {
    const anna = await world.account();
    const curator = await world.curator();
    const [once, own] = [await hashPassword('bcdfh23456'), await hashPassword(NEW_PASSWORD)];
    await world.core(({ recovery }) => recovery.setOneTimePassword(anna.id, curator, once));
    await world.core(({ recovery }) => recovery.changeOwn(anna.id, own));
    world.move(days(30));
    expect((await world.signIn(anna.login, 'bcdfh23456')).result).toEqual(wrong);
    expect(good((await world.signIn(anna.login, NEW_PASSWORD)).result).mustChange).toBe(false);
  });
});

describe('abuse', () => {
  it('abuse 14: a known and an unknown login get the same answer, as often as one likes', async () => {
    const anna = await world.account();
    const answers = async (login: string) => {
      const all: unknown[] = [];
      for (let round = 0; round < PER_LOGIN_AND_PLACE.max + 2; round += 1)
        all.push(await world.signIn(login, `guess${round}`, `place of ${login}`));
      return all;
    };
    const known = await answers(anna.login);
    expect(known).toEqual(await answers('nobody123'));
    expect(known.at(0)).toEqual({ result: wrong, waits: [] });
    expect(known.at(-1)).toEqual({ result: slow, waits: [] });
  });

  it('abuse 15: a known and an unknown login cost one argon2 verification of the same cost', async () => {
    const anna = await world.account();
    const works = async (login: string) => {
      vi.mocked(verify).mockClear();
      await world.signIn(login, 'a wrong guess');
      return vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4));
    };
    const known = await works(anna.login);
    expect(known).toHaveLength(1);
    expect(await works('nobody123')).toEqual(known);
  });

  it('abuse 9: parallel guesses do not get past the limit', async () => {
    concurrently('that parallel guesses at a password are counted one by one');
    const { login } = await world.account();
    const guesses = Array.from({ length: PER_LOGIN_AND_PLACE.max + 6 }, (_, n) => world.signIn(login, `guess${n}`));
    const answers = (await Promise.all(guesses)).map(({ result }) => (result.ok ? '' : result.error));
    expect(answers.filter((error) => error === 'login.wrong')).toHaveLength(PER_LOGIN_AND_PLACE.max);
    expect(answers.filter((error) => error === 'login.slow-down')).toHaveLength(6);
  });

  it('abuses 14 and 15: nobody beside her learns from answers or waits that a login signs in here', async () => {
    const anna = await world.account();
    good((await world.signIn(anna.login, PASSWORD, 'the class', hers)).result);
    const answers = async (login: string) => {
      await world.prisma.limit.deleteMany({ where: { NOT: { key: { startsWith: 'sign-in:known:' } } } });
      const all: unknown[] = [];
      for (let round = 0; round < PER_LOGIN_AND_PLACE.max + 1; round += 1)
        all.push(await world.signIn(login, `guess${round}`, 'the class', his));
      return all;
    };
    expect(await answers(anna.login)).toEqual(await answers('nobody123'));
  });

  it('abuse 16: a victim still gets in, with their own browser at once, elsewhere after a wait', async () => {
    const { login } = await world.account();
    await world.signIn(login, PASSWORD, 'home', hers);
    const attack: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const { result, waits } = await world.signIn(login, `guess${round}`, elsewhere());
      expect(result).toEqual(wrong);
      attack.push(...waits);
    }
    expect(attack[0]).toBe(seconds(0.5));
    expect(attack.at(-1)).toBe(seconds(8));
    expect(await world.signIn(login, PASSWORD, 'a journey', hers)).toMatchObject({ result: { ok: true }, waits: [] });
    expect(await world.signIn(login, PASSWORD, 'home', his)).toMatchObject({
      result: { ok: true },
      waits: [seconds(8)],
    });
    world.move(hours(1));
    expect(await world.signIn(login, 'a slip', elsewhere())).toEqual({ result: wrong, waits: [] });
  });

  it('abuse 16: classmates behind the same address keep nobody out of their own browser', async () => {
    const { login } = await world.account();
    good((await world.signIn(login, PASSWORD, 'the class', hers)).result);
    for (let round = 0; round <= PER_LOGIN_AND_PLACE.max; round += 1) await world.signIn(login, 'no', 'the class', his);
    // As if all logins of the school had been tried.
    await world.prisma.limit.updateMany({
      where: { key: { startsWith: 'sign-in:place:' } },
      data: { count: PER_PLACE.max },
    });
    expect((await world.signIn(login, PASSWORD, 'the class', his)).result).toEqual(slow);
    expect(await world.signIn(login, PASSWORD, 'the class', hers)).toMatchObject({ result: { ok: true }, waits: [] });
  });

  it('abuse 16: a browser is known for its own logins, and guesses no faster than a place', async () => {
    const [anna, boris] = [await world.account(), await world.account()];
    good((await world.signIn(anna.login, PASSWORD, 'home', hers)).result);
    for (const { login } of [anna, boris])
      for (let round = 0; round <= PER_LOGIN_AND_PLACE.max; round += 1)
        await world.signIn(login, `guess${round}`, elsewhere(), hers);
    expect((await world.signIn(anna.login, PASSWORD, elsewhere(), hers)).result).toEqual(slow);
    expect((await world.signIn(boris.login, PASSWORD, 'home', hers)).waits).toEqual([seconds(8)]);
    world.move(minutes(15));
    expect((await world.signIn(anna.login, PASSWORD, elsewhere(), hers)).result.ok).toBe(true);
  });

  it('abuse 16: one place that guesses one login waits a quarter of an hour; its other logins do not', async () => {
    const [anna, boris] = [await world.account(), await world.account()];
    for (let round = 0; round <= PER_LOGIN_AND_PLACE.max; round += 1) await world.signIn(anna.login, 'no', 'the class');
    expect((await world.signIn(anna.login, PASSWORD, 'the class')).result).toEqual(slow);
    expect((await world.signIn(boris.login, PASSWORD, 'the class')).result.ok).toBe(true);
    expect((await world.signIn(anna.login, PASSWORD, 'home')).result.ok).toBe(true);
    world.move(minutes(15));
    expect((await world.signIn(anna.login, PASSWORD, 'the class')).result.ok).toBe(true);
  });

  it('a place that tries one password on everybody is stopped', async () => {
    const { login } = await world.account();
    await world.signIn('nobody0', 'tyulen1', 'a stranger’s');
    // As if the others had been tried too: each takes its time.
    await world.prisma.limit.updateMany({
      where: { key: { startsWith: 'sign-in:place:' } },
      data: { count: PER_PLACE.max },
    });
    expect((await world.signIn(login, PASSWORD, 'a stranger’s')).result).toEqual(slow);
    expect((await world.signIn(login, PASSWORD, 'home')).result.ok).toBe(true);
  });

  it('abuse 17: an address is no login, neither one’s own nor another’s', async () => {
    await world.account({ login: 'varya123', email: 'varya@example.ru' });
    for (const typed of ['varya@example.ru', 'varya＠example.ru'])
      expect((await world.signIn(typed, PASSWORD)).result).toEqual(wrong);
  });

  it('keeps no login and no place in the database (abuse 37)', async () => {
    await world.signIn('varya123', 'a wrong guess', '203.0.113.77');
    const kept = await world.prisma.limit.findMany();
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toMatch(/varya|203\.0/);
  });
});
