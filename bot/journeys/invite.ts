import { z } from 'zod';
import { USUAL_LENGTHS } from '#core/invitations/code.ts';
import type { CheckedInvitation } from '#core/invitations/invitation.ts';
import { described, shapeError } from '#core/invitations/reading.ts';
import { errorKey } from '#locales/texts.ts';
import { registered } from './registered.ts';
import { ownAccount, schoolStart } from './school-place.ts';
import { anywhere, type Button, back, button, human, type Phrase, phrase, type Screen } from './screen.ts';
import {
  again,
  enter,
  go,
  type Journey,
  type Move,
  note,
  type StepContext,
  type StepSignal,
  step,
  unread,
} from './step.ts';

const Shown = z.object({ invitation: z.uuid() });
const Enrolling = z.object({ enrollment: z.uuid() });

/** Whose invitation it is. */
function invitationPhrase({ role, fullName, childName, className }: CheckedInvitation): Phrase {
  const named = { name: fullName, class: className ?? 'none' };
  if (role === 'student') return phrase('invitation-of-pupil', named);
  if (role === 'parent') return phrase('invitation-of-parents', { ...named, name: childName ?? fullName });
  return phrase('invitation-of-staff', { name: fullName });
}

/** What a wrong code is told: what is wrong with it, and what to do now. @param text as it was typed; empty when no typing is at fault */
export const codeTrouble = (error: string, text = ''): Phrase => phrase(errorKey(error), { ...described(text) });

/** Words without a digit that only begin like a code: “try again”, “still not working”. Some schools print codes of letters alone. */
function isNoCode(text: string): boolean {
  if (shapeError(text) === 'invitation.unreadable') return true;
  const words = text.trim().split(/\s+/);
  return words.length > 1 && !/\p{Nd}/u.test(text) && !USUAL_LENGTHS.includes(words.join('').length);
}

/**
 * Takes what may be a code: a typed text, a photo of the sheet, or what stands in the photo. Null for anything else.
 * @param read what to do with the code
 */
export async function takeCode(
  signal: StepSignal,
  { core, chat }: StepContext<unknown>,
  read: (text: string) => Promise<Move | null>,
): Promise<Move | null> {
  if (signal.kind === 'text') return isNoCode(signal.text) ? unread('invitation.unreadable') : read(signal.text);
  if (signal.kind === 'picture') {
    await core.invitations.readPicture(chat, signal.fileId);
    return note('invite-picture-taken');
  }
  if (signal.kind !== 'news' || signal.news.type !== 'picture-read') return null;
  return signal.news.text === null ? again('invitation.picture') : read(signal.news.text);
}

/** Shows whose invitation a code is; a wrong one is explained where codes are typed. */
export async function showInvitation(context: StepContext<unknown>, text: string): Promise<Move> {
  const { core, chat, institution } = context;
  if (!institution) return enter('welcome', 'institution');
  const checked = await core.invitations.check(chat, institution.id, text);
  return checked.ok
    ? enter('invite', 'confirm', { invitation: checked.value.id })
    : enter('invite', 'code', {}, [codeTrouble(checked.error, text)]);
}

/** Adds one more code to what is shown already. */
async function addCode(context: StepContext<{ enrollment: string }>, text: string): Promise<Move> {
  const { core, chat, institution, data } = context;
  const view = await core.enrollments.view(data.enrollment);
  if (!view || !institution) return gone();
  const checked = await core.invitations.check(chat, institution.id, text, { schoolId: view.schoolId });
  if (!checked.ok) return { to: 'again', notes: [codeTrouble(checked.error, text)] };
  const added = await core.enrollments.add(data.enrollment, checked.value);
  if (!added.ok) return { to: 'again', notes: [codeTrouble(added.error, text)] };
  return go('more', data, [phrase('invite-added')]);
}

/** What was shown is good no more: used elsewhere, withdrawn, or too old by now. */
const gone = (): Move => enter('invite', 'code', {}, [phrase('invite-gone')]);

/** The page where login and password are chosen. */
async function toPage(
  { core }: StepContext<unknown>,
  { enrollment }: { enrollment: string },
  notes: Phrase[] = [],
): Promise<Move> {
  const page = await core.enrollments.openPage(enrollment);
  return page ? go('page', { enrollment, page }, notes) : gone();
}

