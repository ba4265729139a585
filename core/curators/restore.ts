import { chatsOf } from '../accounts/confirmed-address.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { type AccountNotice, tell } from '../news.ts';
import type { Recovery } from '../recovery/recovery.ts';
import { fail, ok, type Result } from '../result.ts';
import { type ActingCurator, actingCurator } from './acting.ts';
import type { Audit } from './audit.ts';

export type RestoreError = 'curator.gone' | 'curator.no-account';
/** `curator.no-chat`: the link can only be shown. */
export type LinkError = RestoreError | 'curator.no-chat';

export interface RestoreDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  recovery: Pick<Recovery, 'openByCurator' | 'setOneTimePassword' | 'takeBack'>;
  audit: Pick<Audit, 'note'>;
}

interface OwnAccount {
  id: string;
  personId: string;
  login: string;
  fullName: string;
}

/**
 * What a curator does for somebody who cannot get in. Each time it is written down (by `recovery`, where that does the work), and the person
 * is told wherever a chat speaks for them.
 */
export function restore({ db, clock, jobs, recovery, audit }: RestoreDeps) {
  /** The curator and an account of their own school. */
  async function both(
    curatorId: string,
    accountId: string,
  ): Promise<Result<{ curator: ActingCurator; account: OwnAccount }, RestoreError>> {
    const curator = await actingCurator(db, curatorId);
    if (!curator) return fail('curator.gone');
    const account = await db.account.findFirst({
      where: { id: accountId, schoolId: curator.schoolId, blockedAt: null, person: { active: true } },
      select: { id: true, personId: true, login: true, person: { select: { fullName: true } } },
    });
    if (!account) return fail('curator.no-account');
    const { id, personId, login, person } = account;
    return ok({ curator, account: { id, personId, login: login ?? '', fullName: person.fullName } });
  }

  async function notice({ name }: ActingCurator, { id: accountId }: OwnAccount, what: AccountNotice): Promise<void> {
    const at = clock.now().getTime();
    for (const chat of await chatsOf(db, accountId, null))
      await tell(jobs, chat, `${what}:${accountId}:${at}`, { type: 'account-notice', accountId, what, curator: name });
  }

  return {
    /** The login, for reading out. */
    async login(
      curatorId: string,
      accountId: string,
    ): Promise<Result<{ login: string; fullName: string }, RestoreError>> {
      const found = await both(curatorId, accountId);
      if (!found.ok) return found;
      const { curator, account } = found.value;
      const { personId } = account;
      const { schoolId } = curator;
      await audit.note({ schoolId, curatorId, action: 'login-seen', personId, accountId });
      await notice(curator, account, 'login-seen');
      return ok({ login: account.login, fullName: account.fullName });
    },

    /**
     * Sends the person's own chat a one-time page where they choose a new password. The curator never sees it.
     */
    async sendLink(curatorId: string, accountId: string): Promise<Result<void, LinkError>> {
      const found = await both(curatorId, accountId);
      if (!found.ok) return found;
      const { curator } = found.value;
      const chats = await chatsOf(db, accountId, null);
      if (chats.length === 0) return fail('curator.no-chat');
      const opened = await recovery.openByCurator(accountId, curatorId);
      if (!opened.ok) return fail('curator.no-account');
      const news = { type: 'access-restored', accountId, pageId: opened.value, curator: curator.name } as const;
      for (const chat of chats) await tell(jobs, chat, `access-restored:${opened.value}:${chat.chatId}`, news);
      return ok(undefined);
    },

    /** The same page to be shown or printed once, for somebody whom the bot does not reach. */
    async showLink(
      curatorId: string,
      accountId: string,
    ): Promise<Result<{ pageId: string; login: string; fullName: string }, RestoreError>> {
      const found = await both(curatorId, accountId);
      if (!found.ok) return found;
      const { curator, account } = found.value;
      const opened = await recovery.openByCurator(accountId, curatorId);
      if (!opened.ok) return fail('curator.no-account');
      await notice(curator, account, 'link-made');
      return ok({ pageId: opened.value, login: account.login, fullName: account.fullName });
    },

    /**
     * The old custom: the curator tells a password, here good for one sign-in, at which it is changed.
     * @param passwordHash of what `drawOneTimePassword` gave; hashed before the transaction, as that takes time
     */
    async password(
      curatorId: string,
      accountId: string,
      passwordHash: string,
    ): Promise<Result<{ login: string; fullName: string; expiresAt: Date }, RestoreError>> {
      const found = await both(curatorId, accountId);
      if (!found.ok) return found;
      const { account } = found.value;
      const set = await recovery.setOneTimePassword(accountId, curatorId, passwordHash);
      if (!set.ok) return fail('curator.no-account');
      return ok({ login: account.login, fullName: account.fullName, ...set.value });
    },

    /**
     * Somebody else has registered with the person's invitation: the account is taken from their chat, its sessions end and its address
     * restores nothing. The right person then gets a link or a one-time password.
     */
    async takeBack(curatorId: string, accountId: string): Promise<Result<void, RestoreError>> {
      const found = await both(curatorId, accountId);
      if (!found.ok) return found;
      const taken = await recovery.takeBack(accountId, curatorId);
      return taken.ok ? ok(undefined) : fail('curator.no-account');
    },
  };
}

export type Restore = ReturnType<typeof restore>;
