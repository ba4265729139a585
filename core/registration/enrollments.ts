import type { Role } from '#prisma/generated/enums.ts';
import type { ChatRef } from '../chat.ts';
import { checked } from '../invitations/finding.ts';
import { mayAdd } from '../invitations/invitations.ts';
import { closePages, livePage, openPage } from '../pages.ts';
import { fail, ok } from '../result.ts';
import { cards, isSame, nameOf, needsEmail } from './cards.ts';
import { type CompletionDeps, completion } from './completion.ts';
import type { Enrollments } from './enrollment.ts';
import { furtherCards } from './further-cards.ts';
import { ENROLL_PAGE_LIFETIME, isOf, lockEnrollment, PAGE, unfinished } from './unfinished.ts';

/** More children than any family brings to one school. */
const MOST_CARDS = 20;

export function enrollments(deps: CompletionDeps): Enrollments {
  const { db, clock } = deps;
  const held = cards(deps);

  const closeOf = (chat: ChatRef): Promise<void> => closePages(deps, PAGE, chat);

  return {
    ...completion(deps),
    ...furtherCards(deps),
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
      await lockEnrollment(db, enrollmentId);
      const enrollment = await unfinished(db, enrollmentId);
      if (!enrollment) return fail('enrollment.over');
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
      const enrollment = await unfinished(db, enrollmentId);
      const live = enrollment ? (await held.of(enrollment.invitationIds)).filter(held.isLive) : [];
      const [own] = live;
      if (!enrollment || !own) return null;
      return { id: enrollment.id, schoolId: enrollment.schoolId, invitations: live.map(checked), role: own.role };
    },

    async openPage(enrollmentId) {
      const enrollment = await unfinished(db, enrollmentId);
      if (!enrollment || !(await held.whole(enrollment.invitationIds))) return null;
      const { botId, chatId } = enrollment;
      const chat = { botId, chatId };
      await closeOf(chat);
      return openPage(deps, { purpose: PAGE, subjectId: enrollmentId, chat, lifetime: ENROLL_PAGE_LIFETIME });
    },

    async look(pageId) {
      const page = await livePage(deps, PAGE, pageId);
      if (!page.ok) return page;
      const enrollment = await unfinished(db, page.value.subjectId);
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
  };
}

const isStaff = (role: Role): boolean => role === 'teacher' || role === 'staff';
