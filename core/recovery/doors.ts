import { chatsOf } from '../accounts/confirmed-address.ts';
import { sessions } from '../accounts/sessions.ts';
import { type Clock, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { type AccountNotice, tell } from '../news.ts';
import { closePages, openPage } from '../pages.ts';
import type { Secrets } from '../secrets.ts';

/** How long a page for a new password can be opened, in milliseconds, whether a letter or a curator leads to it. */
export const RESET_PAGE_LIFETIME = minutes(60);

export interface DoorDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  jobs: Jobs;
}

/** What opens an account, and how all of it is closed. */
export function doors({ db, clock, secrets, jobs }: DoorDeps) {
  const browsers = sessions({ db, clock, secrets });

  const closeAll = (accountId: string): Promise<void> => closePages({ db, clock }, 'reset', { subjectId: accountId });

  /**
   * Holds the account for a new password: its row is locked, and no letter gives it another address any more. Always in this order, letters,
   * account, pages, as whoever confirms a letter takes the first two and whoever opens a page the last two.
   */
  async function hold(accountId: string): Promise<void> {
    await db.verification.updateMany({
      where: { kind: 'link', accountId, confirmedAt: null, cancelledAt: null },
      data: { cancelledAt: clock.now() },
    });
    await lock(accountId);
  }

  const lock = (accountId: string) => db.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${accountId}::uuid FOR UPDATE`;

  /**
   * Sets the password and closes what could open the account without it: sessions, pages, letters (abuse case 13). A sign-in with the old
   * password holds the account until its session is there to be ended.
   * @param passwordExpiresAt for a one-time password
   */
  async function setPassword(
    accountId: string,
    passwordHash: string,
    passwordExpiresAt: Date | null = null,
  ): Promise<void> {
    await hold(accountId);
    await db.account.update({
      where: { id: accountId },
      data: { passwordHash, passwordExpiresAt, passNotBefore: clock.now() },
    });
    await browsers.endAll(accountId);
    await closeAll(accountId);
  }

  /** Closes an account that nobody may use for now: sessions, passes, pages, letters. Its password and address stay. */
  async function shut(accountId: string): Promise<void> {
    await hold(accountId);
    await db.account.update({ where: { id: accountId }, data: { passNotBefore: clock.now() } });
    await browsers.endAll(accountId);
    await closeAll(accountId);
    await closePages({ db, clock }, 'gosuslugi', { subjectId: accountId });
  }

  async function notice(accountId: string, id: string, what: AccountNotice, curator: string): Promise<void> {
    for (const chat of await chatsOf(db, accountId, null))
      await tell(jobs, chat, `${what}:${id}`, { type: 'account-notice', accountId, what, curator });
  }

  /** Opens a page for a new password; earlier ones die. The account's row stays locked, so that of two requests one page lives. */
  async function openReset(accountId: string): Promise<string> {
    await lock(accountId);
    await closeAll(accountId);
    const page = { purpose: 'reset' as const, subjectId: accountId, chat: null, lifetime: RESET_PAGE_LIFETIME };
    return openPage({ db, clock }, page);
  }

  return { hold, openReset, setPassword, shut, notice };
}
