import type { Enrollment, Prisma } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { loginKey } from '../accounts/login-word.ts';
import { freeLogin } from '../accounts/logins.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days, minutes } from '../clock.ts';
import { audit } from '../curators/audit.ts';
import type { Db } from '../database.ts';
import { checked, endOf } from '../invitations/finding.ts';
import { mayAdd } from '../invitations/invitations.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { tell } from '../news.ts';
import { closePages, livePage, openPage, usePage } from '../pages.ts';
import { cleanName, LONGEST_NAME } from '../people/name.ts';
import { fail, ok } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import type { Links } from '../verification/links.ts';
import { cards, isSame, nameOf, needsEmail } from './cards.ts';
import type { Enrollments } from './enrollment.ts';
import { randomSubject } from './subject.ts';

/** How long the page of an enrollment can be opened, in milliseconds. */
export const ENROLL_PAGE_LIFETIME = minutes(30);
/** When somebody who has not confirmed their address is reminded, after registration. Then never again. */
export const REMINDERS = [days(1), days(7)];
/** More children than any family brings to one school. */
const MOST_CARDS = 20;

const PAGE = 'enroll';

export interface EnrollmentDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  secrets: Secrets;
  links: Pick<Links, 'start'>;
  /** Draws the number that stands in an account's passes; any 32-bit number but 0, unless told. */
  drawSubject?: () => bigint;
}

export function enrollments(deps: EnrollmentDeps): Enrollments {
  const { db, clock, jobs, links, drawSubject = randomSubject } = deps;
  const held = cards(deps);

  const unfinished = (id: string): Promise<Enrollment | null> =>
    db.enrollment.findFirst({ where: { id, completedAt: null } });

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

  const closeOf = (chat: ChatRef): Promise<void> => closePages(deps, PAGE, chat);

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
    closePages: closeOf,

    async begin(chat, invitation) {
      await closeOf(chat);
      await db.enrollment.deleteMany({ where: { ...chat, completedAt: null } });
      const { institutionId, schoolId } = await db.invitation.findUniqueOrThrow({ where: { id: invitation.id } });
      const { id } = await db.enrollment.create({
        data: { ...chat, institutionId, schoolId, invitationIds: [invitation.id], createdAt: clock.now() },
      });
      return id;
    },

    async add(enrollmentId, invitation) {
      // Two codes of one person at once come one after another.
      await db.$queryRaw`SELECT 1 FROM "Enrollment" WHERE id = ${enrollmentId}::uuid FOR UPDATE`;
      const enrollment = await unfinished(enrollmentId);
      if (!enrollment) throw new Error('A code was added to an enrollment that is over');
      const [added] = await held.of([invitation.id]);
      if (added?.schoolId !== enrollment.schoolId) return fail('invitation.other-school');
      const shown = await held.of(enrollment.invitationIds);
      if (shown.some((one) => isSame(one, added))) return fail('invitation.again');

      const roles = shown.map(({ role }) => role);
      // A teacher who showed a child's code first.
      const first = isStaff(added.role) && roles.every((role) => role === 'parent');
      if ((!first && !mayAdd(roles, added.role)) || shown.length >= MOST_CARDS) return fail('invitation.other-role');
      const { invitationIds } = enrollment;
      await db.enrollment.update({
        where: { id: enrollmentId },
        data: { invitationIds: first ? [added.id, ...invitationIds] : [...invitationIds, added.id] },
      });
      return ok(undefined);
    },

    async drop(enrollmentId, invitationId) {
      await db.$executeRaw`
        UPDATE "Enrollment" SET "invitationIds" = array_remove("invitationIds", ${invitationId}::uuid)
        WHERE id = ${enrollmentId}::uuid AND "completedAt" IS NULL AND cardinality("invitationIds") > 1`;
    },

    async view(enrollmentId) {
      const enrollment = await unfinished(enrollmentId);
      const live = enrollment ? (await held.of(enrollment.invitationIds)).filter(held.isLive) : [];
      const [own] = live;
      if (!enrollment || !own) return null;
      return { id: enrollment.id, schoolId: enrollment.schoolId, invitations: live.map(checked), role: own.role };
    },

    async openPage(enrollmentId) {
      const enrollment = await unfinished(enrollmentId);
      if (!enrollment || !(await held.whole(enrollment.invitationIds))) return null;
      const { botId, chatId } = enrollment;
      const chat = { botId, chatId };
      await closeOf(chat);
      return openPage(deps, { purpose: PAGE, subjectId: enrollmentId, chat, lifetime: ENROLL_PAGE_LIFETIME });
    },

    async look(pageId) {
      const page = await livePage(deps, PAGE, pageId);
      if (!page.ok) return page;
      const enrollment = await unfinished(page.value.subjectId);
      const shown = enrollment && isOf(page.value, enrollment) ? await held.whole(enrollment.invitationIds) : null;
      if (!enrollment || !shown) return fail('enrollment.incomplete');
      const [own] = shown;
      const school = await db.school.findUniqueOrThrow({ where: { id: enrollment.schoolId } });
      const people = await db.person.findMany({
        where: { id: { in: shown.flatMap(({ personId, childId }) => [personId, childId ?? personId]) } },
        select: { birthDate: true },
      });
      const { botId, chatId, institutionId, schoolId } = enrollment;
      const fullName = nameOf(shown);
      const children = shown.flatMap(({ childName }) => childName ?? []);
      return ok({
        ...{ chat: { botId, chatId }, institutionId, schoolId },
        ...{ schoolName: school.name, schoolSlug: school.slug, host: school.host },
        ...{ role: own.role, fullName, children, birthDates: people.flatMap(({ birthDate }) => birthDate ?? []) },
        emailRequired: needsEmail(shown),
        words: [fullName, ...children].flatMap((name) => name.split(/[\s-]+/)).filter((word) => word !== ''),
      });
    },

    async complete(pageId, { login: word, passwordHash, email, fullName: typedName }) {
      const page = await usePage(deps, PAGE, pageId);
      if (!page.ok) return page;
      const enrollment = await unfinished(page.value.subjectId);
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

    async addToAccount(accountId, { id }) {
      // Two codes of one child at once come one after another.
      await db.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${accountId}::uuid FOR UPDATE`;
      await held.lock([id]);
      const [added] = await held.of([id]);
      const account = await db.account.findUniqueOrThrow({ where: { id: accountId }, include: { person: true } });
      if (!added || added.schoolId !== account.schoolId) return fail('invitation.other-school');
      if (!mayAdd(account.person.roles, added.role)) return fail('invitation.other-role');
      if ((await this.children(accountId)).some(({ personId }) => personId === added.childId)) {
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

    async children(accountId) {
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
    },
  };
}

const isStaff = (role: Role): boolean => role === 'teacher' || role === 'staff';

/** A page opens the enrollment of its own chat only. */
const isOf = (page: { botId: bigint | null; chatId: bigint | null }, { botId, chatId }: Enrollment): boolean =>
  page.botId === botId && page.chatId === chatId;
