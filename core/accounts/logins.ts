import { randomInt } from 'node:crypto';
import { type Clock, days, hours, minutes, seconds } from '../clock.ts';
import type { Db } from '../database.ts';
import { type Allowance, allWithin, countUse, forgetUse } from '../limits.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import type { JournalOwner } from './journal-password.ts';
import { LOGIN_DIGITS, loginKey } from './login-word.ts';
import { knownOfOwner } from './personal-words.ts';

/** Wrong passwords of one login from one place, or in a browser that is known; whoever is refused here can come from elsewhere (abuse case 16). */
export const PER_LOGIN_AND_PLACE: Allowance = { max: 10, window: minutes(15) };
/** Wrong passwords of all logins from one place, which may be a whole school's: browsers that are known do not count. */
export const PER_PLACE: Allowance = { max: 300, window: hours(1) };
/** So many wrong passwords of one login from anywhere cost no time; each further one waits twice as long, at most so long. */
const FREE = 5;
const WINDOW = hours(1);
const LONGEST_DELAY = seconds(8);
/**
 * How long a browser is known in which a login was signed in to: what others guess, beside it or elsewhere, does not matter there. Not the place:
 * who is at the same school would learn by waiting, or not, which logins there are.
 */
const KNOWN_BROWSER = days(90);

/** How many logins are tried at once, and the most digits that are ever added. */
const CANDIDATES = 20;
const MOST_DIGITS = 9;

/**
 * A login that nobody in the school has: the word, and random digits, three unless too many are taken. Somebody may take it before the
 * caller does: the database's unique index decides, and the caller asks again.
 * @param word as `readLoginWord` returned it
 */
export async function freeLogin(
  db: Db,
  schoolId: string,
  word: string,
  draw: (below: number) => number = randomInt,
): Promise<string> {
  for (let digits = LOGIN_DIGITS; digits <= MOST_DIGITS; digits += 1) {
    const drawn = Array.from({ length: CANDIDATES }, () => word + String(draw(10 ** digits)).padStart(digits, '0'));
    const taken = await db.account.findMany({
      where: { schoolId, loginKey: { in: drawn.map(loginKey) } },
      select: { loginKey: true },
    });
    const free = drawn.find((login) => !taken.some((one) => one.loginKey === loginKey(login)));
    if (free) return free;
  }
  throw new Error(`A school has no free login left for a word of ${word.length} letters`);
}

export interface SignInTry {
  schoolId: string;
  login: string;
  /** Where it comes from: an address, or whatever tells one visitor from another. Kept only as a keyed hash. */
  remote: string;
  /** Which browser it is: what its cookie says, of somebody's own invention perhaps. Kept only as a keyed hash. */
  browser: string;
}

/** A counted try. What it holds is the same for a login that exists and for one that does not, but for the account. */
export interface CountedTry {
  /** How long to wait before the password is looked at, in milliseconds. */
  delay: number;
  account: { id: string; passwordHash: string } | null;
  /** What is taken back when the password was right. */
  uses: string[];
  knownBrowser: string;
}

/**
 * The two transactions of a sign-in; between them the password is verified, which takes time and belongs to no transaction. `signIn`
 * puts them together.
 */
export function logins({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  async function count(
    login: string,
    { remote, browser }: Pick<SignInTry, 'remote' | 'browser'>,
  ): Promise<Omit<CountedTry, 'account'> | null> {
    const hash = (...parts: string[]): string => secrets.hash('limit', parts.join(' '));
    const inBrowser = hash(login, 'in', browser);
    const knownBrowser = `sign-in:known:${inBrowser}`;
    if (await db.limit.findFirst({ where: { key: knownBrowser, resetAt: { gt: clock.now() } } })) {
      const own = { key: `sign-in:browser:${inBrowser}`, ...PER_LOGIN_AND_PLACE };
      return (await allWithin(db, clock, [own])) ? { delay: 0, uses: [own.key], knownBrowser } : null;
    }
    const pair = { key: `sign-in:pair:${hash(login, remote)}`, ...PER_LOGIN_AND_PLACE };
    const place = { key: `sign-in:place:${hash(remote)}`, ...PER_PLACE };
    if (!(await allWithin(db, clock, [pair, place]))) return null;

    const anywhere = `sign-in:login:${hash(login)}`;
    const tries = await countUse(db, clock, anywhere, WINDOW);
    const delay = tries <= FREE ? 0 : Math.min(LONGEST_DELAY, seconds(0.25) * 2 ** (tries - FREE));
    return { delay, uses: [pair.key, place.key, anywhere], knownBrowser };
  }

  return {
    /** What a new password of this account is judged against. */
    async owner(accountId: string): Promise<JournalOwner> {
      const { login } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { login: true } });
      return { login: login ?? '', ...(await knownOfOwner(db, accountId)) };
    },

    /** Counts a try before anything is known of it, so that parallel guesses count too (abuse case 9), and looks the login up. */
    async begin({ schoolId, login, ...from }: SignInTry): Promise<Result<CountedTry, 'login.slow-down'>> {
      const key = loginKey(login);
      const counted = await count(`${schoolId}:${key}`, from);
      if (!counted) return fail('login.slow-down');
      const account = await db.account.findUnique({
        where: { schoolId_loginKey: { schoolId, loginKey: key } },
        select: { id: true, passwordHash: true },
      });
      return ok({ ...counted, account });
    },

    /** The same for somebody who is signed in and proves once more who they are. */
    async beginOwn(accountId: string, remote: string): Promise<Result<CountedTry, 'login.slow-down'>> {
      const counted = await count(accountId, { remote, browser: remote });
      if (!counted) return fail('login.slow-down');
      const account = await db.account.findUnique({
        where: { id: accountId },
        select: { id: true, passwordHash: true },
      });
      return ok({ ...counted, account });
    },

    /**
     * After the right password: takes the try back and remembers the browser. Nobody can change the password until the transaction ends.
     * `login.wrong`: it was changed meanwhile.
     */
    async finish({
      account,
      uses,
      knownBrowser,
    }: CountedTry): Promise<
      Result<
        { accountId: string; passwordExpiresAt: Date | null },
        'login.wrong' | 'login.closed' | 'login.one-time-expired'
      >
    > {
      if (!account) return fail('login.wrong');
      const now = clock.now();
      const [found] = await db.$queryRaw<{ closed: boolean; passwordExpiresAt: Date | null }[]>`
        SELECT "blockedAt" IS NOT NULL OR NOT active AS closed, "passwordExpiresAt"
        FROM "Account" account JOIN "Person" person ON person.id = "personId"
        WHERE account.id = ${account.id}::uuid AND "passwordHash" = ${account.passwordHash} FOR SHARE OF account`;
      if (!found) return fail('login.wrong');
      await forgetUse(db, uses);
      if (found.closed) return fail('login.closed');
      const { passwordExpiresAt } = found;
      if (passwordExpiresAt && passwordExpiresAt <= now) return fail('login.one-time-expired');
      await countUse(db, clock, knownBrowser, KNOWN_BROWSER);
      return ok({ accountId: account.id, passwordExpiresAt });
    },
  };
}

export type Logins = ReturnType<typeof logins>;
