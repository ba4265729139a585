import { z } from 'zod';
import type { CheckedInvitation } from '#core/invitations/invitation.ts';
import { codeTrouble, gone, invitationPhrase, showInvitation, takeCode } from './invite-code.ts';
import { enrolling, toPage } from './invite-enroll.ts';
import { ownAccount, schoolStart } from './school-place.ts';
import { type Button, back, button, human, phrase, type Screen } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';
import { takenCode } from './step-answers.ts';

const Shown = z.object({ invitation: z.uuid() });

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
  ...enrolling,

  code: step({
    takes: takenCode,
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
    takes: takenCode,
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
    takes: takenCode,

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
