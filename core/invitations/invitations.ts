import type { Role } from '#prisma/generated/enums.ts';
import type { ChatRef } from '../chat.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { fail, ok } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { checked, endOf, findInvitation, invitationsOf } from './finding.ts';
import type { Invitations } from './invitation.ts';
import { issuing } from './issuing.ts';
import { plausible, readCode, shapeError, suspicion } from './reading.ts';
import { countWrong, EXPLAINED, giveBack, isSearched, searched, takeTry } from './tries.ts';

export interface InvitationDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  jobs: Jobs;
}

/** What may be added to an account that has this role: parents and staff add their children's codes; pupils add nothing. */
export const mayAdd = (own: readonly Role[], added: Role): boolean => !own.includes('student') && added === 'parent';

export function invitations(deps: InvitationDeps): Invitations {
  const { db, clock, jobs } = deps;

  const accountOf = (id: string) =>
    db.account.findUnique({ where: { id }, select: { schoolId: true, person: { select: { roles: true } } } });

  return {
    ...issuing(deps),

    async check(chat, institutionId, text, context = {}) {
      const shape = shapeError(text);
      // Nothing was looked up, so nothing was tried.
      if (shape) return fail(shape);

      const account = context.accountId ? await accountOf(context.accountId) : null;
      const schoolId = account?.schoolId ?? context.schoolId ?? null;
      const gone = await takeTry(deps, chat);
      if (gone === null) return fail('invitation.too-many');
      const search = searched(chat, institutionId, schoolId);
      const besieged = await isSearched(deps, search);
      if (besieged && gone > EXPLAINED) {
        await giveBack(db, chat);
        return fail('invitation.too-many');
      }

      const found = await findInvitation(deps, institutionId, plausible(readCode(text).candidates));
      const ended = found && endOf(found, clock.now());
      const elsewhere = found && schoolId && found.schoolId !== schoolId;
      if (found && !ended && !elsewhere) {
        await giveBack(db, chat);
        if (account && !mayAdd(account.person.roles, found.role)) return fail('invitation.other-role');
        return ok(checked(found));
      }

      await countWrong(deps, search);
      const plain = suspicion(text) ?? 'invitation.unknown';
      if (!found || besieged || gone > EXPLAINED) return fail(plain);
      return fail(ended ?? 'invitation.other-school');
    },

    async live(id) {
      const [found] = await invitationsOf(db, [id]);
      return found && endOf(found, clock.now()) === null ? checked(found) : null;
    },

    readPicture: ({ botId, chatId }: ChatRef, fileId, sent) =>
      jobs.add('read-picture', { botId: String(botId), chatId: String(chatId), fileId, ...(sent ? { sent } : {}) }),
  };
}