async function begin(context: StepContext<{ invitation: string }>): Promise<Move> {
  const { core, chat, data } = context;
  const invitation = await core.invitations.live(data.invitation);
  if (!invitation) return gone();
  const enrollment = await core.enrollments.begin(chat, invitation);
  return invitation.role === 'student' ? toPage(context, { enrollment }) : go('more', { enrollment });
}

/** A further child for the account that this chat speaks for already. */
async function addToOwn(context: StepContext<{ invitation: string }>): Promise<Move> {
  const { core, data } = context;
  const invitation = await core.invitations.live(data.invitation);
  const own = await ownAccount(context);
  if (!invitation || !own) return gone();
  const added = await core.enrollments.addToAccount(own.account.id, invitation);
  if (!added.ok) return enter('children', 'code', {}, [codeTrouble(added.error)]);
  return enter('children', 'list', {}, [phrase('children-added', { name: invitation.childName ?? '' })]);
}

/** Registration by invitations: a code, whose it is, further codes, and the page for login and password. */
export const invite: Journey = {
  code: step({
    screen: () => ({
      text: [phrase('invite-code')],
      buttons: [[button('button-no-code', 'none')], [button('button-forgot', 'recover')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return takeCode(signal, context, (text) => showInvitation(context, text));
      if (signal.action === 'none') return go('none');
      if (signal.action === 'recover') return enter('recover', 'ways');
      return signal.action === 'back' ? schoolStart(context) : null;
    },
  }),

  /** Where codes come from. */
  none: step({
    screen: () => ({
      text: [phrase('invite-none')],
      buttons: [[button('button-ask-curator', 'curator')], [button('button-have-code', 'code')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return takeCode(signal, context, (text) => showInvitation(context, text));
      if (signal.action === 'curator') return enter('curator-help', 'ask', { reason: 'invitation.missing' });
      if (signal.action === 'code') return go('code');
      return signal.action === 'back' ? schoolStart(context) : null;
    },
  }),

  confirm: step({
    data: Shown,

    async screen(context): Promise<Screen> {
      const invitation = await context.core.invitations.live(context.data.invitation);
      if (!invitation) {
        return { text: [phrase('invite-gone')], buttons: [[button('button-another-code', 'no')], [human]] };
      }
      const own = await ownAccount(context);
      const text = [
        phrase('invite-confirm', { school: invitation.schoolName }),
        invitationPhrase(invitation),
        phrase(own ? 'invite-confirm-own' : 'invite-confirm-ask'),
      ];
      return { text, buttons: [...confirmButtons(invitation, own), [button('button-invitation-not-mine', 'no')]] };
    },

    async on(signal, context) {
      if (signal.kind !== 'action') return takeCode(signal, context, (text) => showInvitation(context, text));
      if (signal.action === 'yes') return begin(context);
      if (signal.action === 'add') return addToOwn(context);
      return signal.action === 'no' ? go('code', {}, [phrase('invite-not-mine')]) : null;
    },
  }),

  /** Parents of several children, and teachers who are parents, show all their codes at once. */
  more: step({
    data: Enrolling,

    async screen({ core, data }): Promise<Screen> {
      const view = await core.enrollments.view(data.enrollment);
      if (!view) return { text: [phrase('invite-gone')], buttons: [[button('button-another-code', 'code')], [human]] };
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
      if (!view) return { text: [phrase('invite-gone')], buttons: [[button('button-another-code', 'code')], [human]] };
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
      if (signal.action === 'again') return toPage(context, data, [phrase('invite-page-new-link')]);
      if (signal.action === 'code') return go('code');
      const view = await core.enrollments.view(enrollment);
      if (signal.action === 'more' || (signal.action === 'back' && view && view.role !== 'student')) {
        return go('more', { enrollment });
      }
      return signal.action === 'back' ? go('code') : null;
    },
  }),
};

/** A parent's invitation may become one more child of an account; anybody's may become an account of its own. */
function confirmButtons(
  { role, schoolId }: CheckedInvitation,
  own: Awaited<ReturnType<typeof ownAccount>>,
): Button[][] {
  if (!own) return [[button('button-invitation-mine', 'yes')]];
  const mayAdd = role === 'parent' && own.schoolId === schoolId && !own.account.roles.every((one) => one === 'student');
  return [...(mayAdd ? [[button('button-add-to-mine', 'add')]] : []), [button('button-register-separately', 'yes')]];
}
