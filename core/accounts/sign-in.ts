import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../database.ts';
import { fail, ok, type Result } from '../result.ts';
import type { CountedTry, Logins, SignInTry } from './logins.ts';
import { decoyVerify, verifyPassword } from './password.ts';
import type { Sessions } from './sessions.ts';

export interface SignInDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): { logins: Logins; sessions: Sessions };
  /** Waits so many milliseconds; really, unless told. */
  pause?: (delay: number) => Promise<unknown>;
}

export interface SignedIn {
  accountId: string;
  /** It was a curator's one-time password: the person chooses one of their own before anything else. */
  mustChange: boolean;
  /** The new session's token. */
  session: string;
}

/** The first two say nothing of whether the login exists; the others are for whoever knows the password. */
export type SignInError = 'login.wrong' | 'login.slow-down' | 'login.one-time-expired' | 'login.closed';

/**
 * Signs in to a school's journal. Known or not, a login costs the same questions to the database and one argon2 verification, outside any
 * transaction (abuse cases 14, 15); who guesses is slowed down, and no login is ever locked (case 16).
 * @param lifetime of the session, in milliseconds
 */
export async function signIn(
  deps: SignInDeps,
  attempt: SignInTry & { password: string; lifetime: number },
): Promise<Result<SignedIn, SignInError>> {
  const { password, lifetime, ...rest } = attempt;
  const counted = await deps.transaction((db) => deps.core(db).logins.begin(rest));
  if (!counted.ok) return counted;
  if (!(await isRight(deps, counted.value, password))) return fail('login.wrong');
  return deps.transaction(async (db) => {
    const { logins, sessions } = deps.core(db);
    const finished = await logins.finish(counted.value);
    if (!finished.ok) return finished;
    // In the same transaction: a password that is changed at this moment ends this session too (abuse case 13).
    const { accountId, passwordExpiresAt } = finished.value;
    const session = await sessions.open({ accountId }, lifetime, passwordExpiresAt);
    return ok({ accountId, mustChange: passwordExpiresAt !== null, session });
  });
}

/** Whether somebody who is signed in knows the account's password: asked before its address or password is changed. */
export async function provesPassword(
  deps: SignInDeps,
  { accountId, remote, password }: { accountId: string; remote: string; password: string },
): Promise<Result<void, SignInError>> {
  const counted = await deps.transaction((db) => deps.core(db).logins.beginOwn(accountId, remote));
  if (!counted.ok) return counted;
  if (!(await isRight(deps, counted.value, password))) return fail('login.wrong');
  const finished = await deps.transaction((db) => deps.core(db).logins.finish(counted.value));
  return finished.ok ? ok(undefined) : finished;
}

async function isRight(
  { pause = sleep }: SignInDeps,
  { delay, account }: CountedTry,
  password: string,
): Promise<boolean> {
  if (delay > 0) await pause(delay);
  return account ? verifyPassword(account.passwordHash, password) : decoyVerify(password);
}
