import type { Prisma } from '#prisma/generated/client.ts';
import { loginKey } from '../accounts/login-word.ts';
import { freeLogin } from '../accounts/logins.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days } from '../clock.ts';
import { audit } from '../curators/audit.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { tell } from '../news.ts';
import { usePage } from '../pages.ts';
import { cleanName, LONGEST_NAME } from '../people/name.ts';
import { fail, ok } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import type { Links } from '../verification/links.ts';
import { cards, nameOf, needsEmail } from './cards.ts';
import type { Enrollments } from './enrollment.ts';
import { randomSubject } from './subject.ts';
import { isOf, lockEnrollment, PAGE, unfinished } from './unfinished.ts';

/** When somebody who has not confirmed their address is reminded, after registration. Then never again. */
const REMINDERS = [days(1), days(7)];

export interface CompletionDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  secrets: Secrets;
  links: Pick<Links, 'start'>;
  /** Draws the number that stands in an account's passes; any 32-bit number but 0, unless told. */
  drawSubject?: () => bigint;
}

/** The last step from invitations to an account: all of them are used and the account is made, or nothing happens. */
export function completion(deps: CompletionDeps): Pick<Enrollments, 'complete'> {
  const { db, clock, jobs, links, drawSubject = randomSubject } = deps;
  const held = cards(deps);

  /** Null when the card has an account. A subject or a login that is taken says nothing about the card: another one is drawn. */
  async function makeAccount(
    account: Omit<Prisma.AccountCreateManyInput, 'subject'> & { schoolId: string },
    word: string,
  ) {
    for (;;) {
      const login = await freeLogin(db, account.schoolId, word);
      const [made] = await db.account.createManyAndReturn({
        data: [{ ...account, login, loginKey: loginKey(login), subject: drawSubject() }],
        skipDuplicates: true,
      });
      if (made) return { id: made.id, login };
      if (await db.account.findUnique({ where: { personId: account.personId } })) return null;
    }
  }

  /**
   * The chat speaks for the account from now on, unless it speaks for another: a parent's, when they register their child. One that was closed
   * because its owner left the school counts no more.
   */
  async function giveChat(chat: ChatRef, accountId: string): Promise<void> {
    await db.conversation.updateMany({
      where: { ...chat, OR: [{ accountId: null }, { account: { person: { active: false } } }] },
      data: { accountId },
    });
  }

  /** Sends the letter that confirms the address, and plans to ask again; false when too many letters went there. */
  async function askToConfirm(chat: ChatRef, institutionId: string, accountId: string, email: string) {
    const conversation = await db.conversation.findUnique({
      where: { botId_chatId: chat },
      select: { language: true },
    });
    const language = Language.catch('ru').parse(conversation?.language);
    const letter = await links.start({ chat, institutionId, email, accountId, language, letter: 'confirm-school' });
    for (const wait of REMINDERS) {
      await jobs.add('email-reminder', { accountId }, { runAt: after(clock.now(), wait) });
    }
    return letter.ok;
  }

  return {
    async complete(pageId, { login: word, passwordHash, email, fullName: typedName }) {
      const page = await usePage(deps, PAGE, pageId);
      if (!page.ok) return page;
      const { subjectId } = page.value;
      // A code that is being added in the chat right now comes along.
      await lockEnrollment(db, subjectId);
      const enrollment = await unfinished(db, subjectId);
      if (!enrollment || !isOf(page.value, enrollment)) return fail('enrollment.incomplete');
      const { botId, chatId, institutionId, schoolId, invitationIds } = enrollment;
      await held.lock(invitationIds);
      const all = await held.whole(invitationIds);
      if (!all) return fail('enrollment.incomplete');
      const fullName = nameOf(all) || cleanName(typedName ?? '').slice(0, LONGEST_NAME);
      if (fullName === '' || (email === null && needsEmail(all))) return fail('enrollment.incomplete');
      if (!(await held.consume(invitationIds))) return fail('enrollment.incomplete');

      const now = clock.now();
      const [own, ...others] = all;
      const { personId } = own;
      const account = await makeAccount(
        { institutionId, schoolId, personId, passwordHash, email, createdAt: now },
        word,
      );
      if (!account || !(await held.join(account.id, others, fullName))) return fail('enrollment.incomplete');
      await db.person.updateMany({ where: { id: personId, fullName: '' }, data: { fullName } });
      await db.invitation.updateMany({ where: { id: { in: invitationIds } }, data: { usedById: account.id } });
      const finished = await db.enrollment.updateMany({
        where: { id: enrollment.id, completedAt: null },
        data: { completedAt: now, accountId: account.id },
      });
      if (finished.count === 0) return fail('enrollment.incomplete');

      const chat = { botId, chatId };
      const accountId = account.id;
      await giveChat(chat, accountId);
      const emailSent = email !== null && (await askToConfirm(chat, institutionId, accountId, email));
      await tell(jobs, chat, `registered:${accountId}`, { type: 'registered', accountId });
      const detail = { cards: all.length };
      await audit({ db, clock }).note({ schoolId, curatorId: null, action: 'registered', personId, accountId, detail });
      return ok({ accountId, login: account.login, emailSent });
    },
  };
}
