import { z } from 'zod';
import { codeTrouble, gone, invitationPhrase, takeCode } from './invite-code.ts';
import { registered } from './registered.ts';
import { anywhere, type Button, back, button, human, type Phrase, phrase, type Screen } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';
import { takenCode } from './step-answers.ts';
import { thisMoment } from './time.ts';

const Enrolling = z.object({ enrollment: z.uuid() });

/** Adds one more code to what is shown already. */
async function addCode(context: StepContext<{ enrollment: string }>, text: string): Promise<Move> {
  const { core, chat, institution, data } = context;
  const view = await core.enrollments.view(data.enrollment);
  if (!view || !institution) return gone();
  const checked = await core.invitations.check(chat, institution.id, text, { schoolId: view.schoolId });
  if (!checked.ok) return { to: 'again', notes: [codeTrouble(checked.error, text)] };
  const added = await core.enrollments.add(data.enrollment, checked.value);
  // The page has made the account this very moment: the code may be one more of that.
  if (!added.ok && added.error === 'enrollment.over')
    return enter('invite', 'confirm', { invitation: checked.value.id });
  if (!added.ok) return { to: 'again', notes: [codeTrouble(added.error, text)] };
  return go('more', data, [phrase('invite-added')]);
}

/** The same, at a step that waited meanwhile. */
const goneScreen: Screen = {
  text: [phrase('invite-gone')],
  buttons: [[button('button-another-code', 'code')], [human]],
};

/** The page where login and password are chosen. */
export async function toPage(
  { core }: StepContext<unknown>,
  { enrollment }: { enrollment: string },
  notes: Phrase[] = [],
): Promise<Move> {
  const page = await core.enrollments.openPage(enrollment);
  return page ? go('page', { enrollment, page }, notes) : gone();
}

/** From the invitations that were shown to the page for login and password. */
export const enrolling: Journey = {
  /** Parents of several children, and teachers who are parents, show all their codes at once. */
  more: step({
    data: Enrolling,
    takes: takenCode,

    async screen({ core, data }): Promise<Screen> {
      const view = await core.enrollments.view(data.enrollment);
      if (!view) return goneScreen;
      const text = [
        phrase('invite-so-far'),
        ...view.invitations.map(invitationPhrase),
        phrase('invite-more', { role: view.role }),
      ];
      const drops =
        view.invitations.length > 1
          ? view.invitations.map((one) => [
              button('button-drop-code', `drop:${one.id}`, { name: one.childName ?? one.fullName }),
            ])
          : [];
      return { text, buttons: [[button('button-no-more-codes', 'page')], ...drops, [back, human]] };
    },

    async on(signal, context) {
      if (signal.kind !== 'action') return takeCode(signal, context, (text) => addCode(context, text));
      if (signal.action === 'page') return toPage(context, context.data);
      const dropped = z.uuid().safeParse(signal.action.replace(/^drop:/, ''));
      if (dropped.success) {
        await context.core.enrollments.drop(context.data.enrollment, dropped.data);
        return go('more', context.data, [phrase('invite-dropped')]);
      }
      return signal.action === 'back' || signal.action === 'code' ? go('code') : null;
    },
  }),

  page: step({
    data: Enrolling.extend({ page: z.uuid() }),
    secret: true,

    async screen({ core, data }): Promise<Screen> {
      const view = await core.enrollments.view(data.enrollment);
      if (!view) return goneScreen;
      const enroll: Button = { label: 'button-enroll', page: data.page, at: 'enroll' };
      const more = view.role === 'student' ? [] : [[button('button-more-codes', 'more')]];
      return {
        text: [phrase('invite-page'), phrase('invite-page-email', { role: view.role }), phrase('invite-page-link')],
        buttons: [
          [enroll],
          [button('button-new-link', 'again')],
          ...more,
          [anywhere('button-faq', 'faq')],
          [back, human],
        ],
      };
    },

    async on(signal, context) {
      const { data, core } = context;
      const { enrollment } = data;
      if (signal.kind === 'news') {
        return signal.news.type === 'registered' ? registered(context, signal.news.accountId) : null;
      }
      if (signal.kind === 'text' || signal.kind === 'edited') {
        return go('page', data, [phrase('errors-password-in-chat')], { deleteMessage: signal.messageId });
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'again')
        return toPage(context, data, [phrase('invite-page-new-link', { at: thisMoment(context) })]);
      if (signal.action === 'code') return go('code');
      const view = await core.enrollments.view(enrollment);
      if (signal.action === 'more' || (signal.action === 'back' && view && view.role !== 'student')) {
        return go('more', { enrollment });
      }
      return signal.action === 'back' ? go('code') : null;
    },
  }),
};
