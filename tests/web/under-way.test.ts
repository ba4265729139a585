import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '#core/accounts/password.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { createSecrets } from '#core/secrets.ts';
import { GOOD, OTHER, type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

const OWNERS = 'vydra7tihoplyvet';

let world: SchoolWorld;
let school: SchoolRow;
/** What the owner does right after a thief has proven the password, and before what the thief wanted is done. */
let owner: (() => Promise<unknown>) | null = null;
let proven = false;

beforeAll(async () => {
  const secrets = createSecrets(Buffer.alloc(32, 7));
  const core = (db: Db): Core => {
    const whole = createCore({ db, clock: world.clock, secrets, jobs: { add: async () => undefined }, line: null });
    const finish: Core['logins']['finish'] = async (counted) => {
      proven = owner !== null;
      return whole.logins.finish(counted);
    };
    return { ...whole, logins: { ...whole.logins, finish } };
  };
  world = await schoolWorld({
    core,
    async transaction(work) {
      if (proven) {
        const acts = owner;
        proven = false;
        owner = null;
        await acts?.();
      }
      return world.database.prisma.$transaction(work);
    },
  });
  school = await world.school();
});
afterAll(() => world.close());

const path = (page: string): string => `/s/${school.slug}/${page}`;

async function thief() {
  const account = await world.account(school);
  const browser = world.browser();
  await browser.signsIn(school, account.login);
  const hash = await hashPassword(OWNERS);
  owner = () => world.inCore(({ recovery }) => recovery.changeOwn(account.id, hash));
  return { ...account, browser };
}

describe('abuse 13: what a thief asked for a moment before the owner changed the password', () => {
  it('is no new password', async () => {
    const { browser, login } = await thief();
    const answer = await browser.post(path('new-password'), { current: GOOD, password: OTHER });
    expect(answer.location).toBe(`${path('login')}?note=ended`);
    expect(browser.cookies.has('propusk_session')).toBe(false);
    expect((await world.browser().signsIn(school, login, OTHER)).status).toBe(422);
    expect((await world.browser().signsIn(school, login, OWNERS)).status).toBe(303);
  });

  it('is no letter to another address', async () => {
    const { browser, id } = await thief();
    const answer = await browser.post(path('account/email'), { email: 'thief@example.org', password: GOOD });
    expect(answer.location).toBe(`${path('login')}?note=ended`);
    expect(await world.database.prisma.verification.count({ where: { accountId: id } })).toBe(0);
  });
});
