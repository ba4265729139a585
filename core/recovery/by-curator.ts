import { NOBODYS } from '../accounts/password.ts';
import { after, days } from '../clock.ts';
import { actingCurator } from '../curators/acting.ts';
import { audit } from '../curators/audit.ts';
import { fail, ok, type Result } from '../result.ts';
import { type DoorDeps, doors } from './doors.ts';

/** How long a curator's one-time password is good, in milliseconds: over a weekend. */
const ONE_TIME_PASSWORD_LIFETIME = days(3);

/** What a curator does for a person of their school who cannot get in. */
export function byCurator(deps: DoorDeps) {
  const { db, clock } = deps;
  const { openReset, setPassword, notice } = doors(deps);
  const trail = audit({ db, clock });

  /** The account's card and the curator, if they may act on it: at work, and of its school. */
  async function inHand(accountId: string, curatorId: string) {
    const curator = await actingCurator(db, curatorId);
    if (!curator) return null;
    const { schoolId } = curator;
    const found = await db.account.findFirst({ where: { id: accountId, schoolId }, select: { personId: true } });
    return found && { name: curator.name, acted: { schoolId, curatorId, personId: found.personId, accountId } };
  }

  return {
    /**
     * A curator opens the page for a person of their school, and for nobody else (abuse case 5). It stands in the audit; telling the person
     * is the caller's, who knows which way the page goes.
     * @returns the page's id
     */
    async openByCurator(accountId: string, curatorId: string): Promise<Result<string, 'recovery.not-yours'>> {
      const found = await inHand(accountId, curatorId);
      if (!found) return fail('recovery.not-yours');
      await trail.note({ ...found.acted, action: 'link-made' });
      return ok(await openReset(accountId));
    },

    /**
     * A curator's one-time password: it signs in to the page where it is changed, and to nothing else. It stands in the audit, and the person
     * is told.
     * @param passwordHash of what `drawOneTimePassword` gave; hashed before the transaction, as that takes time
     */
    async setOneTimePassword(
      accountId: string,
      curatorId: string,
      passwordHash: string,
    ): Promise<Result<{ expiresAt: Date }, 'recovery.not-yours'>> {
      const found = await inHand(accountId, curatorId);
      if (!found) return fail('recovery.not-yours');
      await trail.note({ ...found.acted, action: 'password-set' });
      const now = clock.now();
      const expiresAt = after(now, ONE_TIME_PASSWORD_LIFETIME);
      await setPassword(accountId, passwordHash, expiresAt);
      await notice(accountId, `${accountId}:${now.getTime()}`, 'password-set', found.name);
      return ok({ expiresAt });
    },

    /**
     * Takes an account away from whoever made it with another person's invitation (abuse case 21): no chat speaks for it any more, its
     * address restores nothing, and everything open is closed. The curator then opens the page for the right person.
     */
    async takeBack(accountId: string, curatorId: string): Promise<Result<void, 'recovery.not-yours'>> {
      const found = await inHand(accountId, curatorId);
      if (!found) return fail('recovery.not-yours');
      await trail.note({ ...found.acted, action: 'account-taken-back' });
      await setPassword(accountId, NOBODYS);
      await db.account.update({ where: { id: accountId }, data: { email: null, emailVerifiedAt: null } });
      await db.conversation.updateMany({ where: { accountId }, data: { accountId: null } });
      await db.enrollment.updateMany({ where: { accountId }, data: { accountId: null } });
      return ok(undefined);
    },
  };
}
