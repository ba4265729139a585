import type { Clock } from '../clock.ts';
import { audit } from '../curators/audit.ts';
import type { Db } from '../database.ts';
import { endOf } from '../invitations/finding.ts';
import { mayAdd } from '../invitations/invitations.ts';
import { fail, ok } from '../result.ts';
import { cards } from './cards.ts';
import type { Enrollments } from './enrollment.ts';

/** The children of an account, and how it gets one more. */
export function furtherCards({ db, clock }: { db: Db; clock: Clock }): Pick<Enrollments, 'addToAccount' | 'children'> {
  const held = cards({ db, clock });

  const children: Enrollments['children'] = async (accountId) => {
    const parents = await db.person.findMany({
      where: {
        OR: [{ account: { id: accountId } }, { joinedAccountId: accountId }],
        ...{ roles: { has: 'parent' }, active: true, child: { active: true } },
      },
      select: { child: { select: { id: true, fullName: true, className: true } } },
      orderBy: { child: { fullName: 'asc' } },
    });
    return parents.flatMap(({ child }) =>
      child ? [{ personId: child.id, fullName: child.fullName, className: child.className }] : [],
    );
  };

  return {
    children,

    async addToAccount(accountId, { id }) {
      // Two codes of one child at once come one after another.
      await db.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${accountId}::uuid FOR UPDATE`;
      await held.lock([id]);
      const [added] = await held.of([id]);
      const account = await db.account.findUniqueOrThrow({ where: { id: accountId }, include: { person: true } });
      if (!added || added.schoolId !== account.schoolId) return fail('invitation.other-school');
      if (!mayAdd(account.person.roles, added.role)) return fail('invitation.other-role');
      if ((await children(accountId)).some(({ personId }) => personId === added.childId)) {
        return fail('invitation.again');
      }
      const end = endOf(added, clock.now());
      if (end) return fail(end);
      if (!(await held.consume([id])) || !(await held.join(accountId, [added], account.person.fullName))) {
        return fail('invitation.used');
      }
      await db.invitation.update({ where: { id }, data: { usedById: accountId } });
      const { schoolId, personId } = added;
      await audit({ db, clock }).note({ schoolId, curatorId: null, action: 'card-added', personId, accountId });
      return ok(undefined);
    },
  };
}
