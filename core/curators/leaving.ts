import { chatsOf } from '../accounts/confirmed-address.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { type AccountNotice, tell } from '../news.ts';
import { doors } from '../recovery/doors.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { type ActingCurator, actingCurator } from './acting.ts';
import type { Audit } from './audit.ts';
import type { CardError } from './card-list.ts';

export interface LeavingDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  jobs: Jobs;
  audit: Pick<Audit, 'note'>;
}

/** Who has left the school, and who has come back. Nothing is erased: the card and its account wait. */
export function leaving({ db, clock, secrets, jobs, audit }: LeavingDeps) {
  const { shut } = doors({ db, clock, secrets, jobs });

  /** The account whose own card this is; held, so that nobody signs in or registers a child meanwhile. */
  async function holdAccount({ schoolId }: ActingCurator, personId: string): Promise<string | null> {
    const [held] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Account" WHERE "personId" = ${personId}::uuid AND "schoolId" = ${schoolId}::uuid FOR UPDATE`;
    return held?.id ?? null;
  }

  /** Codes of the card, and of its parents who have not registered: whoever comes back gets new ones. */
  const endInvitations = (personId: string) =>
    db.invitation.updateMany({
      where: {
        ...{ usedAt: null, withdrawnAt: null },
        OR: [{ personId }, { person: { childId: personId } }],
      },
      data: { withdrawnAt: clock.now() },
    });

  /**
   * An account goes on with another card that it holds: a mother of two who is one child's parent no more, a teacher whose child stays.
   * @returns false when there is none
   */
  async function goesOn(accountId: string, personId: string): Promise<boolean> {
    const next = await db.person.findFirst({
      where: { joinedAccountId: accountId, active: true, OR: [{ childId: null }, { child: { active: true } }] },
      orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    if (!next) return false;
    await db.person.update({ where: { id: next.id }, data: { joinedAccountId: null } });
    await db.account.update({ where: { id: accountId }, data: { personId: next.id } });
    await db.person.update({ where: { id: personId }, data: { joinedAccountId: accountId } });
    return true;
  }

  async function notice(accountId: string, personId: string, what: AccountNotice, { name: curator }: ActingCurator) {
    const id = `${what}:${personId}:${clock.now().getTime()}`;
    for (const chat of await chatsOf(db, accountId, null))
      await tell(jobs, chat, id, { type: 'account-notice', accountId, what, curator });
  }

  return {
    /**
     * Marks a card as having left the school. Its codes die; an account that has no other card opens no more: sessions, pages and letters
     * end at once, and its chat is told. A pupil disappears from the parents' lists. Marking twice is fine.
     * @returns whether an account has this card and stays open, by another one
     */
    async leave(curatorId: string, personId: string): Promise<Result<{ staysOpen: boolean }, CardError>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const { schoolId } = curator;
      const before = await holdAccount(curator, personId);
      const [card] = await db.person.updateManyAndReturn({
        where: { id: personId, schoolId, active: true },
        data: { active: false },
      });
      if (!card) return (await isOf(curator, personId)) ? ok({ staysOpen: false }) : fail('curator.no-person');
      await endInvitations(personId);
      // Registered while the card was waited for: then this transaction has it now.
      const own = before ?? (await holdAccount(curator, personId));
      const accountId = own ?? card.joinedAccountId;
      await audit.note({ schoolId, curatorId, action: 'card-left', personId, accountId });
      if (!own || (await goesOn(own, personId))) return ok({ staysOpen: accountId !== null });
      await shut(own);
      await notice(own, personId, 'card-left', curator);
      return ok({ staysOpen: false });
    },

    /** Takes the mark away: the account opens again with its login and password. Codes stay dead. Taking it away twice is fine. */
    async comeBack(curatorId: string, personId: string): Promise<Result<void, CardError>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const { schoolId } = curator;
      const { count } = await db.person.updateMany({
        where: { id: personId, schoolId, active: false },
        data: { active: true },
      });
      if (count === 0) return (await isOf(curator, personId)) ? ok(undefined) : fail('curator.no-person');
      const accountId = await holdAccount(curator, personId);
      await audit.note({ schoolId, curatorId, action: 'card-back', personId, accountId });
      if (accountId) await notice(accountId, personId, 'card-back', curator);
      return ok(undefined);
    },
  };

  async function isOf({ schoolId }: ActingCurator, personId: string): Promise<boolean> {
    return (await db.person.count({ where: { id: personId, schoolId } })) > 0;
  }
}

export type Leaving = ReturnType<typeof leaving>;
